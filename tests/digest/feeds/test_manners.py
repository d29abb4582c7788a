"""How a poll behaves towards servers: when it asks, what it shows them, where it is sent, and what it leaves alone."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from digest.contracts.subscriptions import FetchSettings
from digest.errors import ConfigurationError, FeedError
from digest.feeds.http.client_sessions import ClientSessions
from digest.feeds.http.fetch import fetch
from digest.feeds.http.responses import Validators

RSS = Callable[..., bytes]
ONE = {"title": "One", "link": "https://news.example/1", "guid": "1", "description": "x"}
DAY = timedelta(days=1)


def test_a_feed_is_asked_when_it_is_due_and_when_its_line_changed(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE), headers={"Cache-Control": "max-age=7200"})
    polls("/f", poll_all=False)
    (feed,) = polls("/f", now=now + timedelta(hours=1), poll_all=False).feeds
    assert (feed.status, feed.message) == ("waiting", "it is due again at 2026-11-22 14:00 UTC")
    assert polls("/f", now=now + timedelta(hours=1), poll_all=False, fields={"section": "X"}).feeds[0].status == "ok"
    assert (
        polls("/f", now=now + timedelta(hours=3), poll_all=False, fields={"section": "X"}).feeds[0].status != "waiting"
    )
    assert len(server.requests) == 3


def test_an_interval_of_the_editors_counts_above_all(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE, head="<ttl>600</ttl>"), headers={"Cache-Control": "max-age=7200"})
    polls("/f", poll_all=False, fields={"interval": 10})
    assert (
        polls("/f", now=now + timedelta(minutes=10), poll_all=False, fields={"interval": 10}).feeds[0].status
        != "waiting"
    )


def test_a_feed_that_fails_is_left_alone_for_longer_and_longer(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    asked = []
    for minutes in range(0, 24 * 60, 5):
        before = len(server.requests)
        polls("/f", now=now + timedelta(minutes=minutes), poll_all=False)
        asked += [minutes] * (len(server.requests) - before)
    assert 6 <= len(asked) <= 9, asked
    server.answers["/f"] = answer(rss(ONE))
    assert polls("/f", now=now + 2 * DAY, poll_all=False).feeds[0].status == "ok"


def test_a_feed_that_is_gone_is_not_asked_again_until_its_line_changes(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(status=410)
    (feed,) = polls("/f", poll_all=False).feeds
    assert (feed.status, "unsubscribe" in feed.advice) == ("failed", True)
    (feed,) = polls("/f", now=now + 30 * DAY, poll_all=False).feeds
    assert (feed.status, "concordance unsubscribe" in feed.advice) == ("gone", True)
    assert len(server.requests) == 1
    server.answers["/g"] = answer(rss(ONE))
    assert polls("/g", now=now + 30 * DAY, poll_all=False, fields={"slug": "feed-f"}).feeds[0].status == "ok"


def test_a_permanent_redirect_is_remembered_once_it_held_for_a_week(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/old"] = answer(status=301, headers={"Location": "/new"})
    server.answers["/new"] = answer(rss(ONE))
    for days, paths in ((0, ["/old", "/new"]), (6, ["/old", "/new"]), (8, ["/new"]), (9, ["/new"])):
        server.requests.clear()
        (feed,) = polls("/old", now=now + days * DAY).feeds
        assert [path for path, _ in server.requests] == paths
        assert f'url = "{server.url("/new")}"' in feed.advice
    # It is given up where it stops working, and the subscription's own address counts again.
    server.answers["/new"] = answer(status=404)
    server.answers["/old"] = answer(rss(ONE))
    assert polls("/old", now=now + 10 * DAY).feeds[0].status == "failed"
    assert polls("/old", now=now + 11 * DAY).feeds[0].status == "unchanged"


def test_a_server_that_trips_over_its_own_validator_is_asked_once_without(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    body = rss(ONE)

    def trips(request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-None-Match"):
            request.wfile.write(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")
        else:
            request.wfile.write(b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n%b' % (len(body), body))

    server.answers["/f"] = answer(handle=trips)
    polls("/f")
    assert polls("/f").feeds[0].status == "unchanged"
    assert len(server.requests) == 3


def test_no_cookie_is_ever_sent_and_the_request_says_who_asks(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE), headers={"Set-Cookie": "a=b"})
    polls("/f")
    polls("/f")
    for _, headers in server.requests:
        assert "cookie" not in headers
        assert "editor@example.org" in headers["user-agent"]
        assert headers["accept-encoding"] == "gzip, deflate, br, zstd"
        assert "application/atom+xml" in headers["accept"]


def test_credentials_come_from_the_environment_and_go_to_their_own_server_only(
    server: Any, answer: Any, rss: RSS, polls: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fields = {"credentials": "WIRE_LOGIN"}
    with pytest.raises(ConfigurationError, match="WIRE_LOGIN"):
        polls("/f", fields=fields)
    monkeypatch.setenv("WIRE_LOGIN", "jane:s3cret")
    # The second server is public, and asked through a proxy.
    monkeypatch.setenv("http_proxy", f"http://{server.address}")
    monkeypatch.setenv("no_proxy", server.address)
    server.answers["/f"] = answer(status=302, headers={"Location": "http://93.184.215.14/g"})
    server.answers["http://93.184.215.14/g"] = answer(rss(ONE))
    report = polls("/f", fields=fields)
    assert report.feeds[0].status == "ok"
    assert server.requests[0][1]["authorization"] == "Basic amFuZTpzM2NyZXQ="
    assert "authorization" not in server.requests[1][1]
    said = report.to_json() + caplog.text + "".join(polls.files().values())
    state = b"".join(path.read_bytes() for path in polls.cache.iterdir())
    assert "s3cret" not in said
    assert b"s3cret" not in state
    assert b"amFuZTpzM2NyZXQ" not in state
    with pytest.raises(ConfigurationError, match="over http"):
        polls("http://wire.example/f", fields=fields)


def test_a_proxy_of_the_environment_is_used_but_not_for_what_is_not_public(
    server: Any, answer: Any, rss: RSS, polls: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{server.address}")
    monkeypatch.delenv("no_proxy", raising=False)
    server.answers["http://93.184.215.14/f"] = answer(rss(ONE))
    report = polls("http://93.184.215.14/f", "http://10.0.0.1/f", "http://[::1]/f")
    assert [feed.status for feed in report.feeds] == ["ok", "failed", "failed"]
    assert len(server.requests) == 1
    assert "not a public address" in report.feeds[1].message


@pytest.mark.corpus
def test_every_address_of_the_list_of_forgeries_is_refused(corpus: Path, now: datetime) -> None:
    urls = [line.strip() for line in (corpus / "hostile/ssrf-urls.txt").read_text().splitlines()]
    urls = [url for url in urls if url and not url.startswith("#")]
    assert len(urls) > 20

    async def run() -> list[str]:
        async with ClientSessions(FetchSettings(), None) as sessions:
            reasons = []
            for url in urls:
                with pytest.raises(FeedError) as raised:
                    await fetch(sessions.of(url), url, Validators(), timeout_s=5, now=now)
                reasons.append(str(raised.value))
            return reasons

    reasons = asyncio.run(run())
    allowed = ("not a public address", "no address of http", "user name in it", "can't be found", "can't be read as")
    assert [reason for reason in reasons if not any(message in reason for message in allowed)] == []


def test_a_filter_drops_items_with_its_rule_as_the_reason_and_explains(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/f"] = answer(
        rss(ONE, {**ONE, "guid": "2", "title": "Horoscope", "link": "https://news.example/2"})
    )
    (feed,) = polls("/f", fields={"drop": ("title: horoscope",)}).feeds
    assert feed.new == 1
    assert [(item.entry, item.reason) for item in feed.dropped] == [
        ('entry 2 "Horoscope"', "filtered by drop: title: horoscope")
    ]
    (feed,) = polls("/f", fields={"keep": ("lang: de",)}).feeds
    assert {one.reason for one in feed.dropped} == {"filtered by no rule of keep"}
    with pytest.raises(ConfigurationError, match="expected a regular expression"):
        polls("/f", fields={"drop": ("/(/",)})


def test_a_cache_without_permission_to_last_costs_only_requests(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE), headers={"ETag": '"1"'})
    polls("/f")
    before = polls.marks()
    shutil.rmtree(polls.cache)
    assert polls("/f", now=now + DAY).feeds[0].unchanged == 1
    assert polls.marks() == before
