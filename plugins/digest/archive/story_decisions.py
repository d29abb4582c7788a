"""The editor's decisions on single stories and articles, from `content/decisions.toml`.

    pin = ["2026/11/22/ferry-strike"]                                # first on its day and on the front page
    merge = [["ferry-strike-1a2b3c4d", "2026/11/22/ferries-idle"]]   # one event
    split = ["2026/11/22/another-strike"]                            # not part of the story that it was put into
    drop = ["2026/11/22/advertisement"]                              # not on the site at all

An article is named by the path of its page. A story is named by its slug, with or without `stories/` before it, or by
the path of any of its articles. A name of something that doesn't exist, or no longer, is logged, and the build goes on.
"""

import logging
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import ConfigurationError
from ..storage.regular_file import read_regular_text
from ..stories.clustering.copies import copy_groups
from ..stories.clustering.evidence.report_language import report_language
from ..stories.reports import Report, Story
from ..stories.story_slug import story_slug
from .model.addresses import STORIES
from .model.article import Article

_log = logging.getLogger(__name__)


class EditorDecisions(BaseModel):
    """The whole file. The decisions are taken in this order: drop, split, merge, pin."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    pin: tuple[str, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


DECISIONS_FILE: Final = "decisions.toml"
NO_DECISIONS = EditorDecisions()
NO_REISSUES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class DecidedStories:
    """What the decisions leave: stories, and the ids of the articles that are dropped and of those that are pinned.
    `former` has the slugs of stories that are no more, each with the id of an article to which its address leads."""

    stories: tuple[Story, ...]
    dropped: frozenset[str]
    pinned: frozenset[str]
    former: Mapping[str, str] = field(default_factory=dict)


def load_decisions(path: Path) -> EditorDecisions:
    """The decisions of a file; none where there is no such file.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else than decisions.
    """
    try:
        return decisions_in_text(read_regular_text(path), path)
    except FileNotFoundError:
        return NO_DECISIONS
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read as UTF-8 text: {error}") from error


def decisions_in_text(text: str, path: Path) -> EditorDecisions:
    """The decisions in the text of the file at `path`.

    Raises:
        ConfigurationError: it isn't TOML, or holds something else than decisions.
    """
    try:
        return EditorDecisions.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: this isn't TOML: {error}") from error
    except ValidationError as error:
        faults = (f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise ConfigurationError("\n".join(faults)) from error


def apply_decisions(
    decisions: EditorDecisions,
    stories: Sequence[Story],
    articles: Iterable[Article],
    reports: Mapping[str, Report],
    first_issues: Mapping[str, str] = NO_REISSUES,
) -> DecidedStories:
    """The stories as the editor wants them. `reports` are by the ids of articles. `first_issues` has the ids of reports
    that were issued again, each with that of its first issue, which stands for it in every decision but to drop it."""
    if decisions == NO_DECISIONS:
        return DecidedStories(tuple(stories), frozenset(), frozenset())
    edited = _EditedStories(stories, articles, reports)
    dropped = {article for name in decisions.drop for article in edited.articles_named("drop", name)}
    edited.drop(dropped)
    for name in decisions.split:
        if article := edited.article_named("split", name):
            edited.take_out({first_issues.get(article, article)})
    for names in decisions.merge:
        edited.merge(
            {first_issues.get(article, article) for name in names for article in edited.articles_named("merge", name)}
        )
    pinned = {
        first_issues.get(article, article) for name in decisions.pin for article in edited.articles_named("pin", name)
    }
    return DecidedStories(tuple(edited.stories.values()), frozenset(dropped), frozenset(pinned), edited.former)


class _EditedStories:
    """The stories while decisions change them, with every name that a decision can call them by."""

    def __init__(self, stories: Sequence[Story], articles: Iterable[Article], reports: Mapping[str, Report]) -> None:
        self.stories = {story.slug: story for story in stories}
        self.former: dict[str, str] = {}
        self._dropped: frozenset[str] = frozenset()
        self._joins = [join for story in stories for join in story.joins]
        self._reports = reports
        self._article_by_path = {article.path.strip("/"): article.id for article in articles}
        # A story has had the slug that any of its reports gives, when that report was the first.
        self._article_by_slug = {
            story_slug(reports[article]): article for story in stories for article in story.articles
        }

    def article_named(self, decision: str, name: str) -> str | None:
        """The id of the article whose page is at the path `name`; None, with a warning, where there is none."""
        article = self._article_by_path.get(name.strip("/"))
        if article is None:
            _log.warning("decisions.toml: %s: there is no article %r", decision, name)
        return article

    def articles_named(self, decision: str, name: str) -> tuple[str, ...]:
        """The ids of the articles of the story called `name`, or of the one article; none, with a warning, where there
        is neither."""
        path = name.strip("/")
        slug = path.removeprefix(STORIES)
        if slug in self.stories:
            return self.stories[slug].articles
        if slug in self._article_by_slug:
            article = self._article_by_slug[slug]
            told_in = (story.articles for story in self.stories.values() if article in story.articles)
            return next(told_in, (article,))
        if path in self._article_by_path:
            return (self._article_by_path[path],)
        _log.warning("decisions.toml: %s: there is no story or article %r", decision, name)
        return ()

    def drop(self, articles: Iterable[str]) -> None:
        """Take articles out of their stories and off the site."""
        self._dropped = frozenset(articles)
        self.take_out(self._dropped)

    def take_out(self, articles: Iterable[str]) -> None:
        """Take articles out of their stories, which keep their slugs. A story ends when it has a single article
        left."""
        leaving = set(articles)
        for story in [story for story in self.stories.values() if leaving & set(story.articles)]:
            del self.stories[story.slug]
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
        parts = [story for story in self.stories.values() if merged & set(story.articles)]
        merged.update(article for story in parts for article in story.articles)
        for story in parts:
            del self.stories[story.slug]
            self.former[story.slug] = story.articles[0]
        largest = max(parts, key=lambda story: (len(story.articles), story.slug), default=None)
        if len(merged) > 1:
            self._add(merged, largest.lead if largest else "")

    def _add(self, articles: Iterable[str], lead: str, slug: str = "") -> None:
        """Add a story of several articles. Without a slug or a lead of its own it has those of its first report."""
        reports = sorted((self._reports[article] for article in articles), key=lambda report: (report.date, report.id))
        ordered = tuple(report.id for report in reports)
        slug = slug or story_slug(reports[0])
        if slug in self.stories:  # the first report was split off from a story that kept the slug
            slug += "-2"
        told = frozenset(ordered)
        self.stories[slug] = Story(
            slug,
            ordered,
            lead if lead in ordered else ordered[0],
            copy_groups(reports),
            tuple(sorted({report_language(report) for report in reports} - {""})),
            tuple(join for join in self._joins if join.report in told and join.partner in told),
        )

    def _end(self, slug: str, last: str) -> None:
        """Note that a story is no more: its address leads to the report that it has its slug from, or to the `last` one
        where that is dropped."""
        first = self._article_by_slug[slug]
        self.former[slug] = last if first in self._dropped else first
