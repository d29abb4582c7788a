"""Who reports an event."""

from digest.site.components.reported_by import report_strip, reported_by
from digest.site.load.archive_assembly import build_archive

from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article

ARCHIVE = build_archive([article(1, NORTH)], (), {}, SETTINGS)


def test_a_single_report_has_no_latest_source_and_no_story() -> None:
    [event] = ARCHIVE.events
    record = reported_by(ARCHIVE, event, ARCHIVE.days[0])
    assert (record.sources, record.first_source, record.latest, record.reprints) == (1, "Northern Wire", None, 0)
    assert (record.url, record.strip) == ("", None)


def test_ticks_go_from_the_first_report_to_the_latest() -> None:
    strip = report_strip([article(1, NORTH), article(2, SOUTH), article(5, NORTH)])
    assert strip is not None
    assert strip.ticks == (0.0, 0.25, 1.0)
    assert report_strip([article(1, NORTH), article(1, SOUTH)]) is None
