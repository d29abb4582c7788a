"""Code as Markdown: what stands in `pre`, `code` and their like."""

from .html_tree import HtmlElement
from .markdown_paragraphs import paragraphs_of_line
from .markdown_text import MarkdownLine, code_span, fenced


def code_block(element: HtmlElement, depth: int) -> list[str]:
    """A `pre`: fenced at depth 0; within quotes and lists, where the dialect knows no fences, line by line."""
    code = shown_code(element)
    if not code.strip():
        return []
    if depth == 0:
        return [fenced(code)]
    line = MarkdownLine()
    for text in code.split("\n"):
        line.line_break()
        write_code(text, line)
    return paragraphs_of_line(line, [code])


def shown_code(element: HtmlElement) -> str:
    """The text of a `pre`, its line breaks kept, blank lines around it removed."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces).replace("\t", "    ").strip("\n").rstrip()


def write_code(text: str, line: MarkdownLine) -> None:
    """Add a span of code to the line, or plain text where a span can't hold it."""
    span = code_span(text)
    if span:
        line.verbatim(span)
    else:
        line.text(text)


def _collect(element: HtmlElement, pieces: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            pieces.append(child)
        elif child.tag == "br":
            pieces.append("\n")
        else:
            _collect(child, pieces)
