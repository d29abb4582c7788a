from pathlib import Path

from .publishing_under_load import publish_under_load


def test_readers_under_load_notice_nothing_of_a_site_that_is_published(tmp_path: Path) -> None:
    counts = publish_under_load(tmp_path, times=4, connections=8)
    assert counts.requests > 0
    assert counts.readers > 0
    assert (counts.refused, counts.mixed, counts.broken, counts.without_style) == (0, 0, 0, 0), counts
