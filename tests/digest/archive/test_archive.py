"""What pages ask the archive."""

from tests.digest.archive.small_archives import archive_of


def test_an_empty_site_has_no_days() -> None:
    archive = archive_of([])
    assert archive.events.days() == ()
    assert archive.events.in_the_news(30, 5) == ()
    assert archive.counts()["articles"] == 0
