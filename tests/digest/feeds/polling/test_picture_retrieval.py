"""Pictures of articles over a whole poll, with a server that gives them."""

import io
import json
import logging
import re
import time
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from PIL import Image

from digest.contracts.kept_versions import KeptVersion, add_version, version_files
from digest.contracts.subscriptions import VersionSettings
from digest.feeds.articles.article_file import read
from digest.feeds.articles.removed_articles import remove_articles

SHOWN = {"images": "show"}


def jpeg(colour: str = "red", size: tuple[int, int] = (1400, 900)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def feed(*images: str, title: str = "Mutiny", caption: str = "", credit: str = "") -> bytes:
    """An item for each address of a picture."""
    said = f"<media:description>{caption}</media:description>" if caption else ""
    said += f"<media:credit>{credit}</media:credit>" if credit else ""
    items = "".join(
        f"<item><title>{title} {number}</title><link>https://wire.example.org/{number}</link>"
        f"<guid>id-{number}</guid><description>What happened.</description>"
        f"<media:content url={quoteattr(image)} medium='image'>{said}</media:content></item>"
        for number, image in enumerate(images, start=1)
    )
    media = "xmlns:media='http://search.yahoo.com/mrss/'"
    return f"<?xml version='1.0'?><rss version='2.0' {media}><channel><title>t</title>{items}</channel></rss>".encode()


def articles(content: Path) -> list[dict[str, str]]:
    files = sorted(content.glob("news/**/*.md"))
    return [dict(read(file.read_text(encoding="utf-8")).fields) for file in files]


def pictures(content: Path) -> dict[str, tuple[int, int]]:
    """All files that are no text, by name, with their sizes as pictures."""
    sizes = {}
    for file in content.glob("news/**/*"):
        if file.is_file() and file.suffix != ".md":
            with Image.open(file) as picture:
                sizes[file.name] = picture.size
    return sizes


def asked(server: Any, path: str) -> int:
    return sum(one == path for one, _ in server.requests)


def test_a_picture_is_fetched_made_small_and_told_of_in_the_header(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/a.jpg"] = answer(jpeg())
    server.answers["/f"] = answer(
        feed(server.url("/a.jpg"), caption="Two tanks &lt;b&gt;in the street", credit="A. Doe")
    )
    (report,) = polls("/f", fields=SHOWN).feeds
    assert (report.status, report.new) == ("ok", 1)
    [fields] = articles(polls.content)
    named = dict(part.split() for part in fields["Picture"].split("; "))
    assert named == {name: f"{width}x{height}" for name, (width, height) in pictures(polls.content).items()}
    assert sorted(named.values()) == ["1280x823", "640x411"]
    assert all(re.fullmatch(r"[0-9a-f]{24}-\d+\.webp", name) for name in named)
    assert fields["Picture_Alt"] == "Two tanks in the street"
    assert fields["Picture_Credit"] == "A. Doe"
    asked_for = next(headers for path, headers in server.requests if path == "/a.jpg")
    assert "editor@example.org" in asked_for["user-agent"]
    assert asked_for["accept"].startswith("image/")


def test_pictures_are_off_unless_a_subscription_shows_them(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/a.jpg"] = answer(jpeg())
    server.answers["/f"] = answer(feed(server.url("/a.jpg")))
    polls("/f")
    assert asked(server, "/a.jpg") == 0
    [fields] = articles(polls.content)
    assert "Picture" not in fields
    assert not pictures(polls.content)


def test_what_is_there_is_not_fetched_again_even_when_the_cache_is_lost(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/a.jpg"] = answer(jpeg())
    server.answers["/f"] = answer(feed(server.url("/a.jpg")))
    polls("/f", fields=SHOWN)
    before = polls.marks()
    polls("/f", fields=SHOWN)
    for file in polls.cache.iterdir():
        file.unlink()
    (report,) = polls("/f", fields=SHOWN).feeds
    assert report.unchanged == 1
    server.answers["/f"] = answer(feed(server.url("/a.jpg")) + b" ")
    polls("/f", fields=SHOWN)
    assert asked(server, "/a.jpg") == 1
    assert polls.marks() == before


def test_another_picture_takes_the_place_of_the_first(server: Any, answer: Any, polls: Any, now: Any) -> None:
    server.answers |= {"/a.jpg": answer(jpeg()), "/b.jpg": answer(jpeg("blue", (500, 400)))}
    server.answers["/f"] = answer(feed(server.url("/a.jpg")))
    polls("/f", fields=SHOWN)
    server.answers["/f"] = answer(feed(server.url("/b.jpg")))
    (report,) = polls("/f", fields=SHOWN, now=now + timedelta(hours=1)).feeds
    assert report.updated == 1
    assert list(pictures(polls.content).values()) == [(500, 400)]
    [fields] = articles(polls.content)
    assert fields["Picture"] == f"{next(iter(pictures(polls.content)))} 500x400"
    assert "Modified" not in fields  # the text is as it was


def test_a_new_title_keeps_the_picture_and_what_the_editor_wrote_of_it(
    server: Any, answer: Any, polls: Any, now: Any
) -> None:
    server.answers["/a.jpg"] = answer(jpeg())
    server.answers["/f"] = answer(feed(server.url("/a.jpg"), caption="Something"))
    polls("/f", fields=SHOWN)
    [file] = polls.content.glob("news/**/*.md")
    text = file.read_text(encoding="utf-8").replace("Picture_Alt: Something", "Picture_Alt: Two tanks on a bridge")
    file.write_text(text, encoding="utf-8")
    server.answers["/f"] = answer(feed(server.url("/a.jpg"), title="Mutiny over", caption="Something"))
    (report,) = polls("/f", fields=SHOWN, now=now + timedelta(hours=1)).feeds
    assert report.updated == 1
    [fields] = articles(polls.content)
    assert (fields["Title"], fields["Picture_Alt"]) == ("Mutiny over 1", "Two tanks on a bridge")
    assert len(pictures(polls.content)) == 2
    assert asked(server, "/a.jpg") == 1


def test_an_article_that_a_person_edited_is_left_with_its_picture(
    server: Any, answer: Any, polls: Any, now: Any
) -> None:
    server.answers |= {"/a.jpg": answer(jpeg()), "/b.jpg": answer(jpeg("blue"))}
    server.answers["/f"] = answer(feed(server.url("/a.jpg")))
    polls("/f", fields=SHOWN)
    [file] = polls.content.glob("news/**/*.md")
    file.write_text(file.read_text(encoding="utf-8") + "\nOur own word on it.\n", encoding="utf-8")
    before = polls.marks()
    server.answers["/f"] = answer(feed(server.url("/b.jpg")))
    (report,) = polls("/f", fields=SHOWN, now=now + timedelta(hours=1)).feeds
    assert "edited by hand" in report.failed[0].reason
    assert polls.marks() == before
    assert asked(server, "/b.jpg") == 0


def test_removing_an_article_removes_its_files_and_versions_and_only_these(
    server: Any, answer: Any, polls: Any, now: Any
) -> None:
    server.answers["/a.jpg"] = answer(jpeg())
    server.answers["/f"] = answer(feed(server.url("/a.jpg"), server.url("/a.jpg")))
    polls("/f", fields=SHOWN)
    first, second = sorted(polls.content.glob("news/**/*.md"))
    outside = polls.content / "news" / "keep.webp"
    outside.write_bytes(jpeg())
    text = first.read_text(encoding="utf-8").replace("Picture: ", "Picture: ../../../keep.webp 1x1; own.webp 9x9; ")
    first.write_text(text, encoding="utf-8")
    first.with_name("own.webp").write_bytes(jpeg())
    assert len(pictures(polls.content)) == 6
    paths = [file.relative_to(polls.content).as_posix() for file in (first, second)]
    for path in paths:
        add_version(polls.content, path, KeptVersion("2026-11-22T12:00:00Z", "Title", "Text."), VersionSettings())
    remove_articles(polls.content, [first], now)
    assert [path for path, _ in version_files(polls.content)] == paths[1:]
    named = read(second.read_text(encoding="utf-8")).fields["Picture"]
    assert set(pictures(polls.content)) == {"keep.webp", "own.webp", *re.findall(r"\S+\.webp", named)}


def test_turning_pictures_off_takes_them_away_where_the_feed_still_has_the_item(
    server: Any, answer: Any, polls: Any
) -> None:
    server.answers["/a.jpg"] = answer(jpeg())
    server.answers["/f"] = answer(feed(server.url("/a.jpg")))
    polls("/f", fields=SHOWN)
    polls("/f")
    [fields] = articles(polls.content)
    assert "Picture" not in fields
    assert not pictures(polls.content)
    polls("/f", fields=SHOWN)
    assert len(pictures(polls.content)) == 2


def test_a_picture_that_is_refused_costs_no_article_is_logged_and_is_not_asked_for_again(
    server: Any, answer: Any, polls: Any, caplog: pytest.LogCaptureFixture
) -> None:
    refused = {
        "/none.jpg": answer(status=404),
        "/tracker.gif": answer(jpeg(size=(1, 1))),
        "/x.svg": answer(b"<svg xmlns='http://www.w3.org/2000/svg'/>", headers={"Content-Type": "image/jpeg"}),
        "/cut.jpg": answer(jpeg()[:3000]),
        "/private.jpg": answer(status=302, headers={"Location": "http://127.0.0.1:9/latest/meta-data"}),
        "/file.jpg": answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "/forbidden.jpg": answer(jpeg()),
        "/good.jpg?a=../../../../x&b=%3Cscript%3E": answer(jpeg()),
        "/robots.txt": answer(b"User-agent: *\nDisallow: /forbidden.jpg\n"),
    }
    server.answers |= refused
    addresses = [server.url(path) for path in refused if path != "/robots.txt"]
    addresses += ["data:image/png;base64,AAAA", "javascript:alert(1)", "ftp://x.example/a.jpg"]
    server.answers["/f"] = answer(feed(*addresses))
    with caplog.at_level(logging.WARNING):
        (report,) = polls("/f", fields=SHOWN).feeds
    assert (report.new, report.failed) == (11, ())
    assert len(pictures(polls.content)) == 2
    said = [one.getMessage() for one in caplog.records if "its picture can't be had" in one.getMessage()]
    assert len(said) == 7
    assert all(line.startswith("Feed f: entry ") for line in said)
    assert any("answers 404" in line for line in said)
    assert any("too small" in line for line in said)
    assert any("not a public address" in line for line in said)
    assert any("robots.txt forbids" in line for line in said)
    assert asked(server, "/forbidden.jpg") == 0
    server.requests.clear()
    server.answers["/f"] = answer(feed(*addresses) + b" ")
    polls("/f", fields=SHOWN)
    assert {path for path, _ in server.requests} == {"/f"}


def _endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(50 * 2**20))
    request.end_headers()
    for _ in range(50):
        request.wfile.write(b"\xff" * 2**20)


def _slow(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"\xff\xd8\xff")
    request.wfile.flush()
    time.sleep(3)


@pytest.mark.parametrize(
    ("handle", "reason", "again", "timeout_s"),
    [(_endless, "more than 8 MiB", 1, 60), (_slow, "no complete answer", 2, 1)],
)
def test_a_picture_without_end_is_given_up_and_one_that_is_slow_is_tried_in_the_next_run(
    server: Any,
    answer: Any,
    polls: Any,
    caplog: pytest.LogCaptureFixture,
    handle: Callable[[BaseHTTPRequestHandler], None],
    reason: str,
    again: int,
    timeout_s: float,
) -> None:
    server.answers["/a.jpg"] = answer(handle=handle)
    server.answers["/f"] = answer(feed(server.url("/a.jpg")))
    polls.timeout_s = timeout_s
    (report,) = polls("/f", fields=SHOWN).feeds
    assert report.new == 1
    assert reason in caplog.text
    server.answers["/a.jpg"] = answer(jpeg())
    polls.timeout_s = 60
    polls("/f", fields=SHOWN)
    assert asked(server, "/a.jpg") == again
    assert len(pictures(polls.content)) == 2 * (again - 1)


def test_a_header_takes_nothing_that_a_caption_says(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/a.jpg"] = answer(jpeg(size=(300, 200)))
    caption = "A tank&#10;Save_as: index.html&#10;&#10;Title: Mine"
    server.answers["/f"] = answer(feed(server.url("/a.jpg"), caption=caption, credit="x; y&#10;Slug: ../x"))
    polls("/f", fields=SHOWN)
    [file] = polls.content.glob("news/**/*.md")
    head = file.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    assert [line for line in head if line.startswith("Picture_Alt: A tank Save_as")]
    assert not [line for line in head if line.startswith(("Save_as", "Slug: ../", "Title: Mine"))]


def test_a_json_feed_has_pictures_too(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/a.jpg"] = answer(jpeg(size=(300, 200)))
    item = {"id": "1", "url": "https://wire.example.org/1", "title": "One", "content_text": "x"}
    item["image"] = server.url("/a.jpg")
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [item]}
    server.answers["/f"] = answer(json.dumps(document).encode(), headers={"Content-Type": "application/feed+json"})
    polls("/f", fields=SHOWN)
    assert list(pictures(polls.content).values()) == [(300, 200)]


def test_pictures_that_a_servers_budget_leaves_come_with_the_next_run(
    server: Any, answer: Any, polls: Any, now: Any
) -> None:
    names = [f"/{number}.jpg" for number in range(4)]
    server.answers |= {name: answer(jpeg(size=(700, 450))) for name in names}
    server.answers["/f"] = answer(feed(*map(server.url, names)))
    (report,) = polls("/f", fields=SHOWN, page_delay_s=0.6, server_budget_s=1).feeds
    assert report.new == 4
    assert 1 <= sum("Picture" in fields for fields in articles(polls.content)) < 4
    # The feed's usual turn isn't waited for, and no picture is asked for twice.
    polls("/f", fields=SHOWN, poll_all=False, now=now + timedelta(minutes=1))
    assert sum("Picture" in fields for fields in articles(polls.content)) == 4
    assert [asked(server, name) for name in names] == [1] * 4


def test_where_the_first_picture_is_too_small_the_next_is_tried(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/small.jpg"] = answer(jpeg(size=(90, 60)))
    server.answers["/big.jpg"] = answer(jpeg())
    body = f"&lt;img src='{server.url('/big.jpg')}' alt='The ferry at the old quay'&gt; Text."
    server.answers["/f"] = answer(
        feed(server.url("/small.jpg"), caption="Somebody else").replace(b"What happened.", body.encode())
    )
    polls("/f", fields=SHOWN)
    [fields] = articles(polls.content)
    assert "1280x823" in fields["Picture"]
    assert fields["Picture_Alt"] == "The ferry at the old quay"
    assert asked(server, "/small.jpg") == asked(server, "/big.jpg") == 1
