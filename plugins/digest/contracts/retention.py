"""How long articles stay, as the editor's subscriptions say it: when an article goes, and when only its page goes.

What a subscription says comes before what its section says, and that before what is said for all; `keep` and `thin`
each by itself. An age is counted in days of the calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from .subscriptions import NO_TERMS, RetentionSettings, RetentionTerms, Subscriptions

_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_FOREVER: Final = "forever"


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """The rules of a site. `by_source` are those of subscriptions by slug, `by_section` those of sections by their
    names as `section_key` has them."""

    of_all: RetentionTerms = NO_TERMS
    by_section: dict[str, RetentionTerms] = field(default_factory=dict)
    by_source: dict[str, RetentionTerms] = field(default_factory=dict)

    @property
    def shortest_keep_days(self) -> int | None:
        """The age that every article has which these rules let go; None where they let none go."""
        return min((days for terms in self._all() if (days := days_of(terms.keep)) is not None), default=None)

    @property
    def shortest_thin_days(self) -> int | None:
        """The age that every article has whose page these rules let go; None where they let none go."""
        return min((days for terms in self._all() if (days := days_of(terms.thin)) is not None), default=None)

    def keep_days(self, source: str, section: str) -> int | None:
        """The age in days after which an article of a source and a section goes; None for never."""
        return days_of(next((terms.keep for terms in self._for(source, section) if terms.keep), ""))

    def thin_days(self, source: str, section: str) -> int | None:
        """The age in days after which the page of an article of a source and a section goes; None for never."""
        return days_of(next((terms.thin for terms in self._for(source, section) if terms.thin), ""))

    def _for(self, source: str, section: str) -> Iterator[RetentionTerms]:
        yield self.by_source.get(source, NO_TERMS)
        if self.by_section:
            yield self.by_section.get(section_key(section), NO_TERMS)
        yield self.of_all

    def _all(self) -> Iterator[RetentionTerms]:
        yield self.of_all
        yield from self.by_section.values()
        yield from self.by_source.values()


NO_RETENTION: Final = RetentionRules()


def retention_rules(subscriptions: Subscriptions) -> RetentionRules:
    """The rules that a file of subscriptions has."""
    settings = subscriptions.retention
    return RetentionRules(
        RetentionTerms(settings.keep, settings.thin),
        {section_key(name): terms for name, terms in settings.sections.items()},
        {feed.slug: feed.retention for feed in subscriptions.feed if feed.retention != NO_TERMS},
    )


@lru_cache(maxsize=1024)
def section_key(name: str) -> str:
    """What the spellings of one section have in common: they have one page."""
    from slugify import slugify  # noqa: PLC0415  its tables of characters; most sites have no such rule

    return slugify(name) or name


def days_of(period: str) -> int | None:
    """The days of a period as the file has it: 14 of "2 weeks"; None of "forever" and ""."""
    if period in ("", _FOREVER):
        return None
    number, _, unit = period.partition(" ")
    return int(number) * _DAYS[unit.removesuffix("s")]


def first_day_within(days: int, today: date) -> date:
    """The first day that is not more than so many days before today."""
    return date.fromordinal(max(1, today.toordinal() - days))


def retention_faults(settings: RetentionSettings, terms_of_feeds: list[RetentionTerms]) -> Iterator[tuple[int, str]]:
    """What the limits of single keys can't say: the index of the feed and the fault; an index of -1 for [retention]."""
    places = [(-1, "", RetentionTerms(settings.keep, settings.thin))]
    places += [(-1, f"sections.{name}: ", terms) for name, terms in settings.sections.items()]
    places += [(index, "", terms) for index, terms in enumerate(terms_of_feeds)]
    for index, place, terms in places:
        keep, thin = days_of(terms.keep), days_of(terms.thin)
        if keep is not None and thin is not None and thin >= keep:
            shown = f'keep = "{terms.keep}", thin = "{terms.thin}"'
            yield index, f"{place}{shown}: expected a shorter time for thin than for keep, after which nothing is left"
