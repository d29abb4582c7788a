"""Quotes with their speakers: every quotation that is speech, in the order of the text, and the rule that decided."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..entities.person_roles import PersonRoles
from ..entities.text_names import TextNames
from ..records import Quote, Segment
from ..text.page_boilerplate import is_invitation
from ..text.parsed_document import ParsedDocument
from .attribution import STOPS, Attribution, Frames
from .indirect_speech import according, reported
from .quotation_kind import in_title_case, is_attribute, is_sentence, is_title, spoken_words
from .quotation_spans import MAX_SPEECH_PARAGRAPHS, Quotation
from .speaker_confidence import MIN_CONFIDENCE, Rule, confidence
from .speaker_resolution import Voice, Voices

# What is said without a cue near it must at least be a sentence of this many words; shorter ones are captions, titles
# and slogans.
MIN_FREE_WORDS: Final = 4

# Evidence of a fragment: its sentence reports speech.
IN_SENTENCE: Final = "words in reported speech"

# A fragment of fewer words that belongs to nobody in particular is a way of speaking: a mortgage "holiday".
MIN_NAMELESS_WORDS: Final = 4

# An adjective in quotation marks before its noun is one word or two: new “affordable” dwellings.
MAX_ATTRIBUTE_WORDS: Final = 2

# So many fragments in a row belong to one sentence at most.
MAX_FRAGMENTS: Final = 12

# An attribution in the middle of a sentence is short: `,” he told reporters in Prague, “`.
MAX_SPLIT_CHARS: Final = 160


# A question that a paragraph opens with, and the quotation answers, is one sentence.
MAX_QUESTION_CHARS: Final = 160

# "I think that …": the author speaks, and reports nobody.
AUTHORS: Final = frozenset({"I", "We", "we", "You", "you", "One", "one"})

FIRST_PERSON: Final = re.compile(r"\b(?:I|I['’](?:m|d|ll|ve)|my|myself)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation that is speech, with its voice."""

    quotation: Quotation
    voice: Voice | None
    free: bool  # a sentence of its own


class Speakers:
    """Goes through the quotations of one text in order and remembers who spoke last."""

    def __init__(
        self, reading: ParsedDocument, quotations: Sequence[Quotation], names: TextNames, roles: PersonRoles
    ) -> None:
        self.reading = reading
        self.quotations = quotations
        self.frames = Frames(reading, quotations)
        self.voices = Voices(reading, self.frames, names, roles)
        self.acts = tuple(self.frames.acts())
        self._quotation_starts = [quotation.start for quotation in quotations]
        self._act_starts = [reading.tokens[index].start for index, _ in self.acts]
        self._act_voices: dict[int, Voice | None] = {}  # by number of the act

    def quotes(self) -> tuple[Quote, ...]:
        """All quotes of the text."""
        said: list[Said] = []
        running: Voice | None = None
        for number, quotation in enumerate(self.quotations):
            voice = self._voice(number, running, said)
            free = is_sentence(self.frames, quotation)
            if not self._is_speech(number, voice, free=free) or is_invitation(self.reading, quotation.paragraph):
                continue
            said.append(Said(quotation, voice, free))
            if voice:
                running = voice
        return tuple(self._quote(group) for group in self._joined(said))

    def indirect(self) -> tuple[Quote, ...]:
        """Indirect speech, in the order of the text."""
        found = []
        for clause in reported(self.frames, self.acts):
            voice = self._act_voice(clause.act)
            if voice and not (voice.name is None and self.reading.text[voice.start : voice.end] in AUTHORS):
                found.append(self._indirect(clause.start, clause.end, voice))
        for attribution, start, end in according(self.frames):
            voice = self._of(attribution, None)
            if voice:
                found.append(self._indirect(start, end, voice))
        return tuple(sorted(found, key=lambda quote: quote.segments[0].start))

    def _indirect(self, start: int, end: int, voice: Voice) -> Quote:
        return _quoted((Segment(start, end),), self.reading.text[start:end], voice, direct=False)

    def _voice(self, number: int, running: Voice | None, said: Sequence[Said]) -> Voice | None:
        quotation = self.quotations[number]
        last = said[-1] if said else None
        goes_on = quotation.resumed or bool(last and last.quotation.continued)
        if last and goes_on and last.quotation is self.quotations[number - 1] and last.voice:
            return replace(last.voice, evidence="running speaker", rule="running")
        for last_of_speech in range(number, min(number + MAX_SPEECH_PARAGRAPHS, len(self.quotations))):
            found = self._attributed(last_of_speech, running, leading=last_of_speech == number)
            if found or not self.quotations[last_of_speech].continued:
                break
        if found:
            return found
        if last and last.quotation is self.quotations[number - 1] and last.voice and self._goes_on(last, quotation):
            return replace(last.voice, evidence="running speaker", rule="running")
        if not is_sentence(self.frames, quotation):
            voice = self._of_sentence(quotation)
            return replace(voice, evidence=f"{voice.evidence}, {IN_SENTENCE}") if voice else None
        return self._running(number, said)

    def _goes_on(self, last: Said, quotation: Quotation) -> bool:
        """Whether a sentence of speech that a comma interrupted goes on: `,” quoting Hamlet, “and he`."""
        first = self.reading.text[last.quotation.inner_start : last.quotation.inner_end].rstrip()
        between = self.reading.text[last.quotation.end : quotation.start].strip()
        second = self.reading.text[quotation.inner_start : quotation.inner_start + 1]
        same = last.quotation.paragraph == quotation.paragraph and last.free
        return (
            same
            and first[-1:] in ",—–"
            and second.islower()
            and between[-1:] in ",—–"
            and len(between) < MAX_SPLIT_CHARS
        )

    def _attributed(self, number: int, running: Voice | None, *, leading: bool) -> Voice | None:
        """The voice that the words right around a quotation name."""
        quotation = self.quotations[number]
        after = self.frames.following(quotation)
        if after and self._attributes(quotation, after):
            voice = self._of(after, running)
            if voice:
                return voice
        if not leading:
            return None
        before = self.frames.leading(quotation)
        if before and self._leads_into(quotation, before):
            voice = self._of(before, running)
            if voice:
                return voice
        if quotation.paragraph and quotation.start == self.reading.paragraphs[quotation.paragraph].start:
            before = self.frames.introducing(quotation.paragraph - 1)
            if before:
                return self._of(before, running)
        signed = self.frames.signed(quotation)
        return self._of(signed, running) if signed else None

    def _of(self, attribution: Attribution, running: Voice | None) -> Voice | None:
        return self.voices.of(attribution, running)

    def _attributes(self, quotation: Quotation, after: Attribution) -> bool:
        """Whether words that follow a quotation speak of it and not of something new."""
        inner = self.reading.text[quotation.inner_start : quotation.inner_end].rstrip(" '’\"”")
        tokens = self.reading.tokens
        if after.evidence == "signature":
            return inner[-1:] in ".!?…"
        first = self.frames.after(quotation)[0]
        if tokens[first].start == tokens[after.cue].start and tokens[first].text.islower():
            return True  # a small letter goes on with the sentence, whatever mark ended the speech
        if inner[-1:] in ".!?…" and first == after.cue:
            return False  # “Wrong!” Replied his daughter: “Log off.”
        if inner.endswith(".") and not inner.endswith("..."):
            # A full stop inside ends the speech; only the shortest of sentences still speaks of it.
            return tokens[first].text != "," and after.last - min(after.first, after.cue) <= 4 and self._ends_at(after)
        if inner[-1:] in ",?!…—–-" or inner.endswith("..."):
            return True
        if tokens[first].text == "," or quotation.end - quotation.start < 3:
            return True
        return tokens[first].start == after.cue or first == after.cue

    def _ends_at(self, attribution: Attribution) -> bool:
        index = max(attribution.last, attribution.cue + 1)
        tokens = self.reading.tokens
        return (
            index >= len(tokens)
            or tokens[index].text in {".", "!", "?"}
            or tokens[index].start >= self._paragraph_end(tokens[attribution.cue].start)
        )

    def _paragraph_end(self, offset: int) -> int:
        return self.reading.paragraphs[self.reading.paragraph_of(offset)].end

    def _leads_into(self, quotation: Quotation, before: Attribution) -> bool:
        """Whether the words before a quotation announce it: a comma, a colon, "that", or the cue itself stand there."""
        frame = self.frames.before(quotation)
        last = self.reading.tokens[frame[-1]].text.lower()
        if last in {",", ":", "that", "as"} or frame[-1] == before.cue:
            return True
        # "Moscow feared to be shut out if it went on with its “campaign”" says nothing of who used the word.
        sure = before.evidence != "cue verb" or self.frames.is_sure(before.cue)
        sure = sure or len(spoken_words(self.frames, quotation)) >= MIN_NAMELESS_WORDS
        return sure and not is_sentence(self.frames, quotation)

    def _of_sentence(self, quotation: Quotation) -> Voice | None:
        """The voice of the sentence that a fragment belongs to: the nearest cue before it, else the first after it."""
        tokens = self.reading.tokens
        begin, end = self._sentence(quotation)
        before = self._last_act(quotation.start)
        if before is not None and self._act_starts[before] >= begin:
            return self._act_voice(before)
        after = bisect_left(self._act_starts, quotation.end)
        if after < len(self.acts) and self._act_starts[after] < end:
            _, attribution = self.acts[after]
            first = min(attribution.first, attribution.cue)
            if tokens[first - 1].text == ",":  # "…, she says": what comes without a comma speaks of something else
                return self._act_voice(after)
        return None

    def _last_act(self, offset: int) -> int | None:
        """Number of the last act of speech that begins before `offset`."""
        number = bisect_left(self._act_starts, offset) - 1
        return number if number >= 0 else None

    def _act_voice(self, number: int) -> Voice | None:
        """The voice of an act of speech; a pronoun in it may mean the voice of the act before."""
        if number not in self._act_voices:
            running = self._act_voices.get(number - 1)
            self._act_voices[number] = self._of(self.acts[number][1], running)
        return self._act_voices[number]

    def _sentence(self, quotation: Quotation) -> tuple[int, int]:
        """The sentence around a quotation, by its marks rather than by the model, which stumbles over quotations."""
        tokens = self.reading.tokens
        before, after = self.frames.before(quotation), self.frames.after(quotation)
        start = tokens[before[0]].start if before else quotation.start
        end = tokens[after[-1]].end if after else quotation.end
        number = bisect_left(self._quotation_starts, start) - 1
        first = max(0, number - MAX_FRAGMENTS)
        while number >= first:
            earlier = self.quotations[number]
            if earlier.paragraph != quotation.paragraph or start - earlier.end > 1:
                break
            if self.reading.text[earlier.inner_end - 1] in ".!?":
                break
            before = self.frames.before(earlier)
            start = tokens[before[0]].start if before else earlier.start
            number -= 1
        return start, end

    def _running(self, number: int, said: Sequence[Said]) -> Voice | None:
        """The voice that goes on: of the sentence before, of the speech before, or of the paragraph before."""
        quotation = self.quotations[number]
        paragraph = self.reading.paragraphs[quotation.paragraph]
        last = said[-1] if said else None
        if told := self._told_before(quotation):
            return self._as_running(told, quotation)
        act = self._last_act(quotation.start)
        last_at = last.quotation.end if last else -1
        if act is not None and self._act_starts[act] > max(last_at, paragraph.start - 1):
            return self._as_running(self._act_voice(act), quotation)
        if last and last.quotation.paragraph == quotation.paragraph:
            return self._as_running(last.voice, quotation)
        if ahead := self._ahead(number):
            return ahead
        if subject := self._subject_before(quotation):
            return subject
        if quotation.paragraph == 0 or not self._opens_paragraph(quotation):
            return None
        previous = self.reading.paragraphs[quotation.paragraph - 1]
        if act is not None and self._act_starts[act] > max(last_at, previous.start - 1):
            return self._as_running(self._act_voice(act), quotation, "running into a paragraph")
        if last and last.quotation.paragraph == quotation.paragraph - 1:
            return self._as_running(last.voice, quotation, "running into a paragraph")
        return None

    def _opens_paragraph(self, quotation: Quotation) -> bool:
        """Whether a quotation begins its paragraph, or answers the question that does: "And then? “More rice.”"."""
        start = self.reading.paragraphs[quotation.paragraph].start
        before = self.reading.text[start : quotation.start].rstrip()
        return not before or (before.endswith("?") and "." not in before and len(before) <= MAX_QUESTION_CHARS)

    def _subject_before(self, quotation: Quotation) -> Voice | None:
        """The person whom the sentence right before is about: "Moss was brief. “The car park was full.”"."""
        subject = self.voices.subject_between(self._sentence_before(quotation), quotation.start)
        if subject is None:
            return None
        return self._as_running(
            replace(subject, evidence="subject of the sentence before"), quotation, "subject before"
        )

    def _sentence_before(self, quotation: Quotation) -> int:
        """Where the sentence that ends right before a quotation begins; the quotation's own start where none does."""
        tokens = self.reading.tokens
        index = self.reading.first_token_at(quotation.start) - 1
        start = self.reading.paragraphs[quotation.paragraph].start
        if index < 0 or tokens[index].start < start or tokens[index].text not in {".", "!"}:
            return quotation.start
        index -= 1
        begin = quotation.start
        while index >= 0 and tokens[index].start >= start and tokens[index].text not in STOPS:
            if self.frames.inside[index]:
                return quotation.start
            begin = tokens[index].start
            index -= 1
        return begin

    def _told_before(self, quotation: Quotation) -> Voice | None:
        """The subject of the sentence right before, where its verb is one of speech: "She apologised. “…"."""
        index = self.reading.first_token_at(quotation.start) - 2
        start = self.reading.paragraphs[quotation.paragraph].start
        while index >= 0 and self.reading.tokens[index].start >= start and not self.frames.inside[index]:
            if self.reading.tokens[index].text in {".", "!", "?"}:
                return None
            if self.frames.is_cue(index) and self.reading.tokens[index].dep in {"ROOT", "conj"}:
                subject = self.frames.subject(index)
                if subject is None:
                    return None
                return self._of(Attribution(*self.frames.phrase(subject), index, "cue verb"), None)
            index -= 1
        return None

    def _ahead(self, number: int) -> Voice | None:
        """The attribution of the next quotation of the paragraph, where both stand side by side."""
        quotation = self.quotations[number]
        for following in range(number + 1, min(number + 3, len(self.quotations))):
            other = self.quotations[following]
            if other.paragraph != quotation.paragraph or self.frames.after(quotation):
                return None
            found = self._attributed(following, None, leading=False)
            if found:
                return self._as_running(found, self.quotations[number])
            quotation = other
        return None

    def _as_running(self, voice: Voice | None, quotation: Quotation, rule: Rule = "running") -> Voice | None:
        """The voice as that of a quotation without words of its own to say whose it is."""
        if voice is None:
            return None
        first_person = FIRST_PERSON.search(self.reading.text, quotation.inner_start, quotation.inner_end)
        if first_person and voice.name and self.voices.kinds.get(voice.name, "person") != "person":
            return None  # no place and no company says "I"
        evidence = {
            "subject before": voice.evidence,
            "running into a paragraph": "running speaker, into a paragraph",
        }.get(rule, "running speaker")
        return replace(voice, evidence=evidence, rule=rule)

    def _is_speech(self, number: int, voice: Voice | None, *, free: bool) -> bool:
        """Whether a quotation is speech and no title, slogan, nickname or word quoted as a word."""
        quotation = self.quotations[number]
        words = spoken_words(self.frames, quotation)
        if not words or is_title(self.frames, quotation):
            return False
        if not free and len(words) <= MAX_ATTRIBUTE_WORDS and is_attribute(self.frames, quotation):
            return False
        if voice and voice.name is None and len(words) == 1 and not free and "pronoun" not in voice.evidence:
            return False  # a word that a newspaper keeps away from, or speaks about
        if voice and voice.name is None and voice.evidence.endswith(IN_SENTENCE) and len(words) < MIN_NAMELESS_WORDS:
            return False
        if voice is None:
            return free and len(words) >= MIN_FREE_WORDS and not quotation.single and not in_title_case(words)
        return True

    def _joined(self, said: Sequence[Said]) -> list[list[Said]]:
        """Quotations that are one: a speech over several paragraphs, a sentence split by its attribution."""
        groups: list[list[Said]] = []
        for one in said:
            if groups and self._is_one(groups[-1][-1], one):
                groups[-1].append(one)
            else:
                groups.append([one])
        return groups

    def _is_one(self, before: Said, after: Said) -> bool:
        if after.quotation.resumed:
            return True
        if before.quotation.continued:
            return after.quotation.paragraph == before.quotation.paragraph + 1
        if before.quotation.paragraph != after.quotation.paragraph or not before.voice or not after.voice:
            return False
        between = self.reading.text[before.quotation.end : after.quotation.start]
        first = self.reading.text[before.quotation.inner_start : before.quotation.inner_end].rstrip()
        second = self.reading.text[after.quotation.inner_start : after.quotation.inner_end].lstrip()
        if (
            len(between) > MAX_SPLIT_CHARS
            or re.search(r"[.!?;:]\s", between)
            or not between.rstrip().endswith((",", "—", "–", "-"))
        ):
            return False
        same = before.voice.name == after.voice.name
        return (
            same
            and before.free
            and first[-1:] in ",—–-?!"
            and (second[:1].islower() or second[:2] in {"I ", "I’", "I'"})
        )

    def _quote(self, group: Sequence[Said]) -> Quote:
        segments = tuple(Segment(one.quotation.start, one.quotation.end) for one in group)
        voice = next(
            (one.voice for one in group if one.voice and one.voice.evidence != "running speaker"), group[0].voice
        )
        text = " […] ".join(self.reading.text[segment.start : segment.end] for segment in segments)
        if voice is None:
            return Quote(segments, text, None, None, None, "no speaker")
        return _quoted(segments, text, voice)


def _quoted(segments: tuple[Segment, ...], text: str, voice: Voice, *, direct: bool = True) -> Quote:
    """The quote of a voice, without its name where the rule that found it is wrong too often."""
    trust = confidence(voice.rule) if voice.name else 0.0
    name = voice.name if trust >= MIN_CONFIDENCE else None
    return Quote(
        segments, text, name, voice.start, voice.end, voice.evidence, direct=direct, confidence=trust if name else 0.0
    )
