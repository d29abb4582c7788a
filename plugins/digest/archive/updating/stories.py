"""The stories of the archive, and the articles to which former addresses of stories lead."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from ...stories.clustering.evidence.report_features import report_features
from ...stories.clustering.evidence.sentence_vectors import end_encoder, release_model, sentence_encoder
from ...stories.digests.ranking import RankingFeatures
from ...stories.index.report_table import StoryInput
from ...stories.index.story_index import StoryIndex
from ...stories.reports import Report
from ...stories.story_slug import story_slug
from ..model.article import Article
from ..model.events import quotes_of
from ..model.list_names import ALL
from ..model.settings import SiteSettings
from ..model.topics import countries_meant, followed_countries, mentions_of
from ..story_decisions import EditorDecisions
from .article_files import HIDDEN, articles_with, place_of, status_of
from .names import KnownNames
from .row_differences import Row, replace_rows

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # the clock of a site without articles
FIRST_REPORTS: Final = 1_000  # of the archive, whose stories may come apart while it is small
LARGE: Final = 5_000  # articles
_DECIDED, _TOLD, _EARLY = range(3)  # why a story could have had an address; the first of several counts


def put_stories(
    connection: sqlite3.Connection,
    changed: Collection[str],
    names: KnownNames,
    decisions: EditorDecisions,
    settings: SiteSettings,
) -> set[str]:
    """Brings stories up to date with the articles that have `changed`, by their ids. Returns the ids of the articles
    whose status has changed."""
    stories = StoryIndex(connection)
    encoder = sentence_encoder(settings.cache)
    inputs: Iterable[tuple[str, StoryInput | None]] = _inputs(connection, changed, names)
    statuses: set[str] = set()
    while True:
        now = settings.now or _newest(connection)
        affected = stories.update(
            inputs, decisions=decisions, now=now, tz=settings.local.tz, weights=settings.rank, encoder=encoder
        )
        statuses |= _put_statuses(connection, stories, affected)
        if settings.now or now == _newest(connection):
            break
        inputs = ()  # the newest article is none that is shown: the clock is that of another
    end_encoder()
    if len(changed) >= LARGE:
        release_model()  # the pages of a new archive need the memory more than the next update the second
        report_features.cache_clear()
    return statuses


def put_former_stories(connection: sqlite3.Connection, changed: Iterable[str]) -> None:
    """Makes the rows of the slugs under which stories stood or could have stood, after the events of `changed`
    articles, or the articles themselves, have changed. Of several rows of one slug the first by rank and place counts.

    They come from the editor's decisions, from every report of a story, and from the first reports of the archive,
    whose stories can come apart while the archive is small.
    """
    told = (
        "SELECT 1 FROM story_event_articles JOIN story_events USING (lead) JOIN listed ON id = article "
        "WHERE article = ? AND list = ? AND several AND slug IS NOT NULL"
    )
    for article_id in sorted(set(changed)):
        is_told = connection.execute(told, (article_id, ALL)).fetchone()
        rows = list(_former_rows(connection, [article_id], _TOLD)) if is_told else []
        replace_rows(connection, "former_stories", "id = ? AND rank = ?", (article_id, _TOLD), rows)
    oldest = "SELECT id FROM listed WHERE list = ? ORDER BY place LIMIT ?"
    early = {id_ for (id_,) in connection.execute(oldest, (ALL, FIRST_REPORTS))}
    before = {id_ for (id_,) in connection.execute("SELECT id FROM former_stories WHERE rank = ?", (_EARLY,))}
    for article_id in sorted((early ^ before) | (early & set(changed))):
        rows = list(_former_rows(connection, [article_id], _EARLY)) if article_id in early else []
        replace_rows(connection, "former_stories", "id = ? AND rank = ?", (article_id, _EARLY), rows)
    decided = [
        (slug, _DECIDED, place_of(article), article.id)
        for slug, id_ in StoryIndex(connection).former_stories().items()
        for article in articles_with(connection, [id_])
    ]
    replace_rows(connection, "former_stories", "rank = ?", (_DECIDED,), decided)


def report_of(article: Article) -> Report:
    """The article as clustering sees it."""
    return Report(
        id=article.id,
        title=article.headline,
        text=article.body.text or article.summary,
        date=article.date,
        source=article.publisher.newsroom,
        link=article.original,
        actors=tuple(dict.fromkeys(mention.actor for mention in mentions_of(article))),
        lang=article.lang,
    )


def _inputs(
    connection: sqlite3.Connection, changed: Collection[str], names: KnownNames
) -> Iterator[tuple[str, StoryInput | None]]:
    """The articles as stories see them; None for one that is gone or hidden."""
    country_slugs = followed_countries(names.actors.values())
    followed = {actor.slug: name for name, actor in names.actors.items()}
    there = {id_ for id_ in changed if status_of(connection, id_) not in ("", HIDDEN)}
    yield from ((id_, None) for id_ in sorted(set(changed) - there))
    for article in articles_with(connection, there):
        features = _features_of(article, names, country_slugs, followed)
        yield article.id, StoryInput(report_of(article), features, article.path)


def _features_of(
    article: Article, names: KnownNames, country_slugs: Mapping[str, str], followed: Mapping[str, str]
) -> RankingFeatures:
    """The ranking features of an article. `followed` are the names of followed actors by their slugs."""
    slugs = {names.slug_of(mention.actor) for mention in mentions_of(article)}
    slugs |= {country_slugs[name] for name in countries_meant(article) if name in country_slugs}
    return RankingFeatures(
        followed=tuple(sorted(followed[slug] for slug in slugs if slug in followed)),
        quotes=sum(quote.quote.speaker is not None for quote in quotes_of(article)),
        is_dated=article.is_dated,
    )


def _put_statuses(connection: sqlite3.Connection, stories: StoryIndex, ids: Iterable[str]) -> set[str]:
    changed = set()
    for id_ in sorted(ids):
        before = status_of(connection, id_)
        if before not in ("", HIDDEN, status := stories.standing(id_)):
            connection.execute("UPDATE articles SET status = ? WHERE id = ?", (status, id_))
            changed.add(id_)
    return changed


def _newest(connection: sqlite3.Connection) -> datetime:
    """The date of the newest article that is shown."""
    row = connection.execute(
        "SELECT place FROM articles WHERE status IN ('shown', 'new') ORDER BY place DESC LIMIT 1"
    ).fetchone()
    return datetime.fromisoformat(row[0].split(" ")[1]).replace(tzinfo=UTC) if row else EPOCH


def _former_rows(connection: sqlite3.Connection, ids: Iterable[str], rank: int) -> Iterator[Row]:
    for article in articles_with(connection, ids):
        yield story_slug(report_of(article)), rank, place_of(article), article.id
