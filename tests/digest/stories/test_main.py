"""The filter of JSON Lines, run as others run it; where its input alone is the subject, in this process."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.stories.__main__ import main
from digest.stories.clustering.evidence.sentence_vectors import sentence_encoder
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import Report


def line(report: Report, **more: Any) -> str:
    return json.dumps(
        {
            "id": report.id,
            "title": report.title,
            "text": report.text,
            "date": report.date.isoformat(),
            "source": report.source,
            "mentions": [],
            **more,
        }
    )


Said = tuple[list[dict[str, Any]], list[str], int]


def filtered(lines: Sequence[str | bytes]) -> Said:
    """What the filter gives in this process: the stories, what it said, and its exit status."""
    out, complaints = io.StringIO(), io.StringIO()
    status = main(io.BytesIO(_joined(lines)), out, complaints)
    return [json.loads(said) for said in out.getvalue().splitlines()], complaints.getvalue().splitlines(), status


def _joined(lines: Sequence[str | bytes]) -> bytes:
    return b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)


@pytest.fixture
def run(root: Path) -> Any:
    """Runs the filter on lines in a process of its own; gives what `filtered` gives."""

    def run(lines: Sequence[str | bytes]) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "digest.stories"],
            input=_joined(lines),
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(root / "plugins")},
        )
        return (
            [json.loads(said) for said in done.stdout.splitlines()],
            done.stderr.decode().splitlines(),
            done.returncode,
        )

    return run


def test_articles_go_in_and_stories_come_out_in_the_form_of_the_contract(run: Any, newsday: tuple[Report, ...]) -> None:
    stories, said, status = run([line(report) for report in newsday])
    assert stories == [
        {
            "story": story.slug,
            "articles": list(story.articles),
            "lead": story.lead,
            "copies": [list(group) for group in story.copies],
            "languages": ["en"],
        }
        for story in cluster_reports(newsday, sentence_encoder())
    ]
    assert (said, status) == ([], 0)


def test_the_order_of_lines_does_not_matter(newsday: tuple[Report, ...]) -> None:
    assert filtered([line(report) for report in reversed(newsday)]) == filtered([line(report) for report in newsday])


def test_bad_lines_are_named_by_number_and_the_rest_goes_on(newsday: tuple[Report, ...]) -> None:
    bad: list[str | bytes] = [
        "nonsense",
        "[]",
        "[" * 100_000,
        b'{"id": "\xff"}',
        "{}",
        line(newsday[0], id=7),
        line(newsday[0], date="yesterday"),
        line(newsday[0], date="0001-01-01T00:00:00+14:00"),
        line(newsday[0], text=["x"]),
        line(newsday[0], mentions="x"),
        line(newsday[0], mentions=[{"actor": None}]),
    ]
    stories, said, status = filtered([*bad, "", *(line(report) for report in newsday), line(newsday[0])])
    assert [story["articles"] for story in stories] == [list(story.articles) for story in cluster_reports(newsday)]
    repeated = len(bad) + 1 + len(newsday) + 1
    assert [complaint.split(":")[0] for complaint in said] == [
        f"line {number}" for number in [*range(1, len(bad) + 1), repeated]
    ]
    assert status == 1


def test_missing_title_text_source_and_date_are_borne(newsday: tuple[Report, ...]) -> None:
    bare = [json.dumps({"id": f"bare/{n}", "date": None, "mentions": []}) for n in range(3)]
    stories, said, status = filtered([*bare, *(line(report) for report in newsday)])
    assert len(stories) == 2
    assert (said, status) == ([], 0)


def test_an_id_that_no_encoding_can_carry_comes_out_as_it_went_in(run: Any, newsday: tuple[Report, ...]) -> None:
    odd = [replace(report, id=f"\ud800{report.id}\u2028") for report in newsday]
    stories, _, status = run([line(report) for report in odd])
    assert {article for story in stories for article in story["articles"]} <= {report.id for report in odd}
    assert (len(stories), status) == (2, 0)


def test_an_empty_input_gives_nothing_and_succeeds(run: Any) -> None:
    assert run([]) == ([], [], 0)


def test_articles_without_mentions_go_through_the_annotation_filter(run: Any, newsday: tuple[Report, ...]) -> None:
    stories, said, status = run([line(report, mentions=None) for report in newsday])
    assert [story["articles"][0] for story in stories] == ["wire/1", "wire/2"]
    assert (said, status) == ([], 0)
