"""The files of open data beside the pages of actors, sources and watches, by month, and of stories; and links to them.

A month's files lie in the folder of the month's page: topics/mi6/2023/07/quotes.csv. A new article changes the files of
its own month and no others. Which pages have files is a setting, since each month has one for every table and form.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from incremental import Page

from ...archive.model.addresses import DATA_INDEX, data_file, month_path, story_path
from ...archive.model.article import Article
from ...archive.model.list_names import watch_list
from ...archive.questions.archive import Archive
from ..components.page_links import parent_path, story_url
from ..components.site_file import site_file
from ..i18n.date_wording import month as month_name
from ..i18n.messages import say
from ..views.feed_views import OpenDataFile
from ..views.shared_views import DataLinks, Link
from .citations import bibtex, csl_json
from .data_rows import article_row, hit_rows, mention_rows, quote_rows, rows_about
from .open_data_tables import SCHEMA_VERSION, TABLES, Row
from .table_text import csv_text, json_lines

TEMPLATE: Final = "data.txt"
TABLES_OF_PAGES: Final = ("articles", "mentions", "quotes")
_FORMS: Final = {"csv": csv_text, "jsonl": json_lines}
HITS: Final = "hits"
BIBTEX, CSL_JSON = "references.bib", "references.json"
FILES: Final = (*(f"{table}.{form}" for form in _FORMS for table in TABLES_OF_PAGES), BIBTEX, CSL_JSON)
HIT_FILES: Final = tuple(f"{HITS}.{form}" for form in _FORMS)  # which the page of a watch has too


def has_data(archive: Archive, listed: str) -> bool:
    """Whether the page of a list, or of a story with the list name "story", has files of data."""
    kind, _, slug = listed.partition("/")
    if kind == "topic":
        topic = archive.topics.with_slug(slug)
        kind = "followed" if topic and topic.followed else "found"
    wanted = {"followed": "followed", "found": "found", "source": "sources", "story": "stories", "watch": "watches"}
    return wanted.get(kind) in archive.settings.open_data


def data_pages(archive: Archive, listed: str) -> Iterator[Page]:
    """The files of all months of a list, oldest first, and their index."""
    if not has_data(archive, listed):
        return
    for month, _ in archive.articles.months(listed):
        for name in _files_of(listed):
            yield site_file(data_file(_folder(listed, month), name), TEMPLATE, month_file, listed, month, name)
    yield site_file(data_file(parent_path(listed), DATA_INDEX), TEMPLATE, index_file, listed)


def story_data_pages(archive: Archive, slug: str, lead_id: str) -> Iterator[Page]:
    """The files of a story; `lead_id` is the id of its lead."""
    if has_data(archive, "story"):
        for name in FILES:
            yield site_file(data_file(story_path(slug), name), TEMPLATE, story_file, lead_id, name)


def month_file(archive: Archive, listed: str, month: str, name: str) -> OpenDataFile:
    """One of the files of a month of a list, oldest article first. For a topic, mentions are those of its actor, and
    quotes those that the actor said or that name the actor."""
    articles = tuple(reversed(archive.articles.of_period(listed, month)))
    stories = dict(archive.events.story_slugs(listed, month)) if name.startswith("articles.") else {}
    kind, _, slug = listed.partition("/")
    if name in HIT_FILES:
        words = archive.settings.excerpt_words
        hits = ((one, archive.watches.passages(slug, one.id)) for one in articles)
        rows = (row for one, passages in hits for row in hit_rows(slug, one, passages, words))
        return _verbatim(_FORMS[name.partition(".")[2]](TABLES[HITS], rows))
    names = frozenset(archive.topics.names(slug)) if kind == "topic" else None
    return _data_file(archive, name, articles, stories, names)


def story_file(archive: Archive, lead_id: str, name: str) -> OpenDataFile:
    """One of the FILES of a story."""
    event = archive.events.of(lead_id)
    slug = event.story.slug if event.story and story_url(archive, event) else ""
    return _data_file(archive, name, event.articles, {article.id: slug for article in event.articles}, None)


def index_file(archive: Archive, listed: str) -> OpenDataFile:
    """The months of a list, each with the number of its articles and the addresses of its files."""
    absolute = archive.addresses.absolute
    months = [
        {
            "month": month,
            "articles": number,
            "files": [absolute(data_file(_folder(listed, month), name)) for name in _files_of(listed)],
        }
        for month, number in archive.articles.months(listed)
    ]
    index = {"schema": SCHEMA_VERSION, "page": absolute(parent_path(listed)), "months": months}
    return _verbatim(f"{json.dumps(index, ensure_ascii=False, indent=1)}\n")


def newest_data_links(archive: Archive, listed: str) -> DataLinks | None:
    """The files of the newest month of a list, and the index of all; None where there are none."""
    months = archive.articles.months(listed)
    if not months or not has_data(archive, listed):
        return None
    month, _ = months[-1]
    index = Link("JSON", archive.addresses.at(data_file(parent_path(listed), DATA_INDEX)))
    period = month_name(_first(month), archive.settings.lang)
    return data_links(archive, _folder(listed, month), period, index, has_hits=_has_hits(listed))


def month_data_links(archive: Archive, listed: str, first: date) -> DataLinks | None:
    """The files of one month of a list; None where there are none."""
    if not has_data(archive, listed):
        return None
    return data_links(archive, month_path(parent_path(listed), first), has_hits=_has_hits(listed))


def data_links(
    archive: Archive, folder: str, period: str = "", index: Link | None = None, *, has_hits: bool = False
) -> DataLinks:
    """The files below a path. `period` is the month that they are of, in words; `has_hits` whether they are of a
    watch."""
    lang = archive.settings.lang
    names = {"articles": say(lang, "Articles"), "mentions": say(lang, "Mentions"), "quotes": say(lang, "Quotes")}
    names |= {HITS: say(lang, "Passages that were found")} if has_hits else {}

    def links(form: str) -> tuple[Link, ...]:
        return tuple(
            Link(name, archive.addresses.at(data_file(folder, f"{table}.{form}"))) for table, name in names.items()
        )

    references = (
        Link("BibTeX", archive.addresses.at(data_file(folder, BIBTEX))),
        Link("CSL-JSON", archive.addresses.at(data_file(folder, CSL_JSON))),
    )
    groups = (("CSV", links("csv")), ("JSON Lines", links("jsonl")), (say(lang, "References"), references))
    return DataLinks(groups, period, index)


def _data_file(
    archive: Archive, name: str, articles: Sequence[Article], stories: Mapping[str, str], names: frozenset[str] | None
) -> OpenDataFile:
    """`names` are the canonical names of the actor that mentions and quotes are of; None for all."""
    if name == BIBTEX:
        return _verbatim("\n".join(bibtex(archive.addresses, article) for article in articles))
    if name == CSL_JSON:
        items = ",\n".join(csl_json(archive.addresses, article) for article in articles)
        return _verbatim(f"[\n{items}\n]\n")
    table, _, form = name.partition(".")
    rows = (row for article in articles for row in _rows(archive, table, article, stories, names))
    return _verbatim(_FORMS[form](TABLES[table], rows))


def _rows(
    archive: Archive, table: str, article: Article, stories: Mapping[str, str], names: frozenset[str] | None
) -> Iterable[Row]:
    """The rows of an article in one table."""
    if table == "articles":
        return (article_row(archive.addresses, article, stories.get(article.id, "")),)
    mentions, quotes = list(mention_rows(article)), list(quote_rows(archive.addresses, article))
    if names is not None:
        mentions, quotes = rows_about(names, mentions, quotes)
    return mentions if table == "mentions" else quotes


def _verbatim(text: str) -> OpenDataFile:
    return OpenDataFile(Markup(text))  # noqa: S704  it is no HTML, and is sent as what it is


def _files_of(listed: str) -> tuple[str, ...]:
    """The names of the files of each month of a list."""
    return (*FILES, *HIT_FILES) if _has_hits(listed) else FILES


def _has_hits(listed: str) -> bool:
    return listed.startswith(watch_list(""))


def _folder(listed: str, month: str) -> str:
    return month_path(parent_path(listed), _first(month))


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
