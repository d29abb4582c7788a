"""Reads the labelled corpora: JSON lines of documents, whose sentences are lists of (word, BIO label)."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..labels import KINDS, LABELS, NO_NAME

# What each corpus marks. A word that it leaves without a label may still have a label of another kind.
MARKED: Final[dict[str, frozenset[str]]] = {
    "ww": frozenset(KINDS),
    "uner": frozenset({"PER", "ORG", "LOC"}),
    "btc": frozenset({"PER", "ORG", "LOC"}),
    "wnut": frozenset({"PER", "ORG", "LOC", "PROD", "WORK"}),
}

# Names of places hold buildings in all corpora but the worldwide newswire, which marks them apart.
PLACES: Final = frozenset({"LOC", "FAC"})

# The last words, or single words, by which an event of "MISC" is told from laws, prizes and days.
EVENT: Final = re.compile(
    r"\b(?:Cup|Games|Wars?|Festival|Championships?|Summit|Conference|Olympics?|Paralympics|Revolution|Tournament|Forum"
    r"|Open|Prix|Expo|Marathon|Ramadan|Christmas|Eid|Holocaust|Elections?|Uprising|Convention|Fair|Race|Trophy|Series"
    r"|Finals?|Conflict|Crisis|Genocide|Referendum|Congress)\b"
)


@dataclass(frozen=True, slots=True)
class LabelledParagraph:
    """A paragraph as text, and for each of its words the offsets and the labels that are right for it."""

    text: str
    spans: Sequence[tuple[int, int]]
    allowed: Sequence[frozenset[str]]


def read_documents(file: Path) -> Iterator[list[LabelledParagraph]]:
    """The documents of one corpus file (`NAME.jsonl.gz`), whose name begins with a key of `MARKED`."""
    corpus = file.name.split(".")[0].split("_")[0]
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield [_paragraph(words, corpus) for words in json.loads(line)["sents"] if words]


def _paragraph(words: Sequence[Any], corpus: str) -> LabelledParagraph:
    """One sentence or paragraph of (word, label)."""
    text, spans = "", []
    for word, _ in words:
        spans.append((len(text), len(text) + len(word)))
        text += word + " "
    return LabelledParagraph(
        text.rstrip(), spans, _allowed([word for word, _ in words], [tag for _, tag in words], corpus)
    )


def _allowed(words: Sequence[str], tags: Sequence[str], corpus: str) -> list[frozenset[str]]:
    """The labels that are right for each word."""
    unmarked = frozenset(label for label in LABELS if label == NO_NAME or label[2:] not in MARKED[corpus])
    allowed = [unmarked] * len(words)
    for start, end, kind in spans_of(tags):
        kinds = _kinds(" ".join(words[start:end]), kind, corpus)
        for index in range(start, end):
            part = "B" if index == start else "I"
            allowed[index] = frozenset(f"{part}-{each}" for each in kinds)
    return allowed


def _kinds(name: str, kind: str, corpus: str) -> frozenset[str]:
    """The kinds that are right for a name which a corpus gives `kind`."""
    if kind == "MISC" and corpus == "wnut":
        return frozenset({"WORK"})
    if kind == "MISC":
        return frozenset({"EVENT"}) if EVENT.search(name) else frozenset({"MISC", "WORK"})
    return PLACES if kind in PLACES and corpus != "ww" else frozenset({kind})


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of each name in a sequence of BIO labels."""
    start = None
    for index, tag in enumerate([*tags, NO_NAME]):
        if start is not None and not tag.startswith("I-"):
            yield start, index, tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = index
