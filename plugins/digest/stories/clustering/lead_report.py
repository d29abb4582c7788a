"""The report that stands for its story."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from statistics import median_low
from typing import Final

from ..reports import Report
from .evidence.news_rarity import rarity
from .evidence.report_features import MAX_HEADLINE_CHARS, ReportFeatures
from .plain_headlines import plainness
from .report_genres import genre_of

MIN_LEAD_WORDS: Final = 12  # a reader needs a sentence beside the headline
# If the reports of a story are longer, the lead must have at least half the words of the median report, at most half of
# this number: a caption may be closest to all other reports and still say less than any of them.
MAX_COUNTED_WORDS: Final = 80
# A report that is less close to the others than the closest one, in percent, is beside the event, such as a sidebar.
CLOSE_ENOUGH: Final = 75
# Of the headlines that are at least so plain as the plainest one, in percent, the first leads: a profile or an
# explanation that comes later repeats all that was told, and so may be plainer than the report of what happened.
NEARLY_AS_PLAIN: Final = 80
LATELY: Final = timedelta(days=1)  # before the latest report: what an event is at now
NEARLY_AS_PLAIN_LATELY: Final = 95  # of the latest reports the first says less of where the event is
# Headlines that ask or explain ("What we know about …", "Is the bridge safe?") tell less than those that report. WHO
# is an organisation.
_EXPLAINS: Final = re.compile(
    r"[?？؟;]\W*$|^\W*(?:[Ww]h(?:at|y|o)|[Hh]ow|[Ee]xplainer|[Aa]nalysis|[Ww]arum|[Ww]ie|[Ww]as|[Pp]ourquoi|[Cc]omment)\b"
    r"|\b[Ww]hat (?:(?:to|you need to) know|we know)\b|\b[Hh]ere[’']s (?:the|what|why|how)\b|\b[Tt]hings to know\b"
    r"|: (?:[Ww]h(?:at|y)|[Hh]ow)\b|\b[Ee]xplained$"
    r"|\b(?:\d+|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en) (?:[Tt]akeaways|[Tt]hings)\b"
)


def lead_report(
    reports: Sequence[Report], features: Sequence[ReportFeatures], copies: tuple[tuple[str, ...], ...]
) -> str:
    """The id of the lead of a story, whose reports are in order of time, `features` in the same order.

    The lead is chosen by these rules, in this order: it isn't a copy of an earlier text; its genre is "report" (not a
    live page, video or comment); its headline reports, rather than asks or explains; its text is long enough; it is
    close to all other reports; its headline is the plainest in a report of the event itself, or nearly so; it is the
    earliest.
    """
    return _lead(reports, features, copies, NEARLY_AS_PLAIN)


def current_lead(
    reports: Sequence[Report], features: Sequence[ReportFeatures], copies: tuple[tuple[str, ...], ...]
) -> str | None:
    """The id of the report that says best where the event of a story is now: the lead of what came LATELY. None if that
    is not from two sources: one sequel or comment doesn't stand for the event.

    The reports are in order of time, `features` in the same order.
    """
    since = reports[-1].date - LATELY
    first = next(index for index, report in enumerate(reports) if report.date >= since)
    later_copies = _later_copies(copies)
    lately = [
        index
        for index in range(first, len(reports))
        if reports[index].id not in later_copies and _tells(reports[index])
    ]
    if len({reports[index].source for index in lately}) < 2:
        return None
    return _lead(
        [reports[index] for index in lately], [features[index] for index in lately], copies, NEARLY_AS_PLAIN_LATELY
    )


def _lead(
    reports: Sequence[Report],
    features: Sequence[ReportFeatures],
    copies: tuple[tuple[str, ...], ...],
    nearly_as_plain: int,
) -> str:
    later_copies = _later_copies(copies)
    lengths = [len(report.text.split(None, MAX_COUNTED_WORDS)) for report in reports]
    enough = max(MIN_LEAD_WORDS, min(median_low(lengths), MAX_COUNTED_WORDS) / 2)
    eligible: Sequence[int] = [index for index, report in enumerate(reports) if report.id not in later_copies]
    eligible = _preferred(eligible, lambda index: genre_of(reports[index]) == "report")
    eligible = _preferred(eligible, lambda index: _tells(reports[index]))
    eligible = _preferred(eligible, lambda index: lengths[index] >= enough)
    weights = [_weights(of_report) for of_report in features]
    total: Counter[str] = Counter()
    for weight_by_stem in weights:
        total.update(weight_by_stem)
    closeness = {index: _closeness(weights[index], total) for index in eligible}
    closest = max(closeness.values())
    eligible = [index for index in eligible if 100 * closeness[index] >= CLOSE_ENOUGH * closest]
    plain = _plainness(reports, features, later_copies)
    weight = {index: plain[index] * closeness[index] for index in eligible}  # what is plain may be a side of the event
    most = max(weight.values())
    return reports[next(index for index in eligible if 100 * weight[index] >= nearly_as_plain * most)].id


def _plainness(
    reports: Sequence[Report], features: Sequence[ReportFeatures], later_copies: frozenset[str]
) -> dict[int, int]:
    """By index, how plain the headline of each report is; without copies, whose words say nothing of their own."""
    own = [index for index, report in enumerate(reports) if report.id not in later_copies]
    plain = plainness([reports[index] for index in own], [features[index] for index in own])
    return dict(zip(own, plain, strict=True))


def _later_copies(copies: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(copy for group in copies for copy in group[1:])


def _tells(report: Report) -> bool:
    """Whether the headline of a report says what happened."""
    return genre_of(report) == "report" and not asks_or_explains(report.title)


def asks_or_explains(headline: str) -> bool:
    return _EXPLAINS.search(headline[:MAX_HEADLINE_CHARS]) is not None


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
