"""The page of each actor, its archive by month, and the index of actors."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from markupsafe import Markup

from ..archive import Archive
from ..background import background_of
from ..blocks import month_links, river, source_rows, topic_row, topic_rows
from ..chart import coverage
from ..quotes import quote_view
from ..topics import Topic, mentions_of
from ..views import ActorPage, ActorsPage, Link
from ..wording import KINDS, KINDS_PLURAL, count, plain_day
from .archive import archive_pages
from .output import Output, feed_link, head

ACTORS = "topics/"
LATEST = 20
QUOTES = 12
SOURCES = 24


def actor_pages(archive: Archive) -> Iterator[Output]:
    yield Output(ACTORS, "actors.html", _actors_page(archive))
    for topic in archive.topics.values():
        root = f"{ACTORS}{topic.slug}/"
        yield Output(root, "actor.html", _actor_page(archive, topic, root))
        yield from archive_pages(
            archive, root, topic.name, archive.articles_of(topic), (Link("Actors", archive.urls.at(ACTORS)),), ACTORS
        )


def _actor_page(archive: Archive, topic: Topic, root: str) -> ActorPage:
    articles = archive.articles_of(topic)
    today = archive.now.date()
    summary = _summary(archive, topic)
    feed = feed_link(archive, root, topic.name)
    return ActorPage(
        head=head(
            archive,
            root,
            topic.name,
            f"{topic.name}: {summary}",
            trail=(Link("Actors", archive.urls.at(ACTORS)),),
            feeds=(feed,),
            current=ACTORS,
        ),
        name=topic.name,
        kind=KINDS[topic.kind],
        followed=topic.followed,
        summary=summary,
        aliases=_spellings(archive, topic),
        wikidata=f"https://www.wikidata.org/wiki/{topic.actor.wikidata}"
        if topic.actor and topic.actor.wikidata
        else "",
        background=background_of(topic.actor) if topic.actor else Markup(""),
        found="" if topic.followed else f"Not followed by the editors: found in {_summary(archive, topic)}.",
        feed=feed,
        chart=coverage(topic.name, (article.day for article in articles), today, archive.settings.lang),
        latest=river(archive, articles, today, LATEST),
        months=month_links(archive, root, articles),
        quotes_by=tuple(quote_view(archive, one) for one in archive.said_by(topic)[:QUOTES]),
        quotes_about=tuple(quote_view(archive, one) for one in archive.said_about(topic)[:QUOTES]),
        seen_with=topic_rows(archive, articles, today, without=topic.slug),
        sources=source_rows(archive, articles)[:SOURCES],
    )


def _actors_page(archive: Archive) -> ActorsPage:
    today = archive.now.date()
    followed = sorted(
        (topic for topic in archive.topics.values() if topic.followed),
        key=lambda topic: (-len(topic.articles), topic.name),
    )
    found: dict[str, list[Topic]] = defaultdict(list)
    for topic in archive.topics.values():
        if not topic.followed:
            found[KINDS_PLURAL[topic.kind]].append(topic)
    return ActorsPage(
        head=head(
            archive,
            ACTORS,
            "Actors",
            f"The people, organisations and places in the news: {count(len(archive.topics), 'actor')}",
            current=ACTORS,
        ),
        followed=tuple(topic_row(archive, topic, len(topic.articles), today) for topic in followed),
        kinds=tuple(
            (kind, tuple(topic_row(archive, topic, len(topic.articles), today) for topic in _by_count(found[kind])))
            for kind in sorted(found)
        ),
    )


def _by_count(topics: list[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (-len(topic.articles), topic.name))


def _summary(archive: Archive, topic: Topic) -> str:
    articles = archive.articles_of(topic)
    if not articles:
        return "no articles yet"
    sources = len({article.source.slug for article in articles})
    since = plain_day(articles[-1].day, archive.settings.lang).text
    return f"{count(len(articles), 'article')} from {count(sources, 'source')} since {since}"


def _spellings(archive: Archive, topic: Topic) -> tuple[str, ...]:
    """Other names: the editor's aliases, then spellings seen, the usual ones first."""
    seen = Counter(
        mention.text
        for article in archive.articles_of(topic)
        for mention in mentions_of(article)
        if (found := archive.topic_of_name(mention.actor)) and found.slug == topic.slug
    )
    aliases = topic.actor.aliases if topic.actor else ()
    usual = sorted(seen, key=lambda text: (-seen[text], text))
    names = {name.casefold(): name for name in reversed((*aliases, *(name for name in usual if seen[name] > 1)))}
    names.pop(topic.name.casefold(), None)
    return tuple(reversed(names.values()))[:12]
