"""An exception to "public addresses only" holds for the one subscription whose own URL names it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import FeedServer

RSS = Callable[..., bytes]
ONE = {"title": "One", "link": "https://news.example/1", "guid": "1", "description": "A teaser."}
PAGE = b"<!doctype html><html><body><article><h1>T</h1>" + b"<p>The council met on Monday and spoke of roads.</p>" * 20


@pytest.fixture
def inner() -> Iterator[FeedServer]:
    """A server of the editor's own network."""
    server = FeedServer()
    yield server
    server.stop()


@pytest.fixture
def both(server: Any, inner: FeedServer, polls: Any) -> Callable[..., Any]:
    """Polls with both servers among the exceptions; the second is the inner one."""

    def both(*paths: str, **settings: Any) -> Any:
        return polls(*paths, allow_private=(server.address, inner.address), **settings)

    return both


def test_a_redirect_of_another_subscription_does_not_reach_it(
    server: Any, inner: FeedServer, answer: Any, rss: RSS, both: Any
) -> None:
    server.answers["/f"] = answer(status=302, headers={"Location": inner.url("/own")})
    inner.answers["/own"] = answer(rss(ONE))
    report = both("/f", inner.url("/own"), each=({}, {"name": "Own"}))
    assert [feed.status for feed in report.feeds] == ["failed", "ok"]
    assert "127.0.0.1 is not a public address" in report.feeds[0].message
    assert "whose url has it" in report.feeds[0].advice
    assert len(inner.requests) == 1


def test_an_open_connection_of_its_own_subscription_is_not_used_by_another(
    server: Any, inner: FeedServer, answer: Any, rss: RSS, both: Any
) -> None:
    inner.answers["/own"] = answer(rss(ONE))
    server.answers["/f"] = answer(status=302, headers={"Location": inner.url("/own")})
    own = [inner.url("/own?" + str(number)) for number in range(3)]
    for url in own:
        inner.answers[url.removeprefix(inner.url(""))] = answer(rss(ONE))
    each = ({"name": "A"}, {"name": "B"}, {"name": "C"}, {"name": "Other"})
    for _ in range(3):
        report = both(*own, "/f", each=each)
        assert report.feeds[3].status == "failed"
    assert {path for path, _ in inner.requests} == {"/own?0", "/own?1", "/own?2"}


@pytest.mark.parametrize("order", [0, 1])
def test_links_and_pictures_of_another_subscription_do_not_reach_it(
    server: Any, inner: FeedServer, answer: Any, rss: RSS, both: Any, order: int
) -> None:
    secret = {**ONE, "link": inner.url("/secret"), "guid": "2", "title": "Two"}
    picture = f"<enclosure url='{inner.url('/secret.jpg')}' type='image/jpeg'/>".encode()
    server.answers["/f"] = answer(rss(secret).replace(b"</item>", picture + b"</item>"))
    inner.answers["/own"] = answer(rss({**ONE, "link": inner.url("/page")}))
    inner.answers["/page"] = answer(PAGE, headers={"Content-Type": "text/html"})
    subscriptions = [("/f", {"name": "Other"}), (inner.url("/own"), {"name": "Own"})]
    if order:
        subscriptions.reverse()
    fields = {"text": "page", "images": "show"}
    report = both(*(path for path, _ in subscriptions), fields=fields, each=tuple(each for _, each in subscriptions))
    messages = {feed.name: feed.message for feed in report.feeds}
    assert "not a public address" in messages["Other"]
    assert "page can't be had" not in messages["Own"]
    assert [path for path, _ in inner.requests] == ["/own", "/robots.txt", "/page"]


def test_an_address_without_a_port_names_the_scheme_s(polls: Any) -> None:
    report = polls(
        "http://127.0.0.1/f", "https://127.0.0.1/f", each=({}, {"name": "S"}), allow_private=("127.0.0.1:80",)
    )
    assert ["not a public" in feed.message for feed in report.feeds] == [False, True]


def test_a_proxy_is_reached_as_a_proxy_alone(
    server: Any, inner: FeedServer, answer: Any, polls: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", f"http://{inner.address}")
    monkeypatch.delenv("http_proxy", raising=False)
    server.answers["/f"] = answer(status=302, headers={"Location": inner.url("/admin")})
    (feed,) = polls("/f").feeds
    assert "not a public address" in feed.message
    assert inner.requests == []
