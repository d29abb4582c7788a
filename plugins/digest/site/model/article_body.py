"""An article's body: sanitised HTML, its plain text, and the way from offsets in the text back into the HTML.

The sanitiser has the last word on every body, whoever wrote it. What it returns is HTML in the canonical serialisation
of html5ever: attribute values in double quotes, no comments, `&`, `<`, `>` and no-break spaces escaped in text. So a
body is cut into tags and runs of text with one expression, and what is put in between stays well-formed.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import nh3
from markupsafe import Markup

# What an article may hold. No images (none are hot-linked), no media, no forms, no style, no ids.
_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dl", "dt", "em", "figcaption"),
    *("figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp"),
    *("small", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_CLEAN_CONTENT = {"script", "style", "noscript", "template", "title", "textarea", "xmp", "noembed", "noframes"}
_SCHEMES = {"http", "https", "mailto"}

_TOKEN = re.compile(r'<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:[^>"]|"[^"]*")*>|[^<]+')
_VOID = {"br", "hr"}
# Tags at whose edges a sentence ends.
_BLOCKS = {
    *("blockquote", "caption", "dd", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "li"),
    *("ol", "p", "pre", "table", "tbody", "tfoot", "thead", "tr", "td", "th", "ul"),
}
_UNTOUCHED = {"a", "code", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp"}  # no links of ours inside these
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])", re.IGNORECASE)
_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text between two tags: `text` (unescaped) stands at `start` of the plain text."""

    start: int
    text: str
    plain: bool  # links of ours may stand in it


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """`parts` are tags as written and runs of text, in order. `blocks` are the offsets in `text` at which top-level
    blocks begin, with the indexes of the parts that open them. `digest` is of the HTML that all of it was read from,
    b"" where that isn't known."""

    parts: tuple[str | TextRun, ...]
    text: str
    blocks: tuple[tuple[int, int], ...]
    digest: bytes = b""

    @property
    def html(self) -> Markup:
        """The body as it came out of the sanitiser."""
        return Markup(  # noqa: S704  tags as the sanitiser wrote them, text escaped
            "".join(part if isinstance(part, str) else html.escape(part.text, quote=False) for part in self.parts)
        )

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph, from 1, that an offset of the text lies in."""
        return self.text.count(_BREAK, 0, offset) + 1


@dataclass(frozen=True, slots=True)
class TextMark:
    """Something put around text[start:end]: a link of an actor, a quoted passage.

    `first` opens the first piece and `again` every later one, where tags cut the passage; `whole` marks are left out
    where a tag cuts them.
    """

    start: int
    end: int
    first: Markup
    again: Markup
    close: Markup
    whole: bool = False


def sanitise(markup: str) -> str:
    """`markup` with nothing left that could run, load, style or pose as part of the page."""
    return nh3.clean(
        _HEADING.sub(_Headings(), markup),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_CLEAN_CONTENT,
        url_schemes=_SCHEMES,
        link_rel="noopener external nofollow ugc",
    )


class _Headings:
    """Renumbers headings so that they begin at h2, the page's h1 being the title, and skip no level."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def __call__(self, match: re.Match[str]) -> str:
        closing, level = match[1], match[2]
        if not closing:
            while self._open and self._open[-1] >= level:
                self._open.pop()
            self._open.append(level)
        return f"<{closing}h{min(1 + max(1, len(self._open)), 6)}"


def read_body(markup: str) -> ArticleBody:
    """The body that `markup`, HTML from anywhere, leaves after the sanitiser.

    The text has "\\n\\n" between blocks, "\\n" for a line break, and every other character as the HTML has it (a line
    end inside a paragraph is a space), so that an offset of the text is one character of the HTML.
    """
    parts: list[str | TextRun] = []
    blocks: list[tuple[int, int]] = []
    pieces: list[str] = []
    length = depth = untouched = preformatted = 0
    pending = ""  # the break that goes before the next text

    for match in _TOKEN.finditer(sanitise(markup)):
        tag = (match["tag"] or "").lower()
        if tag:
            parts.append(match[0])
            closing = bool(match["close"])
            if depth == 0 and not closing:
                blocks.append((length + (len(_BREAK) if length else 0), len(parts) - 1))
            if tag not in _VOID:
                depth += -1 if closing else 1
                untouched += (-1 if closing else 1) * (tag in _UNTOUCHED)
                preformatted += (-1 if closing else 1) * (tag == "pre")
            if tag in _BLOCKS:
                pending = _BREAK
            elif tag == "br":
                pending = pending or "\n"
            continue
        text = html.unescape(match[0]).replace("\r", " ")
        if not preformatted:
            text = text.replace("\n", " ")
        if not text.strip() and (pending or not length):
            parts.append(TextRun(-1, text, plain=False))
            continue
        if pending and length:
            pieces.append(pending)
            length += len(pending)
        pending = ""
        parts.append(TextRun(length, text, plain=not untouched))
        pieces.append(text)
        length += len(text)
    return ArticleBody(tuple(parts), "".join(pieces), tuple(blocks))


def excerpt(body: ArticleBody, words: int) -> tuple[ArticleBody, int]:
    """The first `words` words of the body, with an ellipsis where it was cut, and how much of the text is shown.

    The cut lies between two words; every tag that is open there is closed.
    """
    ends = [match.end() for match in re.finditer(r"\S+", body.text)]
    if len(ends) <= words:
        return body, len(body.text)
    cut = ends[words - 1]
    parts: list[str | TextRun] = []
    open_tags: list[str] = []
    for part in body.parts:
        if isinstance(part, str):
            match = _TOKEN.match(part)
            tag = match["tag"].lower() if match else ""
            if match and match["close"]:
                open_tags.pop()
            elif tag not in _VOID:
                open_tags.append(tag)
            parts.append(part)
        elif part.start < 0 or part.start + len(part.text) < cut:
            parts.append(part)
        else:
            parts.append(TextRun(part.start, part.text[: max(0, cut - part.start)] + " …", plain=part.plain))
            break
    parts += [f"</{tag}>" for tag in reversed(open_tags)]
    kept = tuple(block for block in body.blocks if block[0] < cut and block[1] < len(parts))
    return ArticleBody(tuple(parts), body.text[:cut], kept), cut


def weave(
    body: ArticleBody, marks: Sequence[TextMark], cuts: Sequence[int] = (), *, table: str = "Table"
) -> tuple[Markup, ...]:
    """The body's HTML with marks around passages, cut before top-level blocks: one piece more than there are `cuts`.

    Marks may lie inside each other; of two that cross, the one that begins later is left out. A cut is an offset of the
    text, and falls before the top-level block in which it lies; cuts are in ascending order. `table` is what a table is
    called, in the language of the interface.
    """
    ordered = _nested(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    starts = [start for start, _ in body.blocks]
    bounds = [body.blocks[max(0, bisect_right(starts, cut) - 1)][1] if starts else 0 for cut in cuts]
    # A table wider than the page scrolls by itself, for the keyboard too.
    opening = Markup('<section class="scroll" tabindex="0" aria-label="{}">').format(table)
    around = {"<table>": (opening, ""), "</table>": ("", "</section>")}
    begun: set[int] = set()
    pieces = []
    for first, last in pairwise([0, *bounds, len(body.parts)]):
        out: list[str] = []
        for part in body.parts[first:last]:
            if isinstance(part, str):
                before, after = around.get(part, ("", ""))
                out.append(f"{before}{part}{after}")
            else:
                out += _marked(part, ordered, begun)
        pieces.append(Markup("".join(out)))  # noqa: S704  the same with marks of ours
    return tuple(pieces)


def _nested(marks: Sequence[TextMark]) -> list[TextMark]:
    """`marks`, sorted by start, without those that cross one that is open where they begin."""
    kept: list[TextMark] = []
    open_marks: list[TextMark] = []
    for mark in marks:
        while open_marks and open_marks[-1].end <= mark.start:
            open_marks.pop()
        if open_marks and mark.end > open_marks[-1].end:
            continue
        open_marks.append(mark)
        kept.append(mark)
    return kept


def _marked(run: TextRun, marks: Sequence[TextMark], begun: set[int]) -> Iterator[str]:
    """One run of text, escaped, with the marks that touch it."""
    end = run.start + len(run.text)
    touching = (
        []
        if run.start < 0
        else [
            (number, mark)
            for number, mark in enumerate(marks)
            if mark.start < end
            and mark.end > run.start
            and not (mark.whole and (not run.plain or mark.start < run.start or mark.end > end))
        ]
    )
    at = run.start
    open_marks: list[TextMark] = []

    def text_to(offset: int) -> str:
        return html.escape(run.text[at - run.start : offset - run.start], quote=False)

    for number, mark in touching:
        while open_marks and open_marks[-1].end <= mark.start:
            closing = open_marks.pop()
            yield f"{text_to(closing.end)}{closing.close}"  # not `+`, with which Markup escapes its other side
            at = closing.end
        start = max(mark.start, run.start)
        yield f"{text_to(start)}{mark.again if number in begun else mark.first}"
        begun.add(number)
        at = start
        open_marks.append(mark)
    while open_marks:
        closing = open_marks.pop()
        stop = min(closing.end, end)
        yield f"{text_to(stop)}{closing.close}"
        at = stop
    yield text_to(end)
