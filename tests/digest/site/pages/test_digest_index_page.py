"""The index of digests, in a small real site."""

from typing import Any


def test_days_and_weeks_are_listed_newest_first(site: Any) -> None:
    page = site.page("digests")
    assert [node.attributes["href"] for node in page.css(".days > li > a")] == ["/2023/07/19/", "/2023/07/18/"]
    assert [node.attributes["href"] for node in page.css(".jump a")] == ["/2023/w29/"]
    assert [node.text() for node in page.css("h2.m")] == ["July 2023", "Weeks"]
