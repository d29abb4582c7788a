"""The speaker whom the words of an attribution name: by name, by role or by pronoun."""

import re
from typing import Final

from ...entities.person_roles import PersonRoles
from ...entities.text_names import TextNames
from ...records import Kind, Mention
from ..attributions.attribution import Attribution
from ..attributions.quoted_text import QuotedText
from ..attributions.subjects import subject_of
from .mention_index import MentionIndex
from .person_subjects import MAIN_CLAUSE, PersonSubjects
from .pronouns import OTHER_PRONOUNS, PERSON_PRONOUNS, Pronouns
from .resolved_speaker import ResolvedSpeaker
from .role_speakers import RoleSpeakers
from .speaker_confidence import SpeakerRule
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

# A word or mark between the names of two who speak together. Commas and roles may be there too.
JOINED: Final = re.compile(r"\band\b|&")


class SpeakerResolver:
    """Resolves the speakers of one text."""

    def __init__(self, text: QuotedText, names: TextNames, roles: PersonRoles) -> None:
        self._text = text
        self._index = MentionIndex(text, names)
        self._subjects = PersonSubjects(text, self._index)
        self._phrases = SpeakerPhrases(text, self._index)
        self._pronouns = Pronouns(text, self._index, self._subjects)
        self._roles = RoleSpeakers(text, self._index, self._phrases, roles)

    def speaker(self, attribution: Attribution, previous_speaker: ResolvedSpeaker | None) -> ResolvedSpeaker | None:
        """The speaker whom an attribution names, or None. `previous_speaker` is the one who spoke last."""
        tokens = self._text.tokens
        first, last, evidence = attribution.first, attribution.last, attribution.evidence
        subject = subject_of(self._text, attribution.verb)
        if subject is not None and first <= subject < last:
            mention = self._index.mention_at(tokens[subject].start)
            if mention and mention.kind == "person":
                return self._several(subject, mention, evidence) or self._named(mention, evidence)
        phrase = self._phrases.noun_phrase(first, last)
        if not phrase:
            return None
        head = phrase[-1]
        word = tokens[head].text.lower()
        mention = self._index.mention_at(tokens[head].start)
        if word in PERSON_PRONOUNS and mention is None:  # in "Ben He", "He" is a surname
            return self._pronouns.person(head, PERSON_PRONOUNS[word], evidence, previous_speaker)
        if word == "one" and (named := self._phrases.named_beside(head, last)):
            return self._named(named, evidence)  # "One of them, Ann Ray, argued"
        if word in OTHER_PRONOUNS:
            return self._pronouns.other(head, word, evidence, previous_speaker)
        if mention and mention.kind in CAN_SPEAK:
            return self._several(head, mention, evidence) or self._named(mention, evidence)
        if named := self._phrases.name_of_role(head, last):
            return self._named(named, evidence)
        if not tokens[head].tag.startswith("N") or tokens[head].text in {'"', "'"}:
            return None
        return self._roles.speaker(phrase, evidence, previous_speaker)

    def only_subject_between(self, start: int, end: int) -> ResolvedSpeaker | None:
        """The person who is the only subject of a main clause between two offsets, by name or by pronoun."""
        tokens, words = self._text.tokens, self._text.words
        main = [subject for subject in self._subjects.between(start, end) if subject.level == MAIN_CLAUSE]
        if len({subject.name for subject in main}) == 1:
            mention = self._index.mention_at(main[0].start)
            return self._named(mention, "") if mention else None
        pronouns = [
            index
            for index, token in self._text.document.tokens_in(start, end)
            if words[index] in {"he", "she"}
            and token.dep in {"nsubj", "nsubjpass"}
            and tokens[token.head].dep == "ROOT"
        ]
        if main or len(pronouns) != 1:
            return None
        return self._pronouns.person(pronouns[0], PERSON_PRONOUNS[words[pronouns[0]]], "", None)

    def can_say_i(self, speaker: ResolvedSpeaker) -> bool:
        """Whether a speaker may speak in the first person: a person, or somebody without a name."""
        return not speaker.name or self._index.kind(speaker.name) == "person"

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
