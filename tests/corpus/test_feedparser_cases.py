"""The cases of feedparser's own test suite: each becomes items or a named reason, and both our readers agree on them.

They come with its source distribution and aren't part of this project: DIGEST_FEEDPARSER_TESTS names its unpacked
`tests` folder. `.ci/run` shows how to get it.
"""

import os
from pathlib import Path

import feedparser
import pytest

from digest.errors import FeedError
from digest.feeds.parsing.xml_feeds.feed_extensions import NeedsFeedparserError
from digest.feeds.parsing.xml_feeds.feedparser_library import read_by_feedparser
from digest.feeds.parsing.xml_feeds.quick_xml import read_plain
from digest.feeds.parsing.xml_feeds.xml_items import xml_items
from digest.feeds.workers.drafting import draft_feed
from digest.feeds.workers.worker_tasks import FeedTask

FOLDER = Path(os.environ.get("DIGEST_FEEDPARSER_TESTS", "no such folder"))
URL = "http://127.0.0.1:8097/feed.xml"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="DIGEST_FEEDPARSER_TESTS names no folder of feedparser's tests"),
    pytest.mark.filterwarnings("ignore:.*temporary.*:DeprecationWarning"),  # feedparser on some of its own cases
]


def cases() -> list[Path]:
    folders = ("wellformed", "illformed", "encoding", "entities")
    return sorted(path for name in folders for path in (FOLDER / name).rglob("*.xml"))


def test_each_case_becomes_items_or_a_named_reason() -> None:
    read = refused = 0
    reasons: set[str] = set()
    for path in cases():
        body = path.read_bytes()
        there = len(feedparser.parse(body).entries)
        try:
            feed = draft_feed(FeedTask(body, "", URL))
        except FeedError as error:
            reasons.add(str(error))
            # Without an entry there is nothing to lose: these cases are about the fields of the feed itself.
            assert there == 0, path
            refused += 1
            continue
        assert not feed.failed, path
        assert all(item.entry and item.reason for item in feed.dropped), path
        assert len(feed.drafts) + len(feed.dropped) == there, path
        read += 1
    assert all(reasons)
    assert read > 1500, (read, refused)


def test_the_quick_reader_agrees_with_feedparser_on_all_that_it_reads() -> None:
    quick = 0
    for path in cases():
        body = path.read_bytes()
        try:
            document = read_plain(body, "")
        except NeedsFeedparserError:
            continue
        quick += 1
        items = xml_items(document, URL)
        assert items == xml_items(read_by_feedparser(body, ""), URL), path
    assert quick > 100
