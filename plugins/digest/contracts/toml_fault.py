"""Where things stand in a TOML file, and the mistake in one that isn't TOML, in words for people who don't write TOML
every day."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

Place: TypeAlias = tuple[str | int, ...]  # of a table or key, as pydantic names it: ("feed", 2, "url")

_PLACE: Final = re.compile(r"\s*\((?:at line (\d+), column (\d+)|at end of document)\)$")
_KEY: Final = re.compile(r"""\s*["']?([\w-]+)["']?\s*[=:]""")
_HEADER: Final = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]?\]?")
_SECRET: Final = re.compile(r"(?i)credential|passw|token|secret|auth|://[^/\s]*@")
_SHOWN_CHARS: Final = 60  # of the line
_QUOTED: Final = 'text in quotation marks, "so"'
_SECOND_QUOTE: Final = "a second quotation mark at the end of the text"
_LIST_END: Final = "commas between the entries of a list, and ] at its end"
_ONE_HEAD: Final = "each table once, and each feed under a head [[feed]] in double brackets"
_BROKEN_HEAD: Final = re.compile(r"^\s*(?:\[\[[^\]]*\](?!\])|\[(?!\[)[^\]]*\]\]|\[\[?[^\]]*$)")
# What is expected, by what tomllib says.
_BY_REASON: Final = (
    ("Unescaped '\\'", r"single quotation marks around text with a backslash, '/\d+/'"),
    ("Illegal character '\\n'", _SECOND_QUOTE),
    ("Illegal character", "text without control characters"),
    ("Unterminated string", _SECOND_QUOTE),
    ('Expected "\'"', _SECOND_QUOTE),
    ("Unclosed array", _LIST_END),
    ("Cannot declare", _ONE_HEAD),
    ("Cannot mutate", _ONE_HEAD),
    ("Cannot define", _ONE_HEAD),
    ("Expected newline", "a line for each key, and double quotation marks around text with an apostrophe"),
)
# What is expected, by what the line says; tried in this order.
_BY_LINE: Final = (
    (r"[\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb]", 'straight quotation marks around text, "so"'),
    (r"^\s*-\s", 'a head [[feed]] before each feed, and keys like url = "https://...": this is YAML'),
    (r"^\s*[\w-]+\s*:", 'an equals sign between a key and its value, name = "Example Wire"'),
    (r"^\s*(?://|;|--|/\*|!)", "# at the beginning of a comment"),
    (r"^\s*[\w-]+\s*=\s*(?:#.*)?$", "a value behind the equals sign"),
    (r"^\s*[\w-]+\s*==", "one equals sign"),
    (r"""^\s*[\w-]+\s*=\s*\[?\s*[^\s"'\[\]{}+.=-]""", _QUOTED),
    (r"^\s*[\w-]+\s+[\w-]+\s*=", "one word, without blanks, before the equals sign"),
    (r"^\s*[\w-]+\s*(?:#.*)?$", "an equals sign and a value behind the key"),
    (r"^\s*[{<]", "TOML; concordance opml --file takes over an OPML list"),
)
_ANY_LINE: Final = 'a line such as name = "Example Wire"'


def toml_fault(text: str, error: tomllib.TOMLDecodeError) -> str:
    """One line on subscriptions.toml: where the text is wrong (line, feed, key), what stands there, and what is
    expected."""
    reason, above = _reason(text, error)
    where = "".join((f"line {len(above)}", _feed_at(above), _key_at(above)))
    expected = _expected(above[-1], reason, above)
    return f"{where}: {_shown(above[-1])}: expected {expected} (this isn't TOML: {reason})"


def plain_toml_fault(text: str, error: tomllib.TOMLDecodeError) -> str:
    """One line on any other file: what is wrong, where, and what is expected. It repeats no value."""
    reason, above = _reason(text, error)
    expected = _expected(above[-1], reason, above)
    if "feed" in expected or "concordance" in expected:  # which is said of subscriptions alone
        expected = 'a key and its value, name = "text", or a head, [[name]], each on a line of its own'
    return f"this isn't TOML: line {len(above)}{_key_at(above)}: {reason}: expected {expected}"


def _reason(text: str, error: tomllib.TOMLDecodeError) -> tuple[str, list[str]]:
    """What tomllib says of a mistake, without the place, and the lines up to that of the mistake."""
    message = str(error)
    place = _PLACE.search(message)
    lines = text.split("\n")
    number = min(int(place[1]) if place and place[1] else len(lines), len(lines))
    while number > 1 and not lines[number - 1].strip():
        number -= 1  # it was missed at a later line than it is missing in
    return _PLACE.sub("", message).rstrip("."), lines[:number]


@lru_cache(maxsize=1)  # a caller asks about one mistake after another of one file
def key_lines(text: str) -> Mapping[Place, tuple[int, ...]]:
    """The lines on which each table and key of a file begins: several where it stands several times. Of a text that
    isn't TOML, what stands above the mistake."""
    lines: dict[Place, tuple[int, ...]] = {}
    last: dict[Place, int] = {}  # the number of the last [[table]] of each name
    table: Place = ()
    for number, statement, is_head in _statements(text):
        if is_head:
            table = ()
        for place, is_whole in _places(statement, table, last):
            lines[place] = (*lines.get(place, ()), number) if is_whole else lines.get(place, (number,))
            table = place if is_head else table
    return lines


def line_of(text: str, place: Place) -> int:
    """The line on which a key or table begins, or the nearest one around it; 0 where the file has none of them."""
    lines = key_lines(text)
    around = (place[:length] for length in range(len(place), 0, -1))
    return next((lines[place][-1] for place in around if place in lines), 0)


def _statements(text: str) -> Iterator[tuple[int, dict[str, Any], bool]]:
    """Each statement of a file: its first line, what it says by itself, and whether it is the head of a table."""
    first, begun = 0, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if begun and line.rstrip().endswith(","):  # amid a list: nothing ends so
            begun += f"\n{line}"
            continue
        first, begun = (first, f"{begun}\n{line}") if begun else (number, line)
        try:
            statement = tomllib.loads(begun)
        except (tomllib.TOMLDecodeError, RecursionError):
            continue  # it goes on in the next line
        if statement:
            yield first, statement, begun.lstrip().startswith("[")
        begun = ""


def _places(statement: Mapping[str, Any], parent: Place, last: dict[Place, int]) -> Iterator[tuple[Place, bool]]:
    """The places that a statement names, and of each whether it is what the statement is about."""
    for name, own in statement.items():
        place = (*parent, name)
        if own == [{}]:
            yield place, False
            last[place] = last.get(place, -1) + 1
        if place in last:
            place = (*place, last[place])
        has_more = isinstance(own, Mapping) and bool(own)
        yield place, not has_more
        if has_more:
            yield from _places(own, place, last)


def _expected(line: str, reason: str, above: list[str]) -> str:
    if _BROKEN_HEAD.match(line):
        return "[[feed]] as the head of a feed, or [fetch], [filter] or [retention] as that of a table"
    if reason == "Cannot overwrite a value":
        return _ONE_HEAD if _HEADER.match(line) else "each key once"
    if reason == "Invalid value" and _has_open_list(above[:-1]):
        return _LIST_END
    if re.match(r"^\s*[\w-]+\s*=\s*0\d", line):
        return "a number without a zero in front"
    by_reason = (hint for part, hint in _BY_REASON if part in reason)
    by_line = (hint for pattern, hint in _BY_LINE if re.search(pattern, line))
    return next(by_reason, None) or next(by_line, _ANY_LINE)


def _has_open_list(lines: list[str]) -> bool:
    """Whether the last key with a list has more opening brackets than closing ones."""
    for number in range(len(lines) - 1, -1, -1):
        if _HEADER.match(lines[number]):
            return False
        if _KEY.match(lines[number]):
            text = "\n".join(lines[number:])
            return text.count("[") > text.count("]")
    return False


def _feed_at(lines: list[str]) -> str:
    """Which feed the last of the lines belongs to, by its number and, where they are above, by its name or URL."""
    heads = [number for number, line in enumerate(lines) if (match := _HEADER.match(line)) and match[1] == "feed"]
    tables = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    if not heads or tables[-1] != heads[-1]:
        return ""
    own_text = "\n".join(lines[heads[-1] :])
    name = re.search(r"""(?m)^\s*name\s*=\s*["'](.+?)["']\s*$""", own_text) or re.search(
        r"""(?m)^\s*url\s*=\s*["'](?:[^"'@\n]*@)?([^"'@\n]+)["']\s*$""", own_text
    )
    return f", feed {len(heads)}" + (f" ({name[1][:80]!r})" if name else "")


def _key_at(lines: list[str]) -> str:
    for line in reversed(lines):
        if _HEADER.match(line):
            return ""
        if match := _KEY.match(line):
            return f", {match[1]}"
    return ""


def _shown(line: str) -> str:
    if _SECRET.search(line):
        return "what stands there"
    line = "".join(char if char.isprintable() else " " for char in line.strip())
    return f"`{line if len(line) <= _SHOWN_CHARS else f'{line[:_SHOWN_CHARS]}…'}`"
