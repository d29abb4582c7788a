"""The mentions of a text by their offsets, and which persons a pronoun can mean."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from ...entities.text_names import TextNames
from ...lexicon.given_names import Gender
from ...records import Kind, Mention
from ..attributions.quoted_text import QuotedText

# A pronoun reaches back this far for the person it means: about two paragraphs of news.
REACH_CHARS: Final = 900


class MentionIndex:
    """The mentions of one text, in the order of the text."""

    def __init__(self, text: QuotedText, names: TextNames) -> None:
        self.mentions = names.mentions
        self._text = text
        self._genders = names.genders
        self._kinds: dict[str, Kind] = {mention.actor: mention.kind for mention in names.mentions}
        self._starts = [mention.start for mention in names.mentions]

    def mention_at(self, offset: int) -> Mention | None:
        """The mention that covers `offset`."""
        index = bisect_left(self._starts, offset + 1) - 1
        if index < 0:
            return None
        mention = self.mentions[index]
        return mention if mention.start <= offset < mention.end else None

    def mentions_before(self, offset: int, *, reach: int | None = None) -> Sequence[Mention]:
        """The mentions outside quotations that start before `offset`, with `reach` at most so many characters."""
        first = 0 if reach is None else bisect_left(self._starts, offset - reach)
        last = bisect_left(self._starts, offset)
        return [mention for mention in self.mentions[first:last] if not self._text.is_inside(mention.start)]

    def persons_before(self, offset: int, gender: Gender) -> set[str]:
        """The persons of a gender who are named within reach before `offset`, outside quotations."""
        return {
            mention.actor
            for mention in self.mentions_before(offset, reach=REACH_CHARS)
            if mention.kind == "person" and self.can_be(mention.actor, gender)
        }

    def kind(self, name: str) -> Kind:
        """The kind of an actor in this text; who is not mentioned was read as a person."""
        return self._kinds.get(name, "person")

    def gender(self, name: str) -> Gender | None:
        """The gender of a person, as far as known."""
        return self._genders.get(name)

    def can_be(self, name: str, gender: Gender) -> bool:
        """Whether an actor is a person of that gender, or of none that is known."""
        return self.kind(name) == "person" and self._genders.get(name) in {None, "x", gender}
