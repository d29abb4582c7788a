"""An import of exports that a test writes, into a fresh folder, and the same hostile record in every form."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from digest.contracts.subscription_file import check
from digest.feeds.articles.article_file import ArticleFile, read
from digest.feeds.workers.worker_pool import IdleProcesses
from digest.importing.archive_import import ImportOptions, import_exports
from digest.importing.import_report import ImportReport
from digest.importing.import_worker import run_task

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HARBOUR: dict[str, Any] = {
    "url": "https://harbour.example/feed.xml",
    "name": "Harbour Post",
    "slug": "harbour",
    "home": "https://harbour.example/",
}
VALLEY: dict[str, Any] = {"url": "https://valley.example/rss", "name": "Valley Times", "slug": "valley"}


@pytest.fixture(scope="session")
def processes() -> Iterator[IdleProcesses]:
    with IdleProcesses(run_task) as idle:
        yield idle


@dataclass
class Imports:
    """Imports into `folder`, by the subscriptions of `feeds`."""

    folder: Path
    processes: IdleProcesses
    feeds: list[dict[str, Any]] = field(default_factory=lambda: [HARBOUR, VALLEY])

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    def run(self, *paths: Path, source: str = "", now: datetime = NOW, **options: Any) -> ImportReport:
        subscriptions = check({"feed": self.feeds}, Path("subscriptions.toml"))
        chosen = next((feed for feed in subscriptions.feed if feed.slug == source), None)
        self.content.mkdir(exist_ok=True)
        return import_exports(
            subscriptions,
            paths,
            content=self.content,
            cache=self.cache,
            now=now,
            options=ImportOptions(chosen, processes=self.processes, **options),
        )

    def write(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def lines(self, *records: dict[str, Any], name: str = "archive.jsonl") -> Path:
        return self.write(name, "".join(json.dumps(record) + "\n" for record in records))

    def articles(self) -> dict[str, ArticleFile]:
        """The articles by their paths below the folder of news."""
        news = self.content / "news"
        files = sorted(news.rglob("*.md"))
        return {file.relative_to(news).as_posix(): read(file.read_text(encoding="utf-8")) for file in files}

    def titles(self) -> list[str]:
        return sorted(article.fields["Title"] for article in self.articles().values())


@pytest.fixture
def imports(tmp_path: Path, processes: IdleProcesses, caplog: pytest.LogCaptureFixture) -> Imports:
    caplog.set_level(logging.DEBUG)
    return Imports(tmp_path, processes)


def record(number: int, **fields: Any) -> dict[str, Any]:
    """A record of the harbour's archive."""
    return {
        "url": f"https://harbour.example/news/{number}",
        "guid": f"harbour-{number}",
        "title": f"Ferry number {number} sails",
        "html": f"<p>The ferry number {number} left the harbour on Monday, and came back.</p>",
        "published": f"2019-03-{1 + number % 28:02}T10:00:00Z",
        **fields,
    }


def wordpress(*items: str, head: str = "", encoding: str = "UTF-8") -> bytes:
    """A WordPress export as `wp-admin/includes/export.php` writes it."""
    namespaces = (
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    author = (
        "<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[jdoe]]></wp:author_login>"
        "<wp:author_display_name><![CDATA[Jane Doe]]></wp:author_display_name></wp:author>"
    )
    text = (
        f'<?xml version="1.0" encoding="{encoding}" ?>\n<rss version="2.0" {namespaces}>\n<channel>\n'
        f"<title>Harbour Post</title><link>https://harbour.example</link><language>en-GB</language>{head}"
        f"<wp:base_blog_url>https://harbour.example</wp:base_blog_url>{author}\n"
        + "\n".join(items)
        + "\n</channel>\n</rss>\n"
    )
    return text.encode(encoding)


def post(number: int, *, title: str = "", html: str = "", **values: str) -> str:
    """An item of a WordPress export."""
    values = {"status": "publish", "post_type": "post", "post_date_gmt": "2019-03-02 10:00:00"} | values
    wp = "".join(f"<wp:{name}><![CDATA[{value}]]></wp:{name}>" for name, value in values.items())
    return (
        f"<item><title><![CDATA[{title or f'Ferry number {number} sails'}]]></title>"
        f"<link>https://harbour.example/news/{number}</link><dc:creator><![CDATA[jdoe]]></dc:creator>"
        f'<guid isPermaLink="false">https://harbour.example/?p={number}</guid><description></description>'
        f"<content:encoded><![CDATA[{html or f'The ferry number {number} left the harbour.'}]]></content:encoded>"
        '<excerpt:encoded><![CDATA[]]></excerpt:encoded><category domain="category" nicename="f"><![CDATA[Ferries]]>'
        f"</category>{wp}</item>"
    )


def netnewswire(path: Path, *rows: dict[str, Any]) -> Path:
    """A database as NetNewsWire's `ArticlesDatabase.swift` makes it."""
    with sqlite3.connect(path) as database:
        database.executescript("""
            CREATE TABLE articles (articleID TEXT NOT NULL PRIMARY KEY, feedID TEXT NOT NULL, uniqueID TEXT NOT NULL,
                title TEXT, contentHTML TEXT, contentText TEXT, url TEXT, externalURL TEXT, summary TEXT, imageURL TEXT,
                bannerImageURL TEXT, datePublished DATE, dateModified DATE, searchRowID INTEGER);
            CREATE TABLE statuses (articleID TEXT NOT NULL PRIMARY KEY, read BOOL NOT NULL DEFAULT 0,
                starred BOOL NOT NULL DEFAULT 0, dateArrived DATE NOT NULL DEFAULT 0);
            CREATE TABLE authors (authorID TEXT NOT NULL PRIMARY KEY, name TEXT, url TEXT, avatarURL TEXT,
                emailAddress TEXT);
            CREATE TABLE authorsLookup (authorID TEXT NOT NULL, articleID TEXT NOT NULL,
                PRIMARY KEY(authorID, articleID));
            INSERT INTO authors (authorID, name) VALUES ('a', 'Jane Doe');
        """)
        for number, row in enumerate(rows, start=1):
            values = {"articleID": f"id{number}", "feedID": HARBOUR["url"], "uniqueID": f"nnw-{number}"} | row
            arrived = values.pop("arrived", 1_700_000_000)
            names = ", ".join(values)
            marks = ", ".join("?" * len(values))
            database.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", tuple(values.values()))
            database.execute("INSERT INTO statuses (articleID, dateArrived) VALUES (?, ?)", (f"id{number}", arrived))
            database.execute("INSERT INTO authorsLookup VALUES ('a', ?)", (f"id{number}",))
    database.close()
    return path


def page(title: str, html: str, *, url: str = "", head: str = "") -> str:
    """A web page whose text is some HTML and some paragraphs."""
    canonical = f'<link rel="canonical" href="{escape(url)}">' if url else ""
    paragraphs = "".join(
        f"<p>The council met in the town hall on Tuesday evening, and heard from {number} captains what they had to "
        f"say about the winter, the dock, and the price of a ticket to the island.</p>"
        for number in range(2, 8)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{canonical}{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{html}{paragraphs}</article></body></html>"
    )


Writer = Callable[[Imports, str, str], Path]


def _json(shape: Callable[[str, str], Any]) -> Writer:
    return lambda imports, title, html: imports.write("export.json", json.dumps(shape(title, html)))


def _netnewswire(imports: Imports, title: str, html: str) -> Path:
    row = {"title": title, "contentHTML": html, "url": "https://harbour.example/news/1", "datePublished": 1551520800}
    return netnewswire(imports.folder / "DB.sqlite3", row)


def _page(imports: Imports, title: str, html: str) -> Path:
    url = "https://harbour.example/news/1"
    head = '<meta property="article:published_time" content="2019-03-02T10:00:00Z">'
    return imports.write("saved/1.html", page(escape(title), html, url=url, head=head))


_ENTRY = {"url": "https://harbour.example/news/1", "author": "Jane Doe"}
FORMS: dict[str, Writer] = {
    "json lines": lambda imports, title, html: imports.lines(record(1, title=title, html=html)),
    "wordpress": lambda imports, title, html: imports.write("wp.xml", wordpress(post(1, title=title, html=html))),
    "netnewswire": _netnewswire,
    "page": _page,
    "miniflux": _json(
        lambda title, html: {
            "total": 1,
            "entries": [
                {
                    **_ENTRY, "id": 888, "feed_id": 42, "status": "read", "hash": "0f", "title": title, "content": html,
                    "published_at": "2019-03-02T10:00:00Z", "created_at": "2020-01-01T00:00:00Z", "starred": True,
                    "enclosures": None, "tags": [],
                    "feed": {"id": 42, "feed_url": HARBOUR["url"], "site_url": HARBOUR["home"], "title": "Harbour"},
                }
            ],
        }
    ),
    "freshrss": _json(
        lambda title, html: {
            "id": "user/jane/state/org.freshrss/starred",
            "title": "List of favourite articles",
            "author": "jane",
            "items": [
                {
                    "id": "tag:google.com,2005:reader/item/0005f0", "guid": "harbour-1", "title": title,
                    "timestampUsec": "1600000000000000", "published": 1551520800, "author": "Jane Doe",
                    "alternate": [{"href": _ENTRY["url"], "type": "text/html"}], "content": {"content": html},
                    "categories": ["user/-/state/com.google/starred", "user/-/label/Reading", "Ferries"],
                    "origin": {"streamId": "feed/3", "htmlUrl": HARBOUR["home"], "feedUrl": HARBOUR["url"]},
                }
            ],
        }
    ),
    "feedbin": _json(
        lambda title, html: [
            {
                **_ENTRY, "id": 4610179952, "title": title, "content": html,
                "published": "2019-03-02T10:00:00.000000Z", "created_at": "2020-01-01T00:00:00.880956Z",
            }
        ]
    ),
    "json feed": _json(
        lambda title, html: {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Harbour Post",
            "feed_url": HARBOUR["url"],
            "items": [
                {
                    "id": "harbour-1", "url": _ENTRY["url"], "title": title, "content_html": html,
                    "date_published": "2019-03-02T10:00:00Z", "authors": [{"name": "Jane Doe"}],
                }
            ],
        }
    ),
    "wordpress api": _json(
        lambda title, html: [
            {
                "id": 1, "date": "2019-03-02T11:00:00", "date_gmt": "2019-03-02T10:00:00", "status": "publish",
                "guid": {"rendered": "https://harbour.example/?p=1"}, "link": _ENTRY["url"], "author": 3,
                "title": {"rendered": title}, "content": {"rendered": html, "protected": False}, "categories": [4],
            }
        ]
    ),
}  # fmt: skip
