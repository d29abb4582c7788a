"""How plainly a headline tells the event of its story.

A pun, a verdict or a side of the event has words that no other newsroom uses, nor the text below it; a plain headline
has the words that all of them need. Quotation marks and a label before a colon make it less plain.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from ..reports import Report
from .evidence.news_rarity import rarity
from .evidence.report_features import IN_HEADLINE, MAX_HEADLINE_CHARS, ReportFeatures

# A quotation that opens, also after a label; a mark that parts a headline into a label and what it says.
_QUOTATION: Final = re.compile(r"(?<!\w)['\"‘“‚„«‹「『]")
_PARTS: Final = re.compile(r"[:;!：！] | [-–—|] |[—：！]")
_KEPT: Final = 800  # thousandths that each of the two leaves of the plainness


def plainness(reports: Sequence[Report], features: Sequence[ReportFeatures]) -> list[int]:
    """How plain the headline of each report is, in thousandths of what can be.

    It is the harmonic mean of two shares: how much of the headline the others have too, and how much that is beside the
    headline that has most of it. Each word counts by its rarity; two thirds of it are the sources that have it in
    headline or text, one third the text below the headline itself.

    In four windows of labelled news (100 stories of several sources) another headline leads 29 stories than that of the
    report closest to all others; read side by side, it tells the event more plainly in 17 of them, less in 5.
    """
    sources_of = _sources_by_stem(features)
    sources = len({of_report.source for of_report in features})
    shared = [_shared(of_report, sources_of, sources) for of_report in features]
    most = max((known for known, _ in shared), default=0)
    return [
        _harmonic(known, total, most) * _KEPT ** _marks(report.title) // 1000 ** _marks(report.title)
        for report, (known, total) in zip(reports, shared, strict=True)
    ]


def _sources_by_stem(features: Sequence[ReportFeatures]) -> Mapping[str, set[str]]:
    sources: dict[str, set[str]] = defaultdict(set)
    for of_report in features:
        for stem in of_report.emphasis:
            sources[stem].add(of_report.source)
    return sources


def _shared(of_report: ReportFeatures, sources_of: Mapping[str, set[str]], sources: int) -> tuple[int, int]:
    """The weight of the headline that others or its own text have, and its whole weight."""
    known = total = 0
    for stem in of_report.headline:
        weight = rarity(of_report.script, stem)
        others = len(sources_of[stem] - {of_report.source})
        own = of_report.emphasis[stem] > IN_HEADLINE
        known += weight * (2 * others + own * max(sources - 1, 1)) // (3 * max(sources - 1, 1))
        total += weight
    return known, total


def _harmonic(known: int, total: int, most: int) -> int:
    """The harmonic mean of known/total and known/most, in thousandths."""
    return 2000 * known // (total + most) if total + most else 0


def _marks(title: str) -> int:
    headline = title[:MAX_HEADLINE_CHARS]
    return bool(_QUOTATION.search(headline)) + bool(_PARTS.search(headline))
