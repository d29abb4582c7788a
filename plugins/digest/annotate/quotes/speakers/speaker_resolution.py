"""The speaker whom the words of an attribution name: by name, by role or by pronoun."""

import re
from dataclasses import replace
from typing import Final

from ...entities.person_roles import PersonRoles
from ...entities.text_names import TextNames
from ...records import Kind, Mention
from ...text.parsed_document import Token
from ..attributions.attribution import Attribution
from ..attributions.quoted_text import QuotedText
from ..attributions.subjects import noun_phrase, subject_of
from .described_persons import DescribedPersons
from .mention_index import MentionIndex
from .person_subjects import MAIN_CLAUSE, PersonSubjects
from .pronouns import OTHER_PRONOUNS, PERSON_PRONOUNS, Pronouns
from .resolved_speaker import ResolvedSpeaker, SpeakerRule
from .role_speakers import RoleSpeakers
from .speaker_phrases import SpeakerPhrases

RULES_BY_KIND: Final[dict[Kind, SpeakerRule]] = {
    "person": "person named",
    "organisation": "organisation named",
    "group": "organisation named",
    "place": "place named",
    "work": "work named",
    "event": "work named",
}
CAN_SPEAK: Final = frozenset(RULES_BY_KIND) - {"event"}

PRONOUNS: Final = OTHER_PRONOUNS | PERSON_PRONOUNS.keys()

# The words for a speaker without a name are shown if they are at least this likely to be right, and not longer.
MIN_SHOWN_CONFIDENCE: Final = 0.6
MAX_SHOWN_CHARS: Final = 80

# A word or mark between the names of two who speak together. Commas and roles may be there too.
JOINED: Final = re.compile(r"\band\b|&")
# The tags of words that stand for a person without a noun: "another", "two", "the 46-year-old".
NAMELESS_TAGS: Final = frozenset({"DT", "CD", "JJ"})


class SpeakerResolver:
    """Resolves the speakers of one text."""

    def __init__(self, text: QuotedText, names: TextNames, roles: PersonRoles) -> None:
        self._text = text
        self._index = MentionIndex(text, names)
        self._subjects = PersonSubjects(text, self._index)
        self._phrases = SpeakerPhrases(text, self._index)
        self._pronouns = Pronouns(text, self._index, self._subjects)
        described = DescribedPersons(text, self._index, self._subjects)
        self._roles = RoleSpeakers(text, self._index, self._phrases, described, roles)

    def speaker(self, attribution: Attribution, previous_speaker: ResolvedSpeaker | None) -> ResolvedSpeaker | None:
        """The speaker whom an attribution names, or None. `previous_speaker` is the one who spoke last."""
        speaker = self._speaker(attribution, previous_speaker)
        return replace(speaker, verb=attribution.verb) if speaker else None

    def _speaker(self, attribution: Attribution, previous_speaker: ResolvedSpeaker | None) -> ResolvedSpeaker | None:
        tokens = self._text.tokens
        first, last, evidence = attribution.first, attribution.last, attribution.evidence
        subject = subject_of(self._text, attribution.verb)
        if subject is not None and first <= subject < last:
            mention = self._index.mention_at(tokens[subject].start)
            if mention and mention.kind == "person":
                return self._several(subject, mention, evidence) or self._named(mention, evidence)
        phrase = self._phrases.noun_phrase(first, last)
        has_name = bool(phrase) and self._index.mention_at(tokens[phrase[-1]].start) is not None
        if subject is not None and first <= subject < last and subject not in phrase and not has_name:
            phrase = list(range(*noun_phrase(self._text, subject)))  # "the left-leaning newspaper"
        if not phrase:
            return None
        if speaker := self._by_pronoun(phrase[-1], last, evidence, previous_speaker):
            return speaker
        if self._text.words[phrase[-1]] in OTHER_PRONOUNS:
            return None
        return self._by_noun(phrase, last, subject, evidence, previous_speaker)

    def _by_pronoun(
        self, head: int, last: int, evidence: str, previous_speaker: ResolvedSpeaker | None
    ) -> ResolvedSpeaker | None:
        word = self._text.words[head]
        if word in PERSON_PRONOUNS and self._index.mention_at(self._text.tokens[head].start) is None:
            return self._pronouns.person(head, PERSON_PRONOUNS[word], evidence, previous_speaker)
        if word == "one" and (named := self._phrases.named_beside(head, last)):
            return self._named(named, evidence)  # "One of them, Ann Ray, argued"
        return self._pronouns.other(head, word, evidence, previous_speaker) if word in OTHER_PRONOUNS else None

    def _by_noun(
        self,
        phrase: list[int],
        last: int,
        subject: int | None,
        evidence: str,
        previous_speaker: ResolvedSpeaker | None,
    ) -> ResolvedSpeaker | None:
        """The speaker whom a phrase means by a name or a role. `subject` is the subject of the verb of speech."""
        tokens, head = self._text.tokens, phrase[-1]
        mention = self._index.mention_at(tokens[head].start)
        if mention and mention.kind in CAN_SPEAK:
            return self._several(head, mention, evidence) or self._named(mention, evidence)
        if named := self._phrases.named_beside(head, last):
            return self._named(named, evidence)
        is_described = tokens[head].tag == "JJ" and len(phrase) > 1 and tokens[head - 1].tag.startswith("N")
        if (
            tokens[head].tag == "VBN" or is_described
        ):  # "a letter signed by the owners", "people familiar with the talks"
            nouns = [index for index in phrase if tokens[index].tag.startswith("N")]
            phrase = phrase[: phrase.index(nouns[-1]) + 1] if nouns else phrase
        head = phrase[-1]
        if not tokens[head].tag.startswith("N"):
            if subject is not None and subject in phrase and tokens[subject].tag.startswith("N"):
                phrase = phrase[: phrase.index(subject) + 1]  # "the base chief known as Bob"
            elif not is_nameless(tokens[head], tokens[phrase[0]]):
                return None
        if tokens[phrase[-1]].text in {'"', "'"}:
            return None
        return self._roles.speaker(phrase, evidence, previous_speaker)

    def can_say_i(self, speaker: ResolvedSpeaker) -> bool:
        """Whether a speaker may speak in the first person: a person, or somebody without a name."""
        return not speaker.name or self._index.kind(speaker.name) == "person"

    def words_for(self, speaker: ResolvedSpeaker) -> str:
        """What the text calls a speaker who gets no name: "a justice official".

        The result is "" for a pronoun, for words that are too doubtful or too long, and for a name that is withheld.
        """
        words = " ".join(self._text.document.text[speaker.start : speaker.end].split())
        is_pronoun = words.lower() in PRONOUNS
        is_withheld = speaker.name is not None and self._index.mention_at(speaker.end - 1) is not None
        is_doubtful = speaker.words_confidence < MIN_SHOWN_CONFIDENCE or len(words) > MAX_SHOWN_CHARS
        return "" if is_pronoun or is_withheld or is_doubtful or not any(map(str.isalpha, words)) else words

    def kind(self, speaker: ResolvedSpeaker) -> Kind:
        """The kind of a speaker who has a name."""
        return self._index.kind(speaker.name or "")

    def is_person(self, token_index: int) -> bool:
        """Whether a token is part of a mention of a person."""
        mention = self._index.mention_at(self._text.tokens[token_index].start)
        return mention is not None and mention.kind == "person"

    def persons_between(self, start: int, end: int) -> set[str]:
        """The persons named between two offsets, outside quotations."""
        return {
            mention.actor
            for mention in self._index.mentions_between(start, end)
            if mention.kind == "person" and not self._text.is_inside(mention.start)
        }

    def main_subjects_between(self, start: int, end: int) -> set[str]:
        """The persons who are subjects of main clauses between two offsets, outside quotations."""
        return {subject.name for subject in self._subjects.between(start, end) if subject.level == MAIN_CLAUSE}

    def is_named_in(self, name: str, start: int, end: int) -> bool:
        """Whether a span of the text names an actor."""
        return any(mention.actor == name for mention in self._index.mentions_between(start, end))

    def _named(self, mention: Mention, evidence: str) -> ResolvedSpeaker:
        gender, rule = self._index.gender(mention.actor), RULES_BY_KIND[mention.kind]
        return ResolvedSpeaker(mention.actor, mention.start, mention.end, evidence, gender, rule=rule)

    def _several(self, head: int, mention: Mention, evidence: str) -> ResolvedSpeaker | None:
        """The speaker of "X and Y said": without a name, since nobody knows which of them said it.

        The span contains both names. The result is None if only one actor speaks.
        """
        tokens = self._text.tokens
        other = None
        for index in self._text.children[head]:
            token = tokens[index]
            if token.dep == "conj" and token.start >= mention.end and not self._text.inside[index]:
                other = self._index.mention_at(token.start) or other
        if other is None or other.actor == mention.actor or other.kind not in CAN_SPEAK:
            return None
        if not JOINED.search(self._text.document.text[mention.end : other.start]):
            return None
        return ResolvedSpeaker(None, mention.start, other.end, f"{evidence}, several speakers", plural=True)


def is_nameless(head: Token, first: Token) -> bool:
    """Whether a phrase without a noun stands for a person: "another", "one of them", "the 46-year-old"."""
    stands_alone = head is first and head.tag in {"DT", "CD"} and head.text.isalpha()
    return stands_alone or (head.tag in NAMELESS_TAGS and first.tag in {"DT", "PRP$"} and head is not first)
