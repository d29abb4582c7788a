"""The record of how it stands with the feeds: read as it was written, whatever stands in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.contracts.feed_status import (
    FILE_NAME,
    NOTHING_POLLED,
    FeedStatus,
    FeedStatuses,
    is_worth_writing,
    load_feed_status,
    to_json,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OK = FeedStatus("wire", "ok", NOW, NOW, NOW - timedelta(days=2), NOW + timedelta(hours=1))
FAILING = FeedStatus("post", "failing", NOW, None, None, NOW, 3, NOW, 'it says "\u2028</script>"', "wait\nor not")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(to_json([OK, FAILING], NOW), encoding="utf-8")
    assert load_feed_status(tmp_path) == FeedStatuses(NOW, {"wire": OK, "post": FAILING})
    assert list(load_feed_status(tmp_path).feeds) == ["wire", "post"]


def test_before_the_first_poll_nothing_is_known(tmp_path: Path) -> None:
    assert load_feed_status(tmp_path) == NOTHING_POLLED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"now": 1, "feeds": []}',
        '{"now": "2026-11-22T12:00:00+00:00", "feeds": [{"slug": 1}]}',
        '{"now": "2026-11-22T12:00:00+00:00", "feeds": [{"slug": "a", "state": "<b>"}]}',
        '{"now": "2026-11-22T12:00:00+00:00", "feeds": [{"slug": "a", "failures": "many"}]}',
        '{"now": "2026-11-22T12:00:00+00:00", "feeds": [{"slug": "a", "asked": "2026-11-22"}]}',
        "[" * 100_000,
    ],
)
def test_a_damaged_record_counts_as_none_and_says_so(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert load_feed_status(tmp_path) == NOTHING_POLLED
    assert FILE_NAME in caplog.text


def test_fields_of_a_newer_program_are_passed_over(tmp_path: Path) -> None:
    newer = to_json([OK], NOW).replace('"slug"', '"mood": "fine", "slug"')
    (tmp_path / FILE_NAME).write_text(newer, encoding="utf-8")
    assert load_feed_status(tmp_path).feeds == {"wire": OK}


def test_moments_alone_are_written_once_an_hour_and_everything_else_at_once() -> None:
    before = FeedStatuses(NOW, {"wire": OK})
    soon, later = NOW + timedelta(minutes=30), NOW + timedelta(hours=1)
    assert not is_worth_writing(before, [OK], NOW)
    assert not is_worth_writing(before, [replace(OK, last_asked_at=soon, answered=soon, due=later)], soon)
    assert is_worth_writing(before, [replace(OK, last_asked_at=later, answered=later)], later)
    assert is_worth_writing(before, [replace(OK, last_new_article_at=soon)], soon)
    assert is_worth_writing(before, [replace(OK, state="failing", problem="503")], soon)
    assert is_worth_writing(before, [OK, FAILING], soon)
    assert is_worth_writing(before, [OK], NOW - timedelta(days=1))
    assert is_worth_writing(NOTHING_POLLED, [OK], NOW)
