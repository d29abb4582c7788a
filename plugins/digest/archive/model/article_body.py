"""An article's body: sanitised HTML, its plain text, and where each character of the text stands in the HTML.

The sanitiser has the last word on every body, whoever wrote it. Its output is HTML in the canonical serialisation of
html5ever: attribute values stand in double quotes, there are no comments, and `&`, `<`, `>` and no-break spaces are
escaped in text. So a body is cut into tags and runs of text (`html_tokens`), and markup that is put between two of them
(`text_marks`) leaves it well-formed.
"""

import html
import re
from dataclasses import dataclass

from markupsafe import Markup

from ...markup.html_policy import VOID, clean_page_html
from ...markup.html_tokens import html_tokens, tag_source

# Tags at whose edges a sentence ends.
_BLOCKS = {
    *("blockquote", "caption", "dd", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "li"),
    *("ol", "p", "pre", "table", "tbody", "tfoot", "thead", "tr", "td", "th", "ul"),
}
_UNLINKED = {"a", "code", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp"}  # no links to actors inside these
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])", re.IGNORECASE)
_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class TextRun:
    """The text between two tags, unescaped. `start` is its offset in the text of the body; -1 for white space that is
    no part of that text."""

    start: int
    text: str
    plain: bool  # links to actors may stand in it


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """A body as it came out of the sanitiser.

    `parts` are tags as written and runs of text, in order; `text` is its plain text. `blocks` has, for each top-level
    block, the offset in `text` at which it begins and the index of the part that opens it. `digest` is of the HTML that
    all of it was read from, b"" where that isn't known.
    """

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


def sanitise(markup: str) -> str:
    """`markup` with nothing left that could run, load, style or pose as part of the page."""
    return clean_page_html(_HEADING.sub(_Headings(), markup))


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
    reader = _BodyReader()
    for token in html_tokens(sanitise(markup)):
        slash, tag, _, text = token
        if tag:
            reader.add_tag(tag_source(token), tag, closing=bool(slash))
        else:
            reader.add_text(text)
    return ArticleBody(tuple(reader.parts), "".join(reader.pieces), tuple(reader.blocks))


class _BodyReader:
    """What was read of a body so far: its parts, the pieces of its text, and where its top-level blocks begin."""

    __slots__ = ("_depth", "_length", "_line_break", "_preformatted", "_unlinked", "blocks", "parts", "pieces")

    def __init__(self) -> None:
        self.parts: list[str | TextRun] = []
        self.pieces: list[str] = []
        self.blocks: list[tuple[int, int]] = []
        self._length = 0  # of the text
        self._line_break = ""  # what goes before the next text
        self._depth = 0  # how many elements are open,
        self._unlinked = 0  # how many of them take no links of ours,
        self._preformatted = 0  # and in how many line ends count

    def add_tag(self, markup: str, tag: str, *, closing: bool) -> None:
        if self._depth == 0 and not closing:
            start = self._length + len(_BREAK) if self._length else 0
            self.blocks.append((start, len(self.parts)))
        self.parts.append(markup)
        if tag not in VOID:
            step = -1 if closing else 1
            self._depth += step
            if tag in _UNLINKED:
                self._unlinked += step
            if tag == "pre":
                self._preformatted += step
        if tag in _BLOCKS:
            self._line_break = _BREAK
        elif tag == "br":
            self._line_break = self._line_break or "\n"

    def add_text(self, markup: str) -> None:
        text = html.unescape(markup).replace("\r", " ")
        if not self._preformatted:
            text = text.replace("\n", " ")
        if (self._line_break or not self._length) and not text.strip():
            self.parts.append(TextRun(-1, text, plain=False))
            return
        if self._line_break and self._length:
            self.pieces.append(self._line_break)
            self._length += len(self._line_break)
        self._line_break = ""
        self.parts.append(TextRun(self._length, text, plain=not self._unlinked))
        self.pieces.append(text)
        self._length += len(text)


def excerpt(body: ArticleBody, words: int) -> tuple[ArticleBody, int]:
    """The first `words` words of the body, with an ellipsis where it was cut, and the offset of the cut in the text.

    The cut lies behind a word; every tag that is open there is closed. A body of fewer words is returned as it is, with
    the length of its text.
    """
    ends = [match.end() for match in re.finditer(r"\S+", body.text)]
    if len(ends) <= words:
        return body, len(body.text)
    cut = ends[words - 1]
    parts: list[str | TextRun] = []
    open_tags: list[str] = []
    for part in body.parts:
        if isinstance(part, str):
            for slash, tag, *_ in html_tokens(part):
                if slash:
                    open_tags.pop()
                elif tag not in VOID:
                    open_tags.append(tag)
            parts.append(part)
        elif part.start < 0 or part.start + len(part.text) < cut:
            parts.append(part)
        else:
            parts.append(TextRun(part.start, part.text[: max(0, cut - part.start)] + " …", plain=part.plain))
            break
    parts += [f"</{tag}>" for tag in reversed(open_tags)]
    blocks = tuple(block for block in body.blocks if block[0] < cut and block[1] < len(parts))
    return ArticleBody(tuple(parts), body.text[:cut], blocks), cut
