"""The digest of a day, in a small real site."""

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


THINGS = (
    "anchor",
    "barge",
    "crane",
    "dynamo",
    "engine",
    "ferry",
    "gauge",
    "hawser",
    "jetty",
    "keel",
    "lamp",
    "mast",
    "oar",
)


def test_a_day_tells_stories_from_single_reports_and_what_only_shows_an_event(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/19/clip", "lantern", "Watch: a seal sleeps", "13:00", "It does so on a barge.\n")
    site.add("2023/07/19/umbrella", "lantern", "The library lends umbrellas", "14:00", "It rains, and it lends.\n")
    site.build()
    page = site.page("2023/07/19")
    assert texts(page, ".head .evidence") == ["1 story and 2 other reports from 3 sources"]
    single = page.css_first("#day-single")
    assert [node.text() for node in single.css("div > .river > li > a")] == ["The library lends umbrellas"]
    assert single.css_first("summary").text() == "1 opinion piece, live page, video or the like"
    assert [node.text() for node in single.css("details li > a")] == ["Watch: a seal sleeps"]
    assert texts(page, "details li > span") == ["Video, Lantern"]  # as wherever it stands among reports


def test_a_long_list_of_single_reports_stands_by_section(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for number, thing in enumerate(THINGS):
        section = "Security" if number < 4 else "Africa"
        site.add(f"2023/07/25/{thing}", "lantern", thing, f"{8 + number:02}:00", f"{thing}.\n", Category=section)
    site.build()
    single = site.page("2023/07/25").css_first("#day-single")
    assert texts(single, "h3") == ["Africa", "Security"]
    assert [len(lines.css("li")) for lines in single.css("div > ol")] == [6, 4]
    assert texts(single, "summary") == ["3 more reports"]  # of Africa, the latest six of which are shown
    assert texts(single, "details li > a") == ["gauge", "ferry", "engine"]
    assert not site.page("2023/07/18").css("#day-single h3")


def test_a_story_that_began_before_stands_among_what_is_still_in_the_news(new_site: Callable[[], Any]) -> None:
    site = new_site()
    text = "The old ferry of Neverhaven sank at the harbour pier in the night, and all forty sailors were saved.\n"
    days = (("21", "northline"), ("22", "harbour-post"), ("22", "lantern"))
    for number, (day, source) in enumerate(days):
        title = f"Ferry of Neverhaven sank at the pier, {number}"
        site.add(f"2023/09/{day}/ferry-{number}", source, title, f"{8 + number:02}:00", f"{text}Report {number}.\n")
    site.add("2023/09/22/umbrella", "lantern", "The library lends umbrellas", "14:00", "It rains, and it lends.\n")
    site.build()
    assert not site.page("2023/09/21").css("#day-going-on")
    band = site.page("2023/09/22").css_first("#day-going-on")
    assert texts(band, "h2") == ["Still in the news"]
    assert texts(band, "li > a") == ["Ferry of Neverhaven sank at the pier, 2"]
    (more,) = band.css("li > span a[href^='/stories/']")
    assert more.text() == "and 1 more"
    site.content.joinpath("news/2023/09/22/ferry-1.md").unlink()
    site.build()
    assert not site.page("2023/09/22").css("#day-going-on")  # one newsroom is no sign


def test_the_day_shows_the_story_and_what_one_source_reports(site: Any) -> None:
    assert "3 sources" in texts(site.page("2023/07/19"), "article.story .evidence")[0]
    assert texts(site.page("2023/07/18"), ".river li > a") == ["Lost organ score found in an attic"]
