"""The storing phase alone: intents in, files and a report out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.contracts.article_fingerprint import is_as_written
from digest.contracts.article_header import HeaderField
from digest.contracts.kept_versions import KeptVersion, load_versions, version_files
from digest.contracts.subscriptions import NO_VERSIONS, VersionSettings
from digest.feeds.articles.article_file import ArticleFile, read, render
from digest.feeds.articles.inventory import Inventory
from digest.feeds.articles.picture_files import PictureSize, RetrievedPicture, RetrievedPictures
from digest.feeds.cleaning.draft import Draft
from digest.feeds.http.responses import Validators
from digest.feeds.polling.decide import ChangedArticle, FeedIntents, NewArticle, UnchangedArticle
from digest.feeds.polling.poll_cache import CachedResponse, FeedSchedule, PollCache
from digest.feeds.polling.poll_report import FeedReport
from digest.feeds.polling.store import finish_feed, store_articles
from digest.feeds.workers.spool import Spool

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATH = "news/2026/11/22/mutiny-ends.md"
DRAFT = Draft(1, "g1", "", "Mutiny ends", "What happened.", digest="d1", image="https://wire.example/a.jpg")
ARTICLE = ArticleFile({HeaderField.TITLE: "Mutiny ends", HeaderField.SOURCE: "wire"}, "What happened.")
NEW = NewArticle(DRAFT, ARTICLE, NOW, "wire guid g1", wants_picture=True)
PICTURE = RetrievedPicture((PictureSize(640, 360, Spool().put(b"webp", 4)),), "digest", "A harbour")


def intents(*articles: NewArticle | ChangedArticle | UnchangedArticle, drops_response: bool = False) -> FeedIntents:
    return FeedIntents(
        FeedReport("wire", "Wire", "https://wire.example/feed", "ok"),
        FeedSchedule("https://wire.example/feed", "s"),
        articles,
        CachedResponse("s", Validators('"1"'), "b"),
        drops_response=drops_response,
    )


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[PollCache]:
    with PollCache(tmp_path / "cache") as cache:
        yield cache


@pytest.fixture
def inventory(tmp_path: Path, cache: PollCache) -> Inventory:
    return Inventory(tmp_path, cache.article_index(tmp_path), NOW)


def test_a_new_article_gets_its_slug_is_counted_and_its_item_is_kept(
    tmp_path: Path, cache: PollCache, inventory: Inventory
) -> None:
    stored = store_articles(intents(NEW), tmp_path, inventory)
    report = finish_feed(stored, None, tmp_path, lambda: inventory, cache)
    article = read((tmp_path / PATH).read_text())
    assert (article.fields[HeaderField.SLUG], article.body) == ("mutiny-ends", "What happened.")
    assert (report.new, report.updated, report.unchanged) == (1, 0, 0)
    response = cache.response("wire")
    assert response is not None
    assert [(item.digest, item.mark.path) for item in response.items] == [("d1", PATH)]
    assert cache.schedules()["wire"] == FeedSchedule("https://wire.example/feed", "s")


def test_two_items_of_one_title_in_one_document_get_two_files(tmp_path: Path, inventory: Inventory) -> None:
    other = NewArticle(DRAFT, ARTICLE, NOW, "wire guid g2", wants_picture=False)
    stored = store_articles(intents(NEW, other), tmp_path, inventory)
    assert len({change.path for change in stored.changes}) == 2


def test_an_article_that_cannot_be_written_costs_no_other_and_the_document_is_read_again(
    tmp_path: Path, cache: PollCache, inventory: Inventory
) -> None:
    (tmp_path / "news/2026/11/21").mkdir(parents=True)
    (tmp_path / "news/2026/11/21/x.md").mkdir()
    changed = ChangedArticle(DRAFT, ARTICLE, "news/2026/11/21/x.md", ARTICLE, wants_picture=False)
    stored = store_articles(intents(changed, NEW), tmp_path, inventory)
    report = finish_feed(stored, None, tmp_path, lambda: inventory, cache)
    assert (report.new, report.updated, report.file_errors) == (1, 0, 1)
    assert report.failed[0].reason.startswith("it can't be written: ")
    assert cache.response("wire") is None


def test_a_picture_is_added_to_the_file_as_it_is_by_then(
    tmp_path: Path, cache: PollCache, inventory: Inventory
) -> None:
    stored = store_articles(intents(NEW), tmp_path, inventory)
    assert stored.wanted_pictures == (DRAFT,)
    by_then = read((tmp_path / PATH).read_text())
    text = render(ArticleFile({**by_then.fields, HeaderField.MORE_SOURCES: "sport"}, by_then.body))
    (tmp_path / PATH).write_text(text)
    report = finish_feed(stored, RetrievedPictures({1: PICTURE}), tmp_path, lambda: inventory, cache)
    text = (tmp_path / PATH).read_text()
    fields = read(text).fields
    name = fields[HeaderField.PICTURE].split()[0]
    assert (tmp_path / PATH).with_name(name).read_bytes() == b"webp"
    assert (fields[HeaderField.PICTURE_ALT], fields[HeaderField.MORE_SOURCES]) == ("A harbour", "sport")
    assert is_as_written(text)
    assert (report.new, report.updated) == (1, 0)
    response = cache.response("wire")
    assert response is not None
    assert response.items[0].mark.size == len(text)


def test_a_picture_alone_is_an_update(tmp_path: Path, cache: PollCache, inventory: Inventory) -> None:
    store_articles(intents(NEW), tmp_path, inventory)
    unchanged = UnchangedArticle(DRAFT, PATH, None, wants_picture=True)
    stored = store_articles(intents(unchanged), tmp_path, inventory)
    report = finish_feed(stored, RetrievedPictures({1: RetrievedPicture()}), tmp_path, lambda: inventory, cache)
    assert read((tmp_path / PATH).read_text()).fields[HeaderField.PICTURE] == "none"
    assert (report.updated, report.unchanged) == (1, 0)


def test_a_file_that_a_person_edits_while_its_picture_is_retrieved_is_left_alone(
    tmp_path: Path, cache: PollCache, inventory: Inventory
) -> None:
    stored = store_articles(intents(NEW), tmp_path, inventory)
    (tmp_path / PATH).write_text((tmp_path / PATH).read_text() + "edited\n")
    edited = (tmp_path / PATH).read_bytes()
    finish_feed(stored, RetrievedPictures({1: PICTURE}), tmp_path, lambda: inventory, cache)
    assert (tmp_path / PATH).read_bytes() == edited


@pytest.mark.parametrize("is_gone", [True, False])
def test_pictures_that_are_still_owed_make_the_document_be_read_again(
    tmp_path: Path, cache: PollCache, inventory: Inventory, *, is_gone: bool
) -> None:
    stored = store_articles(intents(NEW), tmp_path, inventory)
    if is_gone:
        (tmp_path / PATH).unlink()
    pictures = RetrievedPictures({1: PICTURE} if is_gone else {}, is_whole=is_gone)
    report = finish_feed(stored, pictures, tmp_path, lambda: inventory, cache)
    assert report.new == 1
    assert cache.response("wire") is None


def test_the_version_that_is_replaced_is_written_first_and_not_where_none_are_stored(
    tmp_path: Path, inventory: Inventory
) -> None:
    version = KeptVersion("2026-11-22T12:00:00+00:00", "Mutiny begins", "What may happen.")
    changed = ChangedArticle(DRAFT, ARTICLE, PATH, ARTICLE, wants_picture=False, replaced=version)
    store_articles(intents(changed), tmp_path, inventory, NO_VERSIONS)
    assert list(version_files(tmp_path)) == []
    store_articles(intents(changed), tmp_path, inventory, VersionSettings())
    [(path, file)] = version_files(tmp_path)
    assert (path, load_versions(file)) == (PATH, (version,))
