"""The speakers whom the words right beside a quotation name."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from .act_speakers import ActSpeakers
from .attributions.attribution import Attribution
from .attributions.attribution_after import attribution_after, signature_after
from .attributions.attribution_before import attributions_before, introductions
from .attributions.quoted_text import QuotedText
from .attributions.speech_verbs import is_sure_reporting_verb
from .quoted_words import MIN_NAMELESS_WORDS, is_sentence, spoken_words
from .spans.quotation import Quotation
from .spans.quotation_spans import MAX_SPEECH_PARAGRAPHS
from .speaker_candidate import SpeakerCandidate, Way
from .speakers.resolved_speaker import ResolvedSpeaker
from .speakers.speaker_resolution import SpeakerResolver

# At most this many quoted fragments belong to one sentence.
MAX_FRAGMENTS: Final = 12

# After a quotation that ends with a full stop, only an attribution with at most this many tokens belongs to it: “I
# did.” Moore said. A longer one is a sentence about something else.
MAX_SHORT_ATTRIBUTION_TOKENS: Final = 4


class AttributedSpeakers:
    """Finds the attributions of one text's quotations, and the speakers whom they name."""

    def __init__(self, text: QuotedText, resolver: SpeakerResolver, acts: ActSpeakers) -> None:
        self._text = text
        self._resolver = resolver
        self._acts = acts
        self._quotation_starts = [quotation.start for quotation in text.quotations]

    def candidates(self, number: int, previous_speaker: ResolvedSpeaker | None) -> Iterator[SpeakerCandidate]:
        """The speakers named after quotation `number`, before it, and in the paragraphs before and after it."""
        quotation = self._text.quotations[number]
        yield from self._after(quotation, previous_speaker)
        attributions = list(attributions_before(self._text, quotation))
        for number_before, before in enumerate(attributions):
            signs: tuple[str, ...] = ("leads into",) if self._leads_into(quotation, before) else ()
            signs += ("nearest",) if number_before == 0 else ()
            yield from self._candidates(before, previous_speaker, "before", signs)
        if quotation.paragraph and quotation.start == self._text.document.paragraphs[quotation.paragraph].start:
            for introduction in introductions(self._text, quotation.paragraph - 1):
                yield from self._candidates(introduction, previous_speaker, "introduced")
        if signature := signature_after(self._text, quotation):
            yield from self._candidates(signature, previous_speaker, "signed")
        yield from self._after_later_paragraph(number, previous_speaker)
        if not any(before.evidence == "noun of speech" for before in attributions):
            yield from self._in_sentence(quotation)

    def after(self, quotation: Quotation, previous_speaker: ResolvedSpeaker | None) -> ResolvedSpeaker | None:
        """The speaker named in the rest of the sentence after a quotation, if those words belong to it."""
        after = attribution_after(self._text, quotation)
        return self._resolver.speaker(after, previous_speaker) if after and self._belongs_to(quotation, after) else None

    def _candidates(
        self,
        attribution: Attribution,
        previous_speaker: ResolvedSpeaker | None,
        way: Way,
        signs: tuple[str, ...] = (),
    ) -> Iterator[SpeakerCandidate]:
        if speaker := self._resolver.speaker(attribution, previous_speaker):
            yield SpeakerCandidate(speaker, way, (*signs, "guessed") if attribution.guessed else signs)

    def _after(self, quotation: Quotation, previous_speaker: ResolvedSpeaker | None) -> Iterator[SpeakerCandidate]:
        if after := attribution_after(self._text, quotation):
            signs = ("belongs to",) if self._belongs_to(quotation, after) else ()
            yield from self._candidates(after, previous_speaker, "after", signs)

    def _after_later_paragraph(
        self, number: int, previous_speaker: ResolvedSpeaker | None
    ) -> Iterator[SpeakerCandidate]:
        """The speaker named after a later paragraph of the speech that quotation `number` begins."""
        paragraphs = self._text.quotations[number : number + MAX_SPEECH_PARAGRAPHS]
        for quotation, next_quotation in pairwise(paragraphs):
            if not quotation.continued:
                return
            if speaker := self.after(next_quotation, previous_speaker):
                yield SpeakerCandidate(speaker, "after a later paragraph")
                return

    def _in_sentence(self, quotation: Quotation) -> Iterator[SpeakerCandidate]:
        """The speakers in the sentence around a fragment: of the last act before it, and of the first after it."""
        begin, end = self._sentence(quotation)
        before = self._acts.last_before(quotation.start)
        if before is not None and self._acts.starts[before] >= begin and (speaker := self._acts.speaker(before)):
            yield SpeakerCandidate(speaker, "sentence", ("earlier act",))
        after = bisect_left(self._acts.starts, quotation.end)
        if after < len(self._acts.acts) and self._acts.starts[after] < end:
            attribution = self._acts.acts[after]
            first = min(attribution.first, attribution.verb)
            if speaker := self._acts.speaker(after):
                # "…, she says"; without a comma it is about something else
                signs = ("later act", "comma") if self._text.tokens[first - 1].text == "," else ("later act",)
                yield SpeakerCandidate(speaker, "sentence", signs)

    def _belongs_to(self, quotation: Quotation, after: Attribution) -> bool:
        """Whether an attribution after a quotation belongs to it, and isn't about something else."""
        inner = self._text.document.text[quotation.inner_start : quotation.inner_end].rstrip(" '’\"”")
        if after.evidence == "signature":
            return inner[-1:] in ".!?…"
        first = self._text.after(quotation)[0]
        first_token = self._text.tokens[first]
        begins_with_verb = first == after.verb
        if begins_with_verb and first_token.text.islower():
            return True  # a small letter continues the sentence, even after a full stop
        if inner[-1:] in ".!?…" and begins_with_verb:
            return False  # “Wrong!” Replied his daughter: “Log off.”
        if inner.endswith(".") and not inner.endswith("..."):
            # A full stop inside ends the sentence; only a very short sentence after it still belongs to the quotation.
            length = after.last - min(after.first, after.verb)
            return first_token.text != "," and length <= MAX_SHORT_ATTRIBUTION_TOKENS and self._ends_sentence(after)
        if inner[-1:] in ",?!…—–-" or inner.endswith("..."):
            return True
        if first_token.text == "," or quotation.end - quotation.start < 3:
            return True
        return begins_with_verb

    def _ends_sentence(self, attribution: Attribution) -> bool:
        """Whether an attribution ends with its sentence or its paragraph."""
        index = max(attribution.last, attribution.verb + 1)
        tokens, document = self._text.tokens, self._text.document
        if index >= len(tokens) or tokens[index].text in {".", "!", "?"}:
            return True
        paragraph = document.paragraphs[document.paragraph_of(tokens[attribution.verb].start)]
        return tokens[index].start >= paragraph.end

    def _leads_into(self, quotation: Quotation, before: Attribution) -> bool:
        """Whether the words before a quotation lead into it: the last is a comma, a colon, "that", "as" or the verb."""
        tokens_before: Sequence[int] = self._text.before(quotation)
        last = self._text.tokens[tokens_before[-1]].text.lower()
        if last in {",", ":", "that", "as"} or tokens_before[-1] == before.verb:
            return True
        # "Moscow feared to be shut out if it went on with its “campaign”" doesn't say who used the word.
        is_sure = (
            before.evidence != "cue verb"
            or is_sure_reporting_verb(self._text, before.verb)
            or len(spoken_words(self._text, quotation)) >= MIN_NAMELESS_WORDS
        )
        return is_sure and not is_sentence(self._text, quotation)

    def _sentence(self, quotation: Quotation) -> tuple[int, int]:
        """The span of the sentence around a quotation, by its marks: the model makes mistakes at quotations."""
        text, tokens = self._text, self._text.tokens
        before, after = text.before(quotation), text.after(quotation)
        start = tokens[before[0]].start if before else quotation.start
        end = tokens[after[-1]].end if after else quotation.end
        number = bisect_left(self._quotation_starts, start) - 1
        first = max(0, number - MAX_FRAGMENTS)
        while number >= first:
            earlier = text.quotations[number]
            if earlier.paragraph != quotation.paragraph or start - earlier.end > 1:
                break
            if text.document.text[earlier.inner_end - 1] in ".!?":
                break
            before = text.before(earlier)
            start = tokens[before[0]].start if before else earlier.start
            number -= 1
        return start, end
