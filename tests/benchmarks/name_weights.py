"""Learn and judge the confidence in names: PYTHONPATH=plugins:. python tests/benchmarks/name_weights.py [--write]

Reads WikiGold, `ww_dev_c` (worldwide newswire) and every fourth text of `btc` (tweets) of `$DIGEST_CORPUS/gold`, from
none of which the name model has learned. For each set it prints what a model reaches on it that was learned from the
other two: of 100 distinct names of a text those right, and of 100 marked ones those found, with all names and with the
sure ones; and how often names of a claimed confidence are right. With `--write`, it learns from all of them and writes
`name_weights.json`. Nothing of the texts is stored but how much each feature counts.
"""

import gzip
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from digest.annotate.confidence.name_confidence import MIN_NAME_CONFIDENCE, WEIGHTS, distinct_names
from digest.annotate.confidence.name_features import name_features
from digest.annotate.entities.sure_entities import sure_entities
from digest.annotate.entities.text_names import text_names
from digest.annotate.records import Kind, Mention, Text
from digest.annotate.run.batch import prepare_text
from digest.annotate.text.models import Models
from digest.annotate.text.normalised_text import NormalisedText
from digest.annotate.text.parsed_document import ParsedDocument
from digest.annotate.text.spacy_model import parse_texts
from tests.benchmarks.speaker_weights import Example, fitted, probabilities, reliability

SETS: Final = ("wikigold", "ww_dev_c", "btc")
# Tweets are many and unlike news: every fourth of their texts teaches as much as the newswire has.
EVERY: Final = {"btc": 4}
PENALTY: Final = 15.0  # of squared weights; 1, 4 and 50 were tried on all sets
MIN_COUNT: Final = 8  # a feature that fewer examples have is left out
BATCH: Final = 32  # texts that are parsed together
MAX_SENTENCES: Final = 20  # of a text of WikiGold that no mark ends

LABEL: Final[dict[Kind, str]] = {"person": "PER", "organisation": "ORG", "group": "ORG", "place": "LOC"}
ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
POSSESSIVE: Final = re.compile(r"\s*['’]s?$")

Sentences = list[list[tuple[str, str]]]
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its marked spans, its document, and the map from the document's offsets to the text's."""

    text: str
    marked: frozenset[Span]
    document: ParsedDocument
    original: NormalisedText

    def marked_names(self) -> set[tuple[str, str]]:
        """The distinct marked names with their labels."""
        return {(self.text[start:end], label) for start, end, label in self.marked}


@dataclass(frozen=True, slots=True)
class JudgedText:
    """The examples of a text, the marked names that each of them finds, and the number of marked names."""

    number: int
    examples: tuple[Example, ...]
    found: tuple[frozenset[tuple[str, str]], ...]
    marked: int


def marked_texts(corpus: Path, name: str) -> list[Sentences]:
    """The texts of a set as sentences of words with their labels."""
    if name == "wikigold":
        return list(_conll_texts((corpus / "gold" / "ner" / "wikigold.conll.txt").read_text(encoding="utf-8")))
    content = gzip.decompress((corpus / "gold" / "ner-train" / f"{name}.jsonl.gz").read_bytes()).decode()
    return [[[(word, label) for word, label in sentence] for sentence in row["sents"]] for row in _rows(content)]


def _rows(content: str) -> Iterator[dict[str, list[list[list[str]]]]]:
    return map(json.loads, content.splitlines())


def _conll_texts(content: str) -> Iterator[Sentences]:
    for part in re.split(r"-DOCSTART-.*", content):
        sentences = [[_word(line) for line in block.splitlines()] for block in re.split(r"\n\s*\n", part.strip())]
        whole = [sentence for sentence in sentences if any(word for word, _ in sentence)]
        for start in range(0, len(whole), MAX_SENTENCES):
            yield whole[start : start + MAX_SENTENCES]


def _word(line: str) -> tuple[str, str]:
    columns = line.split() or ["", "O"]
    return columns[0], columns[-1]


def laid_out(sentences: Sentences) -> tuple[str, set[Span]]:
    """The text, a sentence a line, and its marked spans of persons, organisations and places."""
    text, spans = "", set()
    start, end, kind = 0, 0, ""
    for sentence in sentences:
        for word, label in [*sentence, ("", "O")]:
            prefix, _, label_kind = label.partition("-")
            if kind and (label == "O" or prefix == "B" or label_kind != kind):
                spans.add((start, end, kind))
                kind = ""
            text += " " if text and word and not text.endswith("\n") else ""
            if label != "O" and not kind:
                start, kind = len(text), label_kind
            text += word
            end = len(text)
        text += "\n"
    return text, {(*trimmed(text, begin, stop), label) for begin, stop, label in spans if label in LABEL.values()}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a leading article and a possessive ending."""
    if (article := ARTICLE.match(text, start, end)) and article.end() < end:
        start = article.end()
    if (ending := POSSESSIVE.search(text[start:end])) and ending.start() > 0:
        end = start + ending.start()
    return start, end


def read_texts(corpus: Path, name: str) -> Iterator[MarkedText]:
    """The English texts of a set, as the annotator reads them."""
    texts = [laid_out(sentences) for sentences in marked_texts(corpus, name)[:: EVERY.get(name, 1)]]
    for first in range(0, len(texts), BATCH):
        batch = texts[first : first + BATCH]
        prepared = [prepare_text(Text(str(first + number), text)) for number, (text, _) in enumerate(batch)]
        documents = parse_texts([one for _, one in prepared], Models())
        for (text, marked), document, (original, _) in zip(batch, documents, prepared, strict=True):
            if document.english:
                yield MarkedText(text, frozenset(marked), document, original)


def right_names(text: MarkedText, mentions: Sequence[Mention], kind: Kind) -> frozenset[tuple[str, str]]:
    """The marked names, with their labels, that these mentions of a kind name exactly."""
    spans = {(*trimmed(text.text, *text.original.span(one.start, one.end)), LABEL[kind]) for one in mentions}
    return frozenset((text.text[start:end], label) for start, end, label in spans & text.marked)


def judged(set_name: str, number: int, text: MarkedText) -> JudgedText:
    """The names that the annotator finds in a text, and whether they are right."""
    examples, found = [], []
    names = text_names(sure_entities(text.document), (), ())
    for (name, kind), mentions in distinct_names(names.mentions).items():
        right = right_names(text, mentions, kind)
        features = name_features(text.document, name, kind, mentions)
        examples.append(Example(set_name, str(number), number, features, bool(right), name))
        found.append(right)
    return JudgedText(number, tuple(examples), tuple(found), len(text.marked_names()))


def figures(texts: Sequence[JudgedText], claims: Sequence[float], least: float) -> tuple[float, float, int]:
    """Of 100 distinct names with a claim of at least `least` those right, of 100 marked those found; and how many."""
    remaining = iter(claims)
    counts: Counter[str] = Counter()
    for text in texts:
        kept = [(one, found) for one, found in zip(text.examples, text.found, strict=True) if next(remaining) >= least]
        counts["names"] += len(kept)
        counts["right"] += sum(one.right for one, _ in kept)
        counts["found"] += len(frozenset().union(*(found for _, found in kept)))
        counts["marked"] += text.marked
    return 100 * counts["right"] / counts["names"], 100 * counts["found"] / counts["marked"], counts["names"]


def _examples(texts: Iterable[JudgedText]) -> list[Example]:
    return [example for text in texts for example in text.examples]


def main() -> None:
    """Prints the figures; with --write, learns from all sets and writes the weights."""
    corpus = Path(os.environ["DIGEST_CORPUS"])
    sets = {name: [judged(name, number, text) for number, text in enumerate(read_texts(corpus, name))] for name in SETS}
    for name, texts in sets.items():
        fit = fitted(_examples(text for other in SETS if other != name for text in sets[other]), PENALTY, MIN_COUNT)
        examples = _examples(texts)
        claims = probabilities(examples, fit)
        for least in (0.0, 0.3, MIN_NAME_CONFIDENCE, 0.45, 0.5, 0.6):
            right, found, count = figures(texts, list(claims), least)
            print(f"{name}, from {least:.2f}: right {right:.1f}, found {found:.1f}, of {count}")
        pairs = [(float(claim), one.right) for claim, one in zip(claims, examples, strict=True)]
        for bin_, number, claimed, right in reliability(pairs):
            print(f"  {bin_}  {number:5}  claimed {claimed:5.1f}  right {right:5.1f}")
    if "--write" in sys.argv:
        fit = fitted(_examples(text for texts in sets.values() for text in texts), PENALTY, MIN_COUNT)
        stored = {"names": {"bias": fit.bias, "weights": fit.weights}}
        WEIGHTS.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
