"""The lines that sum up a day, in a small real site."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

THINGS = (
    ("bread", "The baker of Upper Mora wins a prize for rye bread"),
    ("bridge", "A bridge across the Sill is closed for rust"),
    ("cello", "A cello from 1790 is found in a laundry"),
    ("comet", "A comet is seen above the lighthouse of Dorn"),
    ("goats", "Forty goats block the railway at Lind"),
    ("glass", "Glassblowers of Varn ask for cheaper gas"),
)
RETURNED = "The baker of Upper Mora gives the prize back"


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


@pytest.fixture(scope="module")
def full_day(tmp_path_factory: pytest.TempPathFactory, root: Any, site: Any) -> Any:
    """A day with six stories of two sources, the first of which goes on two days later, and a day with one story."""
    small_site = type(site)(tmp_path_factory.mktemp("full-day"), root)
    merged = []
    for number, (name, headline) in enumerate(THINGS):
        paths = [f"2023/07/20/{name}-{source}" for source in ("northern-wire", "lantern")]
        section = ("Security", "Africa")[number % 2]
        for path, words in zip(paths, ("as the Guild of Pilots hears", "to nobody’s surprise"), strict=True):
            text = f"{headline}, {words}. {words.title()}, it is number {number}.\n"
            small_site.add(path, path.partition("-")[2], headline, f"{8 + number:02}:00", text, Category=section)
        merged.append(paths)
    why = {"lantern": "since rye was short in the village", "northern-wire": "as wheat stood in the dough, it was told"}
    for source, clock in (("lantern", "08:00"), ("northern-wire", "09:00")):
        path = f"2023/07/22/prize-{source}"
        small_site.add(path, source, RETURNED, clock, f"{RETURNED}, {why[source]}.\n")
        merged[0].append(path)
    (small_site.content / "decisions.toml").write_text(f"merge = {merged}\n", encoding="utf-8")
    small_site.build()
    return small_site


def test_a_day_of_many_stories_begins_with_five_of_them_and_their_sources(full_day: Any) -> None:
    page = full_day.page("2023/07/20")
    lines = page.css(".top > li")
    assert len(lines) == 5
    shown = {" ".join(line.css_first("p > a").text().split()) for line in lines}
    assert len(shown & {headline for _, headline in THINGS}) == 5
    assert texts(lines[0], ".evidence b") == ["2 sources"]
    hrefs = [link.attributes["href"] for link in lines[0].css(".sentence a")]
    assert sorted(href.split("/")[2] for href in hrefs) == ["lantern.example", "northern-wire.example"]
    anchors = {(link.attributes["href"] or "").removeprefix("#") for link in page.css(".top a.in")}
    assert anchors
    assert all(page.css_first(f"section.digest[id='{anchor}']") is not None for anchor in anchors)


def test_a_day_of_few_stories_does_not_say_them_twice(full_day: Any) -> None:
    page = full_day.page("2023/07/19")
    assert page.css(".top") == []
    assert len(page.css("article.story")) == 1


def test_a_week_begins_with_five_stories_and_their_days(full_day: Any) -> None:
    page = full_day.page("2023/w29")
    days = {link.attributes["href"] for link in page.css(".top a.in")}
    assert days <= {"/2023/07/19/", "/2023/07/20/"}
    assert len(page.css(".top > li")) == 5


def test_the_names_in_most_reports_stand_below_the_date(new_site: Any) -> None:
    small_site = new_site()
    (small_site.content / "actors" / "dora-pell.md").write_text("Title: Dora Pell\nKind: person\n", encoding="utf-8")
    for number, source in enumerate(("lantern", "northern-wire", "harbour-post")):
        names = "Odo Flinck, the Guild of Pilots and Dora Pell"
        small_site.add(f"2023/07/21/names-{number}", source, f"Boat {number}", "08:00", f"{names} met, {number}.\n")
    small_site.build()
    [standfirst] = texts(small_site.page("2023/07/21"), ".head .standfirst")[:1]
    assert standfirst.startswith("Most in the news: Dora Pell, Guild of Pilots, Odo Flinck")


def test_the_front_page_sums_up_the_news_and_shows_each_story_once(full_day: Any) -> None:
    page = full_day.page("index.html")
    assert texts(page, ".five > .label") == ["The news in five lines"]
    assert len(page.css(".five .lead")) == 1
    assert len(page.css(".five .top > li")) == 4
    shown = texts(page, ".five h3, .three h3, .latest .river a:not([rel])")
    assert len(shown) == len(set(shown))


def test_a_running_story_is_told_by_its_latest_reports_on_the_front_page_alone(full_day: Any) -> None:
    front, day = full_day.page("index.html"), full_day.page("2023/07/20")
    assert RETURNED in texts(front, ".five h3")
    assert THINGS[0][1] not in texts(front, ".five h3")
    assert THINGS[0][1] in texts(day, "article.story h3")
    assert RETURNED not in texts(day, "article.story h3")


def test_the_front_page_of_a_few_reports_has_no_summary_and_no_bands(site: Any) -> None:
    page = site.page("index.html")
    assert page.css(".five > .label") == []
    assert texts(page, ".five > h2.hide") == ["Top stories"]
    assert page.css(".three") == []
