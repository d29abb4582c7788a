"""The index of topics, /topics/: who is covered now, who appears with whom, the most named by kind, A to Z."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from ...archive.model.addresses import TOPICS
from ...archive.model.chart_periods import monday
from ...archive.model.list_names import ALL
from ...archive.model.topics import Topic
from ...archive.questions.archive import Archive
from ..components.page_head import page_head
from ..components.period_changes import COMPARABLE
from ..components.topic_lists import rows_alike, topic_row
from ..i18n.messages import say
from ..i18n.nouns import count, kind_plural
from ..views.frame_views import PageHead
from ..views.shared_views import IndexRow, Link
from ..views.topic_views import TogetherRow, TopicIndexPage

TOP = 24
KIND_ROWS = 30  # the most named of each kind; all of them stand in the index from A to Z
MIN_KIND = 3  # of a kind: fewer are found from A to Z
RECENT_WEEKS = 2  # this week and the last: on a Monday this week alone says nothing
RISING_MIN = 4  # articles; fewer are chance
TOGETHER_NAMES = 10
TOGETHER_OTHERS = 4  # for each of these
MIN_TOGETHER = 2  # articles; once is chance
ANY_NUMBER = 2**31
NO_LETTER = "#"


def topic_index_page(archive: Archive) -> TopicIndexPage:
    counted = archive.topics.all()
    return TopicIndexPage(
        head=_head(archive, len(counted)),
        now=_covered_now(archive),
        kinds=_by_kind(archive, counted),
        letters=_letters(archive, [topic for topic, _ in counted]),
        together=_together(archive, counted),
    )


def _head(archive: Archive, actors: int) -> PageHead:
    lang = archive.settings.lang
    description = say(
        lang, "The people, organisations and places in the news: %(actors)s", actors=count(actors, "actor", lang)
    )
    return page_head(archive, TOPICS, say(lang, "Actors"), description, current=TOPICS)


def _by_kind(archive: Archive, counted: Iterable[tuple[Topic, int]]) -> tuple[tuple[str, tuple[IndexRow, ...]], ...]:
    """For each kind of actor, its name in the plural, and the topics of it that most articles have, most first."""
    kinds: dict[str, list[tuple[Topic, int]]] = defaultdict(list)
    for topic, number in counted:
        if number:
            kinds[kind_plural(topic.kind, archive.settings.lang)].append((topic, number))
    most_named = {kind: _most_named(of_kind)[:KIND_ROWS] for kind, of_kind in sorted(kinds.items())}
    return tuple(
        (kind, rows_alike([topic_row(archive, topic, number, archive.today) for topic, number in of_kind]))
        for kind, of_kind in most_named.items()
        if len(of_kind) >= MIN_KIND
    )


def _most_named(counted: Iterable[tuple[Topic, int]]) -> list[tuple[Topic, int]]:
    return sorted(counted, key=lambda pair: (-pair[1], pair[0].name, pair[0].slug))


def _recent_counts(archive: Archive) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers of articles that name each topic, by its slug: in the last RECENT_WEEKS weeks, and in as many weeks
    before."""
    start = monday(archive.today) - timedelta(weeks=RECENT_WEEKS - 1)
    before = start - timedelta(weeks=RECENT_WEEKS)
    end = archive.today + timedelta(days=1)
    return dict(archive.topics.named_between(start, end)), dict(archive.topics.named_between(before, start))


def _covered_now(archive: Archive) -> tuple[IndexRow, ...]:
    """The topics that most articles of the last weeks name, most first. Those that twice as many articles name as in
    the weeks before are rising; none are while the archive has hardly any articles of those, for all would be."""
    now, before = _recent_counts(archive)
    *weeks_before, last_week, this_week = archive.articles.weekly_counts(ALL, archive.today)
    is_old = last_week + this_week <= COMPARABLE * sum(weeks_before[-RECENT_WEEKS:])
    rows = []
    for slug in sorted(now, key=lambda slug: (-now[slug], slug))[:TOP]:
        if topic := archive.topics.with_slug(slug):
            rising = is_old and now[slug] >= RISING_MIN and now[slug] >= 2 * before.get(slug, 0)
            rows.append(replace(topic_row(archive, topic, now[slug], archive.today), rising=rising))
    return rows_alike(rows)


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


def _together(archive: Archive, counted: Iterable[tuple[Topic, int]]) -> tuple[TogetherRow, ...]:
    """The most named topics, each with those that it appears with most."""
    topics = {topic.slug: topic for topic, _ in _most_named(counted)[: 2 * TOGETHER_NAMES]}
    others: dict[str, list[tuple[str, int]]] = defaultdict(list)
    slugs = tuple(sorted(topics))
    for one, other, number in archive.topics.pairs(slugs, MIN_TOGETHER, ANY_NUMBER, len(slugs) ** 2):
        others[one].append((other, number))
        others[other].append((one, number))
    rows = []
    for slug in [slug for slug in topics if slug in others][:TOGETHER_NAMES]:
        most = sorted(others[slug], key=lambda pair: (-pair[1], pair[0]))[:TOGETHER_OTHERS]
        rows.append(
            TogetherRow(
                Link(topics[slug].name, archive.addresses.topic(slug)),
                tuple(topic_row(archive, topics[other], number, None) for other, number in most),
            )
        )
    return tuple(rows)
