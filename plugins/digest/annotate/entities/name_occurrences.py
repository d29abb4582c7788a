"""All occurrences of names in one text, outside the page boilerplate."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..lexicon.kind_words import CALENDAR
from ..records import Kind
from ..text.claimed_spans import ClaimedSpans
from ..text.page_boilerplate import is_boilerplate, picture_credits
from ..text.parsed_document import ParsedDocument
from .acronyms import expanded_acronym
from .kind_by_words import kind_by_words
from .name_spans import NameSpan, name_spans
from .overlooked_names import overlooked_names
from .person_names import surname
from .possessive_companies import possessive_companies

# A name with fewer characters is not looked for elsewhere in the text, unless it is an acronym: it may be any word.
MIN_REPEATED_CHARS: Final = 4


def name_occurrences(document: ParsedDocument) -> list[NameSpan]:
    """The names in the order of the text; no two of them overlap."""
    boilerplate = (paragraph for paragraph in document.paragraphs if is_boilerplate(document, paragraph))
    claimed = ClaimedSpans(
        (*((paragraph.start, paragraph.end) for paragraph in boilerplate), *picture_credits(document.text))
    )
    occurrences: list[NameSpan] = []
    for find_names in (possessive_companies, name_spans, overlooked_names):
        for span in find_names(document):
            if not claimed.overlaps(span.start, span.end):
                claimed.add(span.start, span.end)
                occurrences.append(span)
    repeated = _repeated(document.text, occurrences)
    occurrences += [span for span in repeated if not claimed.overlaps(span.start, span.end)]
    return sorted(occurrences, key=lambda span: span.start)


def _repeated(text: str, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Every occurrence in the text of one of the names, or of a short form of one."""
    kind_by_surface = _short_forms(text, spans)
    kind_by_surface |= {
        span.text: span.kind for span in spans if len(span.text) >= MIN_REPEATED_CHARS or span.text.isupper()
    }
    if not kind_by_surface:
        return
    longest_first = sorted(kind_by_surface, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
    for match in pattern.finditer(text):
        yield NameSpan(match.start(), match.end(), match.group(), kind_by_surface[match.group()])


def _short_forms(text: str, spans: Sequence[NameSpan]) -> dict[str, Kind]:
    """The surnames of full names and the acronyms that the text gives for its organisations -> their kind."""
    kinds: dict[str, Kind] = {}
    for span in spans:
        last = surname(span.text.split())
        is_person = span.kind == "person" and (kind_by_words(span.text) or "person") == "person"
        is_word = len(last) >= MIN_REPEATED_CHARS and last.lower() not in CALENDAR and last[0].isupper()
        if is_person and " " in span.text and is_word:
            kinds[last] = "person"
        elif span.kind != "person" and (acronym := expanded_acronym(text, span.end, span.text)):
            kinds[acronym] = span.kind
    return kinds
