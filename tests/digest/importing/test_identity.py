"""Imported and polled articles are the same, by guid or link, whichever came first; what was removed stays removed."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from digest.contracts.subscription_file import check
from digest.feeds.articles.removed_articles import remove_articles
from digest.feeds.polling.poll import poll
from digest.feeds.polling.poll_report import PollReport

from .conftest import FORMS, HARBOUR, NOW, VALLEY, Imports, post, record, wordpress

ITEM = (
    "<item><title>Ferry sails</title><link>https://harbour.example/news/1</link><guid>harbour-1</guid>"
    "<pubDate>Sat, 02 Mar 2019 10:00:00 GMT</pubDate><description>The ferry sails again.</description></item>"
)
Poll = Callable[[Imports], PollReport]


@pytest.fixture
def poll_harbour() -> Iterator[Poll]:
    """Polls the harbour's feed, which a server gives, into the folder of an import."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'<rss version="2.0"><channel><title>Harbour</title>{ITEM}</channel></rss>'.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = f"127.0.0.1:{server.server_port}"

    def run(imports: Imports) -> PollReport:
        feed = {**HARBOUR, "url": f"http://{address}/feed.xml"}
        subscriptions = check({"fetch": {"allow_private": [address]}, "feed": [feed]}, Path())
        imports.content.mkdir(exist_ok=True)
        return poll(subscriptions, content=imports.content, cache=imports.cache, now=NOW, poll_all=True)

    yield run
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("form", ["json lines", "miniflux", "freshrss", "wordpress"])
def test_a_poll_recognises_what_was_imported(form: str, imports: Imports, poll_harbour: Poll) -> None:
    imports.run(FORMS[form](imports, "Ferry sails", "The ferry sails again."))
    report = poll_harbour(imports)
    assert report.summary["new"] == 0
    [article] = imports.articles().values()
    assert article.fields["Guid"] == "harbour-1"
    assert article.fields["Date"] == "2019-03-02T10:00:00+00:00"


@pytest.mark.parametrize("form", ["json lines", "feedbin", "netnewswire", "wordpress"])
def test_an_import_recognises_what_was_polled_and_leaves_it(form: str, imports: Imports, poll_harbour: Poll) -> None:
    poll_harbour(imports)
    before = imports.articles()
    report = imports.run(FORMS[form](imports, "Ferry sails", "An older text of the ferry."))
    assert (report.summary["new"], report.summary["unchanged"]) == (0, 1)
    assert imports.articles() == before


def test_a_text_that_was_changed_later_than_the_stored_one_takes_its_place(imports: Imports) -> None:
    imports.run(imports.lines(record(1)))
    later = record(1, html="<p>The ferry number 1 was late, as it is now said.</p>", updated="2019-04-01T08:00:00Z")
    report = imports.run(imports.lines(later))
    assert report.summary["updated"] == 1
    [article] = imports.articles().values()
    assert "as it is now said" in article.body
    assert article.fields["Modified"] == "2019-04-01T08:00:00+00:00"
    older = record(1, html="<p>Older.</p>", updated="2019-03-20T08:00:00Z")
    assert imports.run(imports.lines(older)).summary["unchanged"] == 1


def test_an_article_that_a_person_edited_is_left_alone(imports: Imports) -> None:
    imports.run(imports.lines(record(1)))
    [file] = (imports.content / "news").rglob("*.md")
    file.write_text(file.read_text() + "\nThe editor's words.\n")
    report = imports.run(imports.lines(record(1, html="<p>New.</p>", updated="2019-04-01T08:00:00Z")))
    assert report.summary["failed"] == 1
    assert "The editor's words." in file.read_text()


def test_an_article_that_was_removed_stays_removed(imports: Imports) -> None:
    imports.run(imports.lines(record(1), record(2)))
    file = next(file for file in (imports.content / "news").rglob("*.md") if "number-1" in file.name)
    remove_articles(imports.content, [file], NOW)
    report = imports.run(imports.lines(record(1), record(2), record(3)))
    assert {name: report.summary[name] for name in ("new", "unchanged", "dropped")} == {
        "new": 1, "unchanged": 1, "dropped": 1,
    }  # fmt: skip
    assert imports.titles() == ["Ferry number 2 sails", "Ferry number 3 sails"]


def test_a_record_that_is_there_twice_is_one_article(imports: Imports) -> None:
    other = imports.write("wp.xml", wordpress(post(1, title="Ferry number 1 sails")))
    report = imports.run(imports.lines(record(1), record(1)), other)
    assert report.summary["new"] == 1
    assert report.summary["dropped"] == 1
    assert report.summary["unchanged"] == 1


def test_filters_and_terms_are_those_of_the_subscription(imports: Imports) -> None:
    imports.feeds = [{**HARBOUR, "drop": ["title: horoscope"], "section": "Sea", "lang": "en"}, VALLEY]
    report = imports.run(imports.lines(record(1), record(2, title="Your horoscope")))
    assert (report.summary["new"], report.summary["dropped"]) == (1, 1)
    [article] = imports.articles().values()
    assert (article.fields["Category"], article.fields["Lang"]) == ("Sea", "en")


def _fields(**fields: Any) -> dict[str, Any]:
    return {"title": "T", "text": "Text.", "published": "2019-03-02", **fields}


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"feed_url": "http://www.harbour.example/feed.xml/"}, "harbour"),
        ({"feed_url": "feed://harbour.example/feed.xml", "url": "https://valley.example/1"}, "harbour"),
        ({"site_url": "https://harbour.example"}, "harbour"),
        ({"domain": "www.valley.example"}, "valley"),
        ({"url": "https://valley.example/2019/1"}, "valley"),
        ({"source": "valley", "url": "https://harbour.example/1"}, "valley"),
        ({"url": "https://other.example/1"}, ""),
        ({"url": "https://harbour.example.evil.example/1"}, ""),
        ({"feed_url": "https://harbour.example/another/feed.xml", "url": "https://harbour.example/1"}, ""),
        ({}, ""),
    ],
)
def test_a_record_belongs_to_the_subscription_of_its_feed_site_or_host(
    fields: dict[str, Any], source: str, imports: Imports
) -> None:
    report = imports.run(imports.lines(_fields(**fields)))
    assert [article.fields["Source"] for article in imports.articles().values()] == [source] * bool(source)
    assert report.summary["no_subscription"] == (not source)


def test_of_several_subscriptions_of_a_host_none_is_guessed(imports: Imports, caplog: pytest.LogCaptureFixture) -> None:
    imports.feeds = [HARBOUR, {"url": "https://harbour.example/sport.xml", "name": "Sport", "slug": "sport"}]
    export = imports.lines(_fields(url="https://harbour.example/1"))
    assert imports.run(export).summary["no_subscription"] == 1
    assert "it may belong to harbour, sport: say which with --source" in caplog.text
    assert imports.run(export, source="sport").summary["new"] == 1
    assert [article.fields["Source"] for article in imports.articles().values()] == ["sport"]


def test_on_a_host_of_many_authors_the_home_tells_them_apart(imports: Imports) -> None:
    imports.feeds = [{"url": "https://pages.example/feed/@jane", "name": "Jane", "home": "https://pages.example/@jane"}]
    report = imports.run(
        imports.lines(_fields(url="https://pages.example/@jane/1"), _fields(url="https://pages.example/@john/1"))
    )
    assert (report.summary["new"], report.summary["no_subscription"]) == (1, 1)
