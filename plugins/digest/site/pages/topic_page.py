"""The page of an actor, /topics/mi6/: what it is, what is new on it, what it said and what was said about it.

The pages below it, the archive by month and the page of who it is seen with, are made here too, and at each address
that the topic had under another spelling stands the way to its page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from markupsafe import Markup

from ...archive.model.addresses import TOPICS, seen_with_path, topic_path
from ...archive.model.events import ArticleQuote
from ...archive.model.list_names import topic_list
from ...archive.model.quote_clusters import cluster_quotes
from ...archive.model.topics import Topic
from ...archive.model.worth_listing import worth_listing
from ...archive.questions.archive import Archive
from ..charts.actor_network import MAX_LINES, MIN_TOGETHER, actor_network, network_names
from ..charts.coverage_chart import coverage_chart
from ..components.actor_background import background_of
from ..components.page_head import page_head, site_feed
from ..components.page_links import month_links, topics_link
from ..components.poster_links import with_poster
from ..components.quote_cards import quote_cluster_view
from ..components.river_lines import river_item
from ..components.structured_data import MAX_ITEMS, collection_data
from ..components.topic_lists import source_rows, topic_with
from ..i18n.date_wording import plain_day
from ..i18n.messages import say
from ..i18n.nouns import count, kind_name
from ..open_data.open_data_files import newest_data_links
from ..views.chart_views import ActorNetwork, CoverageChart
from ..views.frame_views import PageHead
from ..views.shared_views import Link, QuoteView, River, SiteFeed
from ..views.story_views import MovedPage
from ..views.topic_views import CountedPhrase, TopicPage
from .seen_with_page import Companions, companions, seen_with_groups

MAX_LATEST = 12
MAX_QUOTES = 12
SOURCES = 24
MIN_SOURCES = 3  # fewer stand in the list of the latest reports anyway
SPELLINGS = 12
ROLES = 6
CHART_SPAN = timedelta(weeks=4) - timedelta(days=1)  # a shorter time is bars without a course
SEEN_WITH = 10
NEWEST_TOGETHER = 3


def moved_topic_page(archive: Archive, slug: str, below: str) -> MovedPage:
    """The way to the topic's page, or to the archive at the path `below` it."""
    topic = topic_with(archive, slug)
    path = f"{topic_path(topic.slug)}{below}"
    return MovedPage(
        head=replace(page_head(archive, path, topic.name, ""), noindex=True),
        why=say(archive.settings.lang, "The page for this name has moved:"),
        to=Link(topic.name, archive.addresses.at(path)),
    )


def topic_page(archive: Archive, slug: str) -> TopicPage:
    """The page of the topic with that slug."""
    topic, path, name = topic_with(archive, slug), topic_path(slug), topic_list(slug)
    summary = _summary(archive, topic)
    feed = site_feed(archive, path, topic.name)
    actor = archive.topics.actor(slug)
    background, background_more = background_of(actor) if actor else (Markup(""), Markup(""))
    seen_with, sources = companions(archive, slug), source_rows(archive, name, SOURCES)
    return TopicPage(
        head=with_poster(archive, "actors", _head(archive, topic, path, summary, feed)),
        name=topic.name,
        kind=kind_name(topic.kind, archive.settings.lang),
        followed=topic.followed,
        summary=summary,
        aliases=_spellings(archive, topic, actor.aliases if actor else ()),
        wikidata=_wikidata_url(topic),
        background=background,
        background_more=background_more,
        how_found="" if topic.followed else _how_found(archive, topic),
        feed=feed,
        chart=_chart(archive, topic),
        latest=_latest(archive, slug),
        months=month_links(archive, path, name),
        quotes_by=_quotes(archive, archive.quotes.by(slug, 4 * MAX_QUOTES)),
        quotes_about=_quotes(archive, archive.quotes.about(slug, 4 * MAX_QUOTES)),
        network=_network(archive, topic, seen_with),
        seen_with=seen_with_groups(archive, topic, _seen_often(seen_with), NEWEST_TOGETHER),
        all_seen_with=_all_seen_with(archive, topic, len(seen_with)),
        sources=sources if len(sources) >= MIN_SOURCES else (),
        roles=_roles(archive, topic),
        data=newest_data_links(archive, name),
    )


def _head(archive: Archive, topic: Topic, path: str, summary: str, feed: SiteFeed) -> PageHead:
    return page_head(
        archive,
        path,
        topic.name,
        f"{topic.name}: {summary}",
        trail=(topics_link(archive),),
        feeds=(feed,),
        current=TOPICS,
        data=collection_data(
            archive, path, topic.name, summary, archive.articles.newest(topic_list(topic.slug), MAX_ITEMS), (topic,)
        ),
    )


def _summary(archive: Archive, topic: Topic) -> str:
    """14 articles from 6 sources since 23 June 2023"""
    lang, name = archive.settings.lang, topic_list(topic.slug)
    first_day = archive.articles.first_day(name)
    if first_day is None:
        return say(lang, "No articles yet")
    return say(
        lang,
        "%(articles)s from %(sources)s since %(day)s",
        articles=count(archive.articles.count(name), "article", lang),
        sources=count(archive.articles.publishers(name), "source", lang),
        day=plain_day(first_day, lang).text,
    )


def _spellings(archive: Archive, topic: Topic, aliases: Sequence[str]) -> tuple[CountedPhrase, ...]:
    """The topic's other names: spellings that texts use, the most frequent first, then the `aliases` that only the
    editor's file lists. A spelling that one text alone uses is left out unless it is an alias: it is as likely a
    mistake."""
    counts = dict(archive.topics.spellings(topic.slug))
    names: dict[str, CountedPhrase] = {}  # by the name without case
    for spelling in sorted(counts, key=lambda spelling: (-counts[spelling], spelling)):
        known = names.get(spelling.casefold(), CountedPhrase(spelling, 0))
        names[spelling.casefold()] = CountedPhrase(known.text, known.count + counts[spelling])
    names.pop(topic.name.casefold(), None)
    alias_keys = {alias.casefold() for alias in aliases}
    used = [name for key, name in names.items() if name.count > 1 or key in alias_keys]
    unused = [CountedPhrase(alias, 0) for alias in aliases if alias.casefold() not in names]
    return (*sorted(used, key=lambda name: -name.count), *unused)[:SPELLINGS]


def _roles(archive: Archive, topic: Topic) -> tuple[CountedPhrase, ...]:
    """What texts call the topic, in their words, each with the number of texts that do, most first. A phrase of one
    text is left out where others agree: it is as likely a phrase cut wrongly ("Though President")."""
    counts: Counter[str] = Counter()  # by the phrase without case
    spellings: dict[str, str] = {}
    for phrase in archive.topics.roles_told(topic.slug):
        counts[phrase.casefold()] += 1
        spellings.setdefault(phrase.casefold(), phrase)
    most_frequent = sorted(counts, key=lambda key: (-counts[key], key))[:ROLES]
    agreed = [key for key in most_frequent if counts[key] > 1]
    return tuple(CountedPhrase(spellings[key], counts[key]) for key in agreed or most_frequent)


def _wikidata_url(topic: Topic) -> str:
    return f"https://www.wikidata.org/wiki/{topic.wikidata}" if topic.wikidata else ""


def _how_found(archive: Archive, topic: Topic) -> str:
    """How a name that no editor chose came to have a page."""
    settings, name = archive.settings, topic_list(topic.slug)
    lang = settings.lang
    if topic.kind == "person":
        why = say(lang, "Found automatically; may mix two people of one name.")
    else:
        why = say(lang, "Found automatically; may mix two of one name.")
    fewer_articles = archive.articles.count(name) < settings.topic_min_articles
    if fewer_articles or archive.articles.publishers(name) < settings.topic_min_sources:
        return f"{why} {say(lang, 'Fewer have it now; the page stays while one does.')}"
    return why


def _latest(archive: Archive, slug: str) -> River:
    """The newest events, each with the day of its latest report, under the headline of one that names the topic."""
    names = frozenset(archive.topics.names(slug))
    events = archive.events.latest_in(topic_list(slug), date.max, MAX_LATEST)
    newest_first = sorted(events, key=lambda event: (event.latest.date, event.lead.id), reverse=True)
    return River(tuple(river_item(archive, event, date.min, event.report_on(names)) for event in newest_first))


def _network(archive: Archive, topic: Topic, seen_with: Companions) -> ActorNetwork | None:
    drawn = network_names(seen_with)
    if not drawn:
        return None
    slugs, most = tuple(companion.slug for companion, _ in drawn), drawn[0][1]
    pairs = archive.topics.pairs(slugs, MIN_TOGETHER, most, MAX_LINES)
    return actor_network(topic, drawn, pairs, archive.settings.lang)


def _seen_often(seen_with: Companions) -> Companions:
    """The first of the names, without those that one article alone has beside the topic where there are others: the
    page of all names has them."""
    often = [(companion, number) for companion, number in seen_with if number >= MIN_TOGETHER]
    return (often or seen_with)[:SEEN_WITH]


def _all_seen_with(archive: Archive, topic: Topic, names: int) -> Link | None:
    if not names:
        return None
    words = say(archive.settings.lang, "All %(number)s names", number=names)
    return Link(words, archive.addresses.at(seen_with_path(topic.slug)))


def _chart(archive: Archive, topic: Topic) -> CoverageChart | None:
    days = archive.articles.all_days(topic_list(topic.slug))
    if not days or days[-1][0] - days[0][0] < CHART_SPAN:
        return None
    end = archive.bar_end(days[0][0])
    every = [day for day, number in reversed(days) for _ in range(number)]
    return coverage_chart(topic.name, every, end, archive.settings.lang)


def _quotes(archive: Archive, newest_first: Sequence[ArticleQuote]) -> tuple[QuoteView, ...]:
    """The newest quotes, each once with all sources that print it. To look at four times as many quotes as are shown
    finds nearly all of these sources, since they come within a day or two."""
    clusters = cluster_quotes(worth_listing(newest_first))
    newest_clusters = sorted(
        clusters,
        key=lambda cluster: (cluster.quotes[0].article.date, cluster.fullest.article.id),
        reverse=True,
    )
    return tuple(quote_cluster_view(archive, cluster) for cluster in newest_clusters[:MAX_QUOTES])
