"""The speaker of a quotation without an attribution: somebody who continues to speak."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from .act_speakers import ActSpeakers
from .attributions.attribution import Attribution
from .attributions.quoted_text import QuotedText
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

FIRST_PERSON: Final = re.compile(r"\b(?:I|I['’](?:m|d|ll|ve)|my|myself)\b")

EVIDENCE: Final[dict[SpeakerRule, str]] = {
    "speaker continues": "running speaker",
    "speaker continues in next paragraph": "running speaker, into a paragraph",
}
RULES: Final[dict[Way, SpeakerRule]] = {
    "interrupted": "speaker continues",
    "reporting sentence": "speaker continues",
    "act before": "speaker continues",
    "quotation before": "speaker continues",
    "act in paragraph before": "speaker continues in next paragraph",
    "quotation in paragraph before": "speaker continues in next paragraph",
}


class RunningSpeakers:
    """Finds the speakers who continue in one text."""

    def __init__(self, text: QuotedText, resolver: SpeakerResolver, acts: ActSpeakers) -> None:
        self._text = text
        self._resolver = resolver
        self._acts = acts

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
