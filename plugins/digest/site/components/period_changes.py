"""What changed from one period to the next: who is named more or less, who appears together, who has fallen silent.

Everything is counted up to the end of the period, so that what is said of a week stays true when the next one comes.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ..i18n.messages import say
from ..model.archive import Archive
from ..views.digest_views import ChangeRow, PeriodChanges
from ..views.shared_views import Link

MAX_ROWS = 8
MAX_NAMES = 12
SILENT_MIN = 2  # articles in the period before: who was named once is no news when it isn't named again


def changes(archive: Archive, first: date, days: int) -> PeriodChanges | None:
    """What changed in the `days` days from `first` on since as many days before; None where nothing did, or where
    nothing is known of the time before."""
    before = first - timedelta(days=days)
    if archive.first_day >= first:
        return None
    lang = archive.settings.lang
    now_counts, then_counts = _counts(archive, first, days), _counts(archive, before, days)
    over = archive.is_past(first + timedelta(days=days - 1))
    slugs = sorted(
        (slug for slug in now_counts if now_counts[slug] != then_counts[slug]),
        key=lambda slug: (-abs(now_counts[slug] - then_counts[slug]), slug),
    )
    silent = [slug for slug, number in then_counts.items() if number >= SILENT_MIN and slug not in now_counts]
    period = [first + timedelta(days=number) for number in range(days)]
    pairs = [pair for day in period for pair in archive.first_together_on(day)]
    new = [slug for day in period for slug in archive.new_topics_on(day)]
    view = PeriodChanges(
        since=say(lang, "Since the day before") if days == 1 else say(lang, "Since the week before"),
        rows=tuple(
            ChangeRow(archive.topics[slug].name, archive.addresses.topic(slug), now_counts[slug], then_counts[slug])
            for slug in slugs[:MAX_ROWS]
        ),
        first_together=tuple((_link(archive, one), _link(archive, other)) for one, other in sorted(pairs)[:MAX_ROWS]),
        # Of a period that isn't over nobody can say who stays silent.
        silent=tuple(_link(archive, slug) for slug in sorted(silent)[:MAX_NAMES]) if over else (),
        new=tuple(_link(archive, slug) for slug in sorted(new)[:MAX_NAMES]),
    )
    return view if view.rows or view.first_together or view.silent or view.new else None


def _counts(archive: Archive, first: date, days: int) -> Counter[str]:
    total: Counter[str] = Counter()
    for number in range(days):
        total.update(dict(archive.named_on(first + timedelta(days=number))))
    return total


def _link(archive: Archive, slug: str) -> Link:
    return Link(archive.topics[slug].name, archive.addresses.topic(slug))


def weeks_of(archive: Archive) -> Iterator[date]:
    """The Mondays of all weeks that have news, oldest first."""
    yield from sorted({day - timedelta(days=day.weekday()) for day in archive.days})
