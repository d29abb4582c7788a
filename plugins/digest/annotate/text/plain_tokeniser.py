"""Parses texts without a model: tokens and sentences by their marks alone."""

import re
from typing import Final

from .parsed_document import ParsedDocument, PreparedText, Token

WORD: Final = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
# A mark, then spaces, then a letter other than a small Latin or Cyrillic one.
SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’»)]*\s+(?=[^\W\d_a-zа-яіїєґ])")


def plainly_parsed(text: PreparedText) -> ParsedDocument:
    """The document without entities. Its tokens have no tags, and each token is its own head."""
    spans = [
        match.span()
        for paragraph in text.paragraphs
        for match in WORD.finditer(text.text, paragraph.start, paragraph.end)
    ]
    sentences: list[int] = []
    for paragraph in text.paragraphs:
        sentences.append(paragraph.start)
        sentences += (match.end() for match in SENTENCE_END.finditer(text.text, paragraph.start, paragraph.end))
    return ParsedDocument(
        text.text,
        text.paragraphs,
        tuple(Token(start, end, text.text[start:end], head=index) for index, (start, end) in enumerate(spans)),
        sentences=tuple(sentences),
        english=False,
        lang=text.lang,
    )
