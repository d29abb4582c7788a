"""The index of topics."""

import unicodedata
from collections import defaultdict
from datetime import date, timedelta

from ..charts.coverage_chart import monday
from ..charts.seen_with_diagram import seen_with_diagram
from ..components.page_head import page_head
from ..components.topic_lists import topic_row
from ..i18n.messages import say
from ..i18n.nouns import count, kind_plural
from ..model.addresses import TOPICS
from ..model.archive import Archive
from ..model.topics import Topic
from ..views.shared_views import IndexRow, Link
from ..views.topic_views import TopicIndexPage

TOP = 12


KIND_ROWS = 30  # of each kind the most named; all of them stand in the index from A to Z


RECENT_WEEKS = 2  # this week and the last: on a Monday this one alone says nothing


RISING_MIN = 4  # fewer are chance


NO_LETTER = "#"


def _actors_page(archive: Archive) -> TopicIndexPage:
    today, lang = archive.today, archive.settings.lang
    followed = sorted(
        (topic for topic in archive.topics.values() if topic.followed),
        key=lambda topic: (-len(archive.articles_of(topic)), topic.name),
    )
    found: dict[str, list[Topic]] = defaultdict(list)
    for topic in archive.topics.values():
        if not topic.followed:
            found[kind_plural(topic.kind, lang)].append(topic)
    return TopicIndexPage(
        head=page_head(
            archive,
            TOPICS,
            say(lang, "Actors"),
            say(
                lang,
                "The people, organisations and places in the news: %(actors)s",
                actors=count(len(archive.topics), "actor", lang),
            ),
            current=TOPICS,
        ),
        followed=tuple(topic_row(archive, topic, len(archive.articles_of(topic)), today) for topic in followed),
        kinds=tuple(
            (
                kind,
                tuple(
                    topic_row(archive, topic, len(archive.articles_of(topic)), today)
                    for topic in _by_count(archive, found[kind])[:KIND_ROWS]
                ),
            )
            for kind in sorted(found)
        ),
        now=tuple(_recent_row(archive, topic, today) for topic in _covered_now(archive, today)),
        rising=tuple(_recent_row(archive, topic, today) for topic in _rising(archive, today)),
        letters=_letters(archive),
        diagram=seen_with_diagram(
            {topic: [one.id for one in archive.articles_of(topic)] for topic in archive.topics.values()},
            archive.addresses,
            lang,
        ),
    )


def _recent(archive: Archive, topic: Topic, today: date) -> tuple[int, int]:
    """Articles of the last RECENT_WEEKS weeks, and of as many before."""
    weeks = archive.weekly_counts(topic, today)
    return sum(weeks[-RECENT_WEEKS:]), sum(weeks[-2 * RECENT_WEEKS : -RECENT_WEEKS])


def _recent_row(archive: Archive, topic: Topic, today: date) -> IndexRow:
    return topic_row(archive, topic, _recent(archive, topic, today)[0], today)


def _covered_now(archive: Archive, today: date) -> list[Topic]:
    numbers = {topic: _recent(archive, topic, today)[0] for topic in archive.topics.values()}
    named = [topic for topic, number in numbers.items() if number]
    return sorted(named, key=lambda topic: (-numbers[topic], topic.name))[:TOP]


def _rising(archive: Archive, today: date) -> list[Topic]:
    """Those with at least RISING_MIN articles of late, and twice as many as before; the steepest first. Nobody, as long
    as the archive has no such time before: then all would rise that are covered at all."""
    if not archive.articles or archive.articles[-1].day >= monday(today) - timedelta(weeks=2 * RECENT_WEEKS - 2):
        return []
    numbers = {topic: _recent(archive, topic, today) for topic in archive.topics.values()}
    rising = [topic for topic, (now, before) in numbers.items() if now >= RISING_MIN and now >= 2 * before]
    return sorted(rising, key=lambda topic: (numbers[topic][1] - numbers[topic][0], topic.name))[:TOP]


def _letters(archive: Archive) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Everybody by first letter, accents aside; names that begin with none come last."""
    letters: dict[str, list[Topic]] = defaultdict(list)
    for topic in archive.topics.values():
        letters[_letter(topic.name)].append(topic)
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


def _letter(name: str) -> str:
    first = unicodedata.normalize("NFKD", name.strip())[:1].upper()[:1]
    return first if first.isalpha() else NO_LETTER


def _by_count(archive: Archive, topics: list[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (-len(archive.articles_of(topic)), topic.name))
