"""Real feeds day by day, each poll with the clock of its day: one file for one item, with all that changed.

What is expected is read from the snapshots by feedparser and the standard library alone.
"""

import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unicodedata import normalize

import feedparser
import pytest
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from digest.contracts.article_header import HeaderField
from digest.contracts.subscription_file import check
from digest.contracts.subscriptions import Subscriptions
from digest.feeds.articles.article_file import read, read_header
from digest.feeds.polling.poll import poll
from digest.feeds.workers.worker_pool import IdleProcesses

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]
EMPTY = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title></channel></rss>'
AFTER_MIDNIGHT = time(5, tzinfo=UTC)
# These two are a third of all bytes; `invoke soak` has them too.
LARGE = () if os.environ.get("DIGEST_CAPTURED_SHARE") == "1" else ("arstechnica", "nytimes")
DAYS_AFTER = 14  # the loss of the cache; a feed's longest memory of an item is less


class Server:
    """Serves the snapshot that `bodies` has for a path, with an ETag made of its bytes."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = outer.bodies.get(self.path, EMPTY)
                etag = f'"{sha256(body).hexdigest()[:16]}"'
                same = self.headers.get("If-None-Match") == etag
                self.send_response(304 if same else 200)
                self.send_header("ETag", etag)
                self.send_header("Content-Length", "0" if same else str(len(body)))
                self.end_headers()
                self.wfile.write(b"" if same else body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Expected:
    """One item over all days: its titles and its text in the order in which they came."""

    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Replay:
    """What a whole replay left, and what the feeds had said; `halfway` is the content as it was on one day, and
    `later` its files DAYS_AFTER days later."""

    halfway: Path
    later: Mapping[str, str]
    content: Path
    files: Mapping[str, Mapping[str, list[Path]]]
    cache: Path
    expected: Mapping[str, Mapping[str, Expected]]
    server: Server
    end: datetime


@pytest.fixture(scope="module")
def snapshots(corpus: Path) -> Mapping[str, Mapping[str, Path]]:
    """By feed and day."""
    folders = sorted(folder for folder in (corpus / "replay").iterdir() if folder.is_dir())
    assert len(folders) == 8
    folders = [folder for folder in folders if folder.name not in LARGE]
    return {folder.name: {file.stem: file for file in sorted(folder.glob("*.xml"))} for folder in folders}


@pytest.fixture(scope="module")
def processes() -> Iterator[IdleProcesses]:
    with IdleProcesses() as processes:
        yield processes


@pytest.fixture(scope="module")
def replay(
    snapshots: Mapping[str, Mapping[str, Path]], tmp_path_factory: pytest.TempPathFactory, processes: IdleProcesses
) -> Iterator[Replay]:
    work = tmp_path_factory.mktemp("replay")
    server = Server()
    days = sorted({day for files in snapshots.values() for day in files})
    later: dict[str, str] = {}

    def after(number: int) -> None:
        if number == len(days) // 2:
            shutil.copytree(work / "content", work / "halfway")
        if number == len(days) // 2 + DAYS_AFTER:
            later.update(_files(work / "content"))

    end = _run(server, snapshots, days, work / "content", work / "cache", processes, after=after)
    files = _by_source_and_key(work / "content")
    yield Replay(work / "halfway", later, work / "content", files, work / "cache", _expected(snapshots), server, end)
    server.stop()


def test_every_item_has_exactly_one_file(replay: Replay) -> None:
    for name, items in replay.expected.items():
        files = replay.files[name]
        assert not {key: paths for key, paths in files.items() if len(paths) > 1}, name
        assert set(files) == set(items), name


def test_the_last_title_and_text_are_in_the_file_and_every_title_before_in_its_header(replay: Replay) -> None:
    changed = 0
    parser = Markdown(extensions=["tables", "sane_lists", "fenced_code"])
    for name, items in replay.expected.items():
        for key, [path] in replay.files[name].items():
            article = read(path.read_text(encoding="utf-8"))
            item = items[key]
            titles = [title for title in dict.fromkeys(item.titles) if title]
            former = [title["title"] for title in json.loads(article.fields.get(HeaderField.FORMER_TITLES, "[]"))]
            if titles:
                assert article.fields[HeaderField.TITLE] == item.titles[-1], path
                assert {*former, article.fields[HeaderField.TITLE]} == set(titles), path
                changed += len(titles) - 1
            shown = _letters(parser.reset().convert(article.body))
            wanted, alts = _text_and_alts(item.texts[-1])
            # The publisher's words on a picture follow the paragraph that holds it, unless its caption says the same.
            for words in filter(None, alts):
                shown, wanted = shown.replace(words, ""), wanted.replace(words, "")
            assert shown == wanted, path
    assert changed > 150


def test_a_second_pass_touches_nothing(replay: Replay, snapshots: Mapping[str, Mapping[str, Path]]) -> None:
    before = _marks(replay.content)
    for number, cache in enumerate((replay.cache, replay.cache.with_name("other"))):
        now = replay.end + timedelta(days=number + 1)
        report = poll(_subscriptions(replay.server, snapshots), content=replay.content, cache=cache, now=now)
        assert {feed.status for feed in report.feeds} == ({"not modified"} if number == 0 else {"ok"})
        assert _marks(replay.content) == before


def test_deleting_the_cache_halfway_changes_nothing(
    replay: Replay, snapshots: Mapping[str, Mapping[str, Path]], tmp_path: Path, processes: IdleProcesses
) -> None:
    server = Server()
    days = sorted({day for files in snapshots.values() for day in files})
    half = len(days) // 2
    days = days[: half + DAYS_AFTER + 1]
    before = _files(replay.halfway)
    try:
        _run(server, snapshots, days, replay.halfway, tmp_path / "cache", processes, first=half + 1)
    finally:
        server.stop()
    assert _files(replay.halfway) == replay.later != before


def _run(
    server: Server,
    snapshots: Mapping[str, Mapping[str, Path]],
    days: list[str],
    content: Path,
    cache: Path,
    processes: IdleProcesses,
    *,
    first: int = 0,
    after: Callable[[int], None] = lambda _: None,
) -> datetime:
    """Polls on each day from the `first` on, the snapshots of the day being served, and calls `after` with its number;
    the clock of the last poll."""
    now = datetime.min.replace(tzinfo=UTC)
    for number, day in enumerate(days):
        server.bodies |= {f"/{name}": files[day].read_bytes() for name, files in snapshots.items() if day in files}
        if number < first:
            continue
        now = datetime.combine(datetime.fromisoformat(day) + timedelta(days=1), AFTER_MIDNIGHT)
        report = poll(_subscriptions(server, snapshots), content=content, cache=cache, now=now, processes=processes)
        for feed in report.feeds:
            assert feed.status in ("ok", "not modified", "unchanged"), feed
            assert not feed.failed, feed
        after(number)
    return now


def _subscriptions(server: Server, snapshots: Mapping[str, Mapping[str, Path]]) -> Subscriptions:
    feeds = [{"url": f"http://{server.address}/{name}", "name": name} for name in snapshots]
    return check({"fetch": {"allow_private": [server.address]}, "feed": feeds}, Path())


def _expected(snapshots: Mapping[str, Mapping[str, Path]]) -> dict[str, dict[str, Expected]]:
    expected: dict[str, dict[str, Expected]] = {}
    for name, files in snapshots.items():
        items = expected.setdefault(name, {})
        for file in files.values():
            document = file.read_bytes()
            seen = set()
            for entry in _parsed(document):
                key = _key(entry.get("id", ""), entry.get("link", ""))
                if key in seen:
                    continue  # an entry that is there twice: the first counts
                seen.add(key)
                item = items.setdefault(key, Expected())
                item.titles.append(" ".join(unescape(re.sub(r"<[^<>]*>", "", entry.get("title", ""))).split()))
                # Without elements for it, feedparser's content is the caption of a picture (media:description).
                texts = [content["value"] for content in entry.get("content", ()) if b"content:encoded" in document]
                item.texts.append(max([*texts, entry.get("summary", "")], key=len))
    return expected


def _parsed(document: bytes) -> list[dict[str, Any]]:
    """Its markup as it came: resolving links feedparser rewrites it, and what it makes of a stray quotation mark isn't
    what a browser shows."""
    parsed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    entries: list[dict[str, Any]] = parsed.entries
    return entries


def _key(guid: str, link: str) -> str:
    return guid or link.partition("://")[2].partition("#")[0]


def _by_source_and_key(content: Path) -> dict[str, dict[str, list[Path]]]:
    files: dict[str, dict[str, list[Path]]] = {}
    for path in (content / "news").rglob("*.md"):
        fields = read_header(path)
        key = _key(fields.get(HeaderField.GUID, ""), fields.get(HeaderField.SOURCE_URL, ""))
        files.setdefault(fields[HeaderField.SOURCE], {}).setdefault(key, []).append(path)
    return files


def _text_and_alts(html: str) -> tuple[str, list[str]]:
    """The letters that a browser would show, and those of the words on the pictures."""
    tree = LexborHTMLParser(html)
    for figure in tree.css("figure"):
        if figure.css_first("img") and not figure.css_first("video, iframe, table, pre"):
            for caption in figure.css("figcaption"):
                caption.decompose()  # no page shows the picture that it is about
    for node in tree.css("video, audio, iframe, object, script, style"):
        node.decompose()  # what stands there is for browsers that can't play
    text = tree.body.text() if tree.body else ""
    return re.sub(r"[\W_]+", "", normalize("NFKC", text)), [
        re.sub(r"[\W_]+", "", node.attributes.get("alt") or "") for node in tree.css("img")
    ]


def _letters(html: str) -> str:
    """The letters and digits that a reader sees, raised and lowered ones as plain ones, without links to films."""
    html = re.sub(r"<a [^<>]*>▶[^<>]*</a>", "", html)
    return re.sub(r"[\W_]+", "", normalize("NFKC", unescape(re.sub(r"<[^<>]*>", "", html))))


def _files(content: Path) -> dict[str, str]:
    paths = sorted(path for path in (content / "news").rglob("*") if path.is_file())
    return {str(path.relative_to(content)): path.read_text(encoding="utf-8") for path in paths}


def _marks(content: Path) -> dict[str, tuple[int, int]]:
    paths = [path for path in (content / "news").rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}
