"""The noun phrase that an attribution has for the speaker, and the name in it or beside it."""

from typing import Final

from ...lexicon.word_lists import words
from ...records import Mention
from ..attributions.quoted_text import RELATIVES, QuotedText
from .mention_index import MentionIndex

TIMES: Final = words("times")
PHRASE_ENDS: Final = frozenset({",", "(", "[", "—", "–", "-", "--", ":", ";", "―", "/"}) | RELATIVES
PHRASE_END_TAGS: Final = frozenset({"IN", "TO", "VBD", "VBZ", "VBP", "VBG", "WRB", "MD"})
TIME_TAGS: Final = frozenset({"RB", "NNP", "NN", "CD", "DT"})
TRAILING_TAGS: Final = frozenset({"RB", "POS", "CC", "RP", ".", "''", "``"})


class SpeakerPhrases:
    """Finds the phrases that name speakers in one text, and the names in them."""

    def __init__(self, text: QuotedText, index: MentionIndex) -> None:
        self._text = text
        self._index = index

    def noun_phrase(self, first: int, last: int) -> list[int]:
        """The tokens of the noun phrase from `first` on, before `last` and its first comma, relative or preposition."""
        tokens = self._text.tokens
        phrase: list[int] = []
        for index in range(first, min(last, len(tokens))):
            token = tokens[index]
            if self._text.inside[index] or (token.text.lower() in PHRASE_ENDS and not self._is_hyphen(index)):
                if phrase:
                    break
                continue
            if token.tag in PHRASE_END_TAGS and not self._index.mention_at(token.start):
                if phrase:
                    break
                return []
            if phrase and token.tag in TIME_TAGS and self._text.words[index] in TIMES:
                break
            phrase.append(index)
        while phrase and tokens[phrase[-1]].tag in TRAILING_TAGS:
            phrase.pop()
        return phrase

    def named_beside(self, head: int, last: int) -> Mention | None:
        """The name beside a role: "the head of MI6, Richard Moore," and "the comedian Gwen Tallis".

        An organisation's name must come right after its role: "the train operator Norrail".
        """
        tokens = self._text.tokens
        for child in self._text.children[head]:
            mention = self._index.mention_at(tokens[child].start) if tokens[child].dep == "appos" else None
            if mention and not self._text.inside[child] and self._has_role(head, mention):
                return mention
        end = self._text.document.first_token_at(self.end_with_complement(head))
        for position in (end, *range(head + 1, min(last, len(tokens) - 1))):
            if position + 1 < len(tokens) and tokens[position].text == ",":
                mention = self._index.mention_at(tokens[position + 1].start)
                if mention and mention.kind == "person" and mention.start == tokens[position + 1].start:
                    return mention
                return None
        return None

    def end_with_complement(self, head: int) -> int:
        """The end of a role with its complement: "the head" -> "the head of MI6"."""
        tokens = self._text.tokens
        end = tokens[head].end
        index = head + 1
        if index < len(tokens) and tokens[index].text.lower() in {"of", "for", "at", "with", "from"}:
            index += 1
            while index < len(tokens) and tokens[index].tag.startswith(("N", "DT", "J", "POS", "PRP$")):
                end = tokens[index].end
                index += 1
        return end

    def _has_role(self, head: int, mention: Mention) -> bool:
        """Whether the actor in an apposition to a role is the one who has it."""
        is_right_behind = mention.start - self._text.tokens[head].end <= 2  # "the company Lumiq", "the company, Lumiq,"
        return mention.kind == "person" or (mention.kind == "organisation" and is_right_behind)

    def _is_hyphen(self, index: int) -> bool:
        """Whether a token joins two halves of a word: "co-author"."""
        tokens = self._text.tokens
        follows = 0 < index < len(tokens) - 1 and tokens[index - 1].end == tokens[index].start
        return follows and tokens[index].end == tokens[index + 1].start and tokens[index].text == "-"
