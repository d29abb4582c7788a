"""A server that answers slowly, or wants long pauses, keeps no other waiting, and nothing that came is lost."""

import errno
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from digest.feeds.articles.article_file import read
from digest.feeds.polling import store

RSS = Callable[..., bytes]
SENTENCE = "The ferry number {} left the old quay on Saturday after the council of town {} had voted on its new pier. "
HTML = {"Content-Type": "text/html; charset=utf-8"}
ONE = {"title": "Grain deal", "link": "https://other.example/1", "guid": "1", "description": "Ships may sail."}
PAGES = 6


def page(number: int) -> bytes:
    paragraphs = "".join(f"<p>{''.join(SENTENCE.format(n * 3 + k, number) for k in range(3))}</p>" for n in range(4))
    return f"<html><body><article><h1>Ferry {number}</h1>{paragraphs}</article></body></html>".encode()


@pytest.fixture
def slow_pages(server: Any, answer: Any, rss: RSS) -> None:
    """A feed of PAGES pages at /slow, whose server wants pauses; and one without pages at /quick."""
    items = [
        {"title": f"Ferry {n}", "link": server.url(f"/page/{n}"), "guid": str(n), "description": "A teaser."}
        for n in range(PAGES)
    ]
    server.answers |= {f"/page/{n}": answer(page(n), headers=HTML) for n in range(PAGES)}
    server.answers |= {"/slow": answer(rss(*items)), "/quick": answer(rss(ONE))}
    server.answers["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 0.5", headers={"Content-Type": "text/plain"})


def whole(polls: Any) -> int:
    return sum("council" in read(text).body for name, text in polls.files().items() if name.endswith(".md"))


def asked(server: Any) -> list[str]:
    return [path for path, _ in server.requests if path.startswith("/page/")]


@pytest.mark.usefixtures("slow_pages")
def test_a_server_has_its_budget_and_the_next_run_goes_on_from_there(server: Any, polls: Any, now: datetime) -> None:
    each: tuple[dict[str, Any], ...] = ({"text": "page"}, {})
    slow, quick = polls("/slow", "/quick", each=each, page_delay_s=0.5, server_budget_s=1).feeds
    assert (slow.new, quick.new) == (PAGES, 1)
    had = whole(polls)
    assert 1 <= had < PAGES
    assert f"{PAGES - had} pages wait" in slow.message
    assert "next run" in slow.message
    # The next run comes at once, whatever the feed's usual turn is, and asks for no page again.
    slow, quick = polls("/slow", "/quick", each=each, poll_all=False, now=now + timedelta(minutes=1)).feeds
    assert (slow.updated, slow.unchanged, quick.status) == (PAGES - had, had, "waiting")
    assert whole(polls) == PAGES
    assert sorted(asked(server)) == [f"/page/{n}" for n in range(PAGES)]


@pytest.mark.usefixtures("slow_pages")
def test_a_poll_whose_time_is_up_has_stored_what_came(server: Any, answer: Any, polls: Any, now: datetime) -> None:
    poll_is_over = threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        poll_is_over.wait()
        handler.send_error(404)

    server.answers["/hanging"] = answer(handle=hang)
    server.answers["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 20", headers={"Content-Type": "text/plain"})
    each: tuple[dict[str, Any], ...] = ({"text": "page"}, {}, {})
    polls.timeout_s = 100
    try:
        report = polls("/slow", "/hanging", "/quick", each=each, page_delay_s=1, limit_s=4)
    finally:
        poll_is_over.set()
    assert report.is_cut
    assert not report.is_failure
    slow, hanging, quick = report.feeds
    assert (slow.new, quick.new, whole(polls)) == (PAGES, 1, 1)
    assert (hanging.status, hanging.new) == ("waiting", 0)
    assert "next run" in hanging.message
    slow, hanging, quick = polls(
        "/slow", "/hanging", "/quick", each=each, poll_all=False, now=now + timedelta(minutes=1)
    ).feeds
    assert (slow.updated, hanging.status, quick.status) == (PAGES - 1, "failed", "waiting")
    assert whole(polls) == PAGES


@pytest.mark.usefixtures("slow_pages")
def test_what_is_ready_is_stored_while_pages_are_fetched(server: Any, answer: Any, polls: Any) -> None:
    seen: list[bool] = []

    def look(handler: BaseHTTPRequestHandler) -> None:
        until = time.monotonic() + 100
        while time.monotonic() < until and not any("grain" in name for name in polls.files()):
            time.sleep(0.02)
        seen.append(any("grain" in name for name in polls.files()))
        handler.send_error(404)

    server.answers["/page/0"] = answer(handle=look)
    polls.timeout_s = 200
    polls("/slow", "/quick", each=({"text": "page"}, {}))
    assert seen == [True]


@pytest.mark.usefixtures("slow_pages")
def test_what_a_full_disk_kept_out_comes_with_the_next_run(
    polls: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "write_atomically", full)
        (quick,) = polls("/quick", fields={"interval": 720}).feeds
        assert (quick.new, len(quick.failed)) == (0, 1)
    (quick,) = polls("/quick", fields={"interval": 720}, poll_all=False, now=now + timedelta(minutes=1)).feeds
    assert quick.new == 1
    (quick,) = polls("/quick", fields={"interval": 720}, poll_all=False, now=now + timedelta(minutes=2)).feeds
    assert quick.status == "waiting"
