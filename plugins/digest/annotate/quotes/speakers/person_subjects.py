"""The persons who are subjects of a text's clauses. A pronoun means them first."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ...lexicon.given_names import Gender
from ..attributions.quoted_text import QuotedText
from .mention_index import ANTECEDENT_REACH_CHARS, MentionIndex

MAIN_CLAUSE: Final = 0
SUBORDINATE_CLAUSE: Final = 1


class PersonSubject(NamedTuple):
    """A person who is a subject outside quotations.

    `start` is the offset of the mention, `level` is MAIN_CLAUSE or SUBORDINATE_CLAUSE.
    """

    start: int
    name: str
    level: int


class PersonSubjects:
    """The subjects of one text that are persons."""

    def __init__(self, text: QuotedText, index: MentionIndex) -> None:
        self._text = text
        self._index = index
        self._subjects = sorted(self._named_subjects())

    def between(self, start: int, end: int) -> Sequence[PersonSubject]:
        """The subjects whose offset is at least `start` and below `end`."""
        return self._subjects[bisect_left(self._subjects, (start,)) : bisect_left(self._subjects, (end,))]

    def last(self, offset: int, gender: Gender, level: int, excluded: str | None) -> PersonSubject | None:
        """The last subject within reach before `offset` who can be of that gender and isn't `excluded`.

        Only clauses of `level` or higher count.
        """
        number = bisect_left(self._subjects, (offset,)) - 1
        while number >= 0 and offset - self._subjects[number].start < ANTECEDENT_REACH_CHARS:
            subject = self._subjects[number]
            if subject.level <= level and subject.name != excluded and self._index.can_be(subject.name, gender):
                return subject
            number -= 1
        return None

    def _named_subjects(self) -> Iterator[PersonSubject]:
        """The subjects outside quotations that are mentions of persons.

        A person in apposition to the subject counts as one: "Her host, the harbour master Piet Doorn, was".
        """
        tokens = self._text.tokens
        for mention in self._index.mentions:
            if mention.kind != "person":
                continue
            for index, _ in self._text.document.tokens_in(mention.start, mention.end):
                subject = index
                while tokens[subject].dep == "appos":
                    subject = tokens[subject].head
                if tokens[subject].dep in {"nsubj", "nsubjpass"} and not self._text.inside[index]:
                    verb = tokens[subject].head
                    while tokens[verb].dep == "conj":
                        verb = tokens[verb].head
                    level = MAIN_CLAUSE if tokens[verb].dep == "ROOT" else SUBORDINATE_CLAUSE
                    yield PersonSubject(mention.start, mention.actor, level)
