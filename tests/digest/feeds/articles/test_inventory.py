"""The inventory's answer about the items of one document: it never takes a stored article for a new one."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.contracts.article_header import HeaderField
from digest.feeds.articles.article_file import ArticleFile, render
from digest.feeds.articles.identity import PublisherFamily
from digest.feeds.articles.inventory import Inventory
from digest.feeds.articles.removed_articles import load_removed
from digest.feeds.cleaning.draft import Draft
from digest.feeds.polling.poll_cache import FILE_NAME, PollCache

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATH = "news/2026/11/22/mutiny-ends.md"
DRAFT = Draft(1, "g1", "https://wire.example/1", "Mutiny ends", "What happened.")
WIRE = PublisherFamily("wire", present=frozenset({"wire"}))
TEXT = render(
    ArticleFile(
        {HeaderField.TITLE: "Mutiny ends", HeaderField.SOURCE: "wire", HeaderField.GUID: "g1"}, "What happened."
    )
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    file = tmp_path / "content" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, encoding="utf-8")
    return tmp_path / "content"


def test_an_item_is_answered_with_its_article_and_the_text_of_the_file(content: Path, tmp_path: Path) -> None:
    with PollCache(tmp_path / "cache") as cache:
        inventory = Inventory(content, cache.article_index(content), NOW)
        stored = inventory.stored_items((DRAFT, Draft(2, "g2", "", "Harbour", "")), WIRE, NOW)
    assert [match.article and match.article.path for match in stored.matches] == [PATH, None]
    assert stored.texts == {PATH: TEXT}


def test_the_file_of_an_item_that_is_as_it_came_last_time_is_not_read(content: Path, tmp_path: Path) -> None:
    same = Draft(1, "g1", "", "Mutiny ends", "", is_same=True)
    with PollCache(tmp_path / "cache") as cache:
        stored = Inventory(content, cache.article_index(content), NOW).stored_items((same,), WIRE, NOW)
    assert stored.texts == {}
    assert stored.matches[0].article is not None


def test_a_file_that_cannot_be_read_is_named_with_the_reason(content: Path, tmp_path: Path) -> None:
    with PollCache(tmp_path / "cache") as cache:
        inventory = Inventory(content, cache.article_index(content), NOW)
        (content / PATH).unlink()
        (content / PATH).mkdir()
        stored = inventory.stored_items((DRAFT,), WIRE, NOW)
    assert "directory" in stored.unreadable[PATH]


def test_an_index_that_is_lost_in_the_middle_of_a_run_is_filled_again(content: Path, tmp_path: Path) -> None:
    with PollCache(tmp_path / "cache") as cache:
        inventory = Inventory(content, cache.article_index(content), NOW)
        cache.commit()
        with closing(sqlite3.connect(tmp_path / "cache" / FILE_NAME)) as other:
            other.execute("DROP TABLE article")
            other.commit()
        stored = inventory.stored_items((DRAFT,), WIRE, NOW)
    assert stored.matches[0].article is not None
    assert load_removed(content) == ()
