"""Why a report stands in its story: what it has in common with the report that it joined with."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from ..reports import Join, Report
from .evidence.name_keys import shared_names
from .evidence.news_rarity import rarity
from .evidence.report_features import ReportFeatures
from .open_stories import OpenStory
from .words import tokens, words

MAX_WORDS: Final = 6
MAX_NAMES: Final = 4
_READ_CHARS: Final = 1_300
_MIN_RARITY: Final = 4_500  # once in 90 reports; a more common word is no reason


def joins(story: OpenStory, features: Sequence[ReportFeatures]) -> Iterator[Join]:
    """For each report but the first, why it joined. `features` are those of the story's reports, in their order."""
    by_number = dict(zip(story.numbers, zip(story.reports, features, strict=True), strict=True))
    for number in story.numbers[1:]:
        report, own = by_number[number]
        partner = story.partners[number]
        other, others = by_number[partner.number]
        over_languages = bool(own.language and others.language and own.language != others.language)
        yield Join(
            report=report.id,
            partner=other.id,
            words=() if over_languages else _shared_words(report, own, others),
            names=shared_names(_text(report), _text(other))[:MAX_NAMES] if over_languages else (),
            numbers=tuple(sorted(own.numbers & others.numbers)) if over_languages else (),
            meaning=max(partner.meaning, 0) // 10,
            minutes=abs(own.minute - others.minute),
            score=partner.score,
        )


def in_words(join: Join) -> str:
    """A join as an English line: "shares Kizzee, Westmont; 72 % alike in meaning; 5 hours apart"."""
    reasons = []
    if shared := (*join.words, *join.names, *join.numbers):
        reasons.append(f"shares {', '.join(shared)}")
    if join.meaning:
        reasons.append(f"{join.meaning} % alike in meaning")
    hours = round(join.minutes / 60)
    reasons.append(f"{hours} hours apart" if hours != 1 else "an hour apart")
    return "; ".join(reasons)


def _shared_words(report: Report, own: ReportFeatures, other: ReportFeatures) -> tuple[str, ...]:
    """The rarest words that two reports share, as `report` has them, the rarest first."""
    shared = {stem: rarity(own.script, stem) for stem in own.emphasis.keys() & other.emphasis.keys()}
    rarest = sorted(shared, key=lambda stem: (-shared[stem], stem))
    written: dict[str, str] = {}
    for word in _text(report).split():
        for stem in _first_stem(word):
            written.setdefault(stem, word.strip(_EDGES))
    found = (written[stem] for stem in rarest if shared[stem] >= _MIN_RARITY and written.get(stem))
    return tuple(dict.fromkeys(found))[:MAX_WORDS]


@lru_cache(maxsize=20_000)
def _first_stem(word: str) -> list[str]:
    """The stem of the first word of a run of letters and marks; of a stop word none."""
    return words(" ".join(tokens(word)[:1]))


def _text(report: Report) -> str:
    return f"{report.title} {report.text}"[:_READ_CHARS]


_EDGES: Final = "\"'“”‘’«»„‚‹›()[]{}.,;:!?…–—-*_"
