"""What waits in the spool comes back as it was, wherever it waited."""

import pytest

from digest.feeds.cleaning.draft import Draft, DraftedFeed
from digest.feeds.workers.spool import Spool


def feed(title: str) -> DraftedFeed:
    return DraftedFeed((Draft(1, "guid", "https://news.example/1", title, "Text."),), notes=("a note",))


def test_a_record_in_memory_is_handed_on_itself() -> None:
    record = feed("One")
    with Spool() as spool:
        assert spool.put(record, record.size_bytes).get() is record


def test_records_beyond_the_bound_wait_in_a_file_and_come_back_equal_in_any_order() -> None:
    records = [feed(f"Number {number}") for number in range(5)]
    with Spool(in_memory_bytes=2 * records[0].size_bytes) as spool:
        spooled = [spool.put(record, record.size_bytes) for record in records]
        assert [place.record is None for place in spooled] == [False, False, True, True, True]
        assert [place.get() for place in reversed(spooled)] == records[::-1]


def test_room_in_memory_is_free_again_once_a_record_was_taken() -> None:
    with Spool(in_memory_bytes=10) as spool:
        spool.put(b"0123456789", 10).get()
        assert spool.put(b"9876543210", 10).record is not None


@pytest.mark.parametrize("data", [b"", b"RIFF\x00\xff"])
def test_bytes_wait_as_records_do(data: bytes) -> None:
    with Spool(in_memory_bytes=-1) as spool:
        place = spool.put(data, len(data))
        assert place.record is None
        assert place.get() == data
