"""The journal knows what was sent, whatever ended the run that wrote it."""

from datetime import timedelta
from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.operations.delivery import delivery_journal
from digest.operations.delivery.delivery_journal import DeliveryJournal, JournalLine

from .conftest import NOW

BEGUN = JournalLine(NOW, "desk", "hits/strikes/1", "begun", ("a", "b"))


def noted(path: Path, *lines: JournalLine) -> DeliveryJournal:
    journal = DeliveryJournal.read(path, NOW)
    for line in lines:
        journal.note(line)
    return DeliveryJournal.read(path, NOW)


def test_a_letter_is_begun_until_it_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "deliveries.jsonl"
    journal = noted(path, BEGUN)
    (begun,) = journal.begun("desk")
    assert (begun.key, begun.hits, begun.failures, begun.failed_at) == ("hits/strikes/1", ("a", "b"), 0, None)
    assert journal.has_hit("desk", "a")
    assert not journal.has_hit("chat", "a")
    failed = noted(path, JournalLine(NOW + timedelta(hours=1), "desk", "hits/strikes/1", "failed"))
    (begun,) = failed.begun("desk")
    assert (begun.hits, begun.failures, begun.failed_at) == (("a", "b"), 1, NOW + timedelta(hours=1))
    sent = noted(path, JournalLine(NOW, "desk", "hits/strikes/1", "sent"))
    assert sent.begun("desk") == []
    assert sent.is_settled("desk", "hits/strikes/1")
    assert sent.has_hit("desk", "b")
    assert path.stat().st_mode & 0o077 == 0  # hits of private watches


def test_a_line_that_a_killed_run_began_is_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "deliveries.jsonl"
    noted(path, BEGUN)
    whole = path.read_bytes()
    for length in range(1, len(whole)):
        path.write_bytes(whole + whole[:length])
        journal = DeliveryJournal.read(path, NOW)
        assert len(journal.begun("desk")) == 1
        assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "line", ["x", "{}", "[]", '{"at": "now", "to": "a", "key": "b", "state": "sent"}', '{"at": 1}', "\x00",
             '{"at": "2023-07-10T06:00:00", "to": "a", "key": "b", "state": "sent"}',
             '{"at": "2023-07-10T06:00:00Z", "to": "a", "key": "b", "state": "lost"}']
)  # fmt: skip
def test_a_damaged_line_is_told_and_nothing_is_sent(tmp_path: Path, line: str) -> None:
    path = tmp_path / "deliveries.jsonl"
    noted(path, BEGUN)
    path.write_text(f"{path.read_text()}{line}\n")
    with pytest.raises(DigestError, match=r"deliveries\.jsonl, line 2: expected a step of a delivery"):
        DeliveryJournal.read(path, NOW)


def test_a_journal_that_cannot_be_read_sends_nothing(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="nothing is sent"):
        DeliveryJournal.read(tmp_path, NOW)


def test_old_lines_go_where_there_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deliveries.jsonl"
    old = JournalLine(NOW - timedelta(days=91), "desk", "day/2023-04-01", "sent")
    assert noted(path, old, BEGUN).is_settled("desk", "day/2023-04-01")
    monkeypatch.setattr(delivery_journal, "MAX_LINES", 1)
    journal = DeliveryJournal.read(path, NOW)
    assert not journal.is_settled("desk", "day/2023-04-01")
    assert len(journal.begun("desk")) == 1
    assert path.read_text().count("\n") == 1
