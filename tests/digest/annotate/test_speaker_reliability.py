"""The speakers of news quotes: how many are right, and whether the claimed confidence is the share that is right.

Sources of the gold that are only a verb ("said") are slips and aren't counted here. Of a pronoun the gold only says
that it is the source, not whom it means: `speaker_references.tsv` of the benchmarks has that.
"""

import gzip
from pathlib import Path

import pytest

from digest.annotate.records import Annotation, Quote
from digest.annotate.run.annotator import Annotator
from tests.benchmarks.speaker_weights import GoldQuote, corpus_quotes, same_name
from tests.digest.annotate.test_gold import score, written

pytestmark = pytest.mark.corpus

MIN_OVERLAP = 0.8
EVERY = 3
# Claimed from, claimed to, and the smallest share that must be right, in per cent.
BINS = ((0.7, 0.85, 70.0), (0.85, 0.95, 85.0), (0.95, 1.01, 97.5))

Read = list[tuple[str, tuple[GoldQuote, ...], Annotation]]


@pytest.fixture(scope="module")
def read(corpus: Path) -> Read:
    """Every third text of quotes-train with its gold and its annotation; all would take three minutes."""
    quotes = corpus_quotes(corpus, "quotes-train")[::EVERY]
    annotations = Annotator(()).annotate(text for text, _ in quotes)
    return [(text.text, tuple(gold), annotation) for (text, gold), annotation in zip(quotes, annotations, strict=True)]


def judged(read: Read) -> list[tuple[float, bool]]:
    """The confidence of each named direct quote that the gold has too, and whether its speaker is right."""
    pairs = []
    for text, gold, annotation in read:
        for quote in annotation.quotes:
            found = next((one for one in gold if one.sources and _is_same(one, quote)), None)
            if found and quote.direct and quote.speaker:
                pairs.append((quote.confidence, _is_right(text, found, quote)))
    return pairs


def _is_same(one: GoldQuote, quote: Quote) -> bool:
    start, end = quote.segments[0].start, quote.segments[0].end
    shared = min(end, one.end) - max(start, one.start)
    return shared >= MIN_OVERLAP * (max(end, one.end) - min(start, one.start))


def _is_right(text: str, gold: GoldQuote, quote: Quote) -> bool:
    source = " ".join(text[start:end] for start, end in gold.sources)
    begin, stop = quote.speaker_start or 0, quote.speaker_end or 0
    return same_name(quote.speaker or "", source) or any(
        min(end, stop) > max(start, begin) for start, end in gold.sources
    )


def test_the_claimed_confidence_is_the_share_that_is_right(read: Read) -> None:
    pairs = judged(read)
    assert len(pairs) > 700
    table = []
    for low, high, least in BINS:
        rights = [right for claimed, right in pairs if low <= claimed < high]
        table.append((low, len(rights), round(100 * sum(rights) / max(1, len(rights)), 1), least))
    assert all(share >= least for _, _, share, least in table), table


def test_named_speakers_are_right(read: Read) -> None:
    rights = [right for _, right in judged(read)]
    assert 100 * sum(rights) / len(rights) >= 98.0


def test_quotes_and_speakers_of_many_articles(corpus: Path, read: Read, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    packed = corpus / "gold" / "quotes-train" / "polnear-train.jsonl.gz"
    lines = gzip.decompress(packed.read_bytes()).splitlines(keepends=True)
    gold.write_bytes(b"".join(lines[::EVERY]))
    found = score(corpus, "score_quotes.py", str(gold), written(tmp_path / "quotes.jsonl", [one for *_, one in read]))
    assert found["both_f1"] >= 93.5
    assert found["speaker"] >= 96.5  # 97.6 of all articles, 96.7 of this third
