"""Each item of a document becomes a draft, or a rejected item with the reason."""

import pytest

from digest.contracts.subscriptions import FilterRules
from digest.errors import FeedError
from digest.feeds.workers.drafting import draft_feed
from digest.feeds.workers.worker_tasks import FeedTask

URL = "https://news.example/feed"
ITEM = "<item><title>{}</title><link>https://news.example/{}</link><description>Text.</description></item>"


def document(*items: str) -> bytes:
    return f"<rss><channel><ttl>60</ttl>{''.join(items)}</channel></rss>".encode()


def test_items_are_drafts_and_the_feeds_hints_come_with_them() -> None:
    feed = draft_feed(FeedTask(document(ITEM.format("A", 1), ITEM.format("B", 2)), "", URL))
    assert [draft.title for draft in feed.drafts] == ["A", "B"]
    assert feed.hints.min_interval_s == 3600


def test_an_item_of_which_nothing_can_be_made_is_dropped() -> None:
    feed = draft_feed(FeedTask(document("<item><category>x</category></item>", ITEM.format("B", 2)), "", URL))
    assert [draft.title for draft in feed.drafts] == ["B"]
    assert [item.reason for item in feed.dropped] == ["it has neither title, text, link nor guid"]


def test_a_rule_drops_what_is_new_and_not_what_is_stored_already() -> None:
    body = document(ITEM.format("Horoscope", 1))
    rules = FilterRules(drop=("title: horoscope",))
    (draft,) = draft_feed(FeedTask(body, "", URL)).drafts
    assert draft_feed(FeedTask(body, "", URL, rules=rules)).drafts == ()
    (same,) = draft_feed(FeedTask(body, "", URL, frozenset({draft.digest}), rules)).drafts
    assert same.is_same
    assert (same.title, same.link, same.body) == (draft.title, draft.link, "")


def test_the_same_item_at_another_place_of_the_document_is_known() -> None:
    (draft,) = draft_feed(FeedTask(document(ITEM.format("A", 1)), "", URL)).drafts
    moved = draft_feed(FeedTask(document(ITEM.format("B", 2), ITEM.format("A", 1)), "", URL, frozenset({draft.digest})))
    assert [draft.is_same for draft in moved.drafts] == [False, True]


def test_a_document_that_is_no_feed_is_an_error() -> None:
    with pytest.raises(FeedError, match="web page"):
        draft_feed(FeedTask(b"<!doctype html><p>Hello", "text/html", URL))
