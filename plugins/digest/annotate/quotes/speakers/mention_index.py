"""The mentions of a text by their offsets, and the persons whom a pronoun can mean.

This module has the distance within which a pronoun or a phrase such as "the company" finds the actor whom it means
(ANTECEDENT_REACH_CHARS).
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from ...entities.text_names import TextNames
from ...lexicon.given_names import Gender
from ...records import Kind, Mention
from ..attributions.quoted_text import QuotedText

# How far back a pronoun or "the company" can refer to an actor: about two paragraphs of news.
ANTECEDENT_REACH_CHARS: Final = 900


class MentionIndex:
    """The mentions of one text, in the order of the text."""

    def __init__(self, text: QuotedText, names: TextNames) -> None:
        self.mentions = names.mentions
        self._text = text
        self._genders = names.genders
        self._kinds: dict[str, Kind] = {mention.actor: mention.kind for mention in names.mentions}
        self._starts = [mention.start for mention in names.mentions]

    def mention_at(self, offset: int) -> Mention | None:
        """The mention that contains `offset`."""
        index = bisect_left(self._starts, offset + 1) - 1
        if index < 0:
            return None
        mention = self.mentions[index]
        return mention if mention.start <= offset < mention.end else None

    def mentions_before(self, offset: int, *, reach: int | None = None) -> Sequence[Mention]:
        """The mentions outside quotations that start before `offset`, at most `reach` characters before it if given."""
        first = 0 if reach is None else bisect_left(self._starts, offset - reach)
        last = bisect_left(self._starts, offset)
        return [mention for mention in self.mentions[first:last] if not self._text.is_inside(mention.start)]

    def persons_before(self, offset: int, gender: Gender) -> set[str]:
        """The persons who can be of a gender and are named within reach before `offset`, outside quotations."""
        return {
            mention.actor
            for mention in self.mentions_before(offset, reach=ANTECEDENT_REACH_CHARS)
            if mention.kind == "person" and self.can_be(mention.actor, gender)
        }

    def mentions_between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that start from `start` on and before `end`, inside quotations and outside."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def kind(self, name: str) -> Kind:
        """The kind of an actor in this text; "person" for an actor who isn't mentioned."""
        return self._kinds.get(name, "person")

    def gender(self, name: str) -> Gender | None:
        """The gender of a person, or None if it is not known."""
        return self._genders.get(name)

    def can_be(self, name: str, gender: Gender) -> bool:
        """Whether an actor is a person of that gender or of unknown gender."""
        return self.kind(name) == "person" and self._genders.get(name) in {None, "x", gender}
