"""The settings of the site as one record, which every other module takes as a parameter."""

from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from ...stories.digests.ranking import DEFAULT_WEIGHTS, RankingWeights
from .local_time import LocalTime

PosterKind: TypeAlias = Literal["days", "stories", "actors"]
POSTER_KINDS: Final[tuple[PosterKind, ...]] = get_args(PosterKind)
# Actors that are followed, names that were found, sources, stories, public watches.
OPEN_DATA_PAGES: Final = ("followed", "found", "sources", "stories", "watches")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSettings:
    """What an editor can set, as far as pages depend on it.

    `url` has no slash at its end; `base` is its path, "" at the root of a host, and `host` its host. A found name gets
    a page when `topic_min_articles` articles of `topic_min_sources` sources name it: one text, or the habit of one
    publisher, does not make somebody an actor.
    """

    name: str
    tagline: str
    url: str
    base: str
    host: str
    lang: str
    local: LocalTime
    default_section: str
    topic_min_articles: int
    topic_min_sources: int
    excerpt_words: int
    rank: RankingWeights = DEFAULT_WEIGHTS  # what moves a story up
    menu_sections: tuple[str, ...] = ()  # names, in the order of the menu; () for the first ones of the alphabet
    hub: str = ""  # the http(s) URL of a WebSub hub
    posters: tuple[PosterKind, ...] = POSTER_KINDS  # the pages that have a poster of their own
    handbook: bool = False  # whether the software's handbook is part of the site
    open_data: tuple[str, ...] = ()  # of OPEN_DATA_PAGES: which pages have files of data beside them
    mastodon_feeds: bool = False  # whether watches have a feed of posts
    open_data_url: str = ""  # the http(s) URL at which the editor puts the whole archive as data


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings(PageSettings):
    """What an editor can set.

    Where `now` is None, the date of the newest article stands for it, so that a build depends on its input alone.
    """

    content: Path
    cache: Path
    theme: Path
    now: datetime | None
    model: str
    accent: tuple[str, ...] = ()  # of light pages and of dark ones; () for the theme's own
    logo: str = ""  # a file below `content`
    styles: tuple[str, ...] = ()  # files below `content` that come after the theme's stylesheet
    names: str = ""  # who finds names: "own" or "spacy"; "" for what the environment says

    @property
    def of_pages(self) -> PageSettings:
        """The settings on which pages depend."""
        return PageSettings(**{field.name: getattr(self, field.name) for field in fields(PageSettings)})
