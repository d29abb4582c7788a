"""What the editor has decided about single stories and articles, as `content/decisions.toml` lists it.

    pin = ["2026/11/22/ferry-strike"]                                # first on its day and on the front page
    merge = [["ferry-strike-1a2b3c4d", "2026/11/22/ferries-idle"]]   # one event
    split = ["2026/11/22/another-strike"]                            # not part of the story that it was put into
    drop = ["2026/11/22/advertisement"]                              # not on the site at all

An article goes by its address, a story by its own (`stories/` before it does no harm) or by that of any of its
articles. What doesn't exist, or no longer, is named in the log, and the build goes on.
"""

import logging
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ...errors import ConfigurationError
from ...stories.clustering.copies import copy_groups
from ...stories.reports import Report, Story
from ...stories.story_slug import story_slug
from ..model.addresses import STORIES
from ..model.article import Article

_log = logging.getLogger(__name__)


class EditorDecisions(BaseModel):
    """The whole file. They are taken in this order: drop, split, merge, pin."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    pin: tuple[str, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


NO_DECISIONS = EditorDecisions()


@dataclass(frozen=True, slots=True)
class DecidedStories:
    """What is left: stories, ids of the articles that are dropped, and of those that are pinned. `former` are names of
    stories that are no more, each with the id of an article that was part of it."""

    stories: tuple[Story, ...]
    dropped: frozenset[str]
    pinned: frozenset[str]
    former: Mapping[str, str] = field(default_factory=dict)


def load_decisions(path: Path) -> EditorDecisions:
    """The decisions of one file; none where there is no such file.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else than decisions.
    """
    try:
        return EditorDecisions.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return NO_DECISIONS
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read as UTF-8 text: {error}") from error
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
) -> DecidedStories:
    """The stories as the editor wants them."""
    if decisions == NO_DECISIONS:
        return DecidedStories(tuple(stories), frozenset(), frozenset())
    desk = _Desk(stories, articles, reports)
    dropped = {one for name in decisions.drop for one in desk.articles("drop", name)}
    desk.drop(dropped)
    for name in decisions.split:
        if article := desk.article("split", name):
            desk.remove({article})
    for names in decisions.merge:
        desk.merge([desk.articles("merge", name) for name in names])
    pinned = {one for name in decisions.pin for one in desk.articles("pin", name)}
    return DecidedStories(tuple(desk.stories.values()), frozenset(dropped), frozenset(pinned), desk.former)


class _Desk:
    """The stories, with every name that one may go by."""

    def __init__(self, stories: Sequence[Story], articles: Iterable[Article], reports: Mapping[str, Report]) -> None:
        self.stories = {story.slug: story for story in stories}
        self.former: dict[str, str] = {}
        self._dropped: frozenset[str] = frozenset()
        self._reports = reports
        self._by_path = {article.path.strip("/"): article.id for article in articles}
        self._named = {story_slug(reports[one]): one for story in stories for one in story.articles}

    def article(self, what: str, name: str) -> str | None:
        """The id of the article with an address."""
        found = self._by_path.get(name.strip("/"))
        if found is None:
            _log.warning("decisions.toml: %s: there is no article %r", what, name)
        return found

    def articles(self, what: str, name: str) -> tuple[str, ...]:
        """The ids of the articles of a story, or the one with that address; none where there is neither."""
        key = name.strip("/")
        story = key.removeprefix(STORIES)
        if story in self.stories:
            return self.stories[story].articles
        one = self._named.get(story)
        if one is not None:
            return next((story.articles for story in self.stories.values() if one in story.articles), (one,))
        if key in self._by_path:
            return (self._by_path[key],)
        _log.warning("decisions.toml: %s: there is no story or article %r", what, name)
        return ()

    def drop(self, ids: Iterable[str]) -> None:
        """Takes articles out of their stories and off the site."""
        self._dropped = frozenset(ids)
        self.remove(self._dropped)

    def remove(self, ids: Iterable[str]) -> None:
        """Takes articles out of their stories, which keep their names; of a story of one article nothing is left."""
        gone = set(ids)
        for story in [story for story in self.stories.values() if gone & set(story.articles)]:
            del self.stories[story.slug]
            self._put([one for one in story.articles if one not in gone], story.lead, story.slug)

    def merge(self, groups: Sequence[Sequence[str]]) -> None:
        """Makes one story of articles and all stories that they are part of; the largest one's lead stays."""
        ids = {one for group in groups for one in group}
        parts = [story for story in self.stories.values() if ids & set(story.articles)]
        ids.update(one for story in parts for one in story.articles)
        for story in parts:
            del self.stories[story.slug]
            self.former[story.slug] = story.articles[0]
        largest = max(parts, key=lambda story: (len(story.articles), story.slug), default=None)
        self._put(list(ids), largest.lead if largest else "")

    def _put(self, ids: Sequence[str], lead: str, name: str = "") -> None:
        """Makes a story of articles, under the name given or that of the first; none of a single one."""
        reports = sorted((self._reports[one] for one in ids), key=lambda report: (report.date, report.id))
        ordered = tuple(report.id for report in reports)
        if len(reports) > 1:
            name = name or story_slug(reports[0])
            if name in self.stories:  # the first was split off from a story that kept the name
                name += "-2"
            made = Story(name, ordered, ordered[0], copy_groups(reports))
            self.stories[name] = replace(made, lead=lead) if lead in ordered else made
        elif reports and name:  # its address leads to the report that it has its name from, if that is still there
            first = self._named[name]
            self.former[name] = ordered[0] if first in self._dropped else first
