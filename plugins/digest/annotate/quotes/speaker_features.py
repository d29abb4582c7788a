"""The features of a candidate for the speaker of a quotation: what the learned confidence in it depends on."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Final

from ..lexicon.reporting_verbs import SURE_REPORTING_VERBS
from .act_speakers import ActSpeakers
from .attributions.quoted_text import RELATIVES, STOPS, QuotedText
from .attributions.speech_verbs import is_reporting_verb
from .quoted_words import is_sentence, spoken_words
from .running_speaker import RULES
from .spans.quotation import Quotation
from .speaker_candidate import SpeakerCandidate
from .speakers.resolved_speaker import ResolvedSpeaker
from .speakers.speaker_resolution import SpeakerResolver
from .spoken_quotation import SpokenQuotation

# The verbs that nearly always report speech.
PLAIN_VERBS: Final = frozenset({"said", "says", "say", "told", "tells", "added", "adds", "wrote", "writes", "tweeted"})
ASKING_VERBS: Final = frozenset({"asked", "asks", "asking", "ask"})
NAMING_VERBS: Final = frozenset({"call", "called", "calls", "calling", "dubbed", "described", "labeled", "labelled"})

SUBORDINATE: Final = frozenset({"advcl", "relcl", "acl", "ccomp", "csubj", "pcomp", "xcomp"})
CONDITIONS: Final = frozenset({"if", "whether", "unless", "until"})

# The tags of verbs that have subjects of their own, and of participles.
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "VBG"})

# No more tokens than these are counted between a speaker and a quotation; sentences of news have fewer.
MAX_BETWEEN_TOKENS: Final = 300

FIRST_PERSON: Final = frozenset({"i", "me", "my", "myself"})

Features = dict[str, float]


class SpeakerFeatures:
    """Computes the features of candidates in one text."""

    def __init__(self, text: QuotedText, resolver: SpeakerResolver, acts: ActSpeakers) -> None:
        self._text = text
        self._resolver = resolver
        self._acts = acts
        self._speaks: Counter[str] = Counter()  # by name, in how many acts of speech

    def words(
        self,
        number: int,
        candidate: SpeakerCandidate,
        candidates: Sequence[SpeakerCandidate],
        last: SpokenQuotation | None,
    ) -> Features:
        """Features that say whether the words of a candidate are those of the speaker of quotation `number`.

        `candidates` are all candidates for the quotation; `last` is the quotation before it that is speech.
        """
        quotation = self._text.quotations[number]
        speaker, way = candidate.speaker, candidate.way
        kind = "runs" if way in RULES else "beside"
        features: Features = {way: 1.0}
        for sign in candidate.signs:
            features[f"{way}: {sign}"] = 1.0
        if "several speakers" in speaker.evidence:
            features["several speakers"] = 1.0
        features[f"{kind}: {self._kind(candidate)}"] = 1.0
        features |= self._quotation(quotation, way)
        if kind == "runs":
            features |= self._run(quotation, candidate, candidates)
        else:
            features[f"by {speaker.evidence.partition(',')[0]}"] = 1.0
            features |= self._verb(speaker.verb, way)
            features |= self._between(quotation, candidate)
            features |= self._clauses(quotation, candidate)
        if way == "after":
            features |= self._following(number, candidate)
        features |= self._agreement(quotation, candidate, last, kind)
        return features

    def _kind(self, candidate: SpeakerCandidate) -> str:
        speaker = candidate.speaker
        if speaker.name is None:
            return "several without a name" if speaker.plural else "without a name"
        pronoun = "pronoun" in speaker.evidence or speaker.rule.startswith("pronoun")
        return f"{self._resolver.kind(speaker)}{' by pronoun' if pronoun else ''}"

    def _quotation(self, quotation: Quotation, way: str) -> Features:
        inner = self._text.document.text[quotation.inner_start : quotation.inner_end].strip()
        words = len(spoken_words(self._text, quotation))
        ending = inner.rstrip("'’\"”)")[-1:]
        ends = "comma" if ending == "," else "question" if ending in "?!" else "stop" if ending in ".…" else "no mark"
        sentence = is_sentence(self._text, quotation)
        features: Features = {f"{way}, ends with {ends}": 1.0, "sentence" if sentence else "fragment": 1.0}
        if words <= 2:
            features["one word or two"] = 1.0
        if not sentence and words <= 4:
            features[f"{way}, short fragment"] = 1.0
        if quotation.single:
            features["single marks"] = 1.0
        paragraph = self._text.document.paragraphs[quotation.paragraph]
        if quotation.start == paragraph.start:
            features[f"{way}, opens paragraph"] = 1.0
        if quotation.end == paragraph.end:
            features[f"{way}, closes paragraph"] = 1.0
        return features

    def _verb(self, verb: int, way: str) -> Features:
        if verb < 0:
            return {}
        token, word = self._text.tokens[verb], self._text.words[verb]
        if not word.isalpha() or word == "according":
            return {}
        kinds = {"plain": PLAIN_VERBS, "asking": ASKING_VERBS, "naming": NAMING_VERBS, "sure": SURE_REPORTING_VERBS}
        kind = next((name for name, verbs in kinds.items() if word in verbs), "rare")
        features: Features = {f"verb: {kind}": 1.0, f"{way}, verb: {kind}": 1.0}
        if token.tag in {"VBG", "VBN", "VB"}:
            features[f"{way}, verb form {token.tag}"] = 1.0
        head = verb
        while self._text.tokens[head].dep == "conj" and self._text.tokens[head].head < head:
            head = self._text.tokens[head].head
        if self._text.tokens[head].dep in SUBORDINATE:
            features[f"{way}, {self._text.tokens[head].dep} clause"] = 1.0
            if self._text.tokens[head].dep == "relcl" and self._has_own_subject(head):
                features["relative clause with its own subject"] = 1.0  # "Vane, whom Moore called “…”"
        for child in self._text.children[verb]:
            dependent = self._text.tokens[child]
            if dependent.dep == "neg":
                features["denied"] = 1.0
            elif dependent.tag == "MD":
                features["modal"] = 1.0
            elif dependent.dep == "mark" and self._text.words[child] in CONDITIONS:
                features["condition"] = 1.0
            elif dependent.dep == "advmod" and self._text.words[child] in {"when", "while", "as"}:
                features[f"{way}, when clause"] = 1.0
        return features

    def _has_own_subject(self, verb: int) -> bool:
        """Whether the subject of a relative clause is a noun or name rather than the relative pronoun."""
        subjects = [child for child in self._text.children[verb] if self._text.tokens[child].dep == "nsubj"]
        return bool(subjects) and self._text.words[subjects[0]] not in RELATIVES

    def _clauses(self, quotation: Quotation, candidate: SpeakerCandidate) -> Features:
        """How the parser and the order of words tie the candidate's verb to the quotation."""
        speaker, way = candidate.speaker, candidate.way
        verb = speaker.verb
        if verb < 0:
            return {}
        tokens = self._text.tokens
        features: Features = {}
        words = [index for index, _ in self._text.document.tokens_in(speaker.start, speaker.end)]
        if any(
            tokens[index].dep == "nsubjpass" and is_reporting_verb(self._text, tokens[index].head) for index in words
        ):
            features["is the hearer"] = 1.0  # "Vane was asked by Moore"
        inside = [index for index, _ in self._text.document.tokens_in(quotation.inner_start, quotation.inner_end)]
        governors = {tokens[index].head for index in inside if tokens[index].dep != "punct"} - set(inside)
        if verb in governors:
            features["governs the quotation"] = 1.0
        elif inside and inside[0] <= tokens[verb].head <= inside[-1]:
            features["hangs on the quotation"] = 1.0
        elif governors and any(tokens[governor].tag.startswith("VB") for governor in governors):
            features[f"{way}, another verb governs"] = 1.0
        if way in {"before", "sentence"} and tokens[verb].end <= quotation.start:
            between = islice(self._text.document.tokens_in(tokens[verb].end, quotation.start), MAX_BETWEEN_TOKENS)
            verbs = [index for index, token in between if token.tag in FINITE and not self._text.inside[index]]
            features[f"{way}, verbs between"] = math.log1p(len(verbs))
            features[f"{way}, subject to verb"] = math.log1p(max(0, self._gap(speaker.end, tokens[verb].start)))
        return features

    def _gap(self, start: int, end: int) -> int:
        """The number of tokens between two offsets; 0 if the second comes first."""
        return self._text.document.first_token_at(end) - self._text.document.first_token_at(start) if start < end else 0

    def _between(self, quotation: Quotation, candidate: SpeakerCandidate) -> Features:
        """What stands between the words of attribution and the quotation."""
        speaker = candidate.speaker
        verb = self._text.tokens[speaker.verb] if speaker.verb >= 0 else None
        starts = [speaker.start, *([verb.start] if verb else [])]
        ends = [speaker.end, *([verb.end] if verb else [])]
        before = max(ends) <= quotation.start
        span = (max(ends), quotation.start) if before else (quotation.end, min(starts))
        features: Features = {}
        if span[0] < span[1]:
            between = [index for index, _ in self._text.document.tokens_in(*span)]
            features[f"{candidate.way}, distance"] = math.log1p(len(between))
            subjects = [
                index
                for index in between
                if self._text.tokens[index].dep in {"nsubj", "nsubjpass"}
                and not self._text.inside[index]
                and self._text.words[index] not in RELATIVES
            ]
            if subjects:
                features[f"{candidate.way}, subject between"] = 1.0
            if any(self._resolver.is_person(index) for index in subjects):
                features[f"{candidate.way}, person between"] = 1.0
        if before:
            last = self._text.before(quotation)
            mark = self._text.words[last[-1]] if last else ""
            mark = (
                mark if mark in {",", ":", "that", "as"} else "verb" if last and last[-1] == speaker.verb else "other"
            )
            features[f"{candidate.way}, after {mark}"] = 1.0
        return features

    def _following(self, number: int, candidate: SpeakerCandidate) -> Features:
        """Whether the words after a quotation could lead into the next quotation rather than belong to this one."""
        quotation = self._text.quotations[number]
        following = self._text.after(quotation)
        features: Features = {}
        first = self._text.tokens[following[0]].text if following else ""
        if first[:1].isupper():
            features["after, capital"] = 1.0
        elif first == ",":
            features["after, comma outside"] = 1.0
        if candidate.speaker.verb == (following[0] if following else -1):
            features["after, verb first"] = 1.0
        if number + 1 < len(self._text.quotations):
            after = self._text.quotations[number + 1]
            end = self._text.tokens[following[-1]].end if following else quotation.end
            mark = self._text.tokens[following[-1]].text if following else ""
            if after.paragraph == quotation.paragraph and after.start - end <= 2:
                capital = self._text.document.text[after.inner_start : after.inner_start + 1].isupper()
                name = {",": "comma", ":": "colon"}.get(mark, "words")
                features[f"after, {name} and {'capital' if capital else 'small'} quotation"] = 1.0
        return features

    def _run(
        self, quotation: Quotation, candidate: SpeakerCandidate, candidates: Sequence[SpeakerCandidate]
    ) -> Features:
        """What a speaker who continues has against him: the distance, and others named or quoted since."""
        speaker, way = candidate.speaker, candidate.way
        end = self._end_of_sentence(speaker)
        distance = max(0, quotation.start - end) if speaker.start < quotation.start else speaker.start - quotation.start
        features: Features = {"runs: hundreds of characters": math.log1p(distance / 100)}
        features["runs: turns"] = math.log1p(speaker.turns)
        if end < quotation.start:
            between = islice(self._text.document.tokens_in(end, quotation.start), MAX_BETWEEN_TOKENS)
            stops = sum(token.text in STOPS and not self._text.inside[index] for index, token in between)
            features[f"{way}, sentences between"] = math.log1p(stops)
        if self._resolver.main_subjects_between(end, quotation.start) - {speaker.name}:
            features["runs: other subject since"] = 1.0
        features |= self._other_acts(quotation, speaker)
        if self._resolver.persons_between(end, quotation.start) - {speaker.name}:
            features[f"{way}, others named since"] = 1.0
        if self._resolver.persons_between(speaker.end, min(end, quotation.start)) - {speaker.name}:
            features["runs: others named in the speaker's sentence"] = 1.0
        beside = {"after: belongs to", "before: leads into"}
        if any(f"{other.way}: {sign}" in beside for other in candidates for sign in other.signs):
            features["runs: attribution beside"] = 1.0
        elif any(other.way in {"after", "before", "introduced"} for other in candidates):
            features["runs: doubtful attribution beside"] = 1.0
        return features

    def _end_of_sentence(self, speaker: ResolvedSpeaker) -> int:
        """Where the sentence ends in which a speaker is named, by its mark outside quotations."""
        tokens = self._text.tokens
        first = max(self._text.document.first_token_at(speaker.end), speaker.verb)
        for index in range(first, min(first + MAX_BETWEEN_TOKENS, len(tokens))):
            if tokens[index].text in STOPS and not self._text.inside[index]:
                return tokens[index].end
        return speaker.end

    def _other_acts(self, quotation: Quotation, speaker: ResolvedSpeaker) -> Features:
        """Whether the text's other acts of speech, and the next one, are this speaker's."""
        if not speaker.name:
            return {}
        if not self._speaks:
            speakers = (self._acts.speaker(number) for number in range(len(self._acts.acts)))
            self._speaks.update(one.name for one in speakers if one and one.name)
        features: Features = {}
        if self._speaks:
            features["runs: share of the text's acts"] = self._speaks[speaker.name] / self._speaks.total()
        number = self._acts.next_from(quotation.end)
        speaks_next = self._acts.speaker(number) if number is not None else None
        if speaks_next and speaks_next.name:
            features[f"runs: {'same' if speaks_next.name == speaker.name else 'other'} speaks next"] = 1.0
        return features

    def _agreement(
        self,
        quotation: Quotation,
        candidate: SpeakerCandidate,
        last: SpokenQuotation | None,
        kind: str,
    ) -> Features:
        speaker = candidate.speaker
        features: Features = {}
        if last and last.speaker and last.speaker.name and speaker.name:
            agrees = "same" if last.speaker.name == speaker.name else "other"
            features[f"{kind}: {agrees} as the speaker before"] = 1.0
        if speaker.name and self._resolver.is_named_in(speaker.name, quotation.start, quotation.end):
            features[f"{kind}: named in the quotation"] = 1.0
        if speaker.name and not self._resolver.can_say_i(speaker):
            inside = self._text.document.tokens_in(quotation.inner_start, quotation.inner_end)
            if any(self._text.words[index] in FIRST_PERSON for index, _ in inside):
                features["says I and is no person"] = 1.0
        return features
