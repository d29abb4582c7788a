"""Whatever a feed or an editor does, an item has one article, and what was removed stays removed."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from digest.contracts.article_header import HeaderField
from digest.feeds.__main__ import main
from digest.feeds.articles.article_file import read
from digest.operations.retention.__main__ import main as retention

RSS = Callable[..., bytes]
ONE = {
    "title": "Mutiny ends",
    "link": "https://news.example/1",
    "guid": "1",
    "description": "It turned back.",
    "pubDate": "Sat, 21 Nov 2026 20:00:00 GMT",
}
TWO = {**ONE, "title": "Grain deal", "link": "https://news.example/2", "guid": "2"}
PATH = "news/2026/11/21/mutiny-ends.md"
HOME = {"home": "https://www.news.example/"}


def fields(polls: Any, path: str = PATH) -> dict[str, str]:
    return dict(read(polls.files()[path]).fields)


@pytest.mark.parametrize(
    "changed",
    [
        {"guid": "https://news.example/?p=1"},
        {"link": "https://news.example/world/1"},
        {"link": "http://news.example/1"},
        {"link": "https://news.example/1?utm_source=rss&fbclid=x"},
        {"link": "https://news.example/1/#comments"},
        {"pubDate": "Sun, 22 Nov 2026 09:00:00 GMT"},
        {"pubDate": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"title": "Mutiny is over"},
        {"title": "Mutiny is over", "link": "https://news.example/over"},
    ],
)
def test_an_item_that_changes_keeps_its_file(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime, changed: dict[str, str]
) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO))
    polls("/f")
    server.answers["/f"] = answer(rss({**ONE, **changed}, TWO))
    assert polls("/f", now=now + timedelta(hours=1)).feeds[0].new == 0
    assert len(polls.files()) == 2
    assert PATH in polls.files()


def test_an_item_that_vanishes_and_comes_back_and_an_empty_poll_change_nothing(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO))
    polls("/f")
    before = polls.marks()
    for hours, items in enumerate(((TWO,), (), (ONE, TWO), (TWO, ONE)), start=1):
        server.answers["/f"] = answer(rss(*items))
        polls("/f", now=now + timedelta(hours=hours))
        assert polls.marks() == before


def test_former_titles_are_kept_with_the_time_at_which_they_went(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    for hours, title in enumerate(("Mutiny ends", 'A "column" turns: back', "Mutiny ends")):
        server.answers["/f"] = answer(rss({**ONE, "title": title}))
        polls("/f", now=now + timedelta(hours=hours))
    assert json.loads(fields(polls)[HeaderField.FORMER_TITLES]) == [
        {"title": "Mutiny ends", "until": "2026-11-22T13:00:00+00:00"},
        {"title": 'A "column" turns: back', "until": "2026-11-22T14:00:00+00:00"},
    ]
    assert fields(polls)[HeaderField.TITLE] == "Mutiny ends"


def test_one_item_in_two_feeds_of_a_publisher_is_one_article_in_both_sections(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/a"] = answer(rss(ONE))
    server.answers["/b"] = answer(rss({**ONE, "description": "Shorter."}, TWO))
    each = ({**HOME, "section": "World"}, {**HOME, "section": "Politics"})
    report = polls("/a", "/b", each=each)
    assert [feed.new for feed in report.feeds] == [1, 1]
    assert len(polls.files()) == 2
    one = fields(polls)
    assert (one[HeaderField.CATEGORY], one[HeaderField.MORE_SECTIONS]) == ("World", "Politics")
    assert (one[HeaderField.SOURCE], one[HeaderField.MORE_SOURCES]) == ("feed-a", "feed-b")
    assert HeaderField.MODIFIED not in one
    before = polls.marks()
    shutil.rmtree(polls.cache)
    polls("/a", "/b", each=each, now=now + timedelta(hours=1))
    assert polls.marks() == before
    # The first feed has the word on the text, also after the second one was heard.
    server.answers["/a"] = answer(rss({**ONE, "title": "Mutiny over"}))
    polls("/a", "/b", each=each, now=now + timedelta(hours=2))
    after = fields(polls)
    assert (after[HeaderField.TITLE], after[HeaderField.MORE_SECTIONS]) == ("Mutiny over", "Politics")
    assert len(polls.files()) == 2


def test_feeds_of_different_publishers_are_never_joined(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/a"] = answer(rss(ONE))
    server.answers["/b"] = answer(rss(ONE))
    polls("/a", "/b", each=(HOME, {"home": "https://links.example/"}))
    assert len(polls.files()) == 2


def test_a_subscription_with_another_slug_has_the_same_articles(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO))
    polls("/f")
    before = set(polls.files())
    report = polls("/f", fields={"slug": "renamed"})
    assert (report.feeds[0].new, report.feeds[0].updated) == (0, 2)
    assert set(polls.files()) == before
    assert fields(polls)[HeaderField.SOURCE] == "renamed"


def test_a_file_that_is_simply_removed_stays_removed_even_without_the_cache(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO), headers={"ETag": '"1"'})
    polls("/f")
    (polls.content / PATH).unlink()
    for hours in range(1, 4):
        (feed,) = polls("/f", now=now + timedelta(hours=hours)).feeds
        assert feed.new == 0
        assert PATH not in polls.files()
        if hours == 2:
            assert feed.status == "not modified"
            shutil.rmtree(polls.cache)
    assert feed.dropped[0].reason == "it was removed on 2026-11-22: see removed.jsonl"
    (polls.content / "removed.jsonl").unlink()  # the editor takes it back
    shutil.rmtree(polls.cache)
    assert polls("/f", now=now + timedelta(hours=9)).feeds[0].new == 1


def test_a_removed_article_does_not_come_back_under_another_guid_or_title(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO))
    polls("/f")
    assert main(["remove", str(polls.content / PATH), "--content", str(polls.content)]) == 0
    assert PATH not in polls.files()
    for changed in ({}, {"title": "Mutiny is over"}, {"guid": "new"}, {"link": "https://news.example/x"}):
        server.answers["/f"] = answer(rss({**ONE, **changed}, TWO))
        assert polls("/f").feeds[0].new == 0


def test_an_expired_article_does_not_come_back_unless_its_line_or_its_rule_goes(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO), headers={"ETag": '"1"'})
    polls("/f")
    before = polls.files()
    (polls.content / "subscriptions.toml").write_text('[retention]\nkeep = "30 days"\n')
    later = now + timedelta(days=31)
    arguments = ["--content", str(polls.content), "--cache", str(polls.cache), "--now", later.isoformat()]
    assert retention(arguments) == 1  # the whole archive at once
    assert retention([*arguments, "--allow-loss"]) == 0
    (record,) = (polls.content / "expired").iterdir()
    for hours in range(3):  # as before, without the cache, and with other words
        (feed,) = polls("/f", now=later + timedelta(hours=hours)).feeds
        assert (feed.new, len(feed.dropped)) == (0, 2)
        assert "removed.jsonl" not in polls.files()
        reason = f"it expired on {later:%Y-%m-%d}: see expired/{record.name}"
        assert {dropped.reason for dropped in feed.dropped} == {reason}
        if hours == 0:
            shutil.rmtree(polls.cache)
        else:
            server.answers["/f"] = answer(rss({**ONE, "title": "Mutiny over", "link": "https://news.example/y"}, TWO))
    (polls.content / PATH).parent.mkdir(parents=True)
    (polls.content / PATH).write_text(before[PATH])  # put back: it is followed again
    server.answers["/f"] = answer(rss({**ONE, "title": "Mutiny is over"}, TWO))
    (feed,) = polls("/f", now=later + timedelta(hours=4)).feeds
    assert (feed.updated, len(feed.dropped)) == (1, 1)
    record.unlink()
    server.answers["/f"] = answer(rss(ONE, TWO))
    assert polls("/f", now=later + timedelta(hours=5)).feeds[0].new == 1


def test_an_item_that_is_older_than_its_feed_is_kept_is_no_new_article(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    old = {**ONE, "pubDate": f"{now - timedelta(days=31):%a, %d %b %Y} 12:00:00 GMT"}
    server.answers["/f"] = answer(rss(old, TWO), headers={"ETag": '"1"'})
    (feed,) = polls("/f", fields={"retention": {"keep": "30 days"}}).feeds
    assert feed.new == 1
    assert [dropped.reason for dropped in feed.dropped] == [
        "it is of 2026-10-22, and its articles are kept for 30 days"
    ]
    assert polls("/f").feeds[0].new == 1  # the rule is taken out, and the same document read again


def test_the_address_of_an_expired_article_is_not_given_to_another(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE))
    polls("/f")
    (polls.content / "subscriptions.toml").write_text('[retention]\nkeep = "1 day"\nmax_loss = 1\n')
    later = (now + timedelta(days=3)).isoformat()
    assert retention(["--content", str(polls.content), "--cache", str(polls.cache), "--now", later]) == 0
    assert PATH not in polls.files()
    server.answers["/f"] = answer(rss({**ONE, "guid": "9", "link": "https://news.example/9"}))
    assert polls("/f").feeds[0].new == 1
    assert PATH not in polls.files()


def test_a_file_that_is_put_back_or_moved_is_not_removed(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO))
    polls("/f")
    text = (polls.content / PATH).read_text()
    moved = polls.content / "news/2026/11/20/elsewhere.md"
    moved.parent.mkdir()
    (polls.content / PATH).rename(moved)
    assert polls("/f").feeds[0].unchanged == 2
    assert "removed.jsonl" not in polls.files()
    moved.unlink()
    assert polls("/f").feeds[0].unchanged == 1
    moved.write_text(text)
    server.answers["/f"] = answer(rss({**ONE, "title": "Mutiny over"}, TWO))
    assert polls("/f").feeds[0].updated == 1
    assert "removed.jsonl" not in polls.files()


def test_the_address_of_a_removed_article_is_not_given_to_another(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/f"] = answer(rss(ONE))
    polls("/f")
    main(["remove", str(polls.content / PATH), "--content", str(polls.content)])
    server.answers["/f"] = answer(rss({**ONE, "guid": "9", "link": "https://news.example/9"}))
    assert polls("/f").feeds[0].new == 1
    assert PATH not in polls.files()


@pytest.mark.parametrize("file", ["nothing.md", "../outside.md", "removed.jsonl"])
def test_only_articles_can_be_removed(file: str, polls: Any, capsys: pytest.CaptureFixture[str]) -> None:
    (polls.content / "news").mkdir(parents=True)
    (polls.content / "removed.jsonl").write_text("no record\n")
    (polls.content.parent / "outside.md").write_text("Title: x\n")
    assert main(["remove", str(polls.content / file), "--content", str(polls.content)]) == 2
    assert file in capsys.readouterr().err
    assert (polls.content.parent / "outside.md").exists()
