"""The subjects of verbs and the phrases around nouns, by the model's parser."""

from typing import Final

from .quoted_text import RELATIVES, QuotedText

# The most hops from a verb to the subject that it shares with other verbs. Longer ways are errors of the parser.
MAX_HOPS: Final = 4

# The most levels of the parse tree below a noun that belong to its phrase. Deeper ones are errors of the parser.
MAX_PHRASE_DEPTH: Final = 8


def subject_of(text: QuotedText, verb: int, hops: int = 0) -> int | None:
    """Index of the word that is the subject of a verb, perhaps shared with another verb; never inside a quotation."""
    tokens = text.tokens
    # The subject of a passive verb can be the speaker of a verb that depends on it: "was quoted as saying".
    kinds = {"nsubj", "csubj", "expl", "nsubjpass"} if hops else {"nsubj", "csubj", "expl"}
    for child in text.children[verb]:
        if tokens[child].dep in kinds and not text.inside[child]:
            if tokens[child].text.lower() in RELATIVES and tokens[verb].dep in {"relcl", "acl"}:
                return tokens[verb].head
            return child
    head = tokens[verb].head
    if head == verb or hops >= MAX_HOPS:
        return None
    if tokens[verb].dep in {"relcl", "acl"} and not text.inside[head]:
        return head if tokens[head].tag.startswith(("N", "PRP")) else None
    if tokens[verb].dep in {"conj", "xcomp", "advcl", "aux", "pcomp", "prep", "dep"}:
        return subject_of(text, head, hops + 1)
    return None


def is_only_it(text: QuotedText, verb: int, subject: int) -> bool:
    """Whether the subject of an infinitive is "it": "it would be fantasy to think"."""
    return text.words[subject] == "it" and text.tokens[verb].tag == "VB"


def antecedent(text: QuotedText, subject: int) -> int:
    """The word that a relative pronoun refers to: "Striker Ann Ray, who missed". Any other subject stays as it is."""
    verb = text.tokens[subject].head
    is_relative = text.words[subject] in RELATIVES and text.tokens[verb].dep == "relcl"
    return text.tokens[verb].head if is_relative else subject


def noun_phrase(text: QuotedText, head: int) -> tuple[int, int]:
    """First and last token (exclusive) of the phrase around a noun, without parts that a comma separates."""
    tokens = text.tokens
    first = head
    for child in text.children[head]:
        if child < first and tokens[child].dep in {"det", "compound", "amod", "poss", "nmod", "nummod", "quantmod"}:
            first = _leftmost(text, child)
    return first, head + 1


def _leftmost(text: QuotedText, index: int, depth: int = 0) -> int:
    below = [child for child in text.children[index] if child < index]
    if not below or depth > MAX_PHRASE_DEPTH:
        return index
    return min(index, _leftmost(text, min(below), depth + 1))
