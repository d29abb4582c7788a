"""Learn and judge the confidence in speakers: PYTHONPATH=plugins:. python tests/benchmarks/speaker_weights.py [--write]

Reads the quotes of `$DIGEST_CORPUS/gold/quotes-dev` and `quotes-train` (PolNeAR) and our own gold texts. Prints figures
of models that were learned without the articles on which they are judged; with `--write`, it learns from all of them
and writes `speaker_weights.json`. Nothing of the texts is stored but how much each feature counts.
"""

import gzip
import json
import os
import re
import sys
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.quotes.quote_extraction import SpeakerDecision, speaker_decisions
from digest.annotate.quotes.speaker_ranking import RankedCandidate
from digest.annotate.quotes.speakers.speaker_confidence import MIN_CONFIDENCE, WEIGHTS
from digest.annotate.records import Actor, Text
from digest.annotate.run.batch import prepare_text
from digest.annotate.run.text_annotation import speaker_evidence
from digest.annotate.text.models import Models
from digest.annotate.text.normalised_text import NormalisedText
from digest.annotate.text.parsed_document import ParsedDocument
from digest.annotate.text.spacy_model import parse_texts
from tests.digest.annotate.gold import score as own_gold

FOLDS: Final = 5
PENALTY: Final = 1.0  # of squared weights; found by cross-validation among 0.1, 0.3, 1, 3 and 10
MIN_COUNT: Final = 8  # a feature that fewer examples have is left out
MIN_REFERENCES: Final = 3  # the same for the model of references, which has few examples
MAX_STEPS: Final = 400
SMALL_GRADIENT: Final = 0.05  # where weights no longer change in the third place
MEMORY: Final = 12  # steps from which the curvature is estimated
BATCH: Final = 32  # texts that are parsed together

# Source spans of the gold that begin with one of these are slips: the verb was marked instead of the speaker.
SLIPS: Final = frozenset({"said", "says", "told", "added", "asked", "wrote", "tweeted"})

# Whom pronouns and roles mean, in a sample that was read by hand.
REFERENCES: Final = Path(__file__).with_name("speaker_references.tsv")

# A relative pronoun refers to words at most this many characters before it.
RELATIVES: Final = frozenset({"who", "that", "which"})
MAX_RELATIVE_CHARS: Final = 30

# A quotation belongs to the gold segment that covers at least this share of it.
MIN_COVERED: Final = 0.5
# Words that don't tell one source from another.
NOISE: Final = frozenset(
    "the of and de van mr mrs ms dr sir minister president premier prime a an in for to chief police".split()  # noqa: SIM905
) | {"spokesperson", "spokesman", "spokeswoman"}


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A stretch of a text that a source has said: the spans of the words for the source, or its canonical name.

    `name` is "" if it isn't known, and None if the text doesn't name the source.
    """

    start: int
    end: int
    sources: tuple[tuple[int, int], ...]
    name: str | None = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate for the speaker of a quotation, and whether it is right.

    `group` is the number of the quotation. Candidates with the same `speaker` are one person or body.
    """

    set_name: str
    article: str
    group: int
    features: dict[str, float]
    right: bool
    speaker: str = ""

    @property
    def quotation(self) -> tuple[str, str, int]:
        """The quotation among all."""
        return self.set_name, self.article, self.group


def words_of(name: str) -> list[str]:
    """The words of a name that tell it from others."""
    return [w for w in re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower())) if w not in NOISE and len(w) > 1]


def same_name(name: str, source: str) -> bool:
    """Whether the last word of the gold source is in the name, or half of its words are."""
    found, gold = set(words_of(name)), words_of(source)
    return bool(gold) and (gold[-1] in found or len(found & set(gold)) / len(set(gold)) >= 0.5)


def labels(ranked: Sequence[RankedCandidate], gold: GoldQuote, text: str) -> list[bool]:
    """For each candidate whether it is right.

    It is if its words are among those of the source, if it has the source's name, or the name that another candidate
    with right words has.
    """
    source = " ".join(text[start:end] for start, end in gold.sources)
    right = []
    for one in ranked:
        speaker = one.candidate.speaker
        if gold.name != "":
            right.append(speaker.name == gold.name)
        else:
            touches = any(min(end, speaker.end) > max(start, speaker.start) for start, end in gold.sources)
            if source.lower() in RELATIVES:  # "Ann Ray, who said": the gold has "who", the candidate "Ann Ray"
                touches = any(0 <= start - speaker.end <= MAX_RELATIVE_CHARS for start, _ in gold.sources)
            right.append(touches or (speaker.name is not None and same_name(speaker.name, source)))
    names = {one.candidate.speaker.name for one, is_right in zip(ranked, right, strict=True) if is_right} - {None}
    return [is_right or one.candidate.speaker.name in names for one, is_right in zip(ranked, right, strict=True)]


def examples(
    set_name: str, article: str, text: str, gold: Sequence[GoldQuote], decisions: Iterable[SpeakerDecision]
) -> Iterator[Example]:
    """The candidates for the speakers of a text's quotations that the gold has, with offsets that index `text`."""
    for number, decision in enumerate(decisions):
        quotation = decision.quotation
        found = gold_of(quotation.start, quotation.end, gold)
        if found is None or not decision.ranked:
            continue
        rights = labels(decision.ranked, found, text)
        for one, right in zip(decision.ranked, rights, strict=True):
            speaker = one.candidate.speaker
            yield Example(set_name, article, number, one.features, right, speaker.name or str(speaker.start))


def speech_examples(
    set_name: str, article: str, gold: Sequence[GoldQuote], decisions: Iterable[SpeakerDecision]
) -> Iterator[Example]:
    """The quotations of a text, and whether the gold has them as somebody's words, directly or in indirect speech."""
    for number, decision in enumerate(decisions):
        found = gold_of(decision.quotation.start, decision.quotation.end, gold)
        yield Example(set_name, article, number, decision.signs, found is not None)


def gold_of(start: int, end: int, gold: Sequence[GoldQuote]) -> GoldQuote | None:
    """The shortest gold quote that has most of a quotation and a known source; None if there is none."""
    covering = [
        one
        for one in gold
        if min(end, one.end) - max(start, one.start) >= MIN_COVERED * (end - start) and (one.sources or one.name != "")
    ]
    return min(covering, key=lambda one: one.end - one.start, default=None)


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by feature, and the bias."""

    bias: float
    weights: dict[str, float]

    def scores(self, features: Iterable[dict[str, float]]) -> "np.ndarray[Any, Any]":
        """The score of each example."""
        return np.array(
            [self.bias + sum(self.weights.get(name, 0.0) * value for name, value in one.items()) for one in features]
        )


@dataclass(frozen=True, slots=True)
class Design:
    """The examples as numbers, without the zeros.

    Entry `i` says that example `rows[i]` has the value `values[i]` of the feature `columns[i]`; the last column is the
    bias. `groups` has for each example the number of its quotation, from 0 on.
    """

    names: list[str]
    rows: "np.ndarray[Any, Any]"
    columns: "np.ndarray[Any, Any]"
    values: "np.ndarray[Any, Any]"
    right: "np.ndarray[Any, Any]"
    groups: "np.ndarray[Any, Any]"

    def scores(self, weights: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        """The score of each example."""
        return np.bincount(self.rows, self.values * weights[self.columns], len(self.right))

    def summed(self, by_example: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        """For each feature the sum of its values, each times the number of its example."""
        return np.bincount(self.columns, self.values * by_example[self.rows], len(self.names) + 1)

    def fit(self, weights: "np.ndarray[Any, Any]") -> Fit:
        """The weights by name, rounded as they are stored."""
        named = zip(self.names, weights, strict=False)
        return Fit(round(float(weights[-1]), 3), {name: round(float(weight), 3) for name, weight in named})


def design(examples_of: Sequence[Example], min_count: int) -> Design:
    """The examples with all features that at least `min_count` of them have."""
    counts = Counter(name for example in examples_of for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= min_count)
    columns = {name: column for column, name in enumerate(names)}
    entries = [
        (number, columns[name], value)
        for number, example in enumerate(examples_of)
        for name, value in example.features.items()
        if name in columns
    ]
    entries += [(number, len(names), 1.0) for number in range(len(examples_of))]
    numbers: dict[tuple[str, str, int], int] = {}
    groups = [numbers.setdefault(example.quotation, len(numbers)) for example in examples_of]
    rows, of_columns, values = zip(*entries, strict=True)
    right = [float(example.right) for example in examples_of]
    return Design(names, np.array(rows), np.array(of_columns), np.array(values), np.array(right), np.array(groups))


Loss = Callable[["np.ndarray[Any, Any]"], tuple[float, "np.ndarray[Any, Any]"]]


def minimised(loss: Loss, size: int) -> "np.ndarray[Any, Any]":
    """Where a smooth function of `size` numbers is smallest, by L-BFGS. `loss` gives its value and its gradient."""
    point = np.zeros(size)
    value, gradient = loss(point)
    memory: list[tuple[Any, Any]] = []
    for _ in range(MAX_STEPS):
        direction, kept = gradient.copy(), []
        for step, change in reversed(memory):
            share = step @ direction / (step @ change)
            kept.append(share)
            direction -= share * change
        if memory:
            step, change = memory[-1]
            direction *= step @ change / (change @ change)
        for (step, change), share in zip(memory, reversed(kept), strict=True):
            direction += step * (share - change @ direction / (step @ change))
        length = 1.0 if memory else 1 / max(1.0, float(np.abs(gradient).sum()))
        while True:
            new_value, new_gradient = loss(point - length * direction)
            if new_value <= value - 1e-4 * length * float(gradient @ direction) or length < 1e-8:
                break
            length /= 2
        step, change = -length * direction, new_gradient - gradient
        if step @ change > 0:
            memory = [*memory[1 - MEMORY :], (step, change)]
        point, value, gradient = point + step, new_value, new_gradient
        if np.abs(gradient).max() < SMALL_GRADIENT or length < 1e-8:
            break
    return point


def _penalties(size: int, penalty: float) -> "np.ndarray[Any, Any]":
    penalties = np.full(size, penalty)
    penalties[-1] = 1e-6  # the bias is free
    return penalties


def fitted(rows: Sequence[Example], penalty: float, min_count: int) -> Fit:
    """The weights by logistic regression with a penalty on their squares."""
    of = design(rows, min_count)
    penalties = _penalties(len(of.names) + 1, penalty)

    def loss(weights: "np.ndarray[Any, Any]") -> tuple[float, "np.ndarray[Any, Any]"]:
        scores = np.clip(of.scores(weights), -30, 30)
        probability = 1 / (1 + np.exp(-scores))
        value = np.sum(np.log1p(np.exp(scores)) - of.right * scores) + penalties @ weights**2 / 2
        return float(value), of.summed(probability - of.right) + penalties * weights

    return of.fit(minimised(loss, len(penalties)))


def fitted_choice(rows: Sequence[Example], penalty: float, min_count: int) -> Fit:
    """The weights of a conditional logit model: which of a quotation's candidates is right, or none of them.

    Where several are right, their probabilities count together.
    """
    of = design(rows, min_count)
    penalties, number = _penalties(len(of.names) + 1, penalty), int(of.groups.max()) + 1
    has_right = np.bincount(of.groups, of.right, number) > 0

    def loss(weights: "np.ndarray[Any, Any]") -> tuple[float, "np.ndarray[Any, Any]"]:
        chance = np.exp(np.clip(of.scores(weights), -30, 30))
        total = 1 + np.bincount(of.groups, chance, number)
        rights = np.where(has_right, np.bincount(of.groups, chance * of.right, number), 1.0)
        wanted = np.where(has_right[of.groups], chance * of.right / rights[of.groups], 0.0)
        value = np.sum(np.log(total) - np.log(rights)) + penalties @ weights**2 / 2
        return float(value), of.summed(chance / total[of.groups] - wanted) + penalties * weights

    return of.fit(minimised(loss, len(penalties)))


def fold_of(article: str) -> int:
    """The fold of an article, by its id."""
    return zlib.crc32(article.encode()) % FOLDS


def claims(rows: Sequence[Example], fit: Fit) -> "np.ndarray[Any, Any]":
    """For each candidate the probability that its speaker is the quotation's, summed over the speaker's candidates."""
    chance = np.exp(np.clip(fit.scores(row.features for row in rows), -30, 30))
    totals: dict[tuple[str, str, int], float] = {}
    by_speaker: dict[tuple[tuple[str, str, int], str], float] = {}
    for row, value in zip(rows, chance, strict=True):
        totals[row.quotation] = totals.get(row.quotation, 1.0) + value
        key = (row.quotation, row.speaker)
        by_speaker[key] = by_speaker.get(key, 0.0) + value
    return np.array([by_speaker[row.quotation, row.speaker] / totals[row.quotation] for row in rows])


def probabilities(rows: Sequence[Example], fit: Fit) -> "np.ndarray[Any, Any]":
    """For each example the probability that it is right, whatever others there are."""
    return np.asarray(1 / (1 + np.exp(-np.clip(fit.scores(row.features for row in rows), -30, 30))))


@dataclass(frozen=True, slots=True)
class Learner:
    """How one of the models learns, and how it claims."""

    fit: Callable[[Sequence[Example], float, int], Fit]
    claims: Callable[[Sequence[Example], Fit], "np.ndarray[Any, Any]"]
    min_count: int

    def learned(self, rows: Sequence[Example], penalty: float = PENALTY) -> Fit:
        """The model of these examples."""
        return self.fit(rows, penalty, self.min_count)


LEARNERS: Final = {
    "words": Learner(fitted_choice, claims, MIN_COUNT),
    "reference": Learner(fitted, probabilities, MIN_REFERENCES),
    "speech": Learner(fitted, probabilities, MIN_COUNT),
}


def cross_validated(rows: Sequence[Example], learner: Learner, penalty: float = PENALTY) -> "np.ndarray[Any, Any]":
    """The claim of each example, by weights that were learned without its fold."""
    claimed = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = [number for number, row in enumerate(rows) if fold_of(row.article) == fold]
        fit = learner.learned([row for row in rows if fold_of(row.article) != fold], penalty)
        claimed[inside] = learner.claims([rows[number] for number in inside], fit)
    return claimed


def chosen(rows: Sequence[Example], claimed: "np.ndarray[Any, Any]") -> list[tuple[float, bool, Example]]:
    """For each quotation the claim of its likeliest candidate, and whether that one is right."""
    best: dict[tuple[str, str, int], tuple[float, bool, Example]] = {}
    for row, claim in zip(rows, claimed, strict=True):
        if row.quotation not in best or claim > best[row.quotation][0]:
            best[row.quotation] = (float(claim), row.right, row)
    return list(best.values())


def reliability(pairs: Iterable[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """By bins of the claimed probability: bin, number, mean claim in per cent, share right in per cent."""
    edges = (0.0, 0.4, 0.6, 0.75, 0.85, 0.9, 0.95, 0.98, 1.01)
    pairs = list(pairs)
    table = []
    for low, high in pairwise(edges):
        inside = [(claim, right) for claim, right in pairs if low <= claim < high]
        if inside:
            claims = 100 * sum(claim for claim, _ in inside) / len(inside)
            rights = 100 * sum(right for _, right in inside) / len(inside)
            table.append((f"{low:.2f}-{min(high, 1):.2f}", len(inside), round(claims, 1), round(rights, 1)))
    return table


def references() -> dict[str, dict[int, str]]:
    """By article and offset whom a pronoun or a role means; "-" for somebody without a name."""
    found: dict[str, dict[int, str]] = {}
    for line in REFERENCES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, offset, name = line.split("\t")
            found.setdefault(article, {})[int(offset)] = name
    return found


def is_meant(name: str, meant: str) -> bool:
    """Whether two names are of the same actor: the words of one are all in the other, without initials."""
    one, other = ({word for word in words_of(text) if len(word) > 1} for text in (name, meant))
    return bool(one and other) and (one <= other or other <= one)


def reference_examples(
    set_name: str, article: str, decisions: Iterable[SpeakerDecision], meant: dict[int, str]
) -> Iterator[Example]:
    """The pronouns and roles of a text of which a reader has said whom they mean, each once."""
    seen = set()
    for decision in decisions:
        for one in decision.ranked:
            speaker = one.candidate.speaker
            if speaker.start in meant and speaker.doubts and speaker.name and speaker.start not in seen:
                seen.add(speaker.start)
                right = is_meant(speaker.name, meant[speaker.start])
                yield Example(set_name, article, speaker.start, dict(speaker.doubts), right)


def own_reference_examples(
    article: str, gold: Sequence[GoldQuote], decisions: Iterable[SpeakerDecision]
) -> Iterator[Example]:
    """The pronouns and roles with which the quotes of one of our own gold texts are attributed, each once."""
    seen = set()
    for decision in decisions:
        found = gold_of(decision.quotation.start, decision.quotation.end, gold)
        speaker = decision.ranked[0].candidate.speaker if decision.ranked else None
        if found and speaker and speaker.doubts and speaker.name and speaker.start not in seen:
            seen.add(speaker.start)
            yield Example("own", article, speaker.start, dict(speaker.doubts), speaker.name == found.name)


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with its gold quotes and the decisions on its speakers; offsets index the normalised text."""

    set_name: str
    article: str
    text: str
    gold: tuple[GoldQuote, ...]
    decisions: tuple[SpeakerDecision, ...]


def read_texts(sets: dict[str, list[tuple[Text, list[GoldQuote]]]], actors: tuple[Actor, ...]) -> Iterator[ReadText]:
    """The English texts of each set, read by the annotator. The offsets of the gold quotes index the original texts."""
    for set_name, text, document, gold in parsed_quotes(sets):
        decisions = speaker_decisions(document, *speaker_evidence(text, document, actors))
        yield ReadText(set_name, text.id, document.text, gold, tuple(decisions))


def parsed_quotes(
    sets: dict[str, list[tuple[Text, list[GoldQuote]]]],
) -> Iterator[tuple[str, Text, ParsedDocument, tuple[GoldQuote, ...]]]:
    """The English texts with their sets' names, their documents, and their gold quotes, whose offsets index these."""
    for set_name, texts in sets.items():
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            prepared = [prepare_text(text) for text, _ in batch]
            documents = parse_texts([one for _, one in prepared], Models())
            for (text, gold), (normalised_text, _), document in zip(batch, prepared, documents, strict=True):
                if document.english:
                    offsets = _offsets(normalised_text)
                    yield set_name, text, document, tuple(_placed(one, offsets) for one in gold)


def _offsets(normalised_text: NormalisedText) -> list[int]:
    """For each character of the normalised text its offset in the original."""
    return [normalised_text.span(index, index + 1)[0] for index in range(len(normalised_text.text))]


def _placed(quote: GoldQuote, offsets: list[int]) -> GoldQuote:
    sources = tuple((bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in quote.sources)
    return GoldQuote(bisect_left(offsets, quote.start), bisect_left(offsets, quote.end), sources, quote.name)


def corpus_quotes(corpus: Path, name: str) -> list[tuple[Text, list[GoldQuote]]]:
    """The articles of a set of PolNeAR with their quotes, without those whose source is a verb, a slip of the gold."""
    (file,) = (corpus / "gold" / name).glob("*.jsonl*")
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    articles = []
    for row in map(json.loads, content.decode().splitlines()):
        quotes = []
        for segment in row["segments"]:
            sources = tuple((source["start"], source["end"]) for source in segment["sources"])
            first = next(iter(" ".join(row["text"][start:end] for start, end in sources).lower().split()), "")
            if first not in SLIPS:
                quotes.append(GoldQuote(segment["start"], segment["end"], sources))
        articles.append((Text(row["id"], row["text"]), quotes))
    return articles


def own_quotes() -> list[tuple[Text, list[GoldQuote]]]:
    """Our own gold texts with their quotes."""
    return [
        (gold.text, [GoldQuote(span.start, span.end, (), span.name) for span in gold.quotes])
        for gold in own_gold.gold_texts()
    ]


def learned_rows(corpus: Path) -> tuple[list[Example], list[Example], list[Example]]:
    """The examples from which the models of words, of references and of speech are learned."""
    sets = {name: corpus_quotes(corpus, name) for name in ("quotes-dev", "quotes-train")}
    read = [*read_texts(sets, ()), *read_texts({"own": own_quotes()}, load_actors(own_gold.HERE / "actors"))]
    meant = references()
    by_words: list[Example] = []
    by_reference: list[Example] = []
    speech: list[Example] = []
    for one in read:
        speech += speech_examples(one.set_name, one.article, one.gold, one.decisions)
        by_words += examples(one.set_name, one.article, one.text, one.gold, one.decisions)
        if one.set_name == "own":
            by_reference += own_reference_examples(one.article, one.gold, one.decisions)
        else:
            by_reference += reference_examples(one.set_name, one.article, one.decisions, meant.get(one.article, {}))
    return by_words, by_reference, speech


def print_figures(name: str, rows: Sequence[Example]) -> None:
    """What a model reaches on articles, and on sets, that it has not learned from."""
    learner = LEARNERS[name]
    best = chosen(rows, cross_validated(rows, learner))
    print(f"{name}: {sum(right for _, right, _ in best)} of {len(best)} right, by articles in {FOLDS} folds")
    for bin_, number, claimed, right in reliability((claim, right) for claim, right, _ in best):
        print(f"  {bin_}  {number:5}  claimed {claimed:5.1f}  right {right:5.1f}")
    for set_name in sorted({row.set_name for row in rows}):
        inside = [row for row in rows if row.set_name == set_name]
        fit = learner.learned([row for row in rows if row.set_name != set_name])
        best = chosen(inside, learner.claims(inside, fit))
        sure = [right for claim, right, _ in best if claim >= MIN_CONFIDENCE]
        top = sum(right for _, right, _ in best)
        print(f"  without {set_name}: {top} of {len(best)}; sure: {sum(sure)} of {len(sure)}")


def main() -> None:
    """Prints the figures; with --write, learns from all sets and writes the weights."""
    rows = dict(zip(LEARNERS, learned_rows(Path(os.environ["DIGEST_CORPUS"])), strict=True))
    for name, examples_of in rows.items():
        print_figures(name, examples_of)
    if "--write" in sys.argv:
        fits = {name: LEARNERS[name].learned(examples_of) for name, examples_of in rows.items()}
        stored = {name: {"bias": fit.bias, "weights": fit.weights} for name, fit in fits.items()}
        WEIGHTS.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
