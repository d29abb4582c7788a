"""The index of topics, /topics/: followed actors, who is covered now and who rises, found names by kind, A to Z."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from ...archive.model.addresses import TOPICS
from ...archive.model.archive import Archive
from ...archive.model.chart_periods import monday
from ...archive.model.topics import Topic
from ..charts.seen_with_diagram import seen_with_diagram
from ..components.page_head import page_head
from ..components.site_file import SiteFile, last_modified
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


def topic_index_page(archive: Archive) -> SiteFile:
    view = TopicIndexPage(
        head=_head(archive),
        followed=_rows(archive, (topic for topic in archive.topics.values() if topic.followed)),
        kinds=_found_by_kind(archive),
        now=tuple(_recent_row(archive, topic) for topic in _covered_now(archive)),
        rising=tuple(_recent_row(archive, topic) for topic in _rising(archive)),
        letters=_letters(archive),
        diagram=_diagram(archive),
    )
    return SiteFile(TOPICS, "topic_index.html", view, last_modified(archive.articles[:1]))


def _head(archive: Archive) -> PageHead:
    lang = archive.settings.lang
    description = say(
        lang,
        "The people, organisations and places in the news: %(actors)s",
        actors=count(len(archive.topics), "actor", lang),
    )
    return page_head(archive, TOPICS, say(lang, "Actors"), description, current=TOPICS)


def _rows(archive: Archive, topics: Iterable[Topic]) -> tuple[IndexRow, ...]:
    """The topics with the number of their articles, most first."""
    most_first = sorted(topics, key=lambda topic: (-len(archive.articles_of(topic)), topic.name))
    return tuple(topic_row(archive, topic, len(archive.articles_of(topic)), archive.today) for topic in most_first)


def _found_by_kind(archive: Archive) -> tuple[tuple[str, tuple[IndexRow, ...]], ...]:
    """For each kind of actor, its name in the plural, and the found names that most articles have."""
    kinds: dict[str, list[Topic]] = defaultdict(list)
    for topic in archive.topics.values():
        if not topic.followed:
            kinds[kind_plural(topic.kind, archive.settings.lang)].append(topic)
    return tuple((kind, _rows(archive, kinds[kind])[:KIND_ROWS]) for kind in sorted(kinds))


def _recent_row(archive: Archive, topic: Topic) -> IndexRow:
    return topic_row(archive, topic, _recent_counts(archive, topic)[0], archive.today)


def _recent_counts(archive: Archive, topic: Topic) -> tuple[int, int]:
    """The numbers of articles in the last RECENT_WEEKS weeks, and in as many weeks before."""
    weeks = archive.weekly_counts(topic, archive.today)
    return sum(weeks[-RECENT_WEEKS:]), sum(weeks[-2 * RECENT_WEEKS : -RECENT_WEEKS])


def _covered_now(archive: Archive) -> list[Topic]:
    """The topics that most articles of the last weeks name, most first."""
    counts = {topic: _recent_counts(archive, topic)[0] for topic in archive.topics.values()}
    covered = [topic for topic, number in counts.items() if number]
    return sorted(covered, key=lambda topic: (-counts[topic], topic.name))[:TOP]


def _rising(archive: Archive) -> list[Topic]:
    """The topics with at least RISING_MIN articles in the last weeks and twice as many as before, the steepest first.
    There are none while the archive is too young to have weeks before: every topic would rise."""
    first_day_needed = monday(archive.today) - timedelta(weeks=2 * RECENT_WEEKS - 2)
    if not archive.articles or archive.articles[-1].day >= first_day_needed:
        return []
    counts = {topic: _recent_counts(archive, topic) for topic in archive.topics.values()}
    rising = [topic for topic, (now, before) in counts.items() if now >= RISING_MIN and now >= 2 * before]
    return sorted(rising, key=lambda topic: (counts[topic][1] - counts[topic][0], topic.name))[:TOP]


def _letters(archive: Archive) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """All topics by the first letter of their names, without accents; names that begin with no letter come last."""
    letters: dict[str, list[Topic]] = defaultdict(list)
    for topic in archive.topics.values():
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


def _diagram(archive: Archive) -> SeenWithDiagram | None:
    ids = {topic: [article.id for article in archive.articles_of(topic)] for topic in archive.topics.values()}
    return seen_with_diagram(ids, archive.addresses, archive.settings.lang)
