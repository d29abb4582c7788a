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
