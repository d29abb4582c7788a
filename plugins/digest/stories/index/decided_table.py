"""The stories as the editor's decisions leave them."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from sqlite3 import Connection
from typing import Final, NamedTuple, Protocol

from ..clustering.copies import copy_groups
from ..clustering.evidence.report_language import report_language
from ..digests.day_digests import day_of
from ..reports import Join, Report, Story
from ..story_slug import story_slug
from .packing import digest_of, joins_of, joins_record, story_of, story_record
from .report_table import load_report, load_reports, slug_key_of

STORY_PATH: Final = "stories/"  # what a decision may write before a slug
_log = logging.getLogger(__name__)


class StoryDecisions(Protocol):
    """The decisions on single stories and articles, taken in this order: drop, split, merge, lead,
    pin.

    An article is named by the path of its page. A story is named by its slug, with or without `stories/` before it, or
    by the path of any of its articles.
    """

    @property
    def drop(self) -> Sequence[str]: ...
    @property
    def split(self) -> Sequence[str]: ...
    @property
    def merge(self) -> Sequence[Sequence[str]]: ...
    @property
    def lead(self) -> Sequence[str]: ...
    @property
    def pin(self) -> Sequence[str]: ...


class IdleDecision(NamedTuple):
    """An entry of a decision that changes nothing: the name that it gives, and why."""

    decision: str
    name: str
    reason: str


def write_decided(
    database: Connection, clustered: Mapping[str, set[str]], decisions: StoryDecisions, tz: tzinfo
) -> set[str]:
    """Writes the stories that differ: of those in `clustered`, which changed, and of those that a decision is on or was
    on. Returns the ids of the articles that were or are in them, or that are now decided otherwise."""
    edited = _decided(database, decisions)
    for idle in edited.idle:
        _log.warning("decisions.toml: %s: %s", idle.decision, idle.reason)
    affected = edited.write_articles()
    before = {slug for (slug,) in database.execute("SELECT slug FROM story_decided_slugs")}
    for slug in clustered.keys() | before | edited.stories.keys():
        affected |= _write_story(database, slug, edited.story(slug), tz)
    if before != edited.stories.keys():
        database.execute("DELETE FROM story_decided_slugs")
        database.executemany("INSERT INTO story_decided_slugs VALUES (?)", [(slug,) for slug in sorted(edited.stories)])
    for articles in clustered.values():
        affected |= articles
    return affected


def idle_decisions(database: Connection, decisions: StoryDecisions) -> tuple[IdleDecision, ...]:
    """The entries that would change nothing in the stories as they were clustered last."""
    return tuple(_decided(database, decisions).idle)


def _decided(database: Connection, decisions: StoryDecisions) -> "_EditedTable":
    edited = _EditedTable(database)
    edited.drop(article for name in decisions.drop for article in edited.articles_named("drop", name))
    for name in decisions.split:
        if article := edited.article_named("split", name):
            edited.take_out({edited.first_issue(article)})
    for names in decisions.merge:
        named = (article for name in names for article in edited.articles_named("merge", name))
        edited.merge({edited.first_issue(article) for article in named})
    for name in decisions.lead:
        if article := edited.article_named("lead", name):
            edited.lead(name, edited.first_issue(article))
    edited.pin(article for name in decisions.pin for article in edited.articles_named("pin", name))
    return edited


def _write_story(database: Connection, slug: str, story: Story | None, tz: tzinfo) -> set[str]:
    """Writes a story, or that there is none, if this differs. Returns the ids of its articles, before and now."""
    row = database.execute("SELECT day, digest FROM stories WHERE slug = ?", (slug,)).fetchone()
    articles: set[str] = set()
    record = story_record(story) if story else b""
    digest = digest_of(record)
    day = day_of(load_report(database, story.articles[0]).date, tz).isoformat() if story else ""
    if row != ((day, digest) if story else None):
        rows = database.execute("SELECT article FROM story_articles WHERE slug = ?", (slug,))
        articles.update(article for (article,) in rows)
        database.execute("DELETE FROM story_articles WHERE slug = ?", (slug,))
        if story is None:
            database.execute("DELETE FROM stories WHERE slug = ?", (slug,))
        else:
            articles.update(story.articles)
            database.execute(
                "INSERT INTO stories VALUES (?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE"
                " SET day = excluded.day, record = excluded.record, digest = excluded.digest",
                (slug, day, record, digest),
            )
            database.executemany(
                "INSERT OR REPLACE INTO story_articles VALUES (?, ?)", [(article, slug) for article in story.articles]
            )
    _write_joins(database, slug, story.joins if story else ())
    return articles


def _write_joins(database: Connection, slug: str, joins: Sequence[Join]) -> None:
    record = joins_record(joins)
    digest = digest_of(record)
    row = database.execute("SELECT digest FROM story_joins WHERE slug = ?", (slug,)).fetchone()
    if row and not joins:
        database.execute("DELETE FROM story_joins WHERE slug = ?", (slug,))
    elif joins and row != (digest,):
        database.execute(
            "INSERT INTO story_joins VALUES (?, ?, ?) ON CONFLICT (slug) DO UPDATE"
            " SET record = excluded.record, digest = excluded.digest",
            (slug, record, digest),
        )


class _EditedTable:
    """The stories while decisions change them: `stories` has those that differ from the clustered ones, by their slugs;
    None for one that is no more. `idle` are the entries that change nothing."""

    def __init__(self, database: Connection) -> None:
        self.stories: dict[str, Story | None] = {}
        self.idle: list[IdleDecision] = []
        self._database = database
        self._former: dict[str, str] = {}
        self._dropped: frozenset[str] = frozenset()
        self._pinned: frozenset[str] = frozenset()
        self._joins: dict[tuple[str, str], Join] = {}  # those of the clustered stories that decisions changed

    def story(self, slug: str) -> Story | None:
        return self.stories[slug] if slug in self.stories else self._clustered("slug", slug)

    def first_issue(self, article: str) -> str:
        row = self._database.execute("SELECT first FROM story_reissues WHERE id = ?", (article,)).fetchone()
        return str(row[0]) if row else article

    def article_named(self, decision: str, name: str) -> str | None:
        """The id of the article whose page is at the path `name`; None, and the decision is idle, where there is
        none."""
        article = self._article_at(name.strip("/"))
        if article is None:
            self.idle.append(IdleDecision(decision, name, f"there is no article {name!r}"))
        return article

    def articles_named(self, decision: str, name: str) -> tuple[str, ...]:
        """The ids of the articles of the story called `name`, or of the one article; none, and the decision is idle,
        where there is neither."""
        path = name.strip("/")
        slug = path.removeprefix(STORY_PATH)
        if story := self.story(slug):
            return story.articles
        if article := self._article_with_slug(slug):
            told_in = self._told_in(article)
            return told_in.articles if told_in else (article,)
        if article := self._article_at(path):
            return (article,)
        self.idle.append(IdleDecision(decision, name, f"there is no story or article {name!r}"))
        return ()

    def drop(self, articles: Iterable[str]) -> None:
        """Take articles out of their stories and off the site."""
        self._dropped = frozenset(articles)
        self.take_out(self._dropped)

    def pin(self, articles: Iterable[str]) -> None:
        self._pinned = frozenset(map(self.first_issue, articles))

    def lead(self, name: str, article: str) -> None:
        """Have an article, which the editor named so, lead its story: headline, summary and picture are its own. Of
        several the last one does."""
        story = self._told_in(article)
        if story is None:
            self.idle.append(IdleDecision("lead", name, f"{name!r} is the only report of its event, or dropped"))
        else:
            self.stories[story.slug] = replace(story, lead=article, is_led=True)

    def take_out(self, articles: Iterable[str]) -> None:
        """Take articles out of their stories, which keep their slugs. A story ends when it has a single article
        left."""
        leaving = set(articles)
        for story in self._stories_of(leaving):
            self._take(story)
            staying = [article for article in story.articles if article not in leaving]
            if len(staying) > 1:
                self._add(staying, story.lead, story.slug)
            elif staying:
                self._end(story.slug, staying[0])

    def merge(self, articles: Iterable[str]) -> None:
        """Make one story of articles and all stories that they are part of. The lead of the largest of these stays.

        Articles that are dropped are left out.
        """
        merged = set(articles) - self._dropped
        parts = self._stories_of(merged)
        told = {article for story in parts for article in story.articles}
        placed = merged - told
        placed.update(article for story in parts for article in (story.articles[0], *story.placed))
        merged |= told
        for story in parts:
            self._take(story)
            self._former[story.slug] = story.articles[0]
        largest = max(parts, key=lambda story: (len(story.articles), story.slug), default=None)
        if len(merged) > 1:
            self._add(merged, largest.lead if largest else "", placed=placed)

    def write_articles(self) -> set[str]:
        """Writes which articles are dropped and pinned, and the slugs of stories that are no more.

        Returns the ids of the articles that are decided otherwise than before.
        """
        wanted = {(article, "drop") for article in self._dropped} | {(article, "pin") for article in self._pinned}
        before = set(self._database.execute("SELECT article, decision FROM story_decided_articles"))
        for table, columns, new, old in (
            ("story_decided_articles", "article = ? AND decision = ?", wanted, before),
            ("story_former", "slug = ? AND article = ?", *self._former_rows()),
        ):
            self._database.executemany(f"DELETE FROM {table} WHERE {columns}", sorted(old - new))  # noqa: S608
            self._database.executemany(f"INSERT INTO {table} VALUES (?, ?)", sorted(new - old))  # noqa: S608
        return {article for article, _ in wanted ^ before}

    def _former_rows(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """The slugs of stories that are no more, with articles that are on the site; as they are and as they were."""
        now = {
            (slug, article)
            for slug, article in self._former.items()
            if article not in self._dropped and self.first_issue(article) == article
        }
        return now, set(self._database.execute("SELECT slug, article FROM story_former"))

    def _stories_of(self, articles: Iterable[str]) -> list[Story]:
        told_in = {story.slug: story for article in articles if (story := self._told_in(article))}
        return [told_in[slug] for slug in sorted(told_in)]

    def _told_in(self, article: str) -> Story | None:
        """The story that has an article now."""
        for story in self.stories.values():
            if story and article in story.articles:
                return story
        row = self._database.execute(
            "SELECT first FROM story_clustered_articles WHERE article = ?", (article,)
        ).fetchone()
        story = self._clustered("first", row[0]) if row else None
        return None if story is None or story.slug in self.stories else story

    def _clustered(self, column: str, value: str) -> Story | None:
        """The story as it was clustered, with its joins."""
        query = f"SELECT record, joins FROM story_clustered WHERE {column} = ?"  # noqa: S608
        row = self._database.execute(query, (value,)).fetchone()
        return replace(story_of(row[0]), joins=joins_of(row[1])) if row else None

    def _article_at(self, path: str) -> str | None:
        query = "SELECT id FROM story_reports WHERE path = ? ORDER BY id LIMIT 1"
        row = self._database.execute(query, (path,)).fetchone()
        return str(row[0]) if row else None

    def _article_with_slug(self, slug: str) -> str | None:
        """The article of a clustered story that gives a story this slug when it is the first one."""
        query = (
            "SELECT id FROM story_reports WHERE slug_key = ?"
            " AND EXISTS (SELECT 1 FROM story_clustered_articles WHERE article = story_reports.id)"
        )
        key = slug_key_of(slug)
        ids = [identity for (identity,) in self._database.execute(query, (key,))] if key is not None else []
        return next((one for one in ids if story_slug(load_report(self._database, one)) == slug), None)

    def _take(self, story: Story) -> None:
        self.stories[story.slug] = None
        self._joins.update(((join.report, join.partner), join) for join in story.joins)

    def _add(self, articles: Iterable[str], lead: str, slug: str = "", *, placed: Collection[str] = ()) -> None:
        """Add a story of several articles. Without a slug or a lead of its own it has those of its first report.
        `placed` are those by which the editor has joined it."""
        loaded = load_reports(self._database, articles)
        reports = sorted(loaded.values(), key=lambda report: (report.date, report.id))
        slug = slug or story_slug(reports[0])
        if self.story(slug):  # the first report was split off from a story that kept the slug
            slug += "-2"
        self.stories[slug] = self._made(slug, reports, lead, placed)

    def _made(self, slug: str, reports: Sequence[Report], lead: str, placed: Collection[str]) -> Story:
        ordered = tuple(report.id for report in reports)
        told = frozenset(ordered)
        joins = (join for join in self._joins.values() if join.report in told and join.partner in told)
        return Story(
            slug,
            ordered,
            lead if lead in told else ordered[0],
            copy_groups(reports),
            tuple(sorted({report_language(report) for report in reports} - {""})),
            tuple(sorted(joins, key=lambda join: ordered.index(join.report))),
            placed=tuple(article for article in ordered[1:] if article in placed),
        )

    def _end(self, slug: str, last: str) -> None:
        """Note that a story is no more: its address leads to the report that it has its slug from, or to the `last` one
        where that is dropped."""
        first = self._article_with_slug(slug) or last
        self._former[slug] = last if first in self._dropped else first
