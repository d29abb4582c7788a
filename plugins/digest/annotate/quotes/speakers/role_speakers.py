"""The speakers of attributions without a name: "the mayor", "the 41-year-old baker", "the company", "officials"."""

import re
from collections.abc import Sequence
from typing import Final

from ...entities.person_roles import PersonRoles
from ...lexicon.word_lists import words
from ..attributions.quoted_text import QuotedText
from .described_persons import DescribedPersons
from .mention_index import ANTECEDENT_REACH_CHARS, MentionIndex
from .resolved_speaker import ResolvedSpeaker
from .speaker_phrases import SpeakerPhrases

# Nouns for an organisation that was named before: "company".
ORGANISATION_NOUNS: Final = words("bodies")

# "the 41-year-old baker" is a person who was named before.
AGED: Final = re.compile(r"the \d{1,3}[- ]year[- ]old\b", re.IGNORECASE)

# Offices that several persons in the news of a day hold or seek.
OFFICES_OF_MANY: Final = frozenset({"president", "candidate", "nominee", "governor", "senator", "leader", "minister"})

# Nouns that stand for almost any organisation, where others ("party", "newspaper") mean few of them.
USUAL_NOUNS: Final = frozenset(
    {
        *("company", "corporation", "firm", "organisation", "organization", "agency", "department", "union"),
        *("charity", "service", "authority", "bank", "club", "ministry"),
    }
)


class RoleSpeakers:
    """Resolves phrases without a name in one text."""

    def __init__(
        self,
        text: QuotedText,
        index: MentionIndex,
        phrases: SpeakerPhrases,
        described: DescribedPersons,
        roles: PersonRoles,
    ) -> None:
        self._text = text
        self._described = described
        self._index = index
        self._phrases = phrases
        self._roles = roles

    def speaker(
        self, phrase: Sequence[int], evidence: str, previous_speaker: ResolvedSpeaker | None
    ) -> ResolvedSpeaker:
        """The speaker whom a phrase means: the holder of a role, the person of an age, or an organisation.

        Any other speaker has no name. `phrase` has the indices of the phrase's tokens.
        """
        tokens, head = self._text.tokens, phrase[-1]
        start, end = tokens[phrase[0]].start, self._phrases.end_with_complement(head)
        holder = self._roles.holder(self._text.document.text[start:end], start)
        way = "role"
        if not holder and AGED.search(self._text.document.text, start, end):
            holder, way = self._only_person_before(start), "age"
        if holder:
            doubts = self._doubts(holder, way, phrase, previous_speaker)
            gender = self._index.gender(holder)
            return ResolvedSpeaker(holder, start, end, f"{evidence}, role", gender, rule="role", doubts=doubts)
        if described := self._described.person(phrase, previous_speaker):
            name, doubts = described
            gender = self._index.gender(name)
            return ResolvedSpeaker(name, start, end, f"{evidence}, role", gender, rule="role", doubts=doubts)
        if organisation := self._organisation(phrase, previous_speaker):
            doubts = self._doubts(organisation, "organisation", phrase, previous_speaker)
            noun = self._text.words[head]
            use = "own" if noun in organisation.lower() else "usual" if noun in USUAL_NOUNS else "rare"
            doubts += ((f"{use} noun of the organisation", 1.0),)
            evidence = f"{evidence}, organisation"
            return ResolvedSpeaker(organisation, start, end, evidence, rule="organisation by role", doubts=doubts)
        return ResolvedSpeaker(None, start, end, evidence, plural=tokens[head].tag == "NNS")

    def _doubts(
        self, name: str, way: str, phrase: Sequence[int], previous_speaker: ResolvedSpeaker | None
    ) -> tuple[tuple[str, float], ...]:
        """The features on which the confidence depends that a role means this person or organisation."""
        offset = self._text.tokens[phrase[0]].start
        kind = self._index.kind(name)
        before = self._index.mentions_before(offset, reach=ANTECEDENT_REACH_CHARS)
        fitting = [mention for mention in before if mention.kind == kind]
        last = next((mention for mention in reversed(fitting) if mention.actor == name), None)
        nearer = {mention.actor for mention in fitting if last is None or mention.start > last.start} - {name}
        head = self._text.tokens[phrase[-1]]
        if way == "role" and self._phrases.end_with_complement(phrase[-1]) > head.end:
            return (("by role with its complement", 1.0),)  # "the head of MI6" is one person, however far
        is_bare = len(phrase) <= 2
        features = {
            f"by {way}": 1.0,
            f"{way}, speaker before": float(previous_speaker is not None and previous_speaker.name == name),
            f"{way}, others nearer": float(min(2, len(nearer))),
            f"{way}, not named in reach": float(last is None),
            f"{way}, bare": float(is_bare),
            "role, office of many": float(self._text.words[phrase[-1]] in OFFICES_OF_MANY),
        }
        return tuple((feature, value) for feature, value in features.items() if value)

    def _only_person_before(self, offset: int) -> str | None:
        """The only person whom the text names before `offset` outside quotations; None if there are none or several."""
        persons = {mention.actor for mention in self._index.mentions_before(offset) if mention.kind == "person"}
        return persons.pop() if len(persons) == 1 else None

    def _organisation(self, phrase: Sequence[int], previous_speaker: ResolvedSpeaker | None) -> str | None:
        """The organisation that "the company" means: the previous speaker, or else the only one named within reach."""
        tokens = self._text.tokens
        noun = self._text.words[phrase[-1]]
        if [tokens[index].text.lower() for index in phrase[:-1]] != ["the"] or noun not in ORGANISATION_NOUNS:
            return None
        offset = tokens[phrase[0]].start
        if previous_speaker and previous_speaker.start < offset:
            name = previous_speaker.name
            if name and self._index.kind(name) == "organisation":
                return name
        organisations = {
            mention.actor
            for mention in self._index.mentions_before(offset, reach=ANTECEDENT_REACH_CHARS)
            if mention.kind == "organisation"
        }
        return organisations.pop() if len(organisations) == 1 else None
