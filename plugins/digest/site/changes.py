"""What changed from one period to the next: who is named more or less, who appears together, who has fallen silent.

Everything is counted up to the end of the period, so that what is said of a week stays true when the next one comes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from .archive import Archive
from .messages import say
from .topics import Topic
from .views.digests import ChangeRow, ChangesView
from .views.parts import Link

MAX_ROWS = 8
MAX_NAMES = 12
SILENT_MIN = 2  # articles in the period before: who was named once is no news when it isn't named again


@dataclass(frozen=True, slots=True)
class History:
    """`named` are the numbers of articles that name a followed actor, by day; `met` is the day on which two of them
    were first named together, and both had been named before; `arrived` is when a found name got its page."""

    first_day: date
    named: Mapping[date, Mapping[str, int]]
    met: Mapping[date, tuple[tuple[str, str], ...]]
    arrived: Mapping[date, tuple[str, ...]]


def history(archive: Archive) -> History:
    named: dict[date, Counter[str]] = defaultdict(Counter)
    first_named: dict[str, date] = {}
    together: set[tuple[str, str]] = set()
    met: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for article in reversed(archive.articles):
        slugs = sorted(topic.slug for topic in archive.topics_in(article) if topic.followed)
        named[article.day].update(slugs)
        for slug in slugs:
            first_named.setdefault(slug, article.day)
        for pair in combinations(slugs, 2):
            if pair not in together:
                together.add(pair)
                if max(first_named[slug] for slug in pair) < article.day:
                    met[article.day].append(pair)
    arrived: dict[date, list[str]] = defaultdict(list)
    for topic in archive.topics.values():
        if not topic.followed:
            arrived[_arrival(archive, topic)].append(topic.slug)
    return History(
        first_day=archive.articles[-1].day if archive.articles else date.max,
        named=named,
        met={day: tuple(pairs) for day, pairs in met.items()},
        arrived={day: tuple(slugs) for day, slugs in arrived.items()},
    )


def changes(archive: Archive, known: History, first: date, days: int) -> ChangesView | None:
    """What changed in the `days` days from `first` on since as many days before; None where nothing did, or where
    nothing is known of the time before."""
    before = first - timedelta(days=days)
    if known.first_day >= first:
        return None
    lang = archive.settings.lang
    now_counts, then_counts = _counts(known, first, days), _counts(known, before, days)
    over = first + timedelta(days=days) <= archive.today
    slugs = sorted(
        (slug for slug in now_counts if now_counts[slug] != then_counts[slug]),
        key=lambda slug: (-abs(now_counts[slug] - then_counts[slug]), slug),
    )
    silent = [slug for slug, number in then_counts.items() if number >= SILENT_MIN and slug not in now_counts]
    period = [first + timedelta(days=number) for number in range(days)]
    pairs = [pair for day in period for pair in known.met.get(day, ())]
    new = [slug for day in period for slug in known.arrived.get(day, ())]
    view = ChangesView(
        since=say(lang, "Since the day before") if days == 1 else say(lang, "Since the week before"),
        rows=tuple(
            ChangeRow(archive.topics[slug].name, archive.urls.topic(slug), now_counts[slug], then_counts[slug])
            for slug in slugs[:MAX_ROWS]
        ),
        together=tuple((_link(archive, one), _link(archive, other)) for one, other in sorted(pairs)[:MAX_ROWS]),
        # Of a period that isn't over nobody can say who stays silent.
        silent=tuple(_link(archive, slug) for slug in sorted(silent)[:MAX_NAMES]) if over else (),
        new=tuple(_link(archive, slug) for slug in sorted(new)[:MAX_NAMES]),
    )
    return view if view.rows or view.together or view.silent or view.new else None


def _counts(known: History, first: date, days: int) -> Counter[str]:
    total: Counter[str] = Counter()
    for number in range(days):
        total.update(known.named.get(first + timedelta(days=number), {}))
    return total


def _arrival(archive: Archive, topic: Topic) -> date:
    """The day on which a found name had been in enough articles of enough sources for a page."""
    settings = archive.settings
    sources: set[str] = set()
    for number, article in enumerate(reversed(archive.articles_of(topic)), start=1):
        sources.add(article.source.slug)
        if number >= settings.topic_min_articles and len(sources) >= settings.topic_min_sources:
            return article.day
    raise AssertionError(f"{topic.slug} has a page without having deserved it")


def _link(archive: Archive, slug: str) -> Link:
    return Link(archive.topics[slug].name, archive.urls.topic(slug))


def weeks_of(archive: Archive) -> Iterator[date]:
    """The Mondays of all weeks that have news, oldest first."""
    yield from sorted({day - timedelta(days=day.weekday()) for day in archive.days})
