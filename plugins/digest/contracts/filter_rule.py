"""One rule of `keep` or `drop`: how it is written, what it means, and what is wrong where it can't be meant so.

A rule is a line of text: `grain deal` is a word or phrase, found as whole words; `/gr[ae]in/` is a regular expression.
The field that is searched may stand before it: `title: grain`, `author: Jane Doe`, `category: /sports?/`, `lang: de`,
`text: ...`. A rule without a field searches all of them but the language.
"""

import difflib
import re
from dataclasses import dataclass
from typing import Any, Final

from ..errors import ConfigurationError

RULE_FIELDS: Final = ("title", "text", "author", "category", "lang")
_FIELD: Final = re.compile(r"([A-Za-z_]+)\s*:(?!//)\s*(.*)", re.DOTALL)
# "Test: a new car" is a phrase; "titel: ferry" (0.8) isn't. By difflib's measure "test" is 0.75 like "text".
_LEAST_LIKENESS: Final = 0.78
_OTHER_NAMES: Final = {  # of fields in feeds, other programs and other languages, written small
    **dict.fromkeys(("headline", "heading", "überschrift", "titre"), "title"),
    **dict.fromkeys(("body", "content", "description", "summary"), "text"),
    **dict.fromkeys(("byline", "creator", "writer"), "author"),
    **dict.fromkeys(("tag", "tags", "keyword", "keywords", "topic", "kategorie", "section"), "category"),
    **dict.fromkeys(("language", "sprache"), "lang"),
    **dict.fromkeys(("url", "link", "guid", "date"), ""),  # these can't be searched
}
# What stands in expressions and hardly ever in the words of news: "C++", "Who?", "$100" and "[Video]" are words.
_EXPRESSION_MARKS: Final = re.compile(
    r"\.[*+]|\\[A-Za-z.]|\(\?|\[\^|\[\w-\w|\w\[[^\]\s]+\]|^\^|\w\$$|[\w)?*+]\|[\w(]|\w\?\w|\w\w\*(?!\w)|\w\{\d"
)
_WITH_FLAGS: Final = re.compile(r"/.+/[gimsux]{1,4}")


@dataclass(frozen=True, slots=True)
class FilterRule:
    """A rule as it is meant: the fields that it searches, and the words or the expression, which stands without its
    slashes."""

    fields: tuple[str, ...]
    words: str
    is_expression: bool


def parse_rule(rule: str) -> FilterRule:
    """What a rule means.

    Raises:
        ConfigurationError: it's empty, its field is none, or it is or seems to be a regular expression that is written
            wrongly. The message begins with what is expected, and doesn't repeat the rule.
    """
    fields, words = _field_and_words(rule.strip())
    if not words or words == "//":
        raise ConfigurationError('expected a word to look for, such as "ferry" or "title: ferry"')
    if len(words) > 2 and words.startswith("/") and words.endswith("/"):
        compiled_expression(words[1:-1])
        return FilterRule(fields, words[1:-1], is_expression=True)
    if _WITH_FLAGS.fullmatch(words):
        raise ConfigurationError(
            f"expected nothing after the last slash, since upper and lower case are the same: {_example(words)}"
        )
    if words.startswith("/") or _EXPRESSION_MARKS.search(words):
        raise ConfigurationError(
            f"expected a regular expression between two slashes, {_example(words)}, or, for these very characters, "
            f"{_literally(words)}"
        )
    return FilterRule(fields, words, is_expression=False)


def compiled_expression(expression: str) -> Any:
    """The expression, compiled by `regex`.

    Raises:
        ConfigurationError: it is wrong, or any text at all fits it.
    """
    import regex  # noqa: PLC0415  it knows a time limit, which `re` doesn't; most subscriptions have no rules

    try:
        compiled = regex.compile(expression, regex.IGNORECASE | regex.V0)
    except (regex.error, OverflowError, RecursionError) as error:
        raise ConfigurationError(f"expected a regular expression, which this isn't: {error}") from error
    if not re.search(r"\(\?<?[!=]", expression) and all(compiled.search(text) for text in ("", "q7 zx")):
        raise ConfigurationError("expected a regular expression that doesn't fit every text")
    return compiled


def _field_and_words(rule: str) -> tuple[tuple[str, ...], str]:
    match = _FIELD.fullmatch(rule)
    if match is None:
        return RULE_FIELDS[:-1], rule
    name, words = match[1].lower(), match[2].strip()
    if name in RULE_FIELDS:
        return (name,), words
    similar = difflib.get_close_matches(name, RULE_FIELDS, n=1, cutoff=_LEAST_LIKENESS)
    meant = similar[0] if similar else _OTHER_NAMES.get(match[1])
    if meant is None:
        return RULE_FIELDS[:-1], rule
    question = f"did you mean {meant}: {words}? " if meant else ""
    raise ConfigurationError(
        f"expected title, text, author, category or lang before the colon; {question}"
        f"{_literally(rule)} finds the words themselves"
    )


def _literally(words: str) -> str:
    """The regular expression that finds these words and no others."""
    return f"/{re.escape(words).replace(chr(92) + ' ', ' ')}/"


def _example(words: str) -> str:
    return f"/{re.sub('/[gimsux]*$', '', words.removeprefix('/'))}/"
