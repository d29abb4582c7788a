"""Scores a network on labelled documents: precision, recall and F1 of names by exact span and kind."""

from collections.abc import Sequence

import numpy as np
import torch

from ..decoding import decoded
from ..labels import NO_NAME
from ..windows import windows
from ..word_pieces import OTHER, WordPieces
from .corpora import LabelledParagraph
from .examples import batched, padded
from .network import NameNetwork

# The kinds that are scored. Buildings count as places.
SCORED = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}


def scores_of(network: NameNetwork, documents: Sequence[Sequence[LabelledParagraph]], vocabulary: WordPieces) -> str:
    """Precision, recall and F1 in per cent, as text."""
    network.eval()
    right = found = marked = 0
    for document in documents:
        names = predicted(network, [paragraph.text for paragraph in document], vocabulary)
        for paragraph, spans in zip(document, names, strict=True):
            theirs = {(start, end, SCORED[kind]) for start, end, kind in spans if kind in SCORED}
            ours = {(start, end, SCORED[kind]) for start, end, kind in _marked(paragraph) if kind in SCORED}
            right += len(theirs & ours)
            found += len(theirs)
            marked += len(ours)
    precision, recall = 100 * right / max(1, found), 100 * right / max(1, marked)
    return f"{precision:.1f} / {recall:.1f} / {2 * precision * recall / max(1e-9, precision + recall):.1f}"


@torch.no_grad()
def predicted(
    network: NameNetwork, paragraphs: Sequence[str], vocabulary: WordPieces
) -> list[list[tuple[int, int, str]]]:
    """Start, end and kind of the names in each paragraph of one document."""
    pieces = vocabulary.cut(paragraphs)
    parts = [*windows(paragraphs, pieces, vocabulary)]
    scores: list[list[np.ndarray]] = [[] for _ in paragraphs]
    rows: dict[int, np.ndarray] = {}
    for batch in batched([len(part.ids) for part in parts], 4096):
        chosen = [parts[n] for n in batch]
        if not chosen:
            continue
        output = network(
            padded([part.ids for part in chosen], 0),
            padded([part.cases for part in chosen], OTHER),
            padded([[1] * len(part.ids) for part in chosen], 0),
        ).numpy()
        rows |= {n: output[row] for row, n in enumerate(batch)}
    for number, part in enumerate(parts):
        for paragraph, _, piece in part.words:
            scores[paragraph].append(rows[number][piece])
    return [
        [
            (piece.word_spans[name.first][0], piece.word_spans[name.stop - 1][1], name.kind)
            for name in decoded(np.array(score))
        ]
        for piece, score in zip(pieces, scores, strict=True)
    ]


def _marked(paragraph: LabelledParagraph) -> list[tuple[int, int, str]]:
    """The names that the corpus marks. (The first of a word's right labels will do: kinds that are scored have one.)"""
    spans: list[tuple[int, int, str]] = []
    for (start, end), allowed in zip(paragraph.spans, paragraph.allowed, strict=True):
        label = NO_NAME if NO_NAME in allowed else min(allowed)
        if label.startswith("B-"):
            spans.append((start, end, label[2:]))
        elif label.startswith("I-"):
            spans[-1] = (spans[-1][0], end, spans[-1][2])
    return spans
