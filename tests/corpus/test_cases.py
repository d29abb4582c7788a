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

from digest.feeds.workers.worker_pool import IdleProcesses
from tests.corpus.cases import feed_rows, http_rows, json_rows, list_rows, page_rows, repeated_rows
from tests.corpus.cases.answering_server import Answer, Answering, AnsweringServer
from tests.corpus.cases.expectation import Row, outcome, parameters
from tests.corpus.cases.fetched_answers import PICTURES, feed_with_pages, feed_with_pictures, page_with_text, paywall
from tests.corpus.cases.http_answers import http_cases
from tests.corpus.cases.list_commands import ask_site, poll_subscriptions, read_opml_list
from tests.corpus.cases.polled_cases import CasePolls, PolledCase

pytestmark = pytest.mark.corpus
DOCUMENT_ROWS = [*feed_rows.ROWS, *json_rows.ROWS, *repeated_rows.ROWS]
LIST_ROWS = [*list_rows.OPML_ROWS, *list_rows.SITE_ROWS, *list_rows.SUBSCRIPTION_ROWS]
ALL_ROWS = [*DOCUMENT_ROWS, *http_rows.ROWS, *page_rows.ROWS, *LIST_ROWS]


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
    with IdleProcesses() as processes:
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


@pytest.fixture(scope="module")
def fetched(polls: CasePolls) -> Callable[[str], PolledCase]:
    """A function of a case's name: what came of its feed and of the pictures or pages that were fetched for it."""
    server = polls.server

    @cache
    def of(name: str) -> PolledCase:
        if name == "pictures":
            return polls(name, [feed_with_pictures(server.url(""))], also=PICTURES, fields={"images": "show"})
        base = server.url(f"/{name}")
        if name == "textpage-paywall":
            pages = {f"/{name}/{n}.html": paywall() for n in range(5)}
            feed = feed_with_pages(base, 5, ETag='"1"')
            return polls(name, [_unless_known(feed)] * 5, also=pages, fields={"text": "page"})
        page = {f"/{name}/0.html": page_with_text()}
        return polls(name, [feed_with_pages(base, 1)], also=page, fields={"text": "page"})

    return of


@pytest.mark.parametrize("row", parameters(page_rows.ROWS))
def test_what_is_fetched_beside_a_feed_comes_out_as_expected(row: Row, fetched: Callable[[str], PolledCase]) -> None:
    assert outcome(fetched(row.case), row.entry, row.expected) == row.expected


@pytest.mark.parametrize("row", parameters(list_rows.OPML_ROWS))
def test_an_opml_list_is_read_as_expected(
    row: Row, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = read_opml_list(folder / f"{row.case}.opml", tmp_path, capsys)
    assert {column: values[column] for column in row.expected} == row.expected


@pytest.mark.parametrize("row", parameters(list_rows.SITE_ROWS))
def test_a_site_is_subscribed_to_as_expected(
    row: Row, folder: Path, polls: CasePolls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = (file for file in folder.glob(f"{row.case}.*") if file.suffix != ".txt")
    kind = "text/html" if file.suffix == ".html" else "application/rss+xml"
    values = ask_site(row.case, Answer(file.read_bytes(), {"Content-Type": kind}), polls.server, tmp_path, capsys)
    assert {column: values[column] for column in row.expected} == row.expected


@pytest.mark.parametrize("row", parameters(list_rows.SUBSCRIPTION_ROWS))
def test_a_file_of_subscriptions_is_read_as_expected(row: Row, folder: Path, polls: CasePolls, tmp_path: Path) -> None:
    values = poll_subscriptions(folder / f"{row.case}.toml", polls.server, tmp_path)
    assert {column: values[column] for column in row.expected} == row.expected


def test_no_case_is_left_out(folder: Path) -> None:
    """Every file and every verdict has its rows, and every row a file or a verdict."""
    files = {re.sub(r"(\.\d)?\.[a-z]+$", "", file.name) for file in folder.iterdir()} - {"README", "VERDICTS"}
    lines = (folder / "VERDICTS.tsv").read_text("utf-8").splitlines()
    verdicts = {line.split("\t")[1] for line in lines[1:]}
    assert len(lines) == 173
    assert {row.case.partition("/")[0] for row in ALL_ROWS} == files | verdicts


def _unless_known(answer: Answer) -> Answering:
    """A server that answers 304 to whoever brings the answer's ETag."""
    etag = answer.headers["ETag"]
    same = Answer(raw=b"HTTP/1.1 304 Not Modified\r\n\r\n", closes=False)
    return lambda request: same if request.headers.get("if-none-match") == etag else answer


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
