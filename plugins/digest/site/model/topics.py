"""Topics: the actors that have a page, and what each one's page is called.

Actor pages and tags are one thing. A topic's key is its slug, so that two spellings with one slug are one page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...annotate.lexicon.gazetteers import countries, history
from ...annotate.records import Actor, Kind, Mention
from .addresses import topic_slug
from .article import Article
from .settings import SiteSettings
from .topic_slugs import NO_SLUGS, TopicSlugs

NO_KEPT_PAGES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Topic:
    """An actor with a page. At the slugs of its other spellings, `others`, stands the way to it.

    What reports it is not part of it, or everything that names a topic would change with each report.
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
    """Topics in alphabetical order, each with the ids of the articles that name it, in the order given: every followed
    actor, and the found names that enough articles report, or that did before and are `kept`.

    A source has a page of its own: its name in a credit line makes it no actor, unless the editor follows it. Nor is an
    event of history one, with which news compares: "the worst since the Great Depression". An article that speaks of a
    followed country by its state or people alone, "Danish troops", is on it too.
    """
    without_page = {topic_slug(article.source.name) for article in articles} | set(map(topic_slug, history()))
    followed = {actor.slug: actor for actor in actors}
    slug_of_actor = {actor.name: actor.slug for actor in followed.values()}
    country = followed_countries(followed.values())
    named: dict[str, list[str]] = defaultdict(list)
    sources: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, Counter[tuple[str, Kind]]] = defaultdict(Counter)
    for article in articles:
        for name, kinds in sorted(_kinds_by_name(article).items()):
            slug = slug_of_actor.get(name) or slugs.of(name)
            if not named[slug] or named[slug][-1] != article.id:
                named[slug].append(article.id)
            sources[slug].add(article.source.slug)
            spellings[slug].update({(name, kind): count for kind, count in kinds.items()})
        for slug in {country[name] for name in countries_meant(article) if name in country}:
            if not named[slug] or named[slug][-1] != article.id:
                named[slug].append(article.id)
    led_to: dict[str, set[str]] = defaultdict(set)
    for other in kept:
        led_to[_end(other, kept)].add(other)
    topics: dict[Topic, tuple[str, ...]] = {}
    for slug in sorted(followed.keys() | named.keys()):
        actor = followed.get(slug)
        enough = len(named[slug]) >= settings.topic_min_articles and len(sources[slug]) >= settings.topic_min_sources
        if actor or ((enough or (kept.get(slug) == slug and named[slug])) and slug not in without_page):
            name, kind = (actor.name, actor.kind) if actor else _usual(spellings[slug])
            names = {actor.name} if actor else {one for one, _ in spellings[slug]}
            others = {other for one in names for other in (slugs.of(one), *slugs.others(one))}
            others = (others | led_to[slug]) - {slug}
            topics[Topic(slug, name, kind, actor, tuple(sorted(others)))] = tuple(named[slug])
    return topics


def _end(slug: str, kept: Mapping[str, str]) -> str:
    """Where the way that begins at a slug leads to in the end."""
    seen: set[str] = set()
    while slug not in seen:
        seen.add(slug)
        slug = kept.get(slug, slug)
    return slug


def mentions_of(article: Article) -> Iterable[Mention]:
    """All mentions of an article, those of its title first."""
    yield from article.annotation.title_mentions
    yield from article.annotation.mentions


def followed_countries(actors: Iterable[Actor]) -> dict[str, str]:
    """The usual name of each country that is followed, under whatever name -> the slug of its file."""
    return {
        countries()[name]: actor.slug
        for actor in actors
        if actor.kind == "place"
        for name in (*actor.merge, *actor.aliases, actor.name)
        if name in countries()
    }


def countries_meant(article: Article) -> Iterator[str]:
    """The usual names of countries whose state or people the text speaks of, one for each time."""
    return (one.country for one in article.annotation.nationalities if one.sense != "adjective")


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
