"""What is damaged, hostile or unknown costs only itself, is named with its place, and is bounded."""

import gzip
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.contracts.subscription_file import check
from digest.errors import FeedError
from digest.importing.exports import export_files, export_record, json_records
from digest.importing.exports.export_forms import opened_export
from digest.importing.exports.export_record import DamagedRecord, ExportedItem, RawRecord, RecordError, WebPage
from digest.importing.exports.record_fields import exported_item
from digest.importing.import_chunks import ChunkDrafting, ImportChunk
from digest.importing.import_worker import GroupsTask, PagesTask, run_task
from digest.importing.record_subscription import SubscriptionFinder

from .conftest import HARBOUR, Imports, netnewswire, page, post, record, wordpress


def _left_out(imports: Imports, *paths: Path, source: str = "") -> list[tuple[str, str]]:
    """The places and reasons of the records that were damaged or failed."""
    report = imports.folder / "report.json"
    imports.run(*paths, source=source, report=report)
    records = json.loads(report.read_text())["left_out"]
    return [(one["place"], one["reason"]) for one in records if one["outcome"] in ("damaged", "failed")]


def test_a_damaged_line_is_named_and_the_others_are_imported(imports: Imports) -> None:
    lines = imports.lines(record(1), record(2), record(3), record(4)).read_text().splitlines()
    lines[1] = lines[1][:40]
    lines[2] = "[1, 2]"
    left_out = _left_out(imports, imports.write("a.jsonl", "\n".join(lines)))
    assert [place for place, _ in left_out] == ["line 2", "line 3"]
    assert left_out[0][1].startswith("this isn't JSON that can be read")
    assert left_out[1][1].startswith("this is no object")
    assert imports.titles() == ["Ferry number 1 sails", "Ferry number 4 sails"]


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (lambda text: text.replace('"Ferry number 2', "Ferry number 2"), [2]),
        (lambda text: text.replace("number 2 sails\"", "number 2 sails"), [2]),
        (lambda text: re.sub(r'\{(\s*"url": "https://harbour.example/news/2)', r"\1", text), [2]),
        (lambda text: text.replace("news/2\"", "news/2\"}"), [2]),
        (lambda text: text.replace("news/2\"", "news/2\", \"x\": ["), [2]),
        (lambda text: text[: text.index("number 5 left")], [5]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_damaged_record_of_a_list_costs_only_itself(
    damage: Callable[[str], str], lost: list[int], indent: int | None, wrapped: bool, imports: Imports
) -> None:
    records = [record(number) for number in range(1, 6)]
    text = json.dumps({"total": 5, "entries": records} if wrapped else records, indent=indent)
    damaged = damage(text)
    assert damaged != text
    titles, faults = _read(imports.write("a.json", damaged))
    assert titles == [f"Ferry number {number} sails" for number in range(1, 6) if number not in lost]
    assert 1 <= len(faults) <= 2  # what is left of a record that ends too early is a second one


def _read(path: Path) -> tuple[list[str], list[str]]:
    """The titles of the records that an export has, and the places of those that are damaged."""
    titles, faults = [], []
    with opened_export(path) as export:
        for number, found in enumerate(export.records, start=1):
            if isinstance(found, DamagedRecord):
                faults.append(found.place)
                continue
            try:
                exported = found.read(number)
            except RecordError:
                faults.append(found.place)
            else:
                assert isinstance(exported, ExportedItem)
                titles.append(exported.item.title)
    return titles, faults


def test_records_may_stand_one_behind_the_other(imports: Imports) -> None:
    text = "".join(json.dumps(record(number)) for number in range(3))
    assert len(_read(imports.write("a.json", text))[0]) == 3
    assert len(_read(imports.write("b.json", json.dumps(record(7), indent=1)))[0]) == 1


def test_responses_of_an_api_may_stand_on_lines(imports: Imports) -> None:
    lines = [json.dumps({"total": 4, "entries": [record(number), record(number + 1)]}) for number in (1, 3)]
    titles, faults = _read(imports.write("a.jsonl", "\n".join(lines)))
    assert (len(titles), faults) == (4, [])


@pytest.mark.parametrize(
    ("broken", "lost"),
    [
        ("<wp:status><![CDATA[publish]]></wp:status>", [2]),
        ("]]></content:encoded>", [2]),
        ("</item>", [2]),
        ("</title>", [2]),
    ],
)
def test_a_damaged_item_of_wordpress_costs_only_itself(broken: str, lost: list[int], imports: Imports) -> None:
    items = [post(number) for number in range(1, 5)]
    items[1] = items[1].replace(broken, "<" if "status" in broken else "")
    titles, faults = _read(imports.write("wp.xml", wordpress(*items)))
    assert [place[:6] for place in faults] == ["item 2"]
    assert titles == [f"Ferry number {number} sails" for number in range(1, 5) if number not in lost]


def test_names_of_html_and_bare_ampersands_are_read_as_they_are_meant(imports: Imports) -> None:
    item = post(1).replace("<![CDATA[Ferry number 1 sails]]>", "Fish &amp; Chips &ndash; AT&T &nosuch; caf&eacute;")
    imports.run(imports.write("wp.xml", wordpress(item)))
    assert imports.titles() == ["Fish & Chips – AT&T &nosuch; café"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_of_a_document_type_are_not_expanded(head: str, imports: Imports) -> None:
    export = wordpress(post(1, title="&b;")).replace(b"<rss", head.encode() + b"<rss", 1)
    report = imports.run(imports.write("wp.xml", export))
    assert "document type" in report.exports[0].error
    inner = wordpress(post(1).replace("<title>", head.replace("<", "<", 1) + "<title>"), post(2))
    left_out = _left_out(imports, imports.write("wp2.xml", inner))
    assert [place[:6] for place, _ in left_out] == ["item 1"]
    assert imports.titles() == ["Ferry number 2 sails"]


def test_values_that_are_nested_deep_cost_only_their_record(imports: Imports) -> None:
    deep = json.dumps(record(2)).replace('"html"', '"x": ' + "[" * 100_000 + "]" * 100_000 + ', "html"')
    lines = [json.dumps(record(1)), deep, json.dumps(record(3))]
    left_out = _left_out(imports, imports.write("a.jsonl", "\n".join(lines)))
    assert left_out == [("line 2", "its values are nested too deep")]
    nested = post(4).replace("<description>", "<x>" * 1000 + "</x>" * 1000 + "<description>")
    left_out = _left_out(imports, imports.write("wp.xml", wordpress(nested, post(5))))
    assert "nested more than" in left_out[0][1]
    html = "<div>" * 5000 + "Deep words." + "</div>" * 5000
    imports.run(imports.lines(record(6, html=html), name="b.jsonl"))
    assert len(imports.titles()) == 4


def test_a_record_that_is_too_long_is_named_and_not_kept_in_memory(
    imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (export_record, json_records):
        monkeypatch.setattr(module, "MAX_RECORD_BYTES", 300_000)
    long = json.dumps(record(2, html="x" * 3_000_000))
    lines = [json.dumps(record(1)), long, json.dumps(record(3))]
    left_out = _left_out(imports, imports.write("a.jsonl", "\n".join(lines)))
    assert [place for place, _ in left_out] == ["line 2"]
    left_out = _left_out(imports, imports.write("b.json", f"[{','.join(lines)}]"))
    assert [place for place, _ in left_out] == ["record 2 (line 1)"]
    assert imports.titles() == ["Ferry number 1 sails", "Ferry number 3 sails"]


def test_a_text_of_any_length_becomes_an_article_of_bounded_length(imports: Imports) -> None:
    imports.run(imports.lines(record(1, html=f"<p>{'word ' * 500_000}</p>", title="t" * 100_000)))
    [file] = (imports.content / "news").rglob("*.md")
    assert file.stat().st_size < 500_000


def test_a_packed_file_is_read_as_it_is(imports: Imports) -> None:
    data = imports.lines(record(1), record(2)).read_bytes()
    imports.run(imports.write("a.jsonl.gz", gzip.compress(data)))
    assert len(imports.titles()) == 2


def test_a_packed_file_that_breaks_off_gives_what_it_has(imports: Imports) -> None:
    lines = [
        json.dumps(record(number, html=f"<p>{zlib.crc32(str(number).encode())}</p>" * 200)) for number in range(50)
    ]
    packed = gzip.compress("\n".join(lines).encode())
    left_out = _left_out(imports, imports.write("a.jsonl.gz", packed[: len(packed) // 2]))
    assert "can't be read any further" in left_out[-1][1]


def test_bombs_are_refused(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_files, "_FREE_BYTES", 2**20)
    bomb = b'{"title": "x", "text": "' + b"0" * 3_000_000 + b'"}\n'
    report = imports.run(imports.write("bomb.jsonl.gz", gzip.compress(bomb * 2)))
    assert "more than 200 times" in report.exports[0].error
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb.json", b"[" + bomb + b"]")
        file.writestr("sound.jsonl", json.dumps(record(1)))
    left_out = _left_out(imports, imports.write("bomb.zip", archive.getvalue()))
    assert left_out[0][0].startswith("bomb.json")
    assert imports.titles() == ["Ferry number 1 sails"]


def test_names_in_a_zip_file_are_only_names(imports: Imports) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../evil.jsonl", json.dumps(record(1)))
        file.writestr("/etc/evil\n.jsonl", json.dumps(record(2)) + "\n{")
        file.writestr("starred_2026-11-22.json", json.dumps({"items": [record(3)]}))
        file.writestr("pages/harbour.html", page("Page", "<p>Words.</p>", url="https://harbour.example/4"))
        file.writestr("feeds.opml.xml", "<opml version='2.0'><body/></opml>")
        file.writestr("inner.zip", b"PK")
    path = imports.write("export.zip", archive.getvalue())
    left_out = _left_out(imports, path)
    assert [place for place, _ in left_out] == ["/etc/evil .jsonl, line 2", "feeds.opml.xml"]
    assert len(imports.titles()) == 4
    assert not list(imports.folder.rglob("*evil*"))


def test_a_damaged_or_overfull_zip_file_is_refused(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(50):
            file.writestr(f"{number}.jsonl", json.dumps(record(number)))
    cut = imports.run(imports.write("cut.zip", archive.getvalue()[:-100]))
    assert "damaged" in cut.exports[0].error
    monkeypatch.setattr(export_files, "_MAX_DIRECTORY_BYTES", 1000)
    full = imports.run(imports.write("full.zip", archive.getvalue()))
    assert "too many files" in full.exports[0].error


def test_a_record_on_which_the_process_dies_costs_only_itself() -> None:
    subscriptions = check({"feed": [HARBOUR]}, Path())

    def ask(task: PagesTask | GroupsTask) -> Any:
        texts = [page.html for page in task.pages] if isinstance(task, PagesTask) else _titles_of(task)
        if any(b"Deadly" in text for text in texts):
            raise FeedError("reading it made the parser crash")
        return run_task(task)

    def found(number: int, title: str) -> RawRecord:
        if number % 2:
            return RawRecord(f"page {number}", lambda number: WebPage(number, page(title, "").encode()), 1)
        return RawRecord(f"line {number}", lambda number: exported_item(record(number, title=title), {}, number), 1)

    titles = ["One", "Two", "Deadly three", "Deadly four", "Five", "Six"]
    chunk = ImportChunk(1, tuple(found(number, title) for number, title in enumerate(titles, start=1)))
    drafting = ChunkDrafting(subscriptions, SubscriptionFinder(subscriptions.feed, subscriptions.feed[0]))
    drafted = drafting.drafted(chunk, ask)
    assert sorted(draft.title for _, feed in drafted.feeds for draft in feed.drafts) == ["Five", "One", "Six", "Two"]
    assert [(one.place, one.outcome, one.reason) for one in drafted.left_out] == [
        ("page 3", "damaged", "reading it made the parser crash"),
        ('line 4 "Deadly four"', "failed", "reading it made the parser crash"),
    ]


def _titles_of(task: GroupsTask) -> list[bytes]:
    return [item.title.encode() for group in task.groups for item in group.items]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "an empty file"),
        (b"  \n \n", "an empty file"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"title,url,text\na,b,c\n", "a table (CSV)"),
        (b"Dear editor, here is it", "text that begins \u201cDear editor, here is it\u201d"),
        (b"\x00\x01\x02\x03", "binary data (00 01 02 03"),
        (b"<opml version='2.0'></opml>", "an OPML list, which has no texts"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a feed, which a poll reads"),
        (b"<?xml version='1.0'?><TEI/>", "XML of another kind (<TEI>)"),
        (b'{"name": "package", "version": 1}', "no record can be read"),
        (b"[1, 2, 3]", "no record can be read"),
        (b"BZh91AY", "unpack it first"),
        (b"SQLite format 3\0" + bytes(84), "SQLite database"),
    ],
)
def test_an_unknown_form_is_said_in_one_line(
    data: bytes, words: str, imports: Imports, caplog: pytest.LogCaptureFixture
) -> None:
    report = imports.run(imports.write("unknown", data))
    assert words in report.exports[0].error
    assert "\n" not in report.exports[0].error
    assert report.is_unread


def test_another_database_is_named_by_its_tables(imports: Imports) -> None:
    path = imports.folder / "x.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE bookmarks (a)")
        database.execute("CREATE VIEW articles AS SELECT 1 AS articleID")
    database.close()
    assert "other tables than NetNewsWire's (bookmarks)" in imports.run(path).exports[0].error


def test_a_damaged_database_gives_what_can_be_read(imports: Imports) -> None:
    rows = [{"title": f"T{number}", "contentHTML": "x" * 3000, "datePublished": 1551520800} for number in range(40)]
    path = netnewswire(imports.folder / "DB.sqlite3", *rows)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 30_000] = b"\xff" * 30_000
    path.write_bytes(data)
    report = imports.run(path)
    assert report.exports[0].error or report.summary["damaged"] or report.summary["new"] == 40


def test_a_pipe_is_not_waited_for(imports: Imports, tmp_path: Path) -> None:
    import os  # noqa: PLC0415

    os.mkfifo(tmp_path / "pipe.jsonl")
    assert "no regular file" in imports.run(tmp_path / "pipe.jsonl").exports[0].error
    assert "no such file" in imports.run(tmp_path / "missing.jsonl").exports[0].error
