"""What speaks for and against a name of a text being an actor of its kind, as numbers for the learned model.

Each mention of the name has its say: what the name model took it and its words for, and how it stands in the sentence.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ..entities.kind_by_words import kind_by_words
from ..lexicon.gazetteers import countries, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.outlets import is_outlet
from ..name_model.labels import KINDS, NO_NAME
from ..records import Kind, Mention
from ..text.parsed_document import KIND_OF_LABEL, Entity, ParsedDocument

Features = dict[str, float]

# The model's kinds of names that are an actor of a kind.
MODEL_KINDS: Final[dict[Kind, tuple[str, ...]]] = {
    "person": ("PER",),
    "organisation": ("ORG",),
    "group": ("ORG", "NORP"),
    "place": ("LOC", "FAC"),
}
# What the words may be taken for otherwise. Of a group there are too few to learn from it by itself.
COUNTED_SHARES: Final = (NO_NAME, "PER", "ORG", "LOC", "FAC", "PROD", "WORK")
SHARES: Final = (NO_NAME, *KINDS)

# Probabilities of 0 and 1 have no logarithm of their odds.
LEAST: Final = 0.01
MOST: Final = 0.995
SURE: Final = 0.98
MAX_WORDS: Final = 5

INDEFINITE: Final = frozenset({"a", "an", "this", "these", "every", "each", "no", "any"})
QUOTATION_MARKS: Final = frozenset("“\"‘'")
# After one of these words with a capital after it a name may go on: "Ministry of Trade".
LINKS: Final = frozenset({"of", "for", "and", "&"})
POSSESSIVES: Final = ("'s", "’s")
MODIFIERS: Final = frozenset({"compound", "amod", "nmod"})
# Before a place more often than before a name of another kind.
LOCATIVES: Final = frozenset({"in", "near", "across", "around", "throughout", "outside"})
SENTENCE_END: Final = re.compile(r"[.!?”\"’)]$")
# The model's entity may begin with an article, and end with a mark.
ARTICLE_CHARS: Final = 4
MARK_CHARS: Final = 2


def name_features(document: ParsedDocument, name: str, kind: Kind, mentions: Sequence[Mention]) -> Features:
    """The features of a name that the text has at `mentions`, all of this kind. Signs that are nowhere are left out.

    A feature with the kind before it counts for this kind only.
    """
    by_kind = _marks(document, kind, mentions) | _shares(document, kind, mentions) | _own_words(name, kind)
    uses = Counter(sign for mention in mentions for sign in _signs_of_a_place(document, mention))
    by_kind |= {sign: count / len(mentions) for sign, count in uses.items()}
    features = by_kind | {f"{kind} {feature}": value for feature, value in by_kind.items()}
    features["mentions"] = math.log(len(mentions))
    features |= _places(document, name, mentions)
    around = Counter(sign for mention in mentions for sign in _signs_around(document, mention))
    return features | {sign: count / len(mentions) for sign, count in around.items()}


def _log_odds(probability: float) -> float:
    probability = min(max(probability, LEAST), MOST)
    return math.log(probability / (1 - probability))


def _marks(document: ParsedDocument, kind: Kind, mentions: Sequence[Mention]) -> Features:
    """How sure the model is of its marks: those of this kind, those of other kinds, and mentions without one."""
    entities = [_entity_at(document, mention) for mention in mentions]
    same = [0.0, *(one.confidence for one in entities if one and KIND_OF_LABEL.get(one.label) == kind)]
    other = [0.0, *(one.confidence for one in entities if one and KIND_OF_LABEL.get(one.label) != kind)]
    pairs = zip(mentions, entities, strict=True)
    exact = sum(one is not None and _is_exact(mention, one) for mention, one in pairs)
    return {
        "constant": 1.0,
        "marked": _log_odds(max(same)),
        "marked on average": sum(same) / len(mentions),
        "marked for sure": float(max(same) >= SURE),
        "never marked": float(max(same) == 0),
        "marked as another kind": max(other),
        "not marked": entities.count(None) / len(mentions),
        "not marked exactly": 1 - exact / len(mentions),
    }


def _entity_at(document: ParsedDocument, mention: Mention) -> Entity | None:
    """The first entity that overlaps a mention."""
    first = max(0, bisect_right(document.entity_starts, mention.start) - 1)
    for entity in document.entities[first : first + 2]:
        if entity.start < mention.end and mention.start < entity.end:
            return entity
    return None


def _is_exact(mention: Mention, entity: Entity) -> bool:
    begins = abs(entity.start - mention.start) <= ARTICLE_CHARS
    return begins and abs(entity.end - mention.end) <= MARK_CHARS


def _shares(document: ParsedDocument, kind: Kind, mentions: Sequence[Mention]) -> Features:
    """What the words of all mentions are taken for, on average, and the best that one mention has for this kind."""
    starts = document.word_starts
    rows = []
    for mention in mentions:
        words = document.word_kinds[bisect_left(starts, mention.start) : bisect_left(starts, mention.end)]
        if words:
            rows.append(_mean([word.shares for word in words]))
    pooled = _mean(rows) if rows else [1 / len(SHARES)] * len(SHARES)
    best = max((_share(row, kind) for row in rows), default=0.0)
    of_kinds = {f"read as {one}": math.log(max(pooled[SHARES.index(one)], LEAST) / LEAST) for one in COUNTED_SHARES}
    return of_kinds | {"read as its kind": _log_odds(_share(pooled, kind)), "read best": _log_odds(best)}


def _mean(rows: Sequence[Sequence[float]]) -> list[float]:
    """The geometric mean of distributions, which is a distribution again."""
    logs = [
        math.fsum(math.log(max(share, LEAST)) for share in shares) / len(rows) for shares in zip(*rows, strict=True)
    ]
    total = math.fsum(map(math.exp, logs))
    return [math.exp(log) / total for log in logs]


def _share(shares: Sequence[float], kind: Kind) -> float:
    return sum(shares[SHARES.index(one)] for one in MODEL_KINDS[kind])


def _own_words(name: str, kind: Kind) -> Features:
    """What the name's own words say of its kind."""
    words = name.split()
    by_words = kind_by_words(name)
    return {
        "known": float(_is_known(name, kind)),
        "words agree": float(by_words == kind),
        "words differ": float(by_words is not None and by_words != kind),
        "given name": float(words[0] in given_names()),
        "capitals": float(name.isupper()),
        "possessive": float(name.endswith(POSSESSIVES)),
        f"{min(len(words), MAX_WORDS)} words": 1.0,
    }


def _is_known(name: str, kind: Kind) -> bool:
    if kind == "place":
        return name in countries() or name in places()
    return kind == "organisation" and (name in organisations() or is_outlet(name))


def _signs_of_a_place(document: ParsedDocument, mention: Mention) -> Iterator[str]:
    """The words around a mention that places have: "in" before it, another place after a comma."""
    inside = list(document.tokens_in(mention.start, mention.end))
    if not inside:
        return
    tokens, first, last = document.tokens, inside[0][0], inside[-1][0]
    if first > 0 and tokens[first - 1].text.lower() in LOCATIVES:
        yield "where"
    after = [token.text for token in tokens[last + 1 : last + 3]]
    if len(after) == 2 and after[0] == "," and (after[1] in places() or after[1] in countries()):
        yield "place after a comma"


def _places(document: ParsedDocument, name: str, mentions: Sequence[Mention]) -> Features:
    """Whether the text has the name in small letters too, and whether its first mention stands in no sentence."""
    small = re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", document.text) if len(name) > 2 else None
    paragraph = document.paragraphs[document.paragraph_of(mentions[0].start)]
    ends = SENTENCE_END.search(document.text[paragraph.start : paragraph.end].strip())
    return {"small elsewhere": float(small is not None), "in no sentence": float(ends is None)}


def _signs_around(document: ParsedDocument, mention: Mention) -> Iterator[str]:
    """Signs in the mention's words and right beside it: a name cut off, a common noun, a modifier of one."""
    inside = list(document.tokens_in(mention.start, mention.end))
    if not inside:
        return
    first, last = inside[0][0], inside[-1][0]
    if any(token.tag == "NN" for _, token in inside):
        yield "common noun"
    if first > 0:
        before = document.tokens[first - 1]
        lowered = before.text.lower()
        if lowered == "the":
            yield "the"
        elif lowered in INDEFINITE:
            yield "indefinite"
        elif before.text in QUOTATION_MARKS:
            yield "quoted"
        if before.tag.startswith("NNP") and before.text[0].isupper() and before.end + 1 >= mention.start:
            yield "name before"
    yield from _signs_after(document, mention, first, last)


def _signs_after(document: ParsedDocument, mention: Mention, first: int, last: int) -> Iterator[str]:
    """The signs right after a mention whose tokens go from `first` to `last`."""
    tokens = document.tokens
    if last + 1 == len(tokens):
        return
    after = tokens[last + 1]
    is_near = after.start - mention.end <= 1
    if is_near and after.text[0].isupper():
        yield "capital after"
    if is_near and after.text[0].isdigit():
        yield "digit after"
    outside = (tokens[index] for index in range(first, last + 1) if not first <= tokens[index].head <= last)
    head = next(outside, tokens[last])
    if after.tag in {"NN", "NNS"} and head.dep in MODIFIERS:
        yield "before a noun"
    if after.text in LINKS and last + 2 < len(tokens) and tokens[last + 2].text[0].isupper():
        yield "goes on"
