"""The rows of every table of the open data, read from the index of the archive a few articles at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...archive.model.addresses import source_path, story_path, topic_path
from ...archive.model.article import Article
from ...archive.model.list_names import ALL, source_list
from ...archive.packed_articles import PackedArticle, unpack_article
from ...archive.questions.archive import Archive
from ...archive.updating.watch_rows import unpack_passages
from ...errors import ConfigurationError
from ...site.open_data.data_rows import article_row, hit_rows, mention_rows, quote_rows, rows_about, text_row
from ...site.open_data.open_data_tables import Row

CHUNK: Final = 200  # articles in memory at once: some 10 KB each, with their rows
_PAGES: Final = {"topics": "topic", "sources": "source", "sections": "section", "watches": "watch"}
_HITS: Final = (  # of public watches
    "SELECT watch, passages FROM hits JOIN watches ON slug = watch WHERE id = ? AND NOT private ORDER BY number"
)
_STORY: Final = "stories"
_RECORD: Final = "texts.record, body, annotation, articles.digest"


@dataclass(frozen=True, slots=True)
class ExportedArticle:
    """An article and the slug of its story, "" where it is part of none."""

    article: Article
    story: str


@dataclass(frozen=True, slots=True)
class ExportedPart:
    """Which articles are exported: those of a list, or of the story with the lead `lead`. For the page of an actor,
    `names` are the canonical names that mentions and quotes are of."""

    listed: str = ALL
    lead: str = ""
    names: frozenset[str] | None = None


def part_of(archive: Archive, page: str) -> ExportedPart:
    """The part of a page, given by its path: topics/mi6, sources/SLUG, sections/SLUG, watches/SLUG, stories/SLUG;
    "" is all.

    Raises:
        ConfigurationError: there is no such page with articles.
    """
    if not page:
        return ExportedPart()
    folder, _, slug = page.strip("/").partition("/")
    if folder == _STORY:
        lead = archive.index.value("SELECT lead FROM story_events WHERE slug = ? AND several", (slug,))
        if lead:
            return ExportedPart("", lead)
    elif folder in _PAGES:
        part = ExportedPart(f"{_PAGES[folder]}/{slug}", "", frozenset(archive.topics.names(slug)))
        if archive.articles.count(part.listed):
            return part if folder == "topics" else ExportedPart(part.listed)
    kinds = "topics/SLUG, sources/SLUG, sections/SLUG, watches/SLUG or stories/SLUG"
    raise ConfigurationError(f"{page!r}: expected {kinds} of a page")


def exported_articles(archive: Archive, part: ExportedPart) -> Iterator[list[ExportedArticle]]:
    """The articles of a part in order of time, at most CHUNK at once. No other record of them is kept."""
    last = ""
    while rows := archive.index.rows(*_query(part, last)):
        yield [
            ExportedArticle(unpack_article(id_, PackedArticle(*packed)), slug or "") for id_, _, slug, *packed in rows
        ]
        last = rows[-1][1]


def _query(part: ExportedPart, last: str) -> tuple[str, tuple[object, ...]]:
    """The query for the articles behind the place `last`."""
    slug = "CASE WHEN several THEN slug END"
    if part.lead:
        query = (
            f"SELECT id, place, {slug}, {_RECORD} FROM story_event_articles JOIN story_events USING (lead) "
            "JOIN articles ON id = article JOIN texts USING (id) WHERE lead = ? AND place > ? ORDER BY place LIMIT ?"
        )
    else:
        query = (
            f"SELECT listed.id, listed.place, {slug}, {_RECORD} FROM listed "
            "JOIN articles USING (id) JOIN texts USING (id) "
            "LEFT JOIN story_event_articles ON article = listed.id LEFT JOIN story_events USING (lead) "
            "WHERE list = ? AND listed.place > ? ORDER BY listed.place LIMIT ?"
        )
    return query, (part.lead or part.listed, last, CHUNK)


def rows_of_articles(archive: Archive, part: ExportedPart, articles: list[ExportedArticle]) -> dict[str, list[Row]]:
    """The rows of some articles, by table."""
    addresses = archive.addresses
    rows: dict[str, list[Row]] = {"articles": [], "texts": [], "mentions": [], "quotes": [], "hits": []}
    for one in articles:
        mentions, quotes = list(mention_rows(one.article)), list(quote_rows(addresses, one.article))
        if part.names is not None:
            mentions, quotes = rows_about(part.names, mentions, quotes)
        rows["articles"].append(article_row(addresses, one.article, one.story))
        rows["texts"].append(text_row(one.article, archive.settings.excerpt_words))
        rows["mentions"] += mentions
        rows["quotes"] += quotes
        for watch, packed in archive.index.rows(_HITS, (one.article.id,)):
            rows["hits"] += hit_rows(watch, one.article, unpack_passages(packed), archive.settings.excerpt_words)
    return rows


def rows_of_pages(archive: Archive, table: str) -> Iterator[Row]:
    """The rows of a table that has one for each page or name: `sources`, `topics`, `names`, `stories`."""
    return {"sources": _sources, "topics": _topics, "names": _names, "stories": _stories}[table](archive)


def _sources(archive: Archive) -> Iterator[Row]:
    for source in archive.sources.all():
        yield (
            source.slug,
            archive.addresses.absolute(source_path(source.slug)),
            source.name,
            source.home or None,
            source.section,
            "full" if source.full else "excerpt",
            archive.articles.count(source_list(source.slug)),
        )


def _topics(archive: Archive) -> Iterator[Row]:
    for topic, articles in archive.topics.all():
        url = archive.addresses.absolute(topic_path(topic.slug))
        yield topic.slug, url, topic.name, topic.kind, topic.followed, topic.wikidata or None, articles


def _names(archive: Archive) -> Iterator[Row]:
    yield from archive.index.rows("SELECT names.name, slug FROM names JOIN topics USING (slug) ORDER BY names.name")


def _stories(archive: Archive) -> Iterator[Row]:
    """In chunks, since each needs the record of its lead."""
    last = ""
    query = (
        "SELECT slug, day, (SELECT count(*) FROM story_event_articles one WHERE one.lead = story.lead), lead, "
        f"{_RECORD} FROM story_events story JOIN texts ON texts.id = lead JOIN articles ON articles.id = lead "
        "WHERE several AND slug > ? ORDER BY slug LIMIT ?"
    )
    while rows := archive.index.rows(query, (last, CHUNK)):
        for slug, day, articles, lead, *packed in rows:
            headline = unpack_article(lead, PackedArticle(*packed)).headline
            yield slug, archive.addresses.absolute(story_path(slug)), headline, day, articles
        last = rows[-1][0]
