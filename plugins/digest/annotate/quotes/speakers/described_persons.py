"""The person whom a description means that the text gives nobody: "the striker" is the one who has just been named."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ...lexicon.gazetteers import demonyms
from ...lexicon.given_names import Gender
from ...lexicon.role_words import ROLE_GENDERS
from ...lexicon.word_lists import words
from ..attributions.quoted_text import QuotedText
from .mention_index import ANTECEDENT_REACH_CHARS, MentionIndex
from .person_subjects import MAIN_CLAUSE, PersonSubjects
from .resolved_speaker import ResolvedSpeaker

# Nouns for somebody who has been named: "striker", but not "coach", who may be anybody's.
DESCRIPTIONS: Final = words("descriptions")

Doubts = tuple[tuple[str, float], ...]


class DescribedPersons:
    """Resolves the descriptions of one text."""

    def __init__(self, text: QuotedText, index: MentionIndex, subjects: PersonSubjects) -> None:
        self._text = text
        self._index = index
        self._subjects = subjects

    def person(self, phrase: Sequence[int], previous_speaker: ResolvedSpeaker | None) -> tuple[str, Doubts] | None:
        """The person whom a phrase describes, with the features on which the confidence depends.

        It is the last subject or speaker within reach. The result is None if the phrase is no description of a person,
        or if nobody fits.
        """
        text, head = self._text, phrase[-1]
        offset = text.tokens[phrase[0]].start
        if text.words[phrase[0]] != "the" or not self._describes(head):
            return None
        gender = next((ROLE_GENDERS[text.words[at]] for at in phrase if text.words[at] in ROLE_GENDERS), None)
        subjects = self._subjects.between(max(0, offset - ANTECEDENT_REACH_CHARS), offset)
        main = [one for one in subjects if one.level == MAIN_CLAUSE and self._fits(one.name, gender)]
        name = main[-1].name if main else None
        if previous_speaker and previous_speaker.name and previous_speaker.start < offset:
            is_nearer = not main or previous_speaker.start >= main[-1].start
            if is_nearer and self._fits(previous_speaker.name, gender):
                name = previous_speaker.name
        persons = self._persons_before(offset, gender)
        if name is None and len(set(persons)) == 1:
            name = persons[0]
        return (name, self._doubts(name, phrase, persons, previous_speaker)) if name else None

    def _describes(self, head: int) -> bool:
        word, token = self._text.words[head], self._text.tokens[head]
        is_of_people = token.text in demonyms() and not word.endswith("s")
        return token.tag in {"NN", "NNP"} and (word in DESCRIPTIONS or is_of_people)

    def _fits(self, name: str, gender: Gender | None) -> bool:
        return self._index.kind(name) == "person" and (gender is None or self._index.can_be(name, gender))

    def _persons_before(self, offset: int, gender: Gender | None) -> list[str]:
        mentions = self._index.mentions_before(offset, reach=ANTECEDENT_REACH_CHARS)
        return [mention.actor for mention in mentions if self._fits(mention.actor, gender)]

    def _doubts(
        self, name: str, phrase: Sequence[int], persons: Sequence[str], previous_speaker: ResolvedSpeaker | None
    ) -> Doubts:
        offset = self._text.tokens[phrase[0]].start
        document = self._text.document
        mentions = self._index.mentions_before(offset, reach=ANTECEDENT_REACH_CHARS)
        last = next((mention.start for mention in reversed(mentions) if mention.actor == name), None)
        nearer = {mention.actor for mention in mentions if last is None or mention.start > last} & set(persons) - {name}
        counts = Counter(mention.actor for mention in self._index.mentions if mention.kind == "person")
        since = document.paragraph_of(offset) - (document.paragraph_of(last) if last is not None else 0)
        features = {
            "by description": 1.0,
            "description, others in reach": math.log1p(len(set(persons) - {name})),
            "description, others nearer": float(min(2, len(nearer))),
            "description, paragraphs since": math.log1p(since),
            "description, most mentioned": float(counts[name] == max(counts.values(), default=0)),
            "description, speaker before": float(previous_speaker is not None and previous_speaker.name == name),
            "description, bare": float(len(phrase) <= 2),
        }
        return tuple((feature, value) for feature, value in features.items() if value)
