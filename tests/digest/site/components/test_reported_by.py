"""Who reports an event."""

from digest.site.components.reported_by import report_strip, reported_by
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article

ARCHIVE = archive_of([article(1, NORTH)])


def test_a_single_report_has_no_latest_source_and_no_story() -> None:
    [event] = ARCHIVE.events.newest(5)
    record = reported_by(ARCHIVE, event, ARCHIVE.events.days()[0])
    assert (record.sources, record.first_source, record.latest, record.reprints) == (1, "Northern Wire", None, 0)
    assert (record.url, record.strip) == ("", None)


def test_ticks_go_from_the_first_report_to_the_latest() -> None:
    strip = report_strip([article(1, NORTH), article(2, SOUTH), article(5, NORTH)])
    assert strip is not None
    assert strip.ticks == (0.0, 0.25, 1.0)
    assert report_strip([article(1, NORTH), article(1, SOUTH)]) is None
