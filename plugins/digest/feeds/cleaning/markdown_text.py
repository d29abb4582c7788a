"""Lines of Markdown that Python-Markdown reads back as the text, emphasis and links that were written.

What the dialect (with its extensions tables, sane_lists and fenced_code) could take for markup is escaped, so that text
of a feed that looks like markup stays text. Reference: Python-Markdown's `inlinepatterns`,
`blockprocessors` and `htmlparser`.
"""

import re
from typing import Final, Literal

Emphasis = Literal["*", "**"]

_SPECIAL: Final = re.compile(r"[\\`*\[\]<#]|(?<![^\W_])_|_(?![^\W_])|&(?=[#a-zA-Z])")
_MAY_BE_SPECIAL: Final = "\\`*[]<#_&"  # looked for one by one: a tenth of the time where nothing is, as in most texts
_ESCAPES: Final = {"<": "&lt;", "&": "&amp;"}
# At the start of a line: headings' underlines, lists, quotes, fences, tables, rules. "=", ":", "~" and "|" have no
# backslash escape of their own in every set of extensions, so they are written as character references.
_LINE_START: Final = re.compile(r"[-+>=:~|]|\d+(?=\.)")
_LINE_START_ESCAPES: Final = {
    "-": "\\-",
    "+": "\\+",
    ">": "&gt;",
    "=": "&#61;",
    ":": "&#58;",
    "~": "&#126;",
    "|": "&#124;",
}
MAX_MARKS: Final = 2000  # in one paragraph: Python-Markdown takes 0.05 s for them, and 50 s for 100 times as many


def escape(text: str) -> str:
    """The text with each character that is markup somewhere within a line escaped."""
    for char in _MAY_BE_SPECIAL:
        if char in text:
            return _SPECIAL.sub(_escaped, text)
    return text


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "]" and match.string[match.end() : match.end() + 1] in (":", ""):
        return "&#93;"  # "]:" makes a definition of a link, even where the bracket is escaped
    return _ESCAPES.get(match[0], "\\" + match[0])


def escape_line_start(escaped: str) -> str:
    """Escaped text, escaped further so that it may stand at the start of a line."""
    match = _LINE_START.match(escaped)
    if not match:
        return escaped
    if match[0][0].isdigit():
        return f"{match[0]}\\{escaped[match.end() :]}"
    return _LINE_START_ESCAPES[match[0]] + escaped[match.end() :]


def collapsed(text: str) -> str:
    """The text with every run of HTML's white space as one blank. A no-break space is none of it."""
    for char in "\t\n\r\f":
        if char in text:
            text = text.replace(char, " ")
    while "  " in text:  # halves the longest run each time; a regular expression looks at each single blank
        text = text.replace("  ", " ")
    return text


def code_span(text: str) -> str:
    """A code span, or "" where a span can't hold the text.

    Python-Markdown looks for HTML before it looks for code, so "<" in a span isn't safe from it.
    """
    text = collapsed(text).strip()
    return f"`{text}`" if text and "`" not in text and "<" not in text and "|" not in text else ""


def fenced(code: str) -> str:
    """A fenced block of code, its fence longer than any row of backticks in the code."""
    longest = max(map(len, re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}"


class MarkdownLine:
    """One line of Markdown, written piece by piece. Blanks collapse as in a browser, and marks enclose no blank.

    Opening marks and blanks wait until visible text follows, so that empty elements leave nothing behind.
    """

    def __init__(self, *, breaks: bool = True) -> None:
        self._breaks = breaks  # False: a line break becomes a blank (headings, cells of tables)
        self._written: list[str] = []
        self._blank = False
        self._break = False
        self._waiting: list[str] = []
        self._open: list[str] = []
        self._after_emphasis = ""
        self.marks = 0  # escapes, line breaks, emphases and links so far

    def text(self, text: str) -> None:
        """Add text as it stands in the document."""
        stripped = collapsed(text)
        if stripped.startswith(" "):
            self._blank = True
        visible = stripped.strip(" ")
        if visible and self._waiting:
            visible = self._before_marks(visible)
        if visible:
            at_line_start = (not self._written or self._break) and not self._waiting
            escaped = escape(visible)
            self.marks += len(escaped) - len(visible)  # an escape adds one character or a few
            if at_line_start:
                escaped = escape_line_start(escaped)
            if escaped.endswith("!"):  # would make an image of a link that follows
                escaped = escaped[:-1] + "\\!"
            self._write(escaped)
            self._blank = stripped.endswith(" ")

    def verbatim(self, markdown: str) -> None:
        """Add a piece that is Markdown already."""
        if markdown:
            self.marks += 1
            self._write(markdown)

    def line_break(self) -> None:
        """Start a new line within the paragraph, if something precedes it and follows it."""
        self._break = self._breaks and bool(self._written)
        self._blank = True

    def begin(self, mark: str) -> bool:
        """Open emphasis or a link. False where it is ambiguous or open already: then nothing is to be ended."""
        emphasis = mark in ("*", "**")
        if emphasis and any(other in ("*", "**") for other in (*self._open, *self._waiting)):
            return False  # Python-Markdown guesses at runs of three and more asterisks
        if not emphasis and mark in (*self._open, *self._waiting):
            return False
        if emphasis and self._after_emphasis and not self._blank and not self._break:
            if self._after_emphasis == mark:
                self._written.pop()
                self._open.append(mark)
                self._after_emphasis = ""
                return True
            return False
        self._waiting.append(mark)
        return True

    def end(self, mark: str, closing: str) -> None:
        """Close the innermost open mark."""
        if self._waiting and self._waiting[-1] == mark:
            self._waiting.pop()
            return
        self._open.remove(mark)
        after = ""  # marks enclose no blank of any kind, a no-break space included
        while not (kept := self._written[-1].rstrip()):
            after = self._written.pop() + after
        after = self._written[-1][len(kept) :] + after
        self._written[-1:] = [kept, closing]
        self._after_emphasis = mark if closing == mark else ""
        self.marks += 1
        if after:
            self._written.append(after)
            self._after_emphasis = ""

    def finished(self) -> str:
        """The Markdown of all that was added, "" where none of it shows."""
        return "".join(self._written)

    def _before_marks(self, visible: str) -> str:
        """Write the no-break and other odd spaces that begin a text before the waiting marks. Returns what follows."""
        without_spaces = visible.lstrip()
        if len(without_spaces) < len(visible):
            waiting, self._waiting = self._waiting, []
            self._write(visible[: len(visible) - len(without_spaces)])
            self._waiting = waiting
        return without_spaces

    def _write(self, markdown: str) -> None:
        if self._break:
            self.marks += 1
            self._written.append("  \n")
        elif self._blank and self._written:
            self._written.append(" ")
        self._blank = self._break = False
        self._after_emphasis = ""
        self._written.extend(self._waiting)
        self._open.extend(self._waiting)
        self._waiting = []
        self._written.append(markdown)
