"""An import that was killed goes on: nothing is missing, nothing is doubled, and nothing done is read again."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from digest.errors import DigestError
from digest.importing import import_chunks
from digest.importing.__main__ import main
from digest.importing.exports.export_record import RawRecord
from digest.storage.atomic_file import write_atomically

from .conftest import HARBOUR, Imports, record

KILLS = 2
RECORDS = 120
WRITE = "digest.feeds.polling.store.write_atomically"


def _titles(count: int) -> list[str]:
    return sorted(f"Ferry number {number} sails" for number in range(count))


def _arguments(imports: Imports, export: Path) -> list[str]:
    feed = "".join(f"{name} = {json.dumps(value)}\n" for name, value in HARBOUR.items())
    file = imports.write("content/subscriptions.toml", f"[[feed]]\n{feed}")
    return [str(export), "--subscriptions", str(file), "--content", str(imports.content), "--cache", str(imports.cache)]


def test_after_kills_at_any_moment_a_last_run_has_every_record_once(imports: Imports, root: Path) -> None:
    """The chunks are small, so that a kill falls into the middle of the file."""
    export = imports.lines(*(record(number) for number in range(RECORDS)))
    program = (
        "import sys; from digest.importing import import_chunks; import_chunks.CHUNK_RECORDS = 5;"
        "from digest.importing.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, *_arguments(imports, export)]
    environment = {**os.environ, "PYTHONPATH": str(root / "plugins")}
    moments = random.Random(20)
    for _ in range(KILLS):
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
        enough = len(imports.articles()) + moments.randint(1, 25)
        while process.poll() is None and len(list(imports.content.rglob("*.md"))) < enough:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=False).returncode == 0
    assert imports.titles() == _titles(RECORDS)
    assert not list(imports.content.rglob(".*.tmp"))


@pytest.fixture
def stopped(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export whose import broke off for a full disk after 20 of 30 records, in chunks of 5."""
    monkeypatch.setattr(import_chunks, "CHUNK_RECORDS", 5)
    lines = imports.lines(*(record(number) for number in range(30))).read_text().splitlines()
    lines[3] = "{damaged"
    export = imports.write("archive.jsonl", "\n".join(lines))
    written: list[Path | str] = []

    def fill_up(path: Path | str, data: bytes) -> None:
        written.append(path)
        if len(written) > 19:
            raise OSError(28, "No space left on device")
        write_atomically(path, data)

    monkeypatch.setattr(WRITE, fill_up)
    with pytest.raises(DigestError, match="No space left on device"):
        imports.run(export)
    monkeypatch.setattr(WRITE, write_atomically)
    return export


def test_a_second_run_goes_on_where_the_first_one_broke_off(imports: Imports, stopped: Path) -> None:
    assert len(imports.articles()) == 19
    report = imports.run(stopped)
    [export] = report.exports
    assert (export.resumed_at, export.records) == (20, 30)
    assert (report.summary["new"], report.summary["damaged"]) == (29, 1)  # of both runs together
    assert len(imports.articles()) == 29
    assert imports.run(stopped).exports[0].resumed_at == 0  # it was done, so it is looked at from its beginning


def test_what_was_done_is_not_relied_on_where_an_article_is_gone(imports: Imports, stopped: Path) -> None:
    shutil.rmtree(imports.content / "news")
    report = imports.run(stopped)
    assert report.exports[0].resumed_at == 0
    assert len(imports.articles()) == 29


def test_without_the_cache_nothing_is_doubled(imports: Imports, stopped: Path) -> None:
    shutil.rmtree(imports.cache)
    report = imports.run(stopped)
    assert report.exports[0].resumed_at == 0
    assert (report.summary["new"], report.summary["unchanged"]) == (10, 19)
    assert len(imports.articles()) == 29


@pytest.mark.parametrize("change", ["export", "subscription"])
def test_after_a_change_the_export_is_read_from_its_beginning(change: str, imports: Imports, stopped: Path) -> None:
    if change == "export":
        stopped.write_text(stopped.read_text() + "\n" + json.dumps(record(99)))
    else:
        imports.feeds = [{**HARBOUR, "drop": ["number 29"]}]
    report = imports.run(stopped)
    assert report.exports[0].resumed_at == 0
    assert report.summary["unchanged"] == 19


def test_the_files_of_a_killed_run_are_those_of_a_whole_one(imports: Imports, stopped: Path, tmp_path: Path) -> None:
    imports.run(stopped)
    gone_on = {path: {**article.fields, "body": article.body} for path, article in imports.articles().items()}
    whole = Imports(tmp_path / "whole", imports.processes)
    whole.folder.mkdir()
    whole.run(stopped)
    assert {path: {**article.fields, "body": article.body} for path, article in whole.articles().items()} == gone_on


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(imports: Imports) -> None:
    imports.run(imports.lines(record(1)))
    before = sorted(imports.content.rglob("*"))
    report = imports.run(imports.lines(record(1), record(2), record(3, title="")), is_dry_run=True)
    assert (report.summary["new"], report.summary["unchanged"]) == (2, 1)
    assert sorted(imports.content.rglob("*")) == before
    assert imports.run(imports.lines(record(1), record(2), record(3, title=""))).summary["new"] == 2


def test_the_command_line_tells_how_it_went(imports: Imports, capsys: pytest.CaptureFixture[str]) -> None:
    export = imports.lines(record(1), {"title": "Lost", "text": "Text.", "url": "https://nowhere.example/1"})
    report = imports.folder / "reports" / "report.json"
    arguments = _arguments(imports, export)
    assert main([*arguments, "--report", str(report), "--now", "2026-11-22T12:00:00Z"]) == 1
    record_of_run: dict[str, Any] = json.loads(report.read_text())
    assert record_of_run["summary"]["new"] == 1
    assert not record_of_run["whole"]
    assert [(one["place"], one["outcome"], one["origin"]) for one in record_of_run["left_out"]] == [
        ("line 2", "no subscription", "nowhere.example")
    ]
    assert main([*arguments, "--source", "harbour"]) == 0
    assert main([*arguments, "--source", "nobody"]) == 2
    assert "no subscription has this slug; there are harbour" in capsys.readouterr().err
    assert main(_arguments(imports, imports.write("x.pdf", b"%PDF-1.7\n"))) == 2


def test_a_chunk_is_as_long_as_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_chunks, "CHUNK_BYTES", 10)
    records = [RawRecord(f"line {number}", lambda _: None, 4) for number in range(7)]  # type: ignore[arg-type,return-value]
    chunks = list(import_chunks.chunks_of(iter(records), skip=1))
    assert [(chunk.start, len(chunk.records)) for chunk in chunks] == [(2, 3), (5, 3)]
