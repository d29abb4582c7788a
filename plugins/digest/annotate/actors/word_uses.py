"""How a text uses a word that is both a followed actor's name and a common one: "Target", "Orange", "Visa", "Turkey".

A capital at the beginning of a sentence or after an article says little. The whole text says more: whether the word
stands anywhere as only a name can, and whether it stands in small letters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ..lexicon.gazetteers import demonyms, places
from ..lexicon.word_lists import words
from ..text.parsed_document import ParsedDocument, Token
from .alias_matches import AliasMatch
from .word_senses import entity_fits

DETERMINERS: Final = frozenset(
    {"a", "an", "the", "each", "every", "no", "any", "this", "that", "their", "his", "her", "my", "your", "our", "its"}
)
# What "the Amazon" is if the text speaks of one of these.
NATURE: Final = words("nature")
# After one of these marks a sentence, a line or a quotation begins.
OPENING_MARKS: Final = frozenset("\"“„«‘'():;–—-•*|")


class Use(Enum):
    """What the words beside an occurrence say."""

    NAME = auto()  # "shares of Target": only a name stands so
    OPENING = auto()  # the first word of a sentence: "Target will", where any word has a capital
    OPENING_NOUN = auto()  # the first word before a noun, or an adjective: "Target practice", "Nice and warm"
    COMPOUND = auto()  # before a noun: "his Target card"
    NOUN = auto()  # "a Signal at the crossing"
    WITH_THE = auto()  # "the Amazon is"


@dataclass(frozen=True, slots=True)
class WordUses:
    """The uses of one actor's single names in one text.

    `by_start` and `names` have the use and the name at each offset. `small` is the word in small letters, or "" if the
    text doesn't have it so. `nature` is a word of the text for a river, a forest or the like, or "". `is_entity` is
    true if the model marks any of the occurrences as one of the actor's kind.
    """

    by_start: dict[int, Use]
    names: dict[int, str]
    small: str
    nature: str
    is_entity: bool

    @property
    def has_name(self) -> bool:
        """Whether the word stands anywhere as only a name can."""
        return Use.NAME in self.by_start.values()

    def against(self, start: int, *, is_supported: bool) -> str:
        """Why the occurrence at `start` is a common word; "" if it may be the name.

        `is_supported` is true if other words of the text are evidence for the actor.
        """
        use = self.by_start.get(start)
        if use is None:
            return ""
        if use is Use.WITH_THE and (self.nature or self.names[start] in places()):
            uses = [other for at, other in self.by_start.items() if self.names[at] == self.names[start]]
            if not is_supported or Use.NAME in uses or Use.OPENING in uses:
                return "with the article, as a river or a forest has it"
        if is_supported or self.has_name:
            return "a noun, and the text has it in small letters" if use is Use.NOUN and self.small else ""
        if self.small:
            return f"the text has the word {self.small!r}"
        if not self.is_entity and all(other in {Use.OPENING_NOUN, Use.NOUN} for other in self.by_start.values()):
            return "only before nouns at the beginning of sentences, or as a noun"
        return ""

    @staticmethod
    def is_product(match: AliasMatch, text: str) -> bool:
        """Whether the name may be that of a company's product, after an article within a sentence: "in a Ford"."""
        before = re.search(r"[\w,] an? $", text[max(0, match.start - 10) : match.start])
        return match.followed.actor.kind == "organisation" and before is not None


def word_uses(document: ParsedDocument, matches: Sequence[AliasMatch]) -> WordUses:
    """The uses of one actor's single names in a parsed English text."""
    single = [match for match in matches if match.alias.is_single_word and not match.never_phrase]
    found = {match.start: use for match in single if (use := _use(document, match))}
    names = {match.alias.name for match in single}
    forms = "|".join(f"{re.escape(name.lower())}(?:s|es)?|{re.escape(name)}s" for name in sorted(names))
    small = re.search(rf"(?<![\w’'./@#-])(?:{forms})(?![\w-]|\.\w)", document.text) if names else None
    is_small = small is not None and small.group() not in names
    nature = next((word for word in re.findall(r"[a-z]{4,}", document.text) if word in NATURE), "")
    starts = {match.start: match.alias.name for match in single if match.start in found}
    is_entity = any(entity_fits(document, match) for match in single)
    return WordUses(found, starts, small.group() if small and is_small else "", nature, is_entity)


def has_article_of_a_river(text: str, match: AliasMatch) -> bool:
    """Whether an organisation's name that is also that of a well-known place has an article: "the Amazon"."""
    is_organisation = match.followed.actor.kind == "organisation"
    return is_organisation and match.alias.name in places() and text[: match.start].lower().endswith("the ")


def _use(document: ParsedDocument, match: AliasMatch) -> Use | None:
    tokens = document.tokens
    index = document.first_token_at(match.start)
    if index >= len(tokens) or tokens[index].end < match.end or not document.english:
        return None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    before = index - 1
    while before >= 0 and (tokens[before].tag.startswith(("JJ", "VBN")) or tokens[before].text in demonyms()):
        before -= 1
    determiner = tokens[before].text.lower() if before >= 0 else ""
    is_before_noun = after is not None and after.tag in {"NN", "NNS"}
    is_attribute = is_before_noun or (after is not None and after.tag in {"JJ", "HYPH", "VBN", "VBG"})
    if determiner in DETERMINERS and tokens[before].tag != "IN":
        if determiner == "the" and match.followed.actor.kind != "organisation":
            return Use.COMPOUND  # a country's or a town's article: "the Netherlands"
        if after is not None and (after.text[0].isupper() or after.tag == "POS"):
            return None
        return Use.COMPOUND if is_attribute else Use.WITH_THE if determiner == "the" else Use.NOUN
    if _opens(document, tokens, index):
        return Use.OPENING_NOUN if is_before_noun or tokens[index].tag.startswith("JJ") else Use.OPENING
    if is_before_noun:
        return Use.COMPOUND
    return None if tokens[index].tag.startswith("VB") else Use.NAME


def _opens(document: ParsedDocument, tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is the first of its sentence, or all words beside it have capitals as well."""
    token = tokens[index]
    start, end = document.sentence_span(document.sentence_of(token.start))
    before = tokens[index - 1] if index else None
    if before is None or before.start < start or before.text in OPENING_MARKS or token.text.isupper():
        return True
    others = [word for word in re.findall(r"[^\W\d_]{4,}", document.text[start:end]) if word != token.text]
    return len(others) > 1 and all(word[0].isupper() for word in others)
