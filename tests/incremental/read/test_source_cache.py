"""Sources that are parsed once, through builds of a real site."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from pelican import signals
from pelican.readers import MarkdownReader

ARTICLE = (
    "{{ article.title }}|{{ article.date }}|{{ article.date.tzinfo }}|{{ article.tags }}|{{ article.category.url }}|"
    "{{ article.authors }}|{{ article.summary }}|{{ article.note }}|{{ article.content }}"
)


@pytest.fixture
def articles(site: Any) -> Any:
    """The site with three articles that show all that a reader can tell."""
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html", "CATEGORY_SAVE_AS": "category/{slug}.html"}
    site.template("article.html", ARTICLE)
    site.template("category.html", "{{ category }}")
    site.template("page.html", "{{ page.title }}{{ page.content }}")
    site.article("one.md", "**bold**", tags="x, y y", category="News", authors="A. B.; C", summary="*short*", note="1")
    site.article("two.md", "<p>raw</p>", date="2026-11-21T10:00:00+02:00", modified="2026-11-22T00:00:00-05:00")
    site.article("pages/three.md", "a page")
    return site


def test_only_changed_files_are_parsed(articles: Any) -> None:
    first = articles.build()
    second = articles.build()
    articles.article("two.md", "changed")
    articles.article("four.md", "new")
    third = articles.build()
    assert (first.sources, first.parsed) == (3, 3)
    assert (second.sources, second.parsed) == (3, 0)
    assert (third.sources, third.parsed) == (4, 2)
    assert articles.files() == articles.clean_files()


def test_a_file_of_new_times_and_old_bytes_is_not_parsed(articles: Any) -> None:
    articles.build()
    for path in articles.content.rglob("*.md"):
        os.utime(path, ns=(1, 1))
    assert articles.build().parsed == 0


def test_an_edit_of_the_same_size_right_after_a_build_is_seen(articles: Any) -> None:
    path = articles.article("one.md", "aaaa")
    times = path.stat()
    articles.build()
    path.write_text(path.read_text().replace("aaaa", "bbbb"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert articles.build().parsed == 1
    assert b"bbbb" in articles.files()["onemd.html"]


def test_files_that_have_rested_are_not_even_opened(articles: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    monkeypatch.setattr("incremental.run.plugin.time_ns", lambda: now + 10_000_000_000)
    articles.build()
    opened: list[Path] = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path) or read_bytes(path))  # type: ignore[func-returns-value]  # append for its effect
    assert articles.build().parsed == 0
    assert opened == []


@pytest.mark.parametrize(
    "change",
    [
        {"MARKDOWN": {"extensions": ["markdown.extensions.toc"], "extension_configs": {}}},
        {"MARKDOWN": {"extensions": [], "extension_configs": {}, "output_format": "xhtml"}},
        {"FORMATTED_FIELDS": ["summary", "note"]},
    ],
)
def test_a_setting_that_the_reader_reads_parses_all_anew(articles: Any, change: dict[str, Any]) -> None:
    articles.build()
    assert articles.build(**change).parsed == 3
    assert articles.files() == articles.clean_files(**change)


def test_a_plugin_that_changes_parses_all_anew(articles: Any) -> None:
    articles.build()
    articles.plugin += "# changed"
    assert articles.build().parsed == 3


def test_articles_of_one_date_are_in_the_same_order_in_every_run(articles: Any) -> None:
    articles.settings |= {"ARTICLE_TRANSLATION_ID": None}
    articles.template("category.html", "{% for article in articles %}{{ article.slug }} {% endfor %}")
    names = [f"report-{number:02}" for number in range(30)]
    for name in reversed(names):
        articles.article(f"{name}.md", slug=name, date="2026-11-20", category="Wire")
    articles.build()
    assert articles.files()["category/wire.html"].decode().split() == names


def test_tags_and_categories_are_bound_to_the_settings_of_the_day(articles: Any) -> None:
    articles.build()
    change = {"CATEGORY_URL": "about/{slug}/", "SLUG_REGEX_SUBSTITUTIONS": [(r"[^\w]", "_")]}
    summary = articles.build(**change)
    assert summary.parsed == 0
    assert articles.files() == articles.clean_files(**change)
    assert b"|about/news/|" in articles.files()["one_md.html"]


@pytest.mark.parametrize("date", ["22 November", "Friday", "12:30", "2026-11"])
def test_a_date_that_pelican_completes_from_today_is_read_in_each_build(articles: Any, date: str) -> None:
    articles.article("one.md", date=date)
    articles.build()
    assert articles.build().parsed == 1


def test_signals_are_sent_for_cached_articles_as_for_others(articles: Any) -> None:
    sent: list[str] = []

    def note(*_: Any, **__: Any) -> None:
        sent.append("signal")

    names = ("article_generator_preread", "article_generator_context", "page_generator_context", "content_object_init")
    articles.build()
    counts = []
    for _ in range(2):
        sent.clear()
        for name in names:
            getattr(signals, name).connect(note)
        articles.build()
        for name in names:
            getattr(signals, name).disconnect(note)
        counts.append(len(sent))
        for path in articles.state.glob("*.sqlite"):
            path.unlink()
    assert counts[0] == counts[1] > 0


def test_a_file_that_is_written_while_it_is_read_is_not_stored(articles: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read = MarkdownReader.read

    def slow_read(reader: MarkdownReader, path: str) -> Any:
        result = read(reader, path)
        with Path(path).open("a") as file:
            file.write("more\n")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(MarkdownReader, "read", slow_read)
        articles.build()
    assert articles.build().parsed == 3
    assert articles.files() == articles.clean_files()


def test_restructured_text_can_include_other_files_and_is_parsed_in_each_build(articles: Any) -> None:
    (articles.content / "part.inc").write_text("old")
    (articles.content / "four.rst").write_text("Four\n####\n\n:date: 2026-11-20\n\n.. include:: part.inc\n")
    articles.build()
    (articles.content / "part.inc").write_text("new")
    articles.build()
    assert b"new" in articles.files()["four.html"]


def test_a_file_that_can_t_be_read_is_left_out_as_pelican_does(articles: Any) -> None:
    (articles.content / "bad.md").write_bytes(b"Title: x\nDate: 2026-11-22\n\n\xff\xfe")
    for _ in range(2):
        articles.build()
        assert sorted(name for name in articles.files() if "/" not in name) == ["onemd.html", "twomd.html"]


def test_parsed_sources_outlive_a_build_that_fails_later(articles: Any) -> None:
    articles.template("article.html", "{{ article.nothing.at_all }}")
    with pytest.raises(Exception, match="nothing"):
        articles.build()
    articles.template("article.html", ARTICLE)
    assert articles.build().parsed == 0


def test_pelican_s_own_cache_of_content_keeps_ours_off(articles: Any, caplog: pytest.LogCaptureFixture) -> None:
    articles.settings |= {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CONTENT_CACHING_LAYER": "generator"}
    for _ in range(2):
        articles.build()
        assert "CACHE_CONTENT and LOAD_CONTENT_CACHE keep ours off" in caplog.text
    before = articles.files()
    articles.settings |= {"CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False}
    assert articles.build().parsed == 3
    assert articles.files() == before
