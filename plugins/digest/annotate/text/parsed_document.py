"""The records of one parsed text, on which all rules work: document, paragraphs, tokens, entities.

All offsets count code points of the normalised text (`NormalisedText.text`), not of the original.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..records import Kind

# The labels of entities that are names -> the kind of the actor.
KIND_OF_LABEL: Final[dict[str, Kind]] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "WORK_OF_ART": "work",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark. `tag` is a Penn Treebank tag, `dep` a ClearNLP label; both are "" if no model parsed the text.

    `head` is the index of the token's head in `ParsedDocument.tokens`; a root is its own head.
    """

    start: int
    end: int
    text: str
    tag: str = ""
    dep: str = ""
    head: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that the model marked, with its label (OntoNotes: PERSON, ORG, GPE ...).

    `confidence` says how sure the model is, from 0 to 1; it is 1 if the model doesn't say.
    """

    start: int
    end: int
    label: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class WordKinds:
    """A word with a capital or a digit, and the probabilities that it is part of no name and of one of each kind.

    The kinds are those of `name_model.labels`, in their order.
    """

    start: int
    end: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The span of one paragraph, without the line ends around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A normalised text, ready to be parsed. `english` says whether the English model parses it.

    `lang` is the code of its language, or "" if it is not known. `headline` is the headline above it, normalised and in
    one line.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    english: bool
    lang: str = ""
    headline: str = ""


@dataclass(frozen=True)
class ParsedDocument:
    """One text, parsed by the model or, in languages other than English, by a plain tokeniser.

    `tokens` and `entities` are in the order of the text. `sentences` are the offsets at which sentences start. `lang`
    is the code of the text's language, two or three letters, or "" if it is not known. `headline_entities` are those of
    the headline above the text, whose offsets index the headline. `word_kinds` are in the order of the text, and empty
    where the name model has not read it.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...] = ()
    sentences: tuple[int, ...] = ()
    english: bool = True
    lang: str = "en"
    headline_entities: tuple[Entity, ...] = ()
    word_kinds: tuple[WordKinds, ...] = ()

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each token starts."""
        return tuple(token.start for token in self.tokens)

    @cached_property
    def entity_starts(self) -> tuple[int, ...]:
        """The offset at which each entity starts."""
        return tuple(entity.start for entity in self.entities)

    @cached_property
    def word_starts(self) -> tuple[int, ...]:
        """The offset at which each word that the name model has read starts."""
        return tuple(word.start for word in self.word_kinds)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The indices of each token's dependents."""
        children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                children[token.head].append(index)
        return tuple(map(tuple, children))

    def first_token_at(self, offset: int) -> int:
        """Index of the first token that starts at `offset` or later; the number of tokens if none does."""
        return bisect_right(self.starts, offset - 1)

    def tokens_in(self, start: int, end: int) -> Iterator[tuple[int, Token]]:
        """The tokens within the span, with their indices."""
        index = self.first_token_at(start)
        while index < len(self.tokens) and self.tokens[index].end <= end:
            yield index, self.tokens[index]
            index += 1

    def sentence_of(self, offset: int) -> int:
        """Number of the sentence that contains `offset`; 0 if the sentences are not known."""
        return max(0, bisect_right(self.sentences, offset) - 1)

    def sentence_span(self, number: int) -> tuple[int, int]:
        """Start and end of a sentence. A sentence never extends beyond its paragraph."""
        if not self.sentences:
            return 0, len(self.text)
        start = self.sentences[number]
        end = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.text)
        return start, min(end, self.paragraphs[self.paragraph_of(start)].end)

    def paragraph_of(self, offset: int) -> int:
        """Number of the paragraph that contains `offset`, or of the last one before it."""
        return max(0, bisect_right(self.paragraph_starts, offset) - 1)

    @cached_property
    def paragraph_starts(self) -> tuple[int, ...]:
        """The offset at which each paragraph starts."""
        return tuple(paragraph.start for paragraph in self.paragraphs)
