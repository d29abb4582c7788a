"""The deciding phase alone: records in, a record out, with no file, server or cache anywhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from digest.contracts.article_header import HeaderField
from digest.contracts.kept_versions import KeptVersion
from digest.contracts.subscription_file import check
from digest.contracts.subscriptions import Subscription
from digest.errors import FeedError
from digest.feeds.articles.article_file import ArticleFile, render
from digest.feeds.articles.article_index import FileMark, StoredArticle, StoredItem
from digest.feeds.articles.article_versions import first_version
from digest.feeds.articles.identity import ItemMatch
from digest.feeds.articles.inventory import StoredItems
from digest.feeds.cleaning.draft import Draft, DraftedFeed
from digest.feeds.http.responses import NotModified, Response, Validators
from digest.feeds.parsing.item import RejectedItem
from digest.feeds.polling.decide import (
    ChangedArticle,
    FeedIntents,
    NewArticle,
    UnchangedArticle,
    decide_document,
    decide_without_document,
)
from digest.feeds.polling.poll_cache import CachedResponse, FeedSchedule
from digest.feeds.polling.retrieve import FeedRequest, NotAsked, RetrievalFailure, RetrievedDocument, SameDocument
from digest.feeds.workers.spool import Spool

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATH = "news/2026/11/22/mutiny-ends.md"
MARK = FileMark(PATH, 100, 1)
DRAFT = Draft(1, "g1", "https://wire.example/1", "Mutiny ends", "What happened.", published=NOW, digest="d1")
CACHED = CachedResponse("s", Validators('"1"'), "b", (StoredItem("d1", MARK),), 1)


def subscription(name: str = "Wire", **fields: Any) -> Subscription:
    feed = {"url": f"https://{name.lower()}.example/feed", "name": name, "section": "World", **fields}
    return check({"feed": [feed]}, Path()).feed[0]


WIRE = subscription()


def request(feed: Subscription = WIRE, cached: CachedResponse | None = None) -> FeedRequest:
    return FeedRequest(feed, FeedSchedule(feed.url, "s"), feed.url, cached)


def document(drafts: DraftedFeed) -> RetrievedDocument:
    response = Response(WIRE.url, b"", "", Validators('"2"'))
    return RetrievedDocument(response, "b2", Spool().put(drafts, 0))


def decided(
    *matches: ItemMatch,
    texts: dict[str, str] | None = None,
    unreadable: dict[str, str] | None = None,
    feed: Subscription = WIRE,
    others: tuple[Subscription, ...] = (),
    cached: CachedResponse | None = None,
    failed: tuple[RejectedItem, ...] = (),
    is_whole: bool = True,
) -> FeedIntents:
    drafts = DraftedFeed(tuple(match.draft for match in matches), failed=failed, is_whole=is_whole)
    stored = StoredItems(matches, texts=texts or {}, unreadable=unreadable or {})
    subscriptions = {one.slug: one for one in (feed, *others)}
    return decide_document(request(feed, cached), document(drafts), drafts, stored, subscriptions, NOW)


def known(draft: Draft = DRAFT, *, source: str = "wire", removed: str = "") -> ItemMatch:
    article = StoredArticle(PATH, source, "g1", draft.link, "Mutiny ends", "2026-11-22", removed=removed)
    return ItemMatch(draft, article, "guid g1")


def file_text(draft: Draft = DRAFT, feed: Subscription = WIRE, **fields: str) -> str:
    article = first_version(draft, feed, NOW)
    return render(ArticleFile({**article.fields, HeaderField.SLUG: "mutiny-ends", **fields}, article.body))


def test_an_item_without_an_article_is_a_new_article_of_its_day() -> None:
    [intent] = decided(ItemMatch(DRAFT, None, "guid g1")).articles
    assert isinstance(intent, NewArticle)
    assert (intent.date, intent.identity, intent.article.body) == (NOW, "wire guid g1", "What happened.")
    assert HeaderField.SLUG not in intent.article.fields  # only the folder knows which is free


def test_an_article_whose_file_is_gone_is_written_again() -> None:
    [intent] = decided(known()).articles
    assert isinstance(intent, NewArticle)


def test_an_item_that_says_what_its_file_says_is_unchanged() -> None:
    intents = decided(known(), texts={PATH: file_text()})
    assert intents.articles == (UnchangedArticle(DRAFT, PATH, None, wants_picture=False),)
    assert not intents.drops_response


def test_another_title_changes_the_file_and_is_dated() -> None:
    draft = replace(DRAFT, title="Mutiny over")
    [intent] = decided(known(draft), texts={PATH: file_text()}).articles
    assert isinstance(intent, ChangedArticle)
    assert intent.path == PATH
    assert intent.article.fields[HeaderField.TITLE] == "Mutiny over"
    assert intent.article.fields[HeaderField.SLUG] == "mutiny-ends"
    assert '"Mutiny ends"' in intent.article.fields[HeaderField.FORMER_TITLES]
    assert intent.article.fields[HeaderField.MODIFIED] == "2026-11-22T12:00:00+00:00"


def test_an_item_of_another_subscription_of_the_publisher_is_added_to_its_article_and_changes_no_text() -> None:
    sport = subscription("Sport", section="Sport")
    draft = replace(DRAFT, title="Another title")
    [intent] = decided(known(draft), texts={PATH: file_text()}, feed=sport, others=(WIRE,)).articles
    assert isinstance(intent, ChangedArticle)
    assert intent.article.fields[HeaderField.TITLE] == "Mutiny ends"
    assert intent.article.fields[HeaderField.MORE_SOURCES] == "sport"
    assert intent.article.fields[HeaderField.MORE_SECTIONS] == "Sport"


def test_a_file_that_a_person_edited_is_rejected_only_when_the_feed_says_something_new() -> None:
    edited = file_text().replace("What happened.", "What really happened.")
    [intent] = decided(known(), texts={PATH: edited}).articles
    assert isinstance(intent, UnchangedArticle)
    intents = decided(known(replace(DRAFT, title="Mutiny over")), texts={PATH: edited})
    assert intents.articles == ()
    assert "edited by hand" in intents.report.failed[0].reason
    assert intents.drops_response


def test_an_item_whose_article_was_removed_is_dropped_with_the_day() -> None:
    intents = decided(known(removed="2026-11-20T12:00:00+00:00"))
    assert intents.articles == ()
    assert intents.report.dropped[0].reason == "it was removed on 2026-11-20: see removed.jsonl"


def test_a_file_that_cannot_be_read_costs_its_item_alone() -> None:
    new = ItemMatch(replace(DRAFT, number=2), None, "guid g2")
    intents = decided(known(), new, unreadable={PATH: "permission denied"})
    assert [type(intent) for intent in intents.articles] == [NewArticle]
    assert (intents.file_errors, intents.report.failed[0].reason) == (1, "it can't be read: permission denied")


def test_an_item_that_is_as_it_came_last_time_needs_no_file() -> None:
    same = replace(DRAFT, is_same=True)
    intents = decided(known(same), cached=CACHED)
    assert intents.articles == (UnchangedArticle(same, PATH, MARK, wants_picture=False),)
    assert intents.response == CachedResponse("s", Validators('"2"'), "b2")


def test_a_document_whose_articles_changed_while_it_was_read_is_read_again() -> None:
    same = replace(DRAFT, is_same=True)
    intents = decided(ItemMatch(same, None, "guid g1"), cached=CACHED)
    assert (intents.report.status, intents.articles, intents.drops_response) == ("failed", (), True)
    assert intents.schedule.due is None


def test_a_failed_item_makes_the_document_be_read_again() -> None:
    assert decided(failed=(RejectedItem("entry 1", "x"),)).drops_response
    without_page = known(replace(DRAFT, has_own_body=False))
    assert decided(without_page, texts={PATH: file_text()}, is_whole=False).drops_response
    assert not decided(without_page, texts={PATH: file_text()}).drops_response


@pytest.mark.parametrize(
    ("images", "fields", "edit", "wants"),
    [
        ("show", {}, "", True),
        ("none", {}, "", False),
        ("show", {"Image": "https://wire.example/a.jpg", "Picture": "none"}, "", False),
        ("show", {"Image": "https://wire.example/b.jpg", "Picture": "none"}, "", True),
        ("show", {}, "edited", False),
        ("show", {"Source": "other"}, "", False),
    ],
)
def test_a_picture_is_wanted_where_the_subscription_shows_them_and_the_article_has_it_not_yet(
    images: str, fields: dict[str, str], edit: str, wants: bool
) -> None:
    feed = subscription(images=images)
    draft = replace(DRAFT, image="https://wire.example/a.jpg")
    text = file_text(draft, feed, **fields) + edit
    for intent in decided(known(draft), texts={PATH: text}, feed=feed).articles:
        assert intent.wants_picture == wants


def test_a_feed_that_is_not_asked_says_why() -> None:
    waiting = replace(request(), schedule=FeedSchedule(WIRE.url, due=NOW + timedelta(hours=1)))
    intents = decide_without_document(waiting, NotAsked(), NOW)
    assert (intents.report.status, intents.report.message) == ("waiting", "it is due again at 2026-11-22 13:00 UTC")
    assert intents.schedule == waiting.schedule
    gone = replace(request(), schedule=FeedSchedule(WIRE.url, is_gone=True))
    assert decide_without_document(gone, NotAsked(), NOW).report.status == "gone"


def test_a_feed_that_fails_has_its_reason_and_is_asked_later() -> None:
    intents = decide_without_document(request(), RetrievalFailure(FeedError("no answer", "wait")), NOW)
    assert (intents.report.status, intents.report.message, intents.report.advice) == ("failed", "no answer", "wait")
    assert intents.schedule.failures == 1
    fault = decide_without_document(request(), RetrievalFailure(KeyError("x")), NOW)
    assert fault.report.message == "KeyError: 'x'"


def test_an_unchanged_document_counts_its_items_and_keeps_the_newer_validators() -> None:
    cached = request(cached=CACHED)
    intents = decide_without_document(cached, NotModified(), NOW)
    assert (intents.report.status, intents.report.unchanged, intents.response) == ("not modified", 1, None)
    same = SameDocument(Response(WIRE.url, b"", "", Validators('"2"')))
    intents = decide_without_document(cached, same, NOW)
    assert (intents.report.status, intents.report.unchanged) == ("unchanged", 1)
    assert intents.response == replace(CACHED, validators=Validators('"2"'))


@pytest.mark.parametrize(
    ("change", "versions", "is_kept"),
    [
        ({"title": "Mutiny over"}, "keep", True),
        ({"body": "What [did not happen](https://wire.example/1)."}, "keep", True),
        ({"body": "What [did not happen](https://wire.example/1)."}, "none", False),
        ({"title": "MUTINY ends!", "body": "“What”, [happened](https://wire.example/other)"}, "keep", False),
        ({"authors": ("Jane Doe",)}, "keep", False),
    ],
)
def test_the_version_that_is_replaced_is_kept_where_it_has_other_words(
    change: dict[str, Any], versions: str, *, is_kept: bool
) -> None:
    feed, before = subscription(versions=versions), replace(DRAFT, body="What [happened](https://wire.example/1).")
    texts = {PATH: file_text(before, feed)}
    [intent] = decided(known(replace(before, **change)), texts=texts, feed=feed).articles
    assert isinstance(intent, ChangedArticle)
    version = KeptVersion("2026-11-22T12:00:00+00:00", before.title, before.body)
    assert intent.replaced == (version if is_kept else None)
