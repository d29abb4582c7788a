"""The index of topics, /topics/: followed actors, who is covered now and who rises, found names by kind, A to Z."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from ...archive.model.addresses import TOPICS
from ...archive.model.chart_periods import monday
from ...archive.model.list_names import ALL
from ...archive.model.topics import Topic
from ...archive.questions.archive import Archive
from ..charts.seen_with_diagram import MAX_NODES, seen_with_diagram
from ..components.page_head import page_head
from ..components.topic_lists import topic_row
from ..i18n.messages import say
from ..i18n.nouns import count, kind_plural
from ..views.chart_views import SeenWithDiagram
from ..views.frame_views import PageHead
from ..views.shared_views import IndexRow, Link
from ..views.topic_views import TopicIndexPage

TOP = 12
KIND_ROWS = 30  # the most named of each kind; all of them stand in the index from A to Z
RECENT_WEEKS = 2  # this week and the last: on a Monday this week alone says nothing
RISING_MIN = 4  # articles; fewer are chance
NO_LETTER = "#"


def topic_index_page(archive: Archive) -> TopicIndexPage:
    counted = archive.topics.all()
    return TopicIndexPage(
        head=_head(archive, len(counted)),
        followed=_rows(archive, [(topic, number) for topic, number in counted if topic.followed]),
        kinds=_found_by_kind(archive, counted),
        now=_covered_now(archive),
        rising=_rising(archive),
        letters=_letters(archive, [topic for topic, _ in counted]),
        diagram=_diagram(archive, counted),
    )


def _head(archive: Archive, actors: int) -> PageHead:
    lang = archive.settings.lang
    description = say(
        lang, "The people, organisations and places in the news: %(actors)s", actors=count(actors, "actor", lang)
    )
    return page_head(archive, TOPICS, say(lang, "Actors"), description, current=TOPICS)


def _rows(archive: Archive, counted: Iterable[tuple[Topic, int]]) -> tuple[IndexRow, ...]:
    """The topics with the number of their articles, most first."""
    most_first = sorted(counted, key=lambda pair: (-pair[1], pair[0].name))
    return tuple(topic_row(archive, topic, number, archive.today) for topic, number in most_first)


def _found_by_kind(
    archive: Archive, counted: Iterable[tuple[Topic, int]]
) -> tuple[tuple[str, tuple[IndexRow, ...]], ...]:
    """For each kind of actor, its name in the plural, and the found names that most articles have."""
    kinds: dict[str, list[tuple[Topic, int]]] = defaultdict(list)
    for topic, number in counted:
        if not topic.followed:
            kinds[kind_plural(topic.kind, archive.settings.lang)].append((topic, number))
    most_named = {
        kind: sorted(of_kind, key=lambda pair: (-pair[1], pair[0].name))[:KIND_ROWS] for kind, of_kind in kinds.items()
    }
    return tuple((kind, _rows(archive, most_named[kind])) for kind in sorted(kinds))


def _recent_counts(archive: Archive) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers of articles that name each topic, by its slug: in the last RECENT_WEEKS weeks, and in as many weeks
    before."""
    start = monday(archive.today) - timedelta(weeks=RECENT_WEEKS - 1)
    before = start - timedelta(weeks=RECENT_WEEKS)
    end = archive.today + timedelta(days=1)
    return dict(archive.topics.named_between(start, end)), dict(archive.topics.named_between(before, start))


def _recent_rows(archive: Archive, slugs: Iterable[str], counts: Mapping[str, int]) -> tuple[IndexRow, ...]:
    topics = ((archive.topics.with_slug(slug), slug) for slug in slugs)
    return tuple(topic_row(archive, topic, counts[slug], archive.today) for topic, slug in topics if topic)


def _covered_now(archive: Archive) -> tuple[IndexRow, ...]:
    """The topics that most articles of the last weeks name, most first."""
    counts, _ = _recent_counts(archive)
    return _recent_rows(archive, sorted(counts, key=lambda slug: (-counts[slug], slug))[:TOP], counts)


def _rising(archive: Archive) -> tuple[IndexRow, ...]:
    """The topics with at least RISING_MIN articles in the last weeks and twice as many as before, the steepest first.
    There are none while the archive is too young to have weeks before: every topic would rise."""
    first_day_needed = monday(archive.today) - timedelta(weeks=2 * RECENT_WEEKS - 2)
    first_day = archive.articles.first_day(ALL)
    if first_day is None or first_day >= first_day_needed:
        return ()
    now, before = _recent_counts(archive)
    rising = [slug for slug, number in now.items() if number >= RISING_MIN and number >= 2 * before.get(slug, 0)]
    steepest_first = sorted(rising, key=lambda slug: (before.get(slug, 0) - now[slug], slug))
    return _recent_rows(archive, steepest_first[:TOP], now)


def _letters(archive: Archive, topics: Iterable[Topic]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """All topics by the first letter of their names, without accents; names that begin with no letter come last."""
    letters: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics:
        letters[first_letter(topic.name)].append(topic)
    return tuple(
        (
            letter,
            tuple(
                Link(topic.name, archive.addresses.topic(topic.slug))
                for topic in sorted(letters[letter], key=lambda topic: (topic.name.casefold(), topic.slug))
            ),
        )
        for letter in sorted(letters, key=lambda letter: (letter == NO_LETTER, letter))
    )


def first_letter(name: str) -> str:
    """The letter that a name stands under in an index: one capital without its accent, or NO_LETTER."""
    first = unicodedata.normalize("NFKD", name.strip())[:1].upper()[:1]
    return first if first.isalpha() else NO_LETTER


def _diagram(archive: Archive, counted: Iterable[tuple[Topic, int]]) -> SeenWithDiagram | None:
    most_named = [topic for topic, _ in sorted(counted, key=lambda pair: (-pair[1], pair[0].slug))[:MAX_NODES]]
    pairs = archive.topics.pairs(tuple(topic.slug for topic in most_named)) if most_named else ()
    return seen_with_diagram(most_named, pairs, archive.addresses, archive.settings.lang)
