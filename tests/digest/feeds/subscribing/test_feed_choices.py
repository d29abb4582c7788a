import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.feeds.__main__ import main

RSS = Callable[..., bytes]
SITE = b"""<!doctype html><html><head><title>Site</title><base href="/news/">
<link rel="alternate" type="application/rss+xml" title="All" href="/rss">
<link REL="alternate home" TYPE="application/feed+json" href="feed.json"><link rel="stylesheet" href="/x.css">
<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/atom+xml" href="javascript:1">
</head><body><link rel="alternate" type="application/rss+xml" href="/rss"></body></html>"""


def item(server: Any, number: int = 1) -> dict[str, str]:
    link = server.url(f"/page/{number}")
    return {"title": f"Mutiny {number}", "link": link, "guid": str(number), "description": "A teaser."}


@pytest.fixture
def subscriptions(server: Any, tmp_path: Path) -> Path:
    path = tmp_path / "subscriptions.toml"
    path.write_text(f'[fetch]\nallow_private = ["{server.address}"]\n')
    return path


def test_subscribing_to_a_site_shows_its_feeds_and_adds_the_chosen_one(
    server: Any, answer: Any, rss: RSS, subscriptions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/"] = answer(SITE)
    server.answers["/rss"] = answer(
        rss(item(server), head="<language>en</language>").replace(b">t<", b">All &amp; sundry<")
    )
    record = {"version": "https://jsonfeed.org/version/1.1", "title": 'As "JSON"', "items": [{"id": "1", "title": "x"}]}
    server.answers["/news/feed.json"] = answer(json.dumps(record).encode())
    command = ["subscribe", server.url("/"), "--subscriptions", str(subscriptions), "--section", "World"]
    assert main(command) == 2  # there are two, and nobody to ask
    shown = capsys.readouterr()
    assert f"1. All & sundry (1 item, en): {server.url('/rss')}" in shown.out
    assert f'2. As "JSON" (1 item): {server.url("/news/feed.json")}' in shown.out
    assert "--pick" in shown.err
    assert main([*command, "--pick", "1"]) == 0
    text = subscriptions.read_text()
    assert f'url = "{server.url("/rss")}"\nname = "All & sundry"\nsection = "World"\nlang = "en"\n' in text
    assert f'home = "{server.url("/")}"' in text
    capsys.readouterr()
    assert main([*command, "--pick", "1"]) == 2
    assert "is followed already, as 'All & sundry'" in capsys.readouterr().err
    assert main(["unsubscribe", "all-sundry", "--subscriptions", str(subscriptions)]) == 0
    assert "[[feed]]" not in subscriptions.read_text()


def test_feeds_at_the_usual_places_are_found_and_a_site_without_any_says_so(
    server: Any, answer: Any, rss: RSS, subscriptions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/"] = answer(b"<!doctype html><html><body>Nothing here</body></html>")
    command = ["subscribe", server.url("/"), "--subscriptions", str(subscriptions)]
    assert main(command) == 1
    assert "names no feed" in capsys.readouterr().err
    server.answers["/feed.xml"] = answer(rss(item(server)))
    assert main(command) == 0
    assert server.url("/feed.xml") in subscriptions.read_text()


NAMED = '<link rel="alternate" type="application/rss+xml" href="/f/{0}.xml">'


def test_a_feed_that_only_the_header_or_the_text_names_is_found(
    server: Any, answer: Any, rss: RSS, subscriptions: Path
) -> None:
    command = ["subscribe", server.url("/"), "--subscriptions", str(subscriptions)]
    server.answers["/f/all.xml"] = answer(rss(item(server)))
    server.answers["/"] = answer(b"<p>x", headers={"Link": '</f/all.xml>; rel="alternate"; type="text/xml"'})
    assert main(command) == 0
    assert main(["unsubscribe", server.url("/f/all.xml"), "--subscriptions", str(subscriptions)]) == 0
    server.answers["/"] = answer(
        b"<p>x <a href='/about'>About</a> <a href='/help/rss'>RSS</a> <a href='f/all.xml'>All</a>"
    )
    server.answers["/help/rss"] = answer(b"<html>What feeds are.</html>")
    assert main(command) == 0
    assert server.url("/f/all.xml") in subscriptions.read_text()


def test_more_than_twelve_feeds_are_told_and_those_that_cannot_be_read_too(
    server: Any, answer: Any, rss: RSS, subscriptions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/"] = answer("".join(map(NAMED.format, range(20))).encode())
    server.answers |= {f"/f/{number}.xml": answer(rss(item(server))) for number in range(1, 12)}
    assert main(["discover", server.url("/"), "--subscriptions", str(subscriptions)]) == 0
    shown = capsys.readouterr()
    assert f"11. t (1 item): {server.url('/f/11.xml')}" in shown.out
    assert f"names 8 feeds more; to follow one of them, give its address:\n{server.url('/f/12.xml')}\n" in shown.out
    assert f"can't be read: {server.url('/f/0.xml')}: the server answers 404" in shown.err


@pytest.mark.parametrize("pick", ["0", "7", "-1"])
def test_a_number_that_no_feed_has_is_told(
    pick: str, server: Any, answer: Any, rss: RSS, subscriptions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/"] = answer("".join(map(NAMED.format, range(2))).encode())
    server.answers |= {f"/f/{number}.xml": answer(rss(item(server))) for number in range(2)}
    command = ["subscribe", "--subscriptions", str(subscriptions), "--pick", pick]
    assert main([*command, server.url("/")]) == 2
    assert capsys.readouterr().err == f"no feed has the number {pick}: there are 2 feeds, 1 to 2\n"
    assert main([*command, server.url("/f/1.xml")]) == 2
    assert capsys.readouterr().err == f"no feed has the number {pick}: there is one feed, number 1\n"


def test_the_schemes_of_readers_and_no_scheme_at_all_lead_to_the_feed(
    server: Any, answer: Any, rss: RSS, subscriptions: Path
) -> None:
    server.answers["/f.xml"] = answer(rss(item(server)))
    address = server.url("/f.xml").removeprefix("http://")
    for written in (f"feed://{address}", f"feed:http://{address}", f"pcast://{address}"):
        assert main(["subscribe", written, "--subscriptions", str(subscriptions)]) == 0
        assert main(["unsubscribe", server.url("/f.xml"), "--subscriptions", str(subscriptions)]) == 0


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "quay",
        "ftp://quay.example/",
        "https://",
        "https://anna:geheim@quay.example/",
        "file:///etc/passwd",
        "-",
    ],
)
def test_what_is_no_address_is_told_before_anything_is_asked(
    url: str, subscriptions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = subscriptions.read_text()
    assert main(["subscribe", "--subscriptions", str(subscriptions), "--", url]) == 2
    error = capsys.readouterr().err
    assert "expected the address of a site or feed" in error
    assert "geheim" not in error
    assert subscriptions.read_text() == before


@pytest.mark.parametrize("status", [404, 401, 403, 410, 429])
def test_advice_for_a_site_does_not_lead_back_to_the_command_that_was_given(
    status: int, server: Any, answer: Any, subscriptions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/x"] = answer(b"", status=status)
    assert main(["subscribe", server.url("/x"), "--subscriptions", str(subscriptions)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"{server.url('/x')}: the server answers {status}")
    assert "; " in error
    assert "invoke" not in error
    assert "its line" not in error
