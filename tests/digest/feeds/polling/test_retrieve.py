"""Retrieving a feed touches nothing of the content: neither articles nor the record of what was removed."""

import io
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from PIL import Image

RSS = Callable[..., bytes]
REMOVED = {"title": "Mutiny ends", "link": "https://wire.example/1", "guid": "1", "description": "x"}
PICTURED = {"title": "Harbour opens", "link": "https://post.example/2", "guid": "2", "description": "y"}


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1400, 900), "red").save(file, "JPEG")
    return file.getvalue()


def test_nothing_is_written_while_an_earlier_feed_is_still_retrieved(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/removed"] = answer(rss(REMOVED))
    polls("/removed")
    next(polls.content.glob("news/**/*.md")).unlink()  # the next look at the folder puts it on record
    seen: list[bool] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        until = time.monotonic() + 1.5
        while time.monotonic() < until and not any(path == "/a.jpg" for path, _ in server.requests):
            time.sleep(0.02)
        seen.append((polls.content / "removed.jsonl").exists())
        handler.send_error(404)

    image = f"<enclosure url='{server.url('/a.jpg')}' type='image/jpeg'/>".encode()
    server.answers |= {
        "/slow": answer(handle=slow),
        "/pictured": answer(rss(PICTURED).replace(b"</item>", image + b"</item>")),
        "/a.jpg": answer(jpeg()),
    }
    report = polls("/slow", "/pictured", each=({}, {"images": "show"}))
    assert report.feeds[1].new == 1
    assert any(path == "/a.jpg" for path, _ in server.requests)
    assert seen == [False]
    assert (polls.content / "removed.jsonl").exists()
