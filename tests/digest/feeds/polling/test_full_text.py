from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from digest.feeds.articles.article_file import read

RSS = Callable[..., bytes]
SENTENCE = "The column number {} of trucks turned back on Saturday after talks of governor {} with its commander. "
PARAGRAPHS = "".join(f"<p>{''.join(SENTENCE.format(n * 3 + k, n) for k in range(3))}</p>" for n in range(4))
PAGE = (
    "<!doctype html><html><head><title>Mutiny ends</title></head><body>"
    "<nav><ul><li><a href='/'>Home</a></li></ul></nav>"
    "<article><h1>Mutiny ends</h1>" + PARAGRAPHS + "<p>See <a href='/map'>the map</a>.</p></article>"
    "<footer><p>All rights reserved.</p></footer></body></html>"
).encode()


def item(server: Any, number: int = 1) -> dict[str, str]:
    link = server.url(f"/page/{number}")
    return {"title": f"Mutiny {number}", "link": link, "guid": str(number), "description": "A teaser."}


def bodies(polls: Any) -> list[str]:
    return [read(text).body for name, text in polls.files().items() if name.endswith(".md")]


def test_the_pages_text_takes_the_place_of_the_feeds_and_is_asked_for_once(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(item(server)))
    server.answers["/page/1"] = answer(PAGE, headers={"Content-Type": "text/html; charset=utf-8"})
    (feed,) = polls("/f", fields={"text": "page"}).feeds
    assert feed.new == 1
    assert "text" not in feed.message
    (body,) = bodies(polls)
    assert body.count("commander") == 12
    assert f"[the map]({server.url('/map')})" in body
    assert "Home" not in body
    assert "rights reserved" not in body
    assert [path for path, _ in server.requests] == ["/f", "/robots.txt", "/page/1"]
    before = polls.marks()
    server.answers["/f"] = answer(rss(item(server), item(server, 2)))
    server.answers["/page/2"] = answer(status=404)
    (feed,) = polls("/f", now=now + timedelta(hours=1), fields={"text": "page"}).feeds
    assert feed.new == 1
    assert 'entry 2 "Mutiny 2": its page can\'t be had: the server answers 404' in feed.message
    assert sorted(map(len, bodies(polls)))[0] == len("A teaser.")
    assert [path for path, _ in server.requests].count("/page/1") == 1
    assert before.items() <= polls.marks().items()


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        ((b"User-agent: *\nDisallow: /page/", 200), "robots.txt forbids"),
        ((b"User-agent: TheConcordance\nDisallow: /", 200), "robots.txt forbids"),
        ((b"User-agent: Other\nDisallow: /", 200), ""),
        ((b"", 404), ""),
        ((b"", 500), "can't say in robots.txt"),
        ((b"", 429), "can't say in robots.txt"),
        ((b"\xff\x00 nonsense", 200), ""),
    ],
)
def test_what_robots_txt_forbids_is_not_asked_for(
    server: Any, answer: Any, rss: RSS, polls: Any, robots: tuple[bytes, int], reason: str
) -> None:
    server.answers["/robots.txt"] = answer(*robots)
    server.answers["/f"] = answer(rss(item(server)))
    server.answers["/page/1"] = answer(PAGE)
    (feed,) = polls("/f", fields={"text": "page"}).feeds
    assert reason in feed.message
    assert ("/page/1" in [path for path, _ in server.requests]) is not bool(reason)


def test_a_page_that_is_lost_later_does_not_cost_the_text_that_was_had(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(item(server)))
    server.answers["/page/1"] = answer(PAGE)
    polls("/f", fields={"text": "page"})
    server.answers["/page/1"] = answer(b"<!doctype html><html><body><p>Log in.</p></body></html>")
    server.answers["/f"] = answer(rss({**item(server), "title": "Mutiny over"}))
    (feed,) = polls("/f", now=now + timedelta(hours=1), fields={"text": "page"}).feeds
    assert (feed.updated, "no main text" in feed.message) == (1, True)
    assert "commander" in bodies(polls)[0]


def test_pages_of_private_addresses_are_refused(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss({**item(server), "link": "http://127.0.0.1:9/x"}))
    (feed,) = polls("/f", fields={"text": "page"}).feeds
    assert (feed.new, "page can't be had" in feed.message) == (1, True)


PAYWALL = b"<!doctype html><html><body><h1>Mutiny 1</h1><p>Subscribe to read on.</p></body></html>"


def asked_for(server: Any, path: str) -> int:
    return sum(asked == path for asked, _ in server.requests)


@pytest.mark.parametrize(
    ("body", "status"), [(PAYWALL, 200), (b"", 200), (b"%PDF-1.7", 200), (b"", 401), (b"", 402), (b"", 403), (b"", 404)]
)
def test_a_page_without_a_text_is_asked_for_once_and_its_feed_conditionally(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime, body: bytes, status: int
) -> None:
    server.answers["/f"] = answer(rss(item(server)), headers={"ETag": '"1"'})
    server.answers["/page/1"] = answer(body, status, headers={"Content-Type": "text/html"})
    for hour in range(4):
        (feed,) = polls("/f", now=now + timedelta(hours=hour), fields={"text": "page"}).feeds
        assert ("page can't be had" in feed.message) is (hour == 0)
        assert feed.status == ("ok" if hour == 0 else "not modified")
    assert asked_for(server, "/page/1") == 1
    assert bodies(polls) == ["A teaser."]
    # Another item is no reason to ask for it again; a change of its own item is.
    server.answers["/f"] = answer(rss(item(server), item(server, 2)), headers={"ETag": '"2"'})
    server.answers["/page/2"] = answer(PAGE)
    polls("/f", now=now + timedelta(hours=5), fields={"text": "page"})
    assert (asked_for(server, "/page/1"), asked_for(server, "/page/2")) == (1, 1)
    server.answers["/page/1"] = answer(PAGE)
    server.answers["/f"] = answer(rss({**item(server), "title": "Mutiny over"}, item(server, 2)))
    polls("/f", now=now + timedelta(hours=6), fields={"text": "page"})
    assert asked_for(server, "/page/1") == 2
    assert [body.count("commander") for body in bodies(polls)] == [12, 12]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_page_whose_server_is_away_is_asked_for_three_times(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime, status: int
) -> None:
    server.answers["/f"] = answer(rss(item(server)), headers={"ETag": '"1"'})
    server.answers["/page/1"] = answer(status=status)
    states = []
    for hour in range(5):
        (feed,) = polls("/f", now=now + timedelta(hours=hour), fields={"text": "page"}).feeds
        states.append(feed.status)
    assert asked_for(server, "/page/1") == 3
    assert states == ["ok", "ok", "ok", "not modified", "not modified"]


def test_a_page_whose_server_comes_back_has_its_text(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(item(server)), headers={"ETag": '"1"'})
    server.answers["/page/1"] = answer(status=503)
    polls("/f", fields={"text": "page"})
    server.answers["/page/1"] = answer(PAGE)
    (feed,) = polls("/f", now=now + timedelta(hours=1), fields={"text": "page"}).feeds
    assert (feed.updated, feed.message) == (1, "")
    assert bodies(polls)[0].count("commander") == 12


@pytest.mark.parametrize(
    ("headline", "first"),
    [
        ("<h1>Mutiny ends</h1>", "The column"),
        ("<h1><a href='/page/1'>Mutiny&nbsp;ends</a></h1>", "The column"),
        ("<h2>MUTINY ENDS!</h2>", "The column"),
        ("<p>World</p><h1>Mutiny ends | Example Wire</h1>", "World"),
        ("<h1>Mutiny ends</h1><h2>Trucks turn back</h2>", "## Trucks turn back"),
        ("<h2>The mutiny in brief</h2>", "## The mutiny in brief"),
    ],
)
def test_the_pages_own_headline_does_not_come_again(
    server: Any, answer: Any, rss: RSS, polls: Any, headline: str, first: str
) -> None:
    server.answers["/f"] = answer(rss({**item(server), "title": "Mutiny ends"}))
    server.answers["/page/1"] = answer(PAGE.replace(b"<h1>Mutiny ends</h1>", headline.encode()))
    polls("/f", fields={"text": "page"})
    (body,) = bodies(polls)
    assert body.startswith(first)
    assert "Mutiny ends" not in body
    assert body.count("commander") == 12
