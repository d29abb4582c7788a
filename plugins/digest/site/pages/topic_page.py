"""The page of each actor, its archive by month, and the index of actors."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from incremental import DeferredPage

from ..charts.coverage_chart import coverage_chart
from ..components.actor_background import background_of
from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links, topics_link
from ..components.quote_cards import quote_cluster_view, worth_listing
from ..components.river_lines import river_days
from ..components.site_file import SiteFile, last_modified
from ..components.structured_data import collection
from ..components.topic_lists import source_rows, topic_rows
from ..i18n.date_formats import plain_day
from ..i18n.messages import say
from ..i18n.nouns import count, kind_name
from ..model.addresses import TOPICS, month_path, seen_with_anchor, seen_with_path, topic_path
from ..model.archive import Archive, weekly_counts
from ..model.article import Article
from ..model.events import ArticleQuote
from ..model.quote_clusters import cluster_quotes
from ..model.topics import Topic
from ..views.shared_views import IndexRow, Link, QuoteView
from ..views.story_views import MovedPage
from ..views.topic_views import CountedPhrase, SeenWithPage, TopicPage
from .month_archive_page import month_archive_pages
from .seen_with_page import seen_with_view
from .topic_index_page import _actors_page

LATEST = 20
QUOTES = 12
SOURCES = 24
SPELLINGS = 12
ROLES = 6
CHART_DAYS = 3  # with articles: fewer are bars without a course, and the list below them says the same


def topic_pages(archive: Archive) -> Iterator[SiteFile]:
    yield SiteFile(TOPICS, "topic_index.html", _actors_page(archive), last_modified(archive.articles[:1]))
    for topic in archive.topics.values():
        root = topic_path(topic.slug)
        articles = archive.articles_of(topic)
        yield SiteFile(root, "topic.html", DeferredPage(_actor_page, topic, root), last_modified(articles))
        if any(other.slug != topic.slug for article in articles for other in archive.topics_in(article)):
            path = seen_with_path(topic.slug)
            yield SiteFile(path, "seen_with.html", DeferredPage(_together_page, topic, root), last_modified(articles))
        yield from month_archive_pages(archive, root, topic.name, articles, (topics_link(archive),), TOPICS)
    for slug, topic in archive.topics_by_former_slug.items():
        yield SiteFile(topic_path(slug), "moved.html", DeferredPage(_moved_page, topic, ""))
        yield SiteFile(seen_with_path(slug), "moved.html", DeferredPage(_moved_page, topic, ""))
        for first in sorted({article.day.replace(day=1) for article in archive.articles_of(topic)}):
            at = month_path("", first)
            yield SiteFile(f"{topic_path(slug)}{at}", "moved.html", DeferredPage(_moved_page, topic, at))


def _moved_page(archive: Archive, topic: Topic, below: str) -> MovedPage:
    """Of the page `below` the topic's."""
    path = f"{topic_path(topic.slug)}{below}"
    return MovedPage(
        head=replace(page_head(archive, path, topic.name, ""), noindex=True),
        why=say(archive.settings.lang, "The page of this name has another address:"),
        to=Link(topic.name, archive.addresses.at(path)),
    )


def _actor_page(archive: Archive, topic: Topic, root: str) -> TopicPage:
    articles = archive.articles_of(topic)
    days = [article.day for article in articles]
    summary = _summary(archive, topic)
    feed = site_feed(archive, root, topic.name)
    return TopicPage(
        head=page_head(
            archive,
            root,
            topic.name,
            f"{topic.name}: {summary}",
            trail=(topics_link(archive),),
            feeds=(feed,),
            current=TOPICS,
            data=collection(archive, root, topic.name, summary, articles, (topic,)),
        ),
        name=topic.name,
        kind=kind_name(topic.kind, archive.settings.lang),
        followed=topic.followed,
        summary=summary,
        aliases=_spellings(archive, topic),
        wikidata=f"https://www.wikidata.org/wiki/{topic.actor.wikidata}"
        if topic.actor and topic.actor.wikidata
        else "",
        background=background_of(topic.actor) if topic.actor else Markup(""),
        how_found="" if topic.followed else _how_found(archive, topic),
        feed=feed,
        chart=coverage_chart(topic.name, days, archive.chart_end(topic), archive.settings.lang)
        if len(set(days)) >= CHART_DAYS
        else None,
        latest=river_days(archive, articles, LATEST),
        months=month_links(archive, root, articles),
        quotes_by=_quotes(archive, archive.quotes_by(topic)),
        quotes_about=_quotes(archive, archive.quotes_about(topic)),
        seen_with=_seen_with(archive, topic, archive.week_end),
        sources=source_rows(archive, articles)[:SOURCES],
        roles=_roles(archive, topic),
    )


def _together_page(archive: Archive, topic: Topic, root: str) -> SeenWithPage:
    trail = (topics_link(archive), Link(topic.name, archive.addresses.at(root)))
    rows = _seen_with(archive, topic, None)  # whose lines would end elsewhere each week
    return seen_with_view(archive, topic, seen_with_path(topic.slug), rows, trail, TOPICS)


def _seen_with(archive: Archive, topic: Topic, until: date | None) -> tuple[IndexRow, ...]:
    """Each with the way to the texts that name both; with a line of those, if a day is given up to which it goes: so
    the page is the same when somebody on it is reported without the topic."""
    articles = archive.articles_of(topic)
    named: dict[str, list[Article]] = defaultdict(list)
    for article in articles if until else ():
        for other in archive.topics_in(article):
            named[archive.addresses.topic(other.slug)].append(article)
    at = archive.addresses.at(seen_with_path(topic.slug))
    return tuple(
        replace(
            row,
            count_url=f"{at}#{seen_with_anchor(row.url.rstrip('/').rpartition('/')[2])}",
            spark=weekly_counts(named[row.url], until) if until else (),
        )
        for row in topic_rows(archive, articles, None, without=topic.slug)
    )


def _quotes(archive: Archive, said: Sequence[ArticleQuote]) -> tuple[QuoteView, ...]:
    """The newest, each once with all who carry it; `said` is newest first. Looking at a few times as many as are shown
    finds nearly all carriers, which come within a day or two."""
    joined = cluster_quotes(worth_listing(said[: 4 * QUOTES]))
    newest_first = sorted(joined, key=lambda one: (one.quotes[0].article.date, one.fullest.article.id), reverse=True)
    return tuple(quote_cluster_view(archive, one) for one in newest_first[:QUOTES])


def _how_found(archive: Archive, topic: Topic) -> str:
    """How a name that no editor chose came to have a page."""
    settings, articles = archive.settings, archive.articles_of(topic)
    enough, sources = settings.topic_min_articles, settings.topic_min_sources
    why = say(
        settings.lang,
        "The editors don’t follow %(name)s: a program found the name, as it gives a page to every name with at least "
        "%(articles)s and %(sources)s. It can be wrong about what it is, or join two of one name.",
        name=topic.name,
        articles=count(enough, "article", settings.lang),
        sources=count(sources, "source", settings.lang),
    )
    if len(articles) < enough or len({article.source.slug for article in articles}) < sources:
        kept = say(settings.lang, "Fewer have it now; the page stays while one does.")
        return f"{why} {kept}"
    return why


def _summary(archive: Archive, topic: Topic) -> str:
    articles = archive.articles_of(topic)
    lang = archive.settings.lang
    if not articles:
        return say(lang, "No articles yet")
    return say(
        lang,
        "%(articles)s from %(sources)s since %(day)s",
        articles=count(len(articles), "article", lang),
        sources=count(len({article.source.slug for article in articles}), "source", lang),
        day=plain_day(articles[-1].day, lang).text,
    )


def _spellings(archive: Archive, topic: Topic) -> tuple[CountedPhrase, ...]:
    """Other names: spellings seen, the usual ones first, then those that only the editor's file lists. A found name's
    spelling that was seen once is as likely a mistake."""
    seen = dict(archive.spellings_of(topic))
    aliases = {alias.casefold() for alias in topic.actor.aliases} if topic.actor else set()
    names: dict[str, CountedPhrase] = {}
    for text in sorted(seen, key=lambda text: (-seen[text], text)):
        known = names.get(text.casefold())
        names[text.casefold()] = CountedPhrase(
            known.text if known else text, seen[text] + (known.count if known else 0)
        )
    names.pop(topic.name.casefold(), None)
    usual = [name for key, name in names.items() if name.count > 1 or key in aliases]
    unseen = [
        CountedPhrase(alias, 0)
        for alias in (topic.actor.aliases if topic.actor else ())
        if alias.casefold() not in names
    ]
    return (*sorted(usual, key=lambda name: -name.count), *unseen)[:SPELLINGS]


def _roles(archive: Archive, topic: Topic) -> tuple[CountedPhrase, ...]:
    """What texts say that it is, in their words, and how many texts do; most first. What one text says alone, where
    others agree, is as likely a phrase cut wrongly ("Though President")."""
    seen: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for phrase in archive.roles_told_of(topic):
        seen[phrase.casefold()] += 1
        spelled.setdefault(phrase.casefold(), phrase)
    usual = sorted(seen, key=lambda key: (-seen[key], key))[:ROLES]
    agreed = [key for key in usual if seen[key] > 1]
    return tuple(CountedPhrase(spelled[key], seen[key]) for key in agreed or usual)
