"""The page of each actor, its archive by month, and the index of actors."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from markupsafe import Markup

from incremental import DeferredPage

from ..charts.coverage_chart import coverage_chart, monday
from ..charts.seen_with_diagram import seen_with_diagram
from ..components.actor_background import background_of
from ..components.page_head import SiteFile, last_modified, page_head, site_feed
from ..components.quote_cards import quote_cluster_view, worth_listing
from ..components.story_blocks import month_links, river_days, source_rows, topic_row, topic_rows
from ..components.structured_data import collection
from ..i18n.date_formats import plain_day
from ..i18n.messages import say
from ..i18n.nouns import count, kind_name, kind_plural
from ..model.addresses import TOPICS, month_path, seen_with_anchor, seen_with_path, topic_path
from ..model.archive import Archive, weekly_counts
from ..model.article import Article
from ..model.events import ArticleQuote
from ..model.quote_clusters import cluster_quotes
from ..model.topics import Topic
from ..views.shared_views import IndexRow, Link, QuoteView
from ..views.story_views import MovedPage
from ..views.topic_views import CountedPhrase, SeenWithPage, TopicIndexPage, TopicPage
from .month_archive_page import month_archive_pages
from .seen_with_page import seen_with_view

LATEST = 20
QUOTES = 12
SOURCES = 24
TOP = 12
KIND_ROWS = 30  # of each kind the most named; all of them stand in the index from A to Z
RECENT_WEEKS = 2  # this week and the last: on a Monday this one alone says nothing
RISING_MIN = 4  # fewer are chance
SPELLINGS = 12
ROLES = 6
NO_LETTER = "#"
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
        yield from month_archive_pages(archive, root, topic.name, articles, (topic_index_link(archive),), TOPICS)
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
            trail=(topic_index_link(archive),),
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
        found="" if topic.followed else _found(archive, topic),
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
    trail = (topic_index_link(archive), Link(topic.name, archive.addresses.at(root)))
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


def topic_index_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Actors"), archive.addresses.at(TOPICS))


def _quotes(archive: Archive, said: Sequence[ArticleQuote]) -> tuple[QuoteView, ...]:
    """The newest, each once with all who carry it; `said` is newest first. Looking at a few times as many as are shown
    finds nearly all carriers, which come within a day or two."""
    joined = cluster_quotes(worth_listing(said[: 4 * QUOTES]))
    newest_first = sorted(joined, key=lambda one: (one.quotes[0].article.date, one.fullest.article.id), reverse=True)
    return tuple(quote_cluster_view(archive, one) for one in newest_first[:QUOTES])


def _found(archive: Archive, topic: Topic) -> str:
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


def _actors_page(archive: Archive) -> TopicIndexPage:
    today, lang = archive.today, archive.settings.lang
    followed = sorted(
        (topic for topic in archive.topics.values() if topic.followed),
        key=lambda topic: (-len(archive.articles_of(topic)), topic.name),
    )
    found: dict[str, list[Topic]] = defaultdict(list)
    for topic in archive.topics.values():
        if not topic.followed:
            found[kind_plural(topic.kind, lang)].append(topic)
    return TopicIndexPage(
        head=page_head(
            archive,
            TOPICS,
            say(lang, "Actors"),
            say(
                lang,
                "The people, organisations and places in the news: %(actors)s",
                actors=count(len(archive.topics), "actor", lang),
            ),
            current=TOPICS,
        ),
        followed=tuple(topic_row(archive, topic, len(archive.articles_of(topic)), today) for topic in followed),
        kinds=tuple(
            (
                kind,
                tuple(
                    topic_row(archive, topic, len(archive.articles_of(topic)), today)
                    for topic in _by_count(archive, found[kind])[:KIND_ROWS]
                ),
            )
            for kind in sorted(found)
        ),
        now=tuple(_recent_row(archive, topic, today) for topic in _covered_now(archive, today)),
        rising=tuple(_recent_row(archive, topic, today) for topic in _rising(archive, today)),
        letters=_letters(archive),
        network=seen_with_diagram(
            {topic: [one.id for one in archive.articles_of(topic)] for topic in archive.topics.values()},
            archive.addresses,
            lang,
        ),
    )


def _recent(archive: Archive, topic: Topic, today: date) -> tuple[int, int]:
    """Articles of the last RECENT_WEEKS weeks, and of as many before."""
    weeks = archive.weekly_counts(topic, today)
    return sum(weeks[-RECENT_WEEKS:]), sum(weeks[-2 * RECENT_WEEKS : -RECENT_WEEKS])


def _recent_row(archive: Archive, topic: Topic, today: date) -> IndexRow:
    return topic_row(archive, topic, _recent(archive, topic, today)[0], today)


def _covered_now(archive: Archive, today: date) -> list[Topic]:
    numbers = {topic: _recent(archive, topic, today)[0] for topic in archive.topics.values()}
    named = [topic for topic, number in numbers.items() if number]
    return sorted(named, key=lambda topic: (-numbers[topic], topic.name))[:TOP]


def _rising(archive: Archive, today: date) -> list[Topic]:
    """Those with at least RISING_MIN articles of late, and twice as many as before; the steepest first. Nobody, as long
    as the archive has no such time before: then all would rise that are covered at all."""
    if not archive.articles or archive.articles[-1].day >= monday(today) - timedelta(weeks=2 * RECENT_WEEKS - 2):
        return []
    numbers = {topic: _recent(archive, topic, today) for topic in archive.topics.values()}
    rising = [topic for topic, (now, before) in numbers.items() if now >= RISING_MIN and now >= 2 * before]
    return sorted(rising, key=lambda topic: (numbers[topic][1] - numbers[topic][0], topic.name))[:TOP]


def _letters(archive: Archive) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Everybody by first letter, accents aside; names that begin with none come last."""
    letters: dict[str, list[Topic]] = defaultdict(list)
    for topic in archive.topics.values():
        letters[_letter(topic.name)].append(topic)
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


def _letter(name: str) -> str:
    first = unicodedata.normalize("NFKD", name.strip())[:1].upper()[:1]
    return first if first.isalpha() else NO_LETTER


def _by_count(archive: Archive, topics: list[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (-len(archive.articles_of(topic)), topic.name))


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
