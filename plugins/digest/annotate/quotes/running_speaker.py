"""The speaker of a quotation without an attribution: somebody who continues to speak."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from .act_speakers import ActSpeakers
from .attributed_speaker import AttributedSpeakers
from .attributions.attribution import Attribution
from .attributions.quoted_text import STOPS, QuotedText
from .attributions.speech_verbs import is_reporting_verb
from .attributions.subjects import noun_phrase, subject_of
from .quoted_words import MIN_NAMELESS_WORDS, is_sentence, spoken_words
from .spans.quotation import Quotation
from .speaker_candidate import SpeakerCandidate, Way
from .speakers.resolved_speaker import ResolvedSpeaker, SpeakerRule
from .speakers.speaker_resolution import SpeakerResolver
from .split_speech import is_interrupted_by
from .spoken_quotation import SpokenQuotation

# The most characters of a question at the beginning of a paragraph that a quotation answers.
MAX_QUESTION_CHARS: Final = 160

# How many quotations further the attribution may be that a row of quotations shares.
MAX_SIDE_BY_SIDE: Final = 2

FIRST_PERSON: Final = re.compile(r"\b(?:I|I['’](?:m|d|ll|ve)|my|myself)\b")

EVIDENCE: Final[dict[SpeakerRule, str]] = {
    "speaker continues": "running speaker",
    "speaker continues in next paragraph": "running speaker, into a paragraph",
    "subject before": "subject of the sentence before",
}
RULES: Final[dict[Way, SpeakerRule]] = {
    "interrupted": "speaker continues",
    "reporting sentence": "speaker continues",
    "act before": "speaker continues",
    "quotation before": "speaker continues",
    "named later": "speaker continues",
    "subject before": "subject before",
    "act in paragraph before": "speaker continues in next paragraph",
    "quotation in paragraph before": "speaker continues in next paragraph",
}


class RunningSpeakers:
    """Finds the speakers who continue in one text."""

    def __init__(
        self, text: QuotedText, resolver: SpeakerResolver, acts: ActSpeakers, attributed: AttributedSpeakers
    ) -> None:
        self._text = text
        self._resolver = resolver
        self._acts = acts
        self._attributed = attributed

    def candidates(self, number: int, spoken: Sequence[SpokenQuotation]) -> Iterator[SpeakerCandidate]:
        """The speakers who may continue in quotation `number`, from the sentence or paragraph before it or after it.

        `spoken` has the quotations before it that are speech.
        """
        quotation = self._text.quotations[number]
        last = spoken[-1] if spoken else None
        follows = last is not None and number > 0 and last.quotation is self._text.quotations[number - 1]
        if last and follows and is_interrupted_by(self._text.document.text, last, quotation):
            yield from self._continued(last.speaker, quotation, "interrupted")
        if not self._may_continue(quotation):
            return
        yield from self._continued(self._reporting_before(quotation), quotation, "reporting sentence")
        act = self._acts.last_before(quotation.start)
        last_end = last.quotation.end if last else -1
        paragraphs = self._text.document.paragraphs
        begin = paragraphs[quotation.paragraph].start
        if act is not None and self._acts.starts[act] > max(last_end, begin - 1):
            yield from self._continued(self._acts.speaker(act), quotation, "act before")
        if last and last.quotation.paragraph == quotation.paragraph:
            yield from self._continued(last.speaker, quotation, "quotation before", last.speaker)
        yield from self._continued(self._named_later(number), quotation, "named later")
        yield from self._continued(self._subject_before(quotation), quotation, "subject before")
        if quotation.paragraph == 0 or not self._opens_paragraph(quotation):
            return
        begin_of_previous = paragraphs[quotation.paragraph - 1].start
        if act is not None and self._acts.starts[act] > max(last_end, begin_of_previous - 1):
            yield from self._continued(self._acts.speaker(act), quotation, "act in paragraph before")
        if last and last.quotation.paragraph == quotation.paragraph - 1:
            yield from self._continued(last.speaker, quotation, "quotation in paragraph before", last.speaker)

    def _may_continue(self, quotation: Quotation) -> bool:
        """Whether a quotation can be without an attribution: a sentence, or some words that begin a paragraph."""
        if is_sentence(self._text, quotation):
            return True
        begins = quotation.start == self._text.document.paragraphs[quotation.paragraph].start
        return begins and len(spoken_words(self._text, quotation)) >= MIN_NAMELESS_WORDS

    def _reporting_before(self, quotation: Quotation) -> ResolvedSpeaker | None:
        """The subject of the sentence right before, if its verb is a verb of speech: "She apologised. “…"."""
        text, tokens = self._text, self._text.tokens
        index = text.document.first_token_at(quotation.start) - 2
        start = text.document.paragraphs[quotation.paragraph].start
        while index >= 0 and tokens[index].start >= start and not text.inside[index]:
            if tokens[index].text in {".", "!", "?"}:
                return None
            if is_reporting_verb(text, index) and tokens[index].dep in {"ROOT", "conj"}:
                subject = subject_of(text, index)
                if subject is None:
                    return None
                return self._resolver.speaker(Attribution(*noun_phrase(text, subject), index, "cue verb"), None)
            index -= 1
        return None

    def _named_later(self, number: int) -> ResolvedSpeaker | None:
        """The speaker named after a later quotation of the paragraph, if there are only quotations in between."""
        first = self._text.quotations[number]
        previous = first
        for quotation in self._text.quotations[number + 1 : number + 1 + MAX_SIDE_BY_SIDE]:
            if quotation.paragraph != first.paragraph or self._text.after(previous):
                return None
            if speaker := self._attributed.after(quotation, None):
                return speaker
            previous = quotation
        return None

    def _subject_before(self, quotation: Quotation) -> ResolvedSpeaker | None:
        """The only person who is a subject in the sentence right before: "Moss was brief. “The car park was full.”"."""
        return self._resolver.only_subject_between(self._sentence_before(quotation), quotation.start)

    def _sentence_before(self, quotation: Quotation) -> int:
        """The offset at which the sentence right before a quotation begins; the quotation's start if there is none."""
        text, tokens = self._text, self._text.tokens
        index = text.document.first_token_at(quotation.start) - 1
        start = text.document.paragraphs[quotation.paragraph].start
        if index < 0 or tokens[index].start < start or tokens[index].text not in {".", "!"}:
            return quotation.start
        index -= 1
        begin = quotation.start
        while index >= 0 and tokens[index].start >= start and tokens[index].text not in STOPS:
            if text.inside[index]:
                return quotation.start
            begin = tokens[index].start
            index -= 1
        return begin

    def _opens_paragraph(self, quotation: Quotation) -> bool:
        """Whether a quotation begins its paragraph, or answers a question that begins it: "And then? “More rice.”"."""
        start = self._text.document.paragraphs[quotation.paragraph].start
        before = self._text.document.text[start : quotation.start].rstrip()
        return not before or (before.endswith("?") and "." not in before and len(before) <= MAX_QUESTION_CHARS)

    def _continued(
        self,
        speaker: ResolvedSpeaker | None,
        quotation: Quotation,
        way: Way,
        previous_speaker: ResolvedSpeaker | None = None,
    ) -> Iterator[SpeakerCandidate]:
        """The speaker as a candidate for this quotation; none for a place or a company if the quotation says "I".

        `previous_speaker` is that of the quotation before, if the speaker is taken over from there.
        """
        if speaker is None:
            return
        says_i = FIRST_PERSON.search(self._text.document.text, quotation.inner_start, quotation.inner_end)
        if says_i and not self._resolver.can_say_i(speaker):
            return
        rule = RULES[way]
        turns = previous_speaker.turns + 1 if previous_speaker else 0
        continued = replace(speaker, evidence=EVIDENCE[rule], rule=rule, turns=turns)
        yield SpeakerCandidate(continued, way)
