"""Whole polls of a real server: what is in `content/news` afterwards, and what the report says."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from digest.contracts.article_header import HeaderField
from digest.contracts.kept_versions import load_versions, version_files
from digest.errors import DigestError
from digest.feeds.articles.article_file import read

RSS = Callable[..., bytes]
ONE = {
    "title": "Mutiny ends",
    "link": "http://news.example/1?utm_source=rss",
    "guid": "1",
    "description": "<p>The <b>column</b> turned back.</p>",
    "pubDate": "Sat, 21 Nov 2026 20:00:00 +0100",
    "category": "World",
    "author": "Jane Doe",
}
TWO = {"title": "Grain deal", "link": "http://news.example/2", "guid": "2", "description": "Ships may sail."}


def test_an_entry_becomes_an_article_file(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE, head="<language>en</language>"))
    report = polls("/f")
    (path, text), *rest = polls.files().items()
    assert not rest
    assert path == "news/2026/11/21/mutiny-ends.md"
    mark = read(text).fields[HeaderField.FINGERPRINT]
    assert text == (
        "Title: Mutiny ends\nDate: 2026-11-21T19:00:00+00:00\nSlug: mutiny-ends\nSource: feed-f\n"
        f"Source_Url: http://news.example/1\nGuid: 1\nFingerprint: {mark}\nCategory: World\nLang: en\n"
        "Authors: Jane Doe\nTags: World\nSummary: The column turned back.\n\nThe **column** turned back.\n"
    )
    (feed,) = report.feeds
    assert (feed.slug, feed.status, feed.new, feed.updated, feed.unchanged) == ("feed-f", "ok", 1, 0, 0)
    assert server.requests[0][1]["user-agent"] == "TheConcordance/0.1 (news digest; editor@example.org)"


def test_polling_twice_touches_nothing_whatever_the_server_knows_of_changes(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/etag"] = answer(rss(ONE), headers={"ETag": '"1"'})
    server.answers["/plain"] = answer(rss(TWO))
    polls("/etag", "/plain")
    before = polls.marks()
    report = polls("/etag", "/plain", now=now + timedelta(hours=1))
    assert [feed.status for feed in report.feeds] == ["not modified", "unchanged"]
    assert [feed.unchanged for feed in report.feeds] == [1, 1]
    shutil.rmtree(polls.cache)
    report = polls("/etag", "/plain", now=now + timedelta(hours=2))
    assert [(feed.status, feed.new, feed.updated, feed.unchanged) for feed in report.feeds] == [("ok", 0, 0, 1)] * 2
    assert polls.marks() == before


def test_a_lost_folder_is_written_again_though_the_server_says_that_nothing_changed(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/etag"] = answer(rss(ONE, TWO), headers={"ETag": '"1"'})
    polls("/etag")
    before = polls.files()
    shutil.rmtree(polls.content)
    assert polls("/etag").feeds[0].new == 2
    assert polls.files() == before


def test_a_changed_entry_changes_its_file_and_nothing_else(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss(ONE, TWO))
    polls("/f")
    before = polls.files()
    changed = {
        **ONE,
        "title": "Mutiny is over",
        "pubDate": "Sun, 22 Nov 2026 08:00:00 GMT",
        "link": "http://news.example/x",
    }
    server.answers["/f"] = answer(rss(changed, TWO))
    report = polls("/f", now=now + timedelta(hours=1))
    assert (report.feeds[0].new, report.feeds[0].updated, report.feeds[0].unchanged) == (0, 1, 1)
    after = polls.files()
    path = "news/2026/11/21/mutiny-ends.md"
    assert {name for name in after if after[name] != before.get(name)} == {path}
    [(article, versions)] = version_files(polls.content)
    [version] = load_versions(versions)
    assert (article, version.until, version.title) == (path, "2026-11-22T13:00:00+00:00", "Mutiny ends")
    assert version.text == "The **column** turned back."
    fields = read(after[path]).fields
    assert fields[HeaderField.TITLE] == "Mutiny is over"
    assert fields[HeaderField.DATE] == "2026-11-21T19:00:00+00:00"
    assert fields[HeaderField.SLUG] == "mutiny-ends"
    assert fields[HeaderField.MODIFIED] == "2026-11-22T13:00:00+00:00"
    again = polls.marks()
    shutil.rmtree(polls.cache)
    polls("/f", now=now + timedelta(hours=2))
    assert polls.marks() == again


def test_a_section_that_the_editor_renames_reaches_the_files_but_is_no_modification(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/f"] = answer(rss(ONE), headers={"ETag": '"1"'})
    polls("/f")
    assert polls("/f", fields={"section": "Africa"}).feeds[0].updated == 1
    fields = read(next(iter(polls.files().values()))).fields
    assert fields[HeaderField.CATEGORY] == "Africa"
    assert HeaderField.MODIFIED not in fields


def test_a_file_that_a_person_edited_is_never_overwritten(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE))
    polls("/f")
    path = polls.content / "news/2026/11/21/mutiny-ends.md"
    edited = path.read_text(encoding="utf-8").replace("turned back", "turned around")
    path.write_text(edited, encoding="utf-8")
    assert (polls("/f").feeds[0].unchanged, path.read_text(encoding="utf-8")) == (1, edited)
    server.answers["/f"] = answer(rss({**ONE, "description": "It reached the city."}))
    for _ in range(2):
        (feed,) = polls("/f").feeds
        (refusal,) = feed.failed
        assert (feed.updated, refusal.entry) == (0, 'entry 1 "Mutiny ends"')
        assert "edited by hand" in refusal.reason
        assert path.read_text(encoding="utf-8") == edited


def test_an_article_written_by_hand_keeps_its_name(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    path = polls.content / "news/2026/11/21/mutiny-ends.md"
    path.parent.mkdir(parents=True)
    path.write_text("Title: Mutiny ends\nDate: 2026-11-21\n\nOur own.\n", encoding="utf-8")
    server.answers["/f"] = answer(rss(ONE))
    assert polls("/f").feeds[0].new == 1
    files = polls.files()
    assert files["news/2026/11/21/mutiny-ends.md"].endswith("Our own.\n")
    assert len(files) == 2


def test_one_title_in_two_feeds_gives_two_files_whichever_server_is_quicker(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    import time  # noqa: PLC0415 -- only here a server takes its time

    body = rss(ONE)

    def slowly(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))

    seen = []
    for slow, quick in (("/a", "/b"), ("/b", "/a")):
        shutil.rmtree(polls.content, ignore_errors=True)
        shutil.rmtree(polls.cache, ignore_errors=True)
        server.answers = {slow: answer(handle=slowly), quick: answer(body)}
        polls("/a", "/b")
        seen.append({name: read(text).fields[HeaderField.SOURCE] for name, text in polls.files().items()})
    assert seen[0] == seen[1]
    assert seen[0]["news/2026/11/21/mutiny-ends.md"] == "feed-a"
    assert len(seen[0]) == 2


def test_one_failing_feed_never_stops_the_others(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")

    server.answers = {
        "/good": answer(rss(ONE)),
        "/page": answer(b"<!doctype html><html></html>"),
        "/cut": answer(handle=cut),
        "/500": answer(status=500),
        "/also-good": answer(rss(TWO)),
        "/deep": answer(b"<rss><channel>" + b"<a>" * 100_000),
    }
    report = polls("/good", "/page", "/cut", "/500", "/gone", "http://10.0.0.1/f", "/deep", "/also-good")
    assert [feed.status for feed in report.feeds] == ["ok", *["failed"] * 6, "ok"]
    assert [feed.new for feed in report.feeds] == [1, 0, 0, 0, 0, 0, 0, 1]
    reasons = [feed.message for feed in report.feeds[1:-1]]
    for reason, expected in zip(
        reasons, ["web page", "broke off", "500", "404", "not a public", "nested"], strict=True
    ):
        assert expected in reason
    assert report.is_failure  # more than half
    assert len(polls.files()) == 2


def test_a_document_that_hangs_or_kills_the_parser_costs_only_its_own_feed(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    polls.task_time_limit_s = 2.0
    server.answers["/hang"] = answer(b"<rss><channel><item><title>" + b'<a b="/>">' * 400_000)  # 200 s in feedparser
    server.answers["/good"] = answer(rss(ONE))
    report = polls("/hang", "/good")
    assert [feed.status for feed in report.feeds] == ["failed", "ok"]
    assert "more than 2 s" in report.feeds[0].message


def test_a_busy_server_is_left_alone_until_it_said(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(status=429, headers={"Retry-After": "3600"})
    assert polls("/f", poll_all=False).feeds[0].status == "failed"
    server.answers["/f"] = answer(rss(ONE))
    (feed,) = polls("/f", now=now + timedelta(minutes=59), poll_all=False).feeds
    assert (feed.status, "left alone until 2026-11-22 13:00" in feed.message) == ("waiting", True)
    assert len(server.requests) == 1
    assert polls("/f", now=now + timedelta(minutes=59)).feeds[0].status == "ok"  # --all asks all the same
    assert polls("/f", now=now + timedelta(minutes=61)).feeds[0].status == "unchanged"


def test_every_entry_is_accounted_for(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE, {**ONE, "title": "Again"}, {}, TWO))
    (feed,) = polls("/f").feeds
    assert (feed.new, len(feed.dropped), len(feed.failed)) == (2, 2, 0)
    assert {refusal.entry: refusal.reason for refusal in feed.dropped} == {
        "entry 3": "it has neither title, text, link nor guid",
        'entry 2 "Again"': 'it has the same guid as entry 1 "Mutiny ends"',
    }


def test_undated_entries_keep_the_day_on_which_they_were_first_seen(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime
) -> None:
    server.answers["/f"] = answer(rss({"title": "No date, no guid, no link", "description": "x"}))
    polls("/f")
    before = polls.marks()
    shutil.rmtree(polls.cache)
    assert polls("/f", now=now + timedelta(days=3)).feeds[0].unchanged == 1
    assert polls.marks() == before
    assert list(polls.files()) == ["news/2026/11/22/no-date-no-guid-no-link.md"]


def test_a_damaged_cache_is_begun_anew(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE))
    polls("/f")
    before = polls.marks()
    (polls.cache / "feeds.sqlite").write_bytes(b"no database" * 1000)
    assert polls("/f").feeds[0].unchanged == 1
    assert polls.marks() == before


def test_what_a_killed_run_left_behind_is_removed_and_an_empty_file_is_no_article(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    folder = polls.content / "news/2026/11/21"
    folder.mkdir(parents=True)
    (folder / ".mutiny-ends.md.abcd1234.tmp").write_text("Title: half")
    (folder / "mutiny-ends.md").touch()
    server.answers["/f"] = answer(rss(ONE))
    polls("/f")
    (path,) = polls.files()
    assert path == "news/2026/11/21/mutiny-ends.md"


def test_two_polls_do_not_run_side_by_side(server: Any, polls: Any) -> None:
    polls.cache.mkdir()
    with FileLock(polls.cache / "feeds.lock"), pytest.raises(DigestError, match="another poll is running"):
        polls("/f")


@pytest.fixture
def unwritable(polls: Any) -> Iterator[Path]:
    """A file stands where the folder of articles belongs: root may write anywhere else."""
    polls.content.mkdir()
    (polls.content / "news").mkdir()
    blocked: Path = polls.content / "news" / "2026"
    blocked.touch()
    yield blocked
    blocked.unlink()


@pytest.mark.usefixtures("unwritable")
def test_a_folder_that_cannot_be_written_fails_the_run_and_names_each_entry(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/f"] = answer(rss(ONE), headers={"ETag": '"1"'})
    for _ in range(2):  # and it's tried again
        report = polls("/f")
        assert "can't be written" in report.feeds[0].failed[0].reason
        assert report.is_failure


def test_the_report_is_json_with_a_reason_for_every_lost_entry(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/f"] = answer(rss(ONE, ONE))
    record = json.loads(polls("/f", "/none").to_json())
    assert record["summary"] == {
        "feeds": 2, "feeds_failed": 1, "new": 1, "updated": 0, "unchanged": 0, "dropped": 1, "failed": 0,
    }  # fmt: skip
    good, bad = record["feeds"]
    assert good["dropped"] == [
        {"entry": 'entry 2 "Mutiny ends"', "reason": 'it has the same guid as entry 1 "Mutiny ends"'}
    ]
    assert (bad["status"], bad["message"], bad["name"]) == ("failed", "the server answers 404 Not Found", "Feed none")
    assert set(good) == {
        "slug", "name", "url", "status", "message", "advice", "new", "updated", "unchanged", "dropped", "failed",
    }  # fmt: skip


def test_a_feed_that_moved_for_good_says_which_line_to_change(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers["/old"] = answer(status=301, headers={"Location": "/new"})
    server.answers["/new"] = answer(rss(ONE))
    assert f'url = "{server.url("/new")}"' in polls("/old").feeds[0].advice


def test_pelican_parts_authors_and_tags_where_we_do(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    from pelican.readers import ensure_metadata_list  # noqa: PLC0415 -- the reader of the files, not of the feeds

    one = {**ONE, "author": "Doe, Jane", "category": "Paris, France"}
    server.answers["/f"] = answer(rss(one, {**TWO, "author": "Jane Doe, John Roe"}))
    polls("/f")
    fields = {read(text).fields[HeaderField.GUID]: read(text).fields for text in polls.files().values()}
    assert ensure_metadata_list(fields["1"][HeaderField.AUTHORS]) == ["Doe, Jane"]
    assert ensure_metadata_list(fields["1"][HeaderField.TAGS]) == ["Paris France"]
    assert ensure_metadata_list(fields["2"][HeaderField.AUTHORS]) == ["Jane Doe", "John Roe"]
