"""When a page was modified last."""

from dataclasses import replace
from datetime import timedelta

from digest.site.components.site_file import last_modified
from tests.digest.archive.small_records import NORTH, article


def test_a_correction_counts_and_a_date_before_publication_does_not() -> None:
    first, second = article(1, NORTH), article(2, NORTH)
    assert last_modified([first, second]) == "2023-07-02T12:00:00Z"
    corrected = replace(first, modified=second.date + timedelta(days=1))
    assert last_modified([corrected, second]) == "2023-07-03T12:00:00Z"
    assert last_modified([replace(second, modified=first.date)]) == "2023-07-02T12:00:00Z"


def test_no_articles_have_no_date() -> None:
    assert last_modified([]) == ""
