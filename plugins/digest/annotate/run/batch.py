"""A batch of texts read by the model together and annotated one by one: what a process of its own can do."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from ...errors import AnnotationError
from ..actors.actor_mentions import DecidedText, decisions, doubtful_decisions, mentions
from ..credits.credit_lines import credit
from ..entities.nationalities import nationalities
from ..entities.person_names import surname
from ..entities.person_roles import person_roles
from ..entities.role_phrase import role_phrase
from ..entities.speech_subjects import with_speech_subjects
from ..entities.text_names import TextNames, text_names
from ..quotes.other_languages import extract_quotes_without_model
from ..quotes.quote_extraction import extract_quotes
from ..quotes.spans.dialogue_dashes import with_dash_led
from ..quotes.spans.quotation_spans import quotations
from ..records import Actor, Annotation, Credit, Decision, Mention, Nationality, Quote, Role, Segment, Text
from ..text import spacy_model
from ..text.language import is_english, language
from ..text.normalised_text import NormalisedText, normalised
from ..text.paragraphs import paragraphs
from ..text.parsed_document import ParsedDocument, PreparedText

Spanning = TypeVar("Spanning", Mention, Decision, Nationality)

log = logging.getLogger(__name__)

# Of 3,299 entries of the captured feeds two are longer (123,000 and 2.4 million characters, a feed's accident); the
# third has 66,000. The model reads so many in ten seconds.
MAX_TEXT_CHARS: Final = 100_000

# The cut is made at the last space within so many characters.
MAX_WORD_CHARS: Final = 100


def annotate_batch(texts: Sequence[Text], actors: tuple[Actor, ...], model: str) -> list[Annotation | None]:
    """One annotation for each text; None for one that can't be annotated, which is logged with its traceback.

    Raises:
        AnnotationError: an English text has to be read and the model is missing.
    """
    return [
        _annotated(text, copy, reading, actors)
        for text, (copy, reading) in zip(texts, _read(texts, model), strict=True)
    ]


def _read(texts: Sequence[Text], model: str) -> Iterator[tuple[NormalisedText, ParsedDocument | None]]:
    prepared = [_prepared(text) for text in texts]
    try:
        readings: list[ParsedDocument | None] = [*spacy_model.parse_texts([one for _, one in prepared], model)]
    except AnnotationError:
        raise
    except Exception:  # one text must not take the others with it
        log.exception("a batch of %d texts could not be read; each is tried by itself", len(texts))
        readings = [_read_alone(text, one, model) for text, (_, one) in zip(texts, prepared, strict=True)]
    for (copy, _), reading in zip(prepared, readings, strict=True):
        yield copy, reading


def _read_alone(text: Text, prepared: PreparedText, model: str) -> ParsedDocument | None:
    try:
        return next(spacy_model.parse_texts([prepared], model))
    except Exception:
        log.exception("text %r could not be read and stays without annotation", text.id)
        return None


def _annotated(
    text: Text, copy: NormalisedText, reading: ParsedDocument | None, actors: tuple[Actor, ...]
) -> Annotation | None:
    if reading is None:
        return None
    try:
        return _annotation(text, copy, reading, actors)
    except Exception:
        log.exception("text %r could not be annotated", text.id)
        return None


def _prepared(text: Text) -> tuple[NormalisedText, PreparedText]:
    whole = text.text
    if len(whole) > MAX_TEXT_CHARS:
        space = whole.rfind(" ", MAX_TEXT_CHARS - MAX_WORD_CHARS, MAX_TEXT_CHARS)
        cut = space if space > 0 else MAX_TEXT_CHARS
        log.warning(
            "text %r has %d characters: only the first %d are annotated (MAX_TEXT_CHARS)", text.id, len(whole), cut
        )
        whole = whole[:cut]
    copy = normalised(whole)
    joined, found = paragraphs(copy.text)
    return copy, PreparedText(joined, found, is_english(joined, text.lang), language(text.lang))


def _annotation(text: Text, copy: NormalisedText, reading: ParsedDocument, actors: tuple[Actor, ...]) -> Annotation:
    decided = decisions(reading, actors)
    followed = mentions(decided, actors)
    passed = [one for one in decided if not one.tagged]
    marks = quotations(reading.text, reading.paragraphs)
    marks = with_dash_led(reading.text, reading.paragraphs, marks)
    if reading.english:
        named = text_names(with_speech_subjects(reading), followed, actors, text.title, passed)
        held = person_roles(reading, named, text.title)
        quotes = extract_quotes(reading, marks, named, held)
        said = tuple(dict.fromkeys(Role(one.name, told) for one in held.held if (told := role_phrase(one.phrase))))
        peoples = nationalities(reading, named.mentions)
    else:
        named = TextNames(followed, {})
        quotes = extract_quotes_without_model(reading, marks, followed)
        said = ()
        peoples = ()
    found = credit(reading, marks)
    untagged = {actor.name for actor in actors if not actor.tagged}
    in_title, of_title = _title_mentions(
        text.title, reading.lang, named.mentions, actors, DecidedText(reading.text, decided)
    )
    return Annotation(
        text.id,
        tuple(_original(mention, copy) for mention in named.mentions if mention.actor not in untagged),
        tuple(_quote(quote, copy) for quote in quotes),
        Credit(found.name, *copy.span(found.start, found.end)) if found else None,
        tuple(mention for mention in in_title if mention.actor not in untagged),
        said,
        tuple(_original(one, copy) for one in doubtful_decisions(decided)) + of_title,
        tuple(_original(one, copy) for one in peoples),
    )


def _original(one: Spanning, copy: NormalisedText) -> Spanning:
    """The same in offsets of the original, its text taken from there."""
    start, end = copy.span(one.start, one.end)
    return replace(one, start=start, end=end, text=copy.source[start:end])


def _quote(quote: Quote, copy: NormalisedText) -> Quote:
    """A quote in offsets of the original, its text taken from there."""
    segments = tuple(Segment(*copy.span(segment.start, segment.end)) for segment in quote.segments)
    text = " […] ".join(copy.source[segment.start : segment.end] for segment in segments)
    if quote.speaker_start is None or quote.speaker_end is None:
        return replace(quote, segments=segments, text=text)
    start, end = copy.span(quote.speaker_start, quote.speaker_end)
    return replace(quote, segments=segments, text=text, speaker_start=start, speaker_end=end)


def _forms(mention: Mention) -> tuple[str, ...]:
    """The forms under which a headline may name a mention's actor."""
    if mention.kind == "person":
        return mention.text, mention.actor, surname(mention.actor.split())
    return mention.text, mention.actor


def _title_mentions(
    title: str, lang: str, found: Sequence[Mention], actors: tuple[Actor, ...], body: DecidedText
) -> tuple[tuple[Mention, ...], tuple[Decision, ...]]:
    """Followed actors in the title by their aliases, and the names that the text has, in the forms it uses.

    With what was decided on the aliases, by the text's decisions.
    """
    if not title.strip():
        return (), ()
    copy = normalised(title)
    reading = next(spacy_model.parse_texts([PreparedText(*paragraphs(copy.text), english=False, lang=lang)], ""))
    decided = decisions(reading, actors, body)
    result = list(mentions(decided, actors))
    nobody = {(one.actor, one.start) for one in decided if not one.tagged}
    forms = {form: mention for mention in reversed(found) for form in _forms(mention)}
    if forms:
        longest_first = sorted(forms, key=len, reverse=True)
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
        for match in pattern.finditer(reading.text):
            known = forms[match.group()]
            if (known.actor, match.start()) not in nobody and not any(
                match.start() < other.end and other.start < match.end() for other in result
            ):
                result.append(Mention(match.start(), match.end(), match.group(), known.actor, known.kind))
    return (
        tuple(_original(mention, copy) for mention in sorted(result, key=lambda mention: mention.start)),
        tuple(replace(_original(one, copy), in_title=True) for one in doubtful_decisions(decided)),
    )
