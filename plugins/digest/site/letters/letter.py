"""A letter in three forms, all made of the same parts: plain text, HTML, and data for programs.

The HTML loads nothing: it has no pictures, styles, fonts or scripts from elsewhere, so that nobody learns who has read
it and when.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from markupsafe import Markup

_UNSEEN: Final = ("Cc", "Zl", "Zp")  # controls and line ends, which a line of ours doesn't have
# Characters that turn the order of what follows; https://www.unicode.org/reports/tr9/, section 2.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PAGE: Final = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{subject}</title></head>\n'
    '<body style="max-width: 40em; margin: 1em auto; font-family: sans-serif; line-height: 1.4">\n'
    "{body}\n</body>\n</html>\n"
)


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One entry of a letter. `passages` are pieces of text, each with whether it is marked; `note` is the source and
    the time; `original` is the address at the publisher."""

    title: str
    url: str
    note: str = ""
    text: str = ""
    passages: tuple[tuple[tuple[str, bool], ...], ...] = ()
    original: str = ""


@dataclass(frozen=True, slots=True)
class LetterSection:
    """Entries under a heading, which may be ""."""

    heading: str
    items: tuple[LetterItem, ...]


@dataclass(frozen=True, slots=True)
class LetterParts:
    """What a letter says. `url` is the page that shows the same; `end` are the last lines."""

    lang: str
    subject: str
    url: str
    intro: str
    sections: tuple[LetterSection, ...]
    end: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent. `kind` is "digest.day", "digest.week" or "watch.hits"; `data` is plain data for JSON."""

    kind: str
    subject: str
    url: str
    intro: str
    text: str
    html: Markup
    data: Mapping[str, Any] = field(hash=False)


def letter_of(kind: str, parts: LetterParts, more: Mapping[str, Any]) -> Letter:
    """The letter of these parts; `more` is what its data has besides."""
    subject = one_line(parts.subject)
    data = {"title": subject, "url": parts.url, "summary": one_line(parts.intro), **more}
    text = "\n".join(_text(parts)).rstrip("\n") + "\n"
    body = Markup("\n").join(_html(parts))
    html = _PAGE.format(lang=parts.lang, subject=subject, body=body)
    return Letter(kind, subject, parts.url, one_line(parts.intro), text, html, data)


def one_line(text: str) -> str:
    """A stranger's text in one line: line ends and controls become blanks, and nothing turns the order of what
    follows."""
    return " ".join(_seen(text).split())


def _seen(text: str) -> str:
    return "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in text if char not in _TURNING)


def _text(parts: LetterParts) -> Iterator[str]:
    yield from (one_line(parts.subject), one_line(parts.intro), parts.url, "")
    for section in parts.sections:
        if section.heading:
            heading = one_line(section.heading)
            yield from (heading, "-" * len(heading), "")
        for item in section.items:
            yield from filter(None, _item_lines(item))
            yield ""
    yield from map(one_line, parts.end)


def _item_lines(item: LetterItem) -> Iterator[str]:
    yield f"* {one_line(item.title)}"
    yield from (f"  {one_line(line)}" if line else "" for line in (item.note, item.text))
    for passage in item.passages:
        pieces = "".join(f"[{text}]" if marked else text for text, marked in passage)
        yield f"  > {one_line(pieces)}"
    yield f"  {item.url}"
    yield f"  {item.original}" if item.original else ""


def _html(parts: LetterParts) -> Iterator[Markup]:
    yield Markup('<h1 style="font-size: 1.4em"><a href="{}">{}</a></h1>').format(parts.url, one_line(parts.subject))
    yield Markup("<p>{}</p>").format(one_line(parts.intro))
    for section in parts.sections:
        if section.heading:
            yield Markup('<h2 style="font-size: 1.1em">{}</h2>').format(one_line(section.heading))
        yield from map(_item_html, section.items)
    yield from (Markup("<p><small>{}</small></p>").format(one_line(line)) for line in parts.end)


def _item_html(item: LetterItem) -> Markup:
    title = Markup('<p dir="auto"><a href="{}"><b>{}</b></a>').format(item.url, one_line(item.title))
    note = Markup("<br><small>{}</small>").format(one_line(item.note)) if item.note else ""
    text = Markup("<br>{}").format(one_line(item.text)) if item.text else ""
    passages = Markup("").join(
        Markup("<blockquote>{}</blockquote>").format(_marked(passage)) for passage in item.passages
    )
    original = Markup('<p><small><a href="{0}">{0}</a></small></p>').format(item.original) if item.original else ""
    return Markup("{}{}{}</p>{}{}").format(title, note, text, passages, original)


def _marked(passage: Iterable[tuple[str, bool]]) -> Markup:
    marked, plain = Markup("<mark>{}</mark>"), Markup("{}")
    return Markup("").join((marked if is_marked else plain).format(_seen(text)) for text, is_marked in passage)
