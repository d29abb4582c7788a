"""Which items a subscription wants: words, phrases and regular expressions that are looked for in an item's fields.

How a rule is written is said by `digest.contracts.filter_rule`. Upper and lower case are the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ...contracts.filter_rule import compiled_expression, parse_rule
from ...contracts.subscriptions import FilterRules

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

    parsed = parse_rule(rule)
    if parsed.is_expression:
        return parsed.fields, compiled_expression(parsed.words)
    flags = regex.IGNORECASE | regex.V0
    if parsed.fields == ("lang",):
        return parsed.fields, regex.compile(rf"\A{regex.escape(parsed.words)}(?:-|\Z)", flags)
    phrase = r"\s+".join(map(regex.escape, parsed.words.split()))
    return parsed.fields, regex.compile(rf"(?<!\w){phrase}(?!\w)", flags)
