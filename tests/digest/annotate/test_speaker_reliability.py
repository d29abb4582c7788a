"""The speakers of news quotes: how many are right, and whether the claimed confidence is the share that is right.

All of quotes-dev, every tenth article of quotes-train and our own gold texts are annotated once for all tests here; all
of quotes-train would take three minutes. So small a sample strays: a share may fall short of the claim by Z_LOW
standard deviations of that many independent quotes, which happens to a true claim once in a hundred times.

Sources of the gold that are only a verb ("said") are slips and aren't counted in the claims. Of a pronoun the gold only
says that it is the source, not whom it means: `speaker_references.tsv` of the benchmarks has that.
"""

import gzip
import math
from collections.abc import Iterable
from pathlib import Path

import pytest

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.records import Actor, Annotation, Quote, Text
from digest.annotate.run.annotator import Annotator
from tests.benchmarks.speaker_weights import GoldQuote, corpus_quotes, own_quotes, same_name
from tests.digest.annotate.gold import score as own_gold
from tests.digest.annotate.test_gold import score, written

pytestmark = [pytest.mark.corpus, pytest.mark.figures]

MIN_OVERLAP = 0.8
EVERY = {"quotes-dev": 1, "quotes-train": 10}
BINS = ((0.74, 0.85), (0.85, 0.95), (0.95, 1.01))  # claimed from, claimed to
Z_LOW = 2.33

Read = list[tuple[Text, list[GoldQuote], Annotation]]


@pytest.fixture(scope="module")
def read(corpus: Path) -> dict[str, Read]:
    """By set: its texts with their gold and their annotations."""
    actors = load_actors(own_gold.HERE / "actors")
    of_sets = {name: (corpus_quotes(corpus, name)[::every], ()) for name, every in EVERY.items()}
    return {name: _read(*one) for name, one in (of_sets | {"own": (own_quotes(), actors)}).items()}


def _read(texts: list[tuple[Text, list[GoldQuote]]], actors: tuple[Actor, ...]) -> Read:
    annotations = Annotator(actors).annotate([text for text, _ in texts])
    return [(text, gold, annotation) for (text, gold), annotation in zip(texts, annotations, strict=True)]


def judged(read: Read) -> list[tuple[float, bool]]:
    """The confidence of each named direct quote that the gold has too, and whether its speaker is right."""
    pairs = []
    for text, gold, annotation in read:
        for quote in annotation.quotes:
            found = next((one for one in gold if (one.sources or one.name != "") and _is_same(one, quote)), None)
            if found and quote.direct and quote.speaker:
                pairs.append((quote.confidence, _is_right(text.text, found, quote)))
    return pairs


def _is_same(one: GoldQuote, quote: Quote) -> bool:
    start, end = quote.segments[0].start, quote.segments[0].end
    shared = min(end, one.end) - max(start, one.start)
    return shared >= MIN_OVERLAP * (max(end, one.end) - min(start, one.start))


def _is_right(text: str, gold: GoldQuote, quote: Quote) -> bool:
    if gold.name != "":
        return quote.speaker == gold.name
    source = " ".join(text[start:end] for start, end in gold.sources)
    begin, stop = quote.speaker_start or 0, quote.speaker_end or 0
    return same_name(quote.speaker or "", source) or any(
        min(end, stop) > max(start, begin) for start, end in gold.sources
    )


def overclaims(pairs: Iterable[tuple[float, bool]]) -> list[tuple[float, int, float, float]]:
    """The bins of claims that were right too rarely: from which claim on, quotes, share claimed, share right."""
    pairs, found = list(pairs), []
    for low, high in BINS:
        claims = [(claim, right) for claim, right in pairs if low <= claim < high]
        claimed, right = sum(claim for claim, _ in claims), sum(right for _, right in claims)
        deviation = math.sqrt(sum(claim * (1 - claim) for claim, _ in claims))
        if right < claimed - Z_LOW * deviation:
            found.append((low, len(claims), round(claimed / len(claims), 3), round(right / len(claims), 3)))
    return found


@pytest.mark.parametrize("name", [*EVERY, "own"])
def test_the_claimed_confidence_is_the_share_that_is_right(read: dict[str, Read], name: str) -> None:
    pairs = judged(read[name])
    assert len(pairs) > (100 if name == "own" else 400)
    assert overclaims(pairs) == []


def test_claims_that_are_too_high_are_noticed() -> None:
    assert overclaims([(0.99, number % 20 > 0) for number in range(400)]) == [(0.95, 400, 0.99, 0.95)]
    assert overclaims([(0.95, number % 20 > 0) for number in range(400)]) == []


def test_named_speakers_are_right(read: dict[str, Read]) -> None:
    """The sample strays by 0.4 % from all articles."""
    rights = [right for name in EVERY for _, right in judged(read[name])]
    assert len(rights) > 900
    assert 100 * sum(rights) / len(rights) >= 98.5


@pytest.mark.parametrize(
    ("name", "file", "floors"),
    [
        ("quotes-dev", "polnear-dev.jsonl", {"f1": 97.5, "speaker": 97.0, "both_f1": 95.0}),
        ("quotes-train", "polnear-train.jsonl.gz", {"f1": 97.0, "speaker": 96.5, "both_f1": 94.0}),
    ],
)
def test_quotes_of_news_and_their_speakers(
    corpus: Path, read: dict[str, Read], tmp_path: Path, name: str, file: str, floors: dict[str, float]
) -> None:
    content = (corpus / "gold" / name / file).read_bytes()
    lines = (gzip.decompress(content) if file.endswith(".gz") else content).splitlines(keepends=True)
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(b"".join(lines[:: EVERY[name]]))
    annotations = written(tmp_path / "quotes.jsonl", [one for *_, one in read[name]])
    found = score(corpus, "score_quotes.py", str(gold), annotations)
    assert {figure: found[figure] for figure, floor in floors.items() if found[figure] < floor} == {}, found
