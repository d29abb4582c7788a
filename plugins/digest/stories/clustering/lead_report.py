"""The report that stands for its story."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import median_low
from typing import Final

from ..reports import Report
from .evidence.news_rarity import rarity
from .evidence.report_features import ReportFeatures
from .report_genres import genre_of

MIN_LEAD_WORDS: Final = 12  # a reader needs a sentence beside the headline
# If the reports of a story are longer, the lead must have at least half the words of the median report, at most half of
# this number: a caption may be closest to all other reports and still say less than any of them.
MAX_COUNTED_WORDS: Final = 80
# Of the reports that are at least so close to all others as the closest one, in percent, the first leads: a profile or
# an explanation that comes later repeats all that was told, and so may be closer than the report of what happened.
NEARLY_AS_CLOSE: Final = 85


def lead_report(
    reports: Sequence[Report], features: Sequence[ReportFeatures], copies: tuple[tuple[str, ...], ...]
) -> str:
    """The id of the lead of a story, whose reports are in order of time, `features` in the same order.

    The lead is chosen by these rules, in this order: it isn't a copy of an earlier text; its genre is "report" (not a
    live page, video, gallery or quiz); its text is long enough; it is closest to all other reports, or nearly so; it is
    the earliest.
    """
    later_copies = {copy for group in copies for copy in group[1:]}
    lengths = [len(report.text.split(None, MAX_COUNTED_WORDS)) for report in reports]
    enough = max(MIN_LEAD_WORDS, min(median_low(lengths), MAX_COUNTED_WORDS) / 2)
    eligible: Sequence[int] = [index for index, report in enumerate(reports) if report.id not in later_copies]
    eligible = _preferred(eligible, lambda index: genre_of(reports[index]) == "report")
    eligible = _preferred(eligible, lambda index: lengths[index] >= enough)
    weights = [_weights(of_report) for of_report in features]
    total: Counter[str] = Counter()
    for weight_by_stem in weights:
        total.update(weight_by_stem)
    closeness = {index: _closeness(weights[index], total) for index in eligible}
    closest = max(closeness.values())
    return reports[next(index for index in eligible if 100 * closeness[index] >= NEARLY_AS_CLOSE * closest)].id


def _preferred(indexes: Sequence[int], is_preferred: Callable[[int], bool]) -> Sequence[int]:
    """The preferred indexes, or all of them if none is preferred."""
    return [index for index in indexes if is_preferred(index)] or indexes


def _weights(features: ReportFeatures) -> dict[str, int]:
    """The stems of a report, each with its emphasis times its rarity. The squares add up to about a million."""
    raw = {stem: times * rarity(features.script, stem) for stem, times in features.emphasis.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {stem: round(1000 * weight / length) for stem, weight in raw.items()}


def _closeness(weights: Mapping[str, int], total: Mapping[str, int]) -> int:
    """The dot product with the sum of the other reports' weights. `total` is the sum of all."""
    return sum(weight * (total[stem] - weight) for stem, weight in weights.items())
