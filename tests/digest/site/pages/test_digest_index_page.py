"""The index of digests, in a small real site."""

from typing import Any


def test_days_and_weeks_are_listed_newest_first(site: Any) -> None:
    page = site.page("digests")
    assert [node.attributes["href"] for node in page.css(".days > li > a")] == ["/2023/07/19/", "/2023/07/18/"]
    assert [node.attributes["href"] for node in page.css("h3.label a")] == ["/2023/w29/"]
    assert [node.text() for node in page.css("h2.m")] == ["July 2023"]


def test_all_but_the_latest_months_are_shown_on_demand(new_site: Any) -> None:
    site = new_site()
    for month in (3, 4, 5):
        site.add(f"2023/{month:02}/28/rope", "lantern", f"Rope number {month}", "08:00", "A rope is sold.\n")
    site.build()
    page = site.page("digests")
    assert [node.text() for node in page.css("h2.m")] == ["July 2023", "May 2023", "Earlier"]
    assert [" ".join(node.text().split()) for node in page.css("summary")] == ["April 2023 1 day", "March 2023 1 day"]
