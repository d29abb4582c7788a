"""What each answer to the question for robots.txt allows, by a real server."""

import asyncio
from typing import Any

import pytest

from digest.contracts.subscriptions import FetchSettings
from digest.errors import FeedError
from digest.feeds.http.client_sessions import ClientSessions
from digest.feeds.http.crawler import Crawler


def asked(server: Any, now: Any, *paths: str) -> list[str]:
    """For each path "" where the crawler may ask for it, else the reason why not."""

    async def run() -> list[str]:
        settings = FetchSettings(contact="editor@example.org", allow_private=(server.address,), page_delay_s=0)
        reasons = []
        async with ClientSessions(settings, None) as sessions:
            access, crawler = sessions.of(server.url("/")), Crawler(settings, now=now)
            for path in paths:
                try:
                    async with crawler.turn(access, server.url(path)):
                        reasons.append("")
                except FeedError as error:
                    reasons.append(str(error))
        return reasons

    return asyncio.run(run())


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_a_server_without_robots_txt_allows_everything(server: Any, answer: Any, now: Any, status: int) -> None:
    server.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /", status)
    assert asked(server, now, "/page") == [""]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_an_unreachable_robots_txt_forbids_everything_and_is_asked_for_once(
    server: Any, answer: Any, now: Any, status: int
) -> None:
    server.answers["/robots.txt"] = answer(b"", status, headers={"Retry-After": "1"})
    reasons = asked(server, now, "/page", "/other")
    assert all(f"can't say in robots.txt what it allows: the server answers {status}" in reason for reason in reasons)
    assert [path for path, _ in server.requests] == ["/robots.txt"]


def test_a_server_that_breaks_off_its_robots_txt_forbids_everything(server: Any, answer: Any, now: Any) -> None:
    server.answers["/robots.txt"] = answer(b"User-agent: *", headers={"Content-Length": "1000", "Connection": "close"})
    (reason,) = asked(server, now, "/page")
    assert "can't say in robots.txt" in reason


def test_a_server_that_answers_again_is_asked_in_the_next_run(server: Any, answer: Any, now: Any) -> None:
    server.answers["/robots.txt"] = answer(b"", 429)
    assert asked(server, now, "/page") != [""]
    server.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private/")
    assert asked(server, now, "/page", "/private/page") == ["", "its server's robots.txt forbids it"]


def test_robots_txt_is_followed_through_a_redirect(server: Any, answer: Any, now: Any) -> None:
    server.answers["/robots.txt"] = answer(status=301, headers={"Location": "/rules.txt"})
    server.answers["/rules.txt"] = answer(b"User-agent: TheConcordance\nDisallow: /page")
    assert asked(server, now, "/page", "/other") == ["its server's robots.txt forbids it", ""]
