"""What a poll leaves for the status page: how it stands with each feed, through failures and without the cache."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from digest.contracts.feed_status import FILE_NAME, FeedStatus, load_feed_status

RSS = Callable[..., bytes]
ONE = {"title": "One", "link": "https://news.example/1", "guid": "1", "description": "x"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _of(polls: Any, slug: str = "feed-f") -> FeedStatus:
    return load_feed_status(polls.content).feeds[slug]


def test_a_feed_that_answers_is_ok_with_its_next_poll(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE), headers={"Cache-Control": "max-age=7200", "ETag": '"1"'})
    polls("/f", poll_all=False)
    assert _of(polls) == FeedStatus("feed-f", "ok", now, now, now, now + 2 * HOUR)
    polls("/f", now=now + HOUR, poll_all=False)  # it isn't due: nothing is known that wasn't
    assert _of(polls) == FeedStatus("feed-f", "ok", now, now, now, now + 2 * HOUR)
    later = now + 3 * HOUR
    polls("/f", now=later, poll_all=False)
    assert _of(polls) == FeedStatus("feed-f", "ok", later, later, now, later + 2 * HOUR)


def test_failures_are_counted_from_the_first_also_without_the_cache(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE))
    polls("/f")
    server.answers["/f"] = answer(status=404)
    polls("/f", now=now + DAY)
    shutil.rmtree(polls.cache)
    polls("/f", now=now + 2 * DAY)
    status = _of(polls)
    assert (status.state, status.failures, status.failing_since) == ("failing", 2, now + DAY)
    assert (status.last_asked_at, status.answered, status.last_new_article_at) == (now + 2 * DAY, now, now)
    assert status.due is not None
    assert status.due > now + 2 * DAY
    assert status.problem == "the server answers 404 Not Found"
    assert "concordance subscribe" in status.advice
    server.answers["/f"] = answer(rss(ONE))
    polls("/f", now=now + 3 * DAY)
    status = _of(polls)
    assert (status.state, status.failures, status.failing_since, status.problem) == ("ok", 0, None, "")


def test_an_outage_that_is_over_is_remembered_and_a_failure_or_two_is_none(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    def fails(hours: int, status: int = 503) -> FeedStatus:
        server.answers["/f"] = answer(status=status)
        polls("/f", now=now + hours * HOUR)
        return _of(polls)

    def answers(hours: int) -> FeedStatus:
        server.answers["/f"] = answer(rss(ONE))
        polls("/f", now=now + hours * HOUR)
        return _of(polls)

    fails(0)
    assert not fails(1).is_out
    assert answers(2).outage_ended is None
    fails(3)
    fails(4)
    assert fails(5).noted_at == now + 3 * HOUR
    assert fails(6, 404).noted_at == now + 6 * HOUR  # another problem, with advice
    assert fails(7, 404).is_out
    for hours in (8, 9):
        back = answers(hours)
        assert (back.outage_began, back.outage_ended, back.noted_at) == (now + 3 * HOUR, now + 8 * HOUR, None)
    assert fails(10).outage_ended == now + 8 * HOUR


def test_what_fails_for_a_week_without_a_known_remedy_is_to_be_looked_at(
    server: Any, answer: Any, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(status=500)
    polls("/f")
    assert _of(polls).advice == ""
    polls("/f", now=now + 7 * DAY)
    assert "it has failed since 2026-11-22" in _of(polls).advice


def test_a_feed_that_is_gone_stays_so_and_is_not_due(server: Any, answer: Any, polls: Any, now: datetime) -> None:
    server.answers["/f"] = answer(status=410)
    for days in range(2):
        polls("/f", now=now + days * DAY, poll_all=False)
        status = _of(polls)
        assert (status.state, status.due, status.last_asked_at, status.failures) == ("gone", None, now, 1)
        assert "concordance unsubscribe" in status.advice


def test_a_feed_that_moved_is_ok_and_says_what_to_change(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(status=301, headers={"Location": "/new"})
    server.answers["/new"] = answer(rss(ONE))
    polls("/f")
    assert _of(polls).state == "ok"
    assert f'url = "{server.url("/new")}"' in _of(polls).advice


def test_what_is_no_longer_subscribed_to_is_no_longer_there(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers |= {"/f": answer(rss(ONE)), "/g": answer(rss(ONE))}
    polls("/f", "/g")
    polls("/g")
    assert list(load_feed_status(polls.content).feeds) == ["feed-g"]


def test_a_record_that_cannot_be_written_does_not_cost_the_poll(
    server: Any, answer: Any, rss: RSS, polls: Any, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers["/f"] = answer(rss(ONE))
    (polls.content / FILE_NAME).mkdir(parents=True)
    assert polls("/f").feeds[0].new == 1
    assert f"{FILE_NAME} can't be written" in caplog.text
