"""Which items a subscription wants: words, phrases and regular expressions over an item's fields.

A rule is a line of text: `grain deal` (a word or phrase, in any case, as whole words), `/gr[ae]in/` (a regular
expression, in any case), either with the field that it looks at before it: `title: grain`, `author: Jane Doe`,
`category: /sports?/`, `lang: de`, `text: ...`. Without one it looks at all of them but the language.
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
    """Whether an item is wanted; if not, by which rule. `slow` are rules that took too long and were passed over."""

    is_wanted: bool
    rule: str = ""
    slow: tuple[str, ...] = ()


def judge(fields: Mapping[str, Iterable[str]], rules: FilterRules) -> Verdict:
    """`fields` has the texts of each of title, text, author, category and lang.

    A rule that takes too long neither keeps nor drops; where it's the last hope of being kept, the item is kept, since
    one too many costs less than one that is missed.
    """
    slow: list[str] = []
    for rule in rules.drop:
        found = _finds(rule, fields)
        if found:
            return Verdict(False, f"drop: {rule}", tuple(slow))
        if found is None:
            slow.append(rule)
    if not rules.keep:
        return Verdict(True, "", tuple(slow))
    for rule in rules.keep:
        found = _finds(rule, fields)
        if found:
            return Verdict(True, f"keep: {rule}", tuple(slow))
        if found is None:
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


def _finds(rule: str, fields: Mapping[str, Iterable[str]]) -> bool | None:
    """None where it took too long."""
    names, pattern = _compiled(rule)
    try:
        return any(pattern.search(text, timeout=TIME_LIMIT_S) for name in names for text in fields.get(name, ()))
    except TimeoutError:
        return None


@lru_cache(maxsize=1000)
def _compiled(rule: str) -> tuple[tuple[str, ...], Any]:
    import regex  # noqa: PLC0415  it knows a time limit, which `re` doesn't; most subscriptions have no rules

    match = _FIELD.fullmatch(rule.strip())
    names = (match[1].lower(),) if match else _FIELDS[:-1]
    wanted = (match[2] if match else rule).strip()
    if not wanted:
        raise ConfigurationError("a rule without a word")
    flags = regex.IGNORECASE | regex.V0
    if len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/"):
        try:
            return names, regex.compile(wanted[1:-1], flags)
        except regex.error as error:
            raise ConfigurationError(f"{one_line(rule, 80)!r} is no regular expression: {error}") from error
    if names == ("lang",):
        return names, regex.compile(rf"\A{regex.escape(wanted)}(?:-|\Z)", flags)
    phrase = r"\s+".join(map(regex.escape, wanted.split()))
    return names, regex.compile(rf"(?<!\w){phrase}(?!\w)", flags)
