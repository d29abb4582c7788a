"""Weeks, and what changed since the period before."""

from collections.abc import Callable
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def changes_of(site: Any, path: str) -> dict[str, str]:
    page = site.page(path)
    cells = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css("#changes tbody tr")]
    rows = {"Articles": "; ".join(map(" ".join, cells))} if cells else {}
    return rows | dict(zip(texts(page, "#changes dt"), texts(page, "#changes dd"), strict=True))


@pytest.fixture(scope="module")
def two_weeks(tmp_path_factory: pytest.TempPathFactory, root: Any, site: Any) -> Any:
    """The week of the strike, and the one after, in which only one actor of two is named, with a new one."""
    small_site = type(site)(tmp_path_factory.mktemp("weeks"), root)
    (small_site.content / "actors" / "ada-fiction.md").write_text("Title: Ada Fiction\nKind: person\n\nPaints.\n")
    small_site.add("2023/07/18/boat", "lantern", "A boat", "08:00", "Ada Fiction painted a boat.\n")
    small_site.add("2023/07/25/one", "lantern", "Neverhaven paints", "08:00", "Ada Fiction paints for Odo Flinck.\n")
    for number, source in enumerate(("lantern", "harbour-post", "northern-wire")):
        text = f"Cy Notional lent an umbrella of size {number} to the library.\n"
        small_site.add(f"2023/07/26/rain-{number}", source, f"Umbrella {number}", "09:00", text)
    small_site.add("2023/08/01/end", "lantern", "It is August", "08:00", "Nobody of note was seen.\n")
    small_site.build()
    return small_site


def test_a_week_tells_what_changed_since_the_week_before(two_weeks: Any) -> None:
    rows = changes_of(two_weeks, "2023/w30")
    assert rows["Articles"] == "Odo Flinck 2 1 ↓fewer"
    assert rows["Named together for the first time"] == "Ada Fiction and Odo Flinck"
    assert rows["No longer in the news"] == "Guild of Pilots"
    assert rows["New actor pages"] == "Cy Notional"


def test_a_day_tells_it_in_the_same_way(two_weeks: Any) -> None:
    rows = changes_of(two_weeks, "2023/07/19")
    assert rows == {
        "Articles": "Guild of Pilots 0 3 ↑more; Odo Flinck 0 2 ↑more",
        "New actor pages": "Neverhaven",
    }


def test_the_first_week_of_an_archive_has_nothing_to_compare(two_weeks: Any) -> None:
    assert not two_weeks.page("2023/w29").css("#changes")


def test_of_a_week_that_is_not_over_nobody_has_fallen_silent(two_weeks: Any) -> None:
    assert "No longer in the news" not in changes_of(two_weeks, "2023/w31")


def test_a_week_has_its_stories_days_and_neighbours(two_weeks: Any) -> None:
    page = two_weeks.page("2023/w29")
    assert texts(page, "h1") == ["Week 29 of 2023"]
    assert texts(page, ".standfirst time") == ["17 July 2023", "23 July 2023"]
    assert "strike" in texts(page, "#stories h3")[0]
    assert [node.attributes["href"] for node in page.css("#days a")] == ["/2023/07/18/", "/2023/07/19/"]
    assert [node.attributes["href"] for node in page.css(".pager a[rel=next]")] == ["/2023/w30/"]
    assert "/2023/w29/" in [node.attributes["href"] for node in two_weeks.page("2023/07/19").css(".trail a")]
    assert "/2023/w29/" in [node.attributes["href"] for node in two_weeks.page("digests").css("a")]


def test_quiet_days_and_weeks_say_so_and_have_no_empty_parts(two_weeks: Any) -> None:
    day = two_weeks.page("2023/08/01")
    assert "No story of this day was reported by more than one source." in texts(day, "p")
    assert texts(day, "main h2") == ["Other reports"]
    week = two_weeks.page("2023/w31")
    assert "A quiet week: no story was reported by more than one source." in texts(week, "p")


def test_a_week_that_is_over_stays_as_it_is(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/25/one", "lantern", "Neverhaven paints", "08:00", "Ada Fiction paints for Odo Flinck.\n")
    site.add("2023/08/01/two", "lantern", "Neverhaven rests", "08:00", "Nobody paints.\n")
    site.build()
    before = (site.output / "2023/w30/index.html").read_bytes(), (site.output / "2023/07/25/index.html").read_bytes()
    site.add("2023/08/02/three", "harbour-post", "A rope", "08:00", "Odo Flinck buys a rope.\n")
    site.build()
    after = (site.output / "2023/w30/index.html").read_bytes(), (site.output / "2023/07/25/index.html").read_bytes()
    assert after == before
