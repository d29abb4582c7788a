"""Which items a subscription wants: words, phrases and regular expressions that are looked for in an item's fields.

A rule is a line of text: `grain deal` is a word or phrase, found as whole words; `/gr[ae]in/` is a regular expression.
Upper and lower case are the same. The field that is searched may stand before it: `title: grain`, `author: Jane Doe`,
`category: /sports?/`, `lang: de`, `text: ...`. A rule without a field searches all of them but the language.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ...contracts.subscriptions import FilterRules
from ...errors import ConfigurationError
from ..untrusted.plain_text import one_line

_FIELDS: Final = ("title", "text", "author", "category", "lang")
_FIELD: Final = re.compile(rf"({'|'.join(_FIELDS)})\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
TIME_LIMIT_S: Final = 0.1  # for one expression on one field: 5,000 words take a sane one less than a thousandth of it


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an item is wanted; if not, by which rule. `slow` has the rules that took too long."""

    is_wanted: bool
    rule: str = ""
    slow: tuple[str, ...] = ()


def judge(fields: Mapping[str, Iterable[str]], rules: FilterRules) -> Verdict:
    """The verdict on an item; `fields` has the texts of each of title, text, author, category and lang.

    A rule that takes too long neither keeps nor drops. If no faster rule has kept the item by then, it is kept, since
    one item too many costs less than one that is missed.
    """
    slow: list[str] = []
    for rule in rules.drop:
        matches = _matches(rule, fields)
        if matches:
            return Verdict(False, f"drop: {rule}", tuple(slow))
        if matches is None:
            slow.append(rule)
    if not rules.keep:
        return Verdict(True, "", tuple(slow))
    for rule in rules.keep:
        matches = _matches(rule, fields)
        if matches:
            return Verdict(True, f"keep: {rule}", tuple(slow))
        if matches is None:
            slow.append(rule)
            return Verdict(True, "", tuple(slow))
    return Verdict(False, "no rule of keep", tuple(slow))


def check_rule(rule: str) -> str:
    """The rule, if it can be understood.

    Raises:
        ConfigurationError: it's empty, or its regular expression is wrong.
    """
    _compiled(rule)
    return rule


def _matches(rule: str, fields: Mapping[str, Iterable[str]]) -> bool | None:
    """Whether a rule is found in one of its fields; None where that took too long."""
    names, pattern = _compiled(rule)
    try:
        return any(pattern.search(text, timeout=TIME_LIMIT_S) for name in names for text in fields.get(name, ()))
    except TimeoutError:
        return None


@lru_cache(maxsize=1000)
def _compiled(rule: str) -> tuple[tuple[str, ...], Any]:
    """The fields that a rule searches, and its expression."""
    import regex  # noqa: PLC0415  it knows a time limit, which `re` doesn't; most subscriptions have no rules

    match = _FIELD.fullmatch(rule.strip())
    names = (match[1].lower(),) if match else _FIELDS[:-1]
    words = (match[2] if match else rule).strip()
    if not words:
        raise ConfigurationError("a rule without a word")
    flags = regex.IGNORECASE | regex.V0
    if len(words) > 2 and words.startswith("/") and words.endswith("/"):
        try:
            return names, regex.compile(words[1:-1], flags)
        except regex.error as error:
            raise ConfigurationError(f"{one_line(rule, 80)!r} is no regular expression: {error}") from error
    if names == ("lang",):
        return names, regex.compile(rf"\A{regex.escape(words)}(?:-|\Z)", flags)
    phrase = r"\s+".join(map(regex.escape, words.split()))
    return names, regex.compile(rf"(?<!\w){phrase}(?!\w)", flags)
