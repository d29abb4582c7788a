"""Small inputs after public bug reports of other programs: each comes out as its sidecar and VERDICTS.tsv expect it.

The inputs are in `$DIGEST_CORPUS/cases/feeds`, and the tables with what is expected of them in `tests/corpus/cases`.
A row that comes out wrong today is marked as an expected failure, strictly: whoever mends it takes the mark off.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from digest.feeds.workers.worker_pool import WorkerProcesses
from tests.corpus.cases import feed_rows, http_rows, json_rows, repeated_rows
from tests.corpus.cases.answering_server import Answer, AnsweringServer
from tests.corpus.cases.expectation import Row, outcome, parameters
from tests.corpus.cases.http_answers import http_cases
from tests.corpus.cases.polled_cases import CasePolls, PolledCase

pytestmark = pytest.mark.corpus
DOCUMENT_ROWS = [*feed_rows.ROWS, *json_rows.ROWS, *repeated_rows.ROWS]


@pytest.fixture(scope="module")
def folder(corpus: Path) -> Path:
    """The folder with the cases."""
    folder = corpus / "cases" / "feeds"
    if not folder.is_dir():
        pytest.skip(f"no cases at {folder}; DIGEST_CORPUS names the folder above")
    return folder


@pytest.fixture(scope="module")
def polls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CasePolls]:
    server = AnsweringServer()
    with WorkerProcesses() as processes:
        yield CasePolls(server, tmp_path_factory.mktemp("cases"), processes)
    server.stop()


@pytest.fixture(scope="module")
def document(folder: Path, polls: CasePolls) -> Callable[[str], PolledCase]:
    """A function of a case's name: what came of its documents, polled one after another."""

    @cache
    def of(name: str) -> PolledCase:
        files = sorted(file for file in folder.iterdir() if _document_of(file.name) == name)
        return polls(name, [Answer(file.read_bytes(), _headers(folder, name, file.suffix)) for file in files])

    return of


@pytest.mark.parametrize("row", parameters(DOCUMENT_ROWS))
def test_a_document_comes_out_as_expected(row: Row, document: Callable[[str], PolledCase]) -> None:
    assert outcome(document(row.case), row.entry, row.expected) == row.expected


@pytest.fixture(scope="module")
def exchange(folder: Path, polls: CasePolls) -> Callable[[str], PolledCase]:
    """A function of a case's name: what came of the responses that a server gives in it."""
    cases = http_cases(folder)

    @cache
    def of(name: str) -> PolledCase:
        case = cases[name]
        return polls(name, case.polls, path=case.path, also=case.also, beside=case.beside)

    return of


@pytest.mark.parametrize("row", parameters(http_rows.ROWS))
def test_an_exchange_over_http_comes_out_as_expected(row: Row, exchange: Callable[[str], PolledCase]) -> None:
    assert outcome(exchange(row.case), row.entry, row.expected) == row.expected


def test_no_document_is_left_out(folder: Path) -> None:
    names = {_document_of(file.name) for file in folder.iterdir()} - {""}
    assert {row.case for row in DOCUMENT_ROWS} == names - {row.case for row in http_rows.ROWS}


def _document_of(file_name: str) -> str:
    """The case whose document a file is; "" where it is none."""
    match = re.fullmatch(r"(.+?)(?:\.\d)?\.(?:xml|json)", file_name)
    return match[1] if match else ""


def _headers(folder: Path, name: str, suffix: str) -> dict[str, str]:
    """The headers that the sidecar asks for, on a line `poll 1: {...}`."""
    sidecar = folder / f"{name}.txt"
    match = re.search(r"^poll 1: (.*)$", sidecar.read_text("utf-8") if sidecar.exists() else "", re.MULTILINE)
    asked: dict[str, Any] = json.loads(match[1]) if match else {}
    kind = asked.get("type", "application/feed+json" if suffix == ".json" else "application/xml")
    return {**({} if asked.get("notype") else {"Content-Type": kind}), **asked.get("headers", {})}
