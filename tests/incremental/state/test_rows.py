"""Objects that are restored bit by bit, and the records of what they are made of."""

import sys
from pathlib import Path
from typing import Any

import pytest
from pelican import signals
from pelican.contents import Article, Content

from tests.incremental.conftest import Site

# `change` is what some other plugin does to the articles before the pages are made.
PLUGIN = """
from dataclasses import dataclass
from incremental.write.pure_views import PureView
from pelican import signals
from pelican.generators import Generator

SEEN = []

def change(articles):
    pass

@dataclass(frozen=True, slots=True)
class View:
    title: str

def view(record):
    tags = " ".join(f"{tag.name}/{tag.slug}" for tag in getattr(record, "tags", ()))
    parts = (record.title, record.url, record.locale_date, getattr(record, "rank", ""), tags, record.body.html)
    return View("|".join(map(str, parts)))

class SiteGenerator(Generator):
    def generate_context(self):
        change(self.context["articles"])

    def generate_output(self, writer):
        writer.set_site({"name": "x"})
        for article in self.context["articles"]:
            record = writer.record_of(article)
            SEEN.append((article, record))
            writer.write_view(article.slug + ".html", "page.html", PureView(view, record))

def pages(pelican):
    return SiteGenerator if __name__ in pelican.settings["PLUGINS"] else None

def register():
    signals.get_generators.connect(pages)
"""


@pytest.fixture
def records(site: Site) -> Site:
    site.plugin = PLUGIN
    site.article("a.md", "The *body*.", slug="a", tags="x, y", extra="1")
    site.article("b.md", "Another.", slug="b", tags="x")
    return site


def _built(site: Site, change: str = "pass", **settings: Any) -> tuple[Any, list[tuple[Any, Any]]]:
    """The summary, and each article with its record."""
    site.plugin = PLUGIN.replace("    pass\n", f"    {change}\n", 1)
    summary = site.build(**settings)
    return summary, sys.modules["site_pages"].SEEN


def test_a_page_is_made_from_what_its_article_is_made_of(records: Site) -> None:
    _built(records)
    assert "a.md|a.html|Sun 22 November 2026||x/x y/y|&lt;p&gt;The" in records.files()["a.html"].decode()


def test_a_page_whose_article_stays_is_not_made_and_one_whose_article_changes_is(records: Site) -> None:
    _built(records)
    summary, _ = _built(records)
    assert (summary.rendered, summary.skipped) == (0, 2)
    records.article("a.md", "New.", slug="a", tags="x, y")
    summary, _ = _built(records)
    assert (summary.rendered, summary.skipped) == (1, 1)
    assert b"New." in records.files()["a.html"]


def test_a_record_has_the_attributes_of_its_object_with_tuples_for_lists(records: Site) -> None:
    _built(records)
    _, seen = _built(records)
    for article, record in seen:
        for name in ("title", "slug", "date", "locale_date", "lang", "timezone", "relative_source_path"):
            assert getattr(record, name) == getattr(article, name)
        assert (record.url, record.save_as) == (article.url, article.save_as)
        assert [tag.name for tag in record.tags] == [tag.name for tag in article.tags]
        assert type(record.tags) is tuple
        with pytest.raises(AttributeError, match="no 'author'"):
            _ = record.author


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("articles[0].rank = 7", "|7|"),
        ("articles[0].title = 'Other'", "Other|"),
        ("articles[0].title = str('Ot' + 'her')", "Other|"),
        ("articles[0].tags.append(articles[0].tags[0])", "x/x y/y x/x|"),
        ("articles[0].tags[0].slug = 'z'", "|x/z y/y|"),
        ("articles[0].tags[0].name = 'w'", "|w/w y/y|"),
        ("articles[0]._content = 'Put'", "|Put"),
        ("articles[0].metadata['slug'] = 'm'; articles[0].locale_date = 'now'", "|now|"),
        ("vars(articles[0])['title'] = 'Other'", "Other|"),
        ("del articles[0].tags", "||&lt;"),
    ],
)
def test_what_somebody_has_changed_in_an_object_is_in_its_record(records: Site, change: str, told: str) -> None:
    _built(records)
    changed = change.replace("articles[0]", "next(one for one in articles if one.slug == 'a')")
    for _ in range(2):
        summary, _ = _built(records, changed)
        assert told in records.files()["a.html"].decode()
    assert summary.rendered == 0  # the second time it is the same again
    _built(records)
    assert records.files() == records.clean_files()


def test_what_is_no_plain_data_is_not_in_a_record(records: Site) -> None:
    _built(records)
    _, seen = _built(records, "articles[0].neighbour = articles[1]; articles[0].rank = 7")
    record = next(record for article, record in seen if hasattr(article, "neighbour"))
    assert record.rank == 7
    with pytest.raises(AttributeError, match="no 'neighbour'"):
        _ = record.neighbour


def test_a_record_stays_as_it_was_when_its_object_is_changed_later(records: Site) -> None:
    _, seen = _built(records)
    article, record = seen[0]
    before = record.title
    article.title = "Later"
    article.tags[0].slug = "later"
    assert record.title == before
    assert "later" not in [tag.slug for tag in record.tags]


def test_an_object_shows_all_that_it_has_whoever_looks(records: Site) -> None:
    look = "SEEN.extend((vars(one).copy(), dict(one.metadata)) for one in articles)"
    records.settings["ARTICLE_TRANSLATION_ID"] = None  # else Pelican looks at the metadata of each first
    _, made = _built(records, look, INCREMENTAL_CLEAN=True)
    _, restored = _built(records, look)
    for (one, metadata), (other, other_metadata) in zip(made[:2], restored[:2], strict=True):
        assert {"metadata", "timezone", "date_format", "template"} <= one.keys() == other.keys()
        assert metadata == other_metadata
        assert metadata["slug"] in ("a", "b")


def test_what_is_set_or_deleted_before_the_rest_is_loaded_stays_so(records: Site) -> None:
    _built(records)
    records.settings["ARTICLE_TRANSLATION_ID"] = None  # as above
    _, seen = _built(records, "articles[0].locale_date = 'set'; del articles[0].date_format; articles[0].metadata")
    article = next(article for article, _ in seen if article.locale_date == "set")
    assert not hasattr(article, "date_format")
    assert article.timezone


def test_a_setting_that_addresses_are_made_from_makes_the_pages_anew(records: Site) -> None:
    _built(records)
    summary, _ = _built(records, ARTICLE_URL="other/{slug}")
    assert summary.rendered == 2
    assert b"other/a" in records.files()["a.html"]


def test_pelican_is_told_of_objects_where_somebody_listens(records: Site) -> None:
    _built(records)
    heard: list[Content] = []
    with signals.content_object_init.connected_to(heard.append):
        _built(records)
    assert {Path(str(one.source_path)).name for one in heard if isinstance(one, Article)} == {"a.md", "b.md"}


def test_an_object_that_pelican_refuses_is_refused_each_time(records: Site) -> None:
    records.article("c.md", slug="c", status="nonsense")
    for _ in range(2):
        _built(records)
        assert set(records.files()) == {"a.html", "b.html"}
