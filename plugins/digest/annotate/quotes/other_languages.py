"""The quotes of texts in other languages than English: a speaker is only a followed actor beside a reporting verb.

Where the words right after a quotation say whose it is (“so der Kanzler”, “a déclaré la ministre”), a quote without a
speaker has these words.
"""

import re
from collections.abc import Sequence
from typing import Final

from ..lexicon.reporting_verbs import OTHER_LANGUAGES_VERBS
from ..lexicon.word_lists import alternatives
from ..records import Mention, Quote, Segment
from ..text.parsed_document import ParsedDocument
from .spans.inner_attributions import without_inner_attributions
from .spans.quotation import Quotation

REPORTING_VERB: Final = re.compile(rf"(?<!\w)(?:{alternatives(OTHER_LANGUAGES_VERBS)})(?!\w)", re.IGNORECASE)

# The text between verb and name, at most this long: "sagte der russische Präsident Wladimir Putin".
BETWEEN: Final = re.compile(r"[\s\w.-]{0,60}")
SENTENCE_MARK: Final = re.compile(r"[.!?…]")

# Of a followed actor right beside a reporting verb. All in our own gold texts are right; they are too few for a finer
# figure.
CONFIDENCE: Final = 0.95

# Words other than verbs that lead from a quotation to its source, by language: “…”, so der Kanzler.
SOURCE_WORDS: Final = {"de": ("so", "laut"), "fr": ("selon",), "es": ("según",)}
SOURCE_AFTER: Final = re.compile(
    rf"\s?[,—–-]?\s?[—–]?\s?(?:(?:a|ha|hat|habe) )?"
    rf"(?:(?P<word>so|laut|selon|según)|(?:{alternatives(OTHER_LANGUAGES_VERBS)}))\s+",
    re.IGNORECASE,
)
WORD_OR_MARK: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\w\s]")
ARTICLES: Final = frozenset(
    {"der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "una"}
)
PRONOUNS_OF_OTHERS: Final = frozenset({"er", "sie", "es", "il", "elle", "ils", "on", "él", "ella", "он", "она", "они"})
MAX_SOURCE_CHARS: Final = 120

# A quotation without a speaker is speech if it is a sentence of at least this many words.
MIN_SENTENCE_WORDS: Final = 4


def extract_quotes_without_model(
    document: ParsedDocument, quotations: Sequence[Quotation], mentions: Sequence[Mention]
) -> tuple[Quote, ...]:
    """The quotations that are sentences or have a speaker beside them. `mentions` are those of followed actors."""
    quotes: list[Quote] = []
    parts = without_inner_attributions(document.text, quotations)
    for number, part in enumerate(parts):
        speaker = _speaker_after(document, parts, number, mentions)
        speaker = speaker or _speaker_before(document, parts, number, mentions)
        source = None if speaker else _source_after(document, parts, number)
        speaker = speaker or (_mention_in(mentions, *source) if source else None)
        if part.resumed and quotes and quotes[-1].segments[-1] == _segment(parts[number - 1]):
            segments = (*quotes[-1].segments, _segment(part))
            quotes[-1] = _quote(document, segments, _speaker_of(quotes[-1], mentions) or speaker, source)
        elif _is_speech(document, parts, number, has_source=bool(speaker or source)):
            quotes.append(_quote(document, (_segment(part),), speaker, source))
    return tuple(quotes)


def _segment(quotation: Quotation) -> Segment:
    return Segment(quotation.start, quotation.end)


def _speaker_of(quote: Quote, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that is a quote's speaker."""
    return next((mention for mention in mentions if mention.start == quote.speaker_start), None)


def _mention_in(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The first mention within a span."""
    return next((mention for mention in mentions if start <= mention.start and mention.end <= end), None)


def _quote(
    document: ParsedDocument,
    segments: tuple[Segment, ...],
    speaker: Mention | None,
    source: tuple[int, int] | None,
) -> Quote:
    """The quote of a speaker, or else of a source, the span of the words for whoever spoke."""
    text = " […] ".join(document.text[segment.start : segment.end] for segment in segments)
    if speaker is None and source:
        return Quote(segments, text, None, *source, "cue verb", speaker_text=document.text[slice(*source)])
    if speaker is None:
        return Quote(segments, text, None, None, None, "no speaker")
    return Quote(segments, text, speaker.actor, speaker.start, speaker.end, "cue verb", confidence=CONFIDENCE)


def _is_speech(document: ParsedDocument, parts: Sequence[Quotation], number: int, *, has_source: bool) -> bool:
    quotation = parts[number]
    inner = document.text[quotation.inner_start : quotation.inner_end].strip()
    words = re.findall(r"\w+", inner)
    if not words or quotation.single:
        return False
    goes_on = number + 1 < len(parts) and parts[number + 1].resumed
    is_sentence = len(words) >= MIN_SENTENCE_WORDS and inner[0].isupper() and _stands_alone(document, quotation)
    after = document.text[quotation.end : quotation.end + 2].lstrip()[:1]
    is_long = after in {",", ".", ""} and len(words) >= 2 * MIN_SENTENCE_WORDS
    return has_source or is_sentence or is_long or goes_on


def _stands_alone(document: ParsedDocument, quotation: Quotation) -> bool:
    """Whether a quotation begins after the end of a sentence and ends one itself, on either side of its mark."""
    before = document.text[: quotation.start].rstrip()[-1:]
    ending = document.text[quotation.inner_end - 1] + document.text[quotation.end : quotation.end + 1]
    return before in {"", ".", "!", "?", "…", ":", "»", "“", "”"} and any(mark in ".!?…," for mark in ending)


def _speaker_after(
    document: ParsedDocument, quotations: Sequence[Quotation], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    quotation = quotations[number]
    end = document.paragraphs[quotation.paragraph].end
    if number + 1 < len(quotations):
        end = min(end, quotations[number + 1].start)
    following = SENTENCE_MARK.split(document.text[quotation.end : end])[0]
    return _beside_verb(following, quotation.end, mentions) if re.match(r"\s?[,—–-]|\s\w", following) else None


def _source_after(document: ParsedDocument, quotations: Sequence[Quotation], number: int) -> tuple[int, int] | None:
    """The span of the words for whoever spoke, right after a verb or a word such as "so" that follows a quotation."""
    quotation = quotations[number]
    end = document.paragraphs[quotation.paragraph].end
    following = document.text[quotation.end : min(end, quotation.end + MAX_SOURCE_CHARS)]
    leading = SOURCE_AFTER.match(following)
    if leading is None or (leading["word"] and leading["word"].lower() not in SOURCE_WORDS.get(document.lang, ())):
        return None
    start = position = leading.end()
    first = WORD_OR_MARK.match(following, start)
    if leading["word"] and not (first and (first.group()[0].isupper() or first.group().lower() in ARTICLES)):
        return None  # “…”, so dass alle blieben
    last, named = start, False
    for match in WORD_OR_MARK.finditer(following, position):
        word = match.group()
        is_name = word[0].isupper()
        if not word[0].isalpha() or match.start() > position + 1 or (not is_name and last > start):
            break
        position = match.end()
        if is_name or word.lower() not in ARTICLES:
            last, named = position, True
    if not named or not following[start].isalpha() or following[start:last].lower() in PRONOUNS_OF_OTHERS:
        return None
    return quotation.end + start, quotation.end + last


def _speaker_before(
    document: ParsedDocument, quotations: Sequence[Quotation], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    quotation = quotations[number]
    begin = document.paragraphs[quotation.paragraph].start
    if number:
        begin = max(begin, quotations[number - 1].end)
    preceding = SENTENCE_MARK.split(document.text[begin : quotation.start])[-1]
    if not preceding.rstrip().endswith(":"):
        return None
    return _beside_verb(preceding, quotation.start - len(preceding), mentions)


def _beside_verb(words: str, offset: int, mentions: Sequence[Mention]) -> Mention | None:
    """The first mention within `words`, if a reporting verb is right before or after it; else None.

    `offset` is the offset of the words in the text.
    """
    named = [mention for mention in mentions if offset <= mention.start and mention.end <= offset + len(words)]
    verbs = [match.span() for match in REPORTING_VERB.finditer(words)]
    if not verbs or not named or named[0].kind not in {"person", "organisation", "group"}:
        return None
    first = named[0]
    for start, end in verbs:
        is_before = end <= first.start - offset
        between = words[end : first.start - offset] if is_before else words[first.end - offset : start]
        if BETWEEN.fullmatch(between):
            return first
    return None
