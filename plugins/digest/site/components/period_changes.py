"""What changed from one period to the next: who is named more or less, who appears together, who has fallen silent.

Articles are counted up to the end of the period, so that the changes of a week stay the same when the next week comes.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ...archive.questions.archive import Archive
from ..i18n.messages import say
from ..views.digest_views import ChangeRow, PeriodChanges
from ..views.shared_views import Link

MAX_ROWS = 8
MAX_NAMES = 12
COMPARABLE = 4  # times as many events as in the period before: of more the archive has only begun to know that period
SILENT_MIN = 2  # articles in the period before: that an actor named once isn't named again is no news


def period_changes(archive: Archive, first: date, days: int) -> PeriodChanges | None:
    """What changed in the `days` days from `first` on, compared with as many days before; None where nothing changed,
    or where the archive has hardly any news from before."""
    if _events(archive, first, days) > COMPARABLE * _events(archive, first - timedelta(days=days), days):
        return None
    lang = archive.settings.lang
    now_counts = _counts(archive, first, days)
    before_counts = _counts(archive, first - timedelta(days=days), days)
    is_over = archive.is_past(first + timedelta(days=days - 1))
    changed = sorted(
        (slug for slug in now_counts if now_counts[slug] != before_counts[slug]),
        key=lambda slug: (-abs(now_counts[slug] - before_counts[slug]), slug),
    )
    silent = [slug for slug, number in before_counts.items() if number >= SILENT_MIN and slug not in now_counts]
    period = [first + timedelta(days=number) for number in range(days)]
    pairs = [pair for day in period for pair in archive.topics.first_together_on(day)]
    new = [slug for day in period for slug in archive.topics.new_on(day)]
    view = PeriodChanges(
        since=say(lang, "Since the day before") if days == 1 else say(lang, "Since the week before"),
        rows=tuple(
            ChangeRow(_link(archive, slug).text, archive.addresses.topic(slug), now_counts[slug], before_counts[slug])
            for slug in changed[:MAX_ROWS]
        ),
        first_together=tuple(
            (_link(archive, first_slug), _link(archive, second_slug))
            for first_slug, second_slug in sorted(pairs)[:MAX_ROWS]
        ),
        # While a period isn't over, an actor may still be named.
        silent=tuple(_link(archive, slug) for slug in sorted(silent)[:MAX_NAMES]) if is_over else (),
        new=tuple(_link(archive, slug) for slug in sorted(new)[:MAX_NAMES]),
    )
    return view if view.rows or view.first_together or view.silent or view.new else None


def _events(archive: Archive, first: date, days: int) -> int:
    """The number of events of the days from the first on."""
    return sum(number for _, number in archive.events.counts(first, first + timedelta(days=days - 1)))


def _counts(archive: Archive, first: date, days: int) -> Counter[str]:
    """The numbers of articles that name each followed actor, by the actor's slug."""
    total: Counter[str] = Counter()
    for number in range(days):
        total.update(dict(archive.topics.followed_on(first + timedelta(days=number))))
    return total


def _link(archive: Archive, slug: str) -> Link:
    topic = archive.topics.with_slug(slug)
    return Link(topic.name if topic else slug, archive.addresses.topic(slug))


def weeks_of(archive: Archive) -> Iterator[date]:
    """The Mondays of all weeks that have news, oldest first."""
    yield from sorted({day - timedelta(days=day.weekday()) for day in archive.events.days()})
