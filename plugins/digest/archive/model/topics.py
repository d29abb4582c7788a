"""Topics, the pages of actors: who has one, under which slug and name.

Each actor has one page at most, and Pelican's tags are made from it. A slug stands for one topic, so that two
spellings with the same slug share a page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...annotate.lexicon.gazetteers import countries, history
from ...annotate.records import Actor, Kind, Mention
from .addresses import topic_slug
from .article import Article
from .settings import SiteSettings
from .topic_slugs import NO_SLUGS, TopicSlugs

NO_KEPT_PAGES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Topic:
    """The page of an actor. `other_slugs` lead to it: those of other spellings, of the names that the editor merged
    with it, and of kept pages that lead to one of these, directly or through others.

    The articles that name it are no part of it: else every page that shows its name would change with each article.
    """

    slug: str
    name: str
    kind: Kind
    actor: Actor | None  # the editor's file, for a followed actor
    other_slugs: tuple[str, ...] = ()

    @property
    def followed(self) -> bool:
        return self.actor is not None


def topics_of(
    articles: Sequence[Article],
    actors: Iterable[Actor],
    settings: SiteSettings,
    slugs: TopicSlugs = NO_SLUGS,
    kept: Mapping[str, str] = NO_KEPT_PAGES,
) -> dict[Topic, tuple[str, ...]]:
    """Topics in alphabetical order of their slugs, each with the ids of the articles that name it, in the order given.

    Every followed actor has one. A found name has one if `settings.topic_min_articles` articles of
    `settings.topic_min_sources` sources name it, or if its page is `kept` and an article still names it. Two kinds of
    found names never get one: names of sources, which have a page already, and events of history, which news mentions
    for comparison ("the worst since the Great Depression").
    """
    followed = {actor.slug: actor for actor in actors}
    named = _named_slugs(articles, followed, slugs)
    without_page = {topic_slug(article.source.name) for article in articles} | set(map(topic_slug, history()))
    ways = _ways(kept)
    topics: dict[Topic, tuple[str, ...]] = {}
    for slug in sorted(followed.keys() | named.keys()):
        actor, naming = followed.get(slug), named[slug]
        if actor:
            name, kind, names = actor.name, actor.kind, {actor.name}
        elif slug not in without_page and (
            _has_enough(naming, settings) or (kept.get(slug) == slug and naming.articles)
        ):
            name, kind = _usual(naming.spellings)
            names = {spelling for spelling, _ in naming.spellings}
        else:
            continue
        other_slugs = {other for spelling in names for other in (slugs.of(spelling), *slugs.others(spelling))}
        merged = {topic_slug(merged_name) for merged_name in actor.merge} if actor else set()
        other_slugs = _with_ways_to(other_slugs | merged | {slug}, ways) - {slug}
        topics[Topic(slug, name, kind, actor, tuple(sorted(other_slugs)))] = tuple(naming.articles)
    return topics


@dataclass(slots=True)
class _NamedSlug:
    """Who names a slug: ids of articles, slugs of sources, and how often each spelling stands for which kind."""

    articles: list[str] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    spellings: Counter[tuple[str, Kind]] = field(default_factory=Counter)

    def add_article(self, article: str) -> None:
        if not self.articles or self.articles[-1] != article:
            self.articles.append(article)


def _named_slugs(
    articles: Iterable[Article], followed: Mapping[str, Actor], slugs: TopicSlugs
) -> defaultdict[str, _NamedSlug]:
    """Who names each slug. An article that speaks of a followed country by its state or people alone, "Danish troops",
    names it too, but adds no source and no spelling."""
    slug_of_actor = {actor.name: actor.slug for actor in followed.values()}
    country_slugs = followed_countries(followed.values())
    named: defaultdict[str, _NamedSlug] = defaultdict(_NamedSlug)
    for article in articles:
        for name, kinds in sorted(_kinds_by_name(article).items()):
            entry = named[slug_of_actor.get(name) or slugs.of(name)]
            entry.add_article(article.id)
            entry.sources.add(article.publisher.slug)
            entry.spellings.update({(name, kind): count for kind, count in kinds.items()})
        for slug in {country_slugs[name] for name in countries_meant(article) if name in country_slugs}:
            named[slug].add_article(article.id)
    return named


def _has_enough(named: _NamedSlug, settings: SiteSettings) -> bool:
    """Whether a found name is reported by enough articles and sources to get a page."""
    return len(named.articles) >= settings.topic_min_articles and len(named.sources) >= settings.topic_min_sources


def _ways(kept: Mapping[str, str]) -> dict[str, set[str]]:
    """By the slug at which they end, the slugs from which a kept way leads there directly."""
    ways: defaultdict[str, set[str]] = defaultdict(set)
    for first, end in kept.items():
        ways[end].add(first)
    return dict(ways)


def _with_ways_to(slugs: Iterable[str], ways: Mapping[str, set[str]]) -> set[str]:
    """The slugs and all those from which ways lead to one of them: a page to which others led may have moved itself."""
    found: set[str] = set()
    open_slugs = list(slugs)
    while open_slugs:
        slug = open_slugs.pop()
        if slug not in found:  # an editor's mistake can lead round in a circle
            found.add(slug)
            open_slugs.extend(ways.get(slug, ()))
    return found


def mentions_of(article: Article) -> Iterable[Mention]:
    """All mentions of an article, those of its headline first."""
    yield from article.annotation.title_mentions
    yield from article.annotation.mentions


def followed_countries(actors: Iterable[Actor]) -> dict[str, str]:
    """The slugs of the countries that are followed, by the usual name of each."""
    return {
        countries()[name]: actor.slug
        for actor in actors
        if actor.kind == "place"
        for name in (*actor.merge, *actor.aliases, actor.name)
        if name in countries()
    }


def countries_meant(article: Article) -> Iterator[str]:
    """The usual names of countries whose state or people the text speaks of, one for each time that it does."""
    return (nationality.country for nationality in article.annotation.nationalities if nationality.sense != "adjective")


def _kinds_by_name(article: Article) -> dict[str, Counter[Kind]]:
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    for mention in mentions_of(article):
        kinds[mention.actor][mention.kind] += 1
    return kinds


def _usual(spellings: Counter[tuple[str, Kind]]) -> tuple[str, Kind]:
    """The most frequent spelling and the most frequent kind; ties go to the first in the alphabet."""
    names: Counter[str] = Counter()
    kinds: Counter[Kind] = Counter()
    for (name, kind), count in spellings.items():
        names[name] += count
        kinds[kind] += count
    return min(names, key=lambda name: (-names[name], name)), min(kinds, key=lambda kind: (-kinds[kind], kind))
