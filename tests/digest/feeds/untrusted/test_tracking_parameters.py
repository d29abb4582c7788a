"""Parameters that only say where a reader came from are taken out of a URL, and no others."""

import pytest

from digest.feeds.untrusted.tracking_parameters import untracked_query, without_tracking


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("utm_source=rss&id=7&fbclid=x", "id=7"),
        ("UTM_MEDIUM=x", ""),
        ("at_medium=RSS&at_campaign=rss", ""),
        ("at_home=1&attribute=2", "at_home=1&attribute=2"),
        ("q=utm_source", "q=utm_source"),
        ("b&c=&d=1&d=2", "b&c=&d=1&d=2"),
        ("", ""),
    ],
)
def test_a_query_keeps_all_other_parameters_as_they_are_written(query: str, expected: str) -> None:
    assert untracked_query(query) == expected


def test_a_url_keeps_its_fragment() -> None:
    assert without_tracking("https://a.example/x?utm_id=1&a=2#part") == "https://a.example/x?a=2#part"
    assert without_tracking("https://a.example/x?gclid=1") == "https://a.example/x"
    assert without_tracking("https://a.example/x") == "https://a.example/x"
