"""What pages ask the archive."""

from digest.site.load.archive_assembly import build_archive

from tests.digest.archive.small_records import NORTH, SETTINGS


def test_an_empty_site_has_no_days() -> None:
    archive = build_archive([], (), {"": NORTH}, SETTINGS)
    assert archive.days == ()
    assert archive.in_the_news(30, 5) == ()
