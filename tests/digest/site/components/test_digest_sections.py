"""The sections of a digest, in a small real site."""

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_stories_of_a_day_on_one_subject_stand_together(new_site: Callable[[], Any]) -> None:
    site = new_site()
    paths = [f"2023/07/19/bakers-{number}" for number in range(2)]
    title = "Strike of pilots empties the bakeries of Neverhaven"
    text = "Flour waits in forty ships outside the harbour during the strike of the Guild of Pilots.\n"
    for path, source in zip(paths, ("northern-wire", "lantern"), strict=True):
        site.add(path, source, title, "10:30", text)
    (site.content / "decisions.toml").write_text(f"split = {paths}\nmerge = [{paths}]\n")
    site.build()
    [section] = site.page("2023/07/19").css(".digest")
    assert texts(section, "h2 bdi") == ["Guild of Pilots"]
    assert texts(section, "h3") == ["Pilots strike in Neverhaven, forty ships wait", title]
    assert "2 stories" in section.css_first("h2").text()
    story = next(link for link in section.css(".evidence a") if "/stories/" in link.attributes["href"])
    page = site.page(story.attributes["href"].strip("/"))
    assert page.css_first(".head .small a[href*='#subject-']").text() == "Guild of Pilots"


CHOLERA = (
    ("northern-wire", "Cholera closes the wells of Upper Mora", "Buckets stand in a row before a locked pump.\n"),
    ("harbour-post", "How cholera travels down a river", "A professor of hydrology draws maps of currents.\n"),
    ("lantern", "Cholera: a nurse keeps a diary", "She writes at night, by the light of a lamp.\n"),
    ("northern-wire", "Bakers fear cholera and boil their water", "Loaves take an hour longer than last week.\n"),
    ("harbour-post", "A vaccine against cholera is on its way", "Two thousand doses come by train and by mule.\n"),
)
WARD = "The hospital of Neverhaven has opened a second ward for cholera, its matron Dora Pell said.\n"


def test_what_one_source_reports_on_a_subject_stands_with_its_stories(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for day in ("2023/07/25", "2023/07/26"):
        for number, (source, title, text) in enumerate(CHOLERA):
            site.add(f"{day}/cholera-{number}", source, f"{title} {number * day.count('26') or ''}", "08:00", text)
    for source in ("northern-wire", "lantern"):
        title = "Hospital of Neverhaven opens second cholera ward"
        site.add(f"2023/07/26/ward-{source}", source, title, "09:00", f"{WARD}It has {len(source)} beds.\n")
    site.add("2023/07/26/cello", "lantern", "A cello is found in a laundry", "10:00", "It is out of tune.\n")
    site.build()
    page = site.page("2023/07/26")
    section = page.css_first("#subject-cholera")
    assert texts(section, "h2") == ["Cholera 1 story, 5 other reports"]
    assert len(section.css("details li")) == 5
    assert texts(page, "#day-single li > a") == ["A cello is found in a laundry"]
    assert texts(page, ".jump a")[0] == "Cholera"
    story = next(link for link in section.css(".evidence a") if "/stories/" in link.attributes["href"])
    link = site.page(story.attributes["href"].strip("/")).css_first(".head .small a[href*='#subject-']")
    assert link.attributes["href"].endswith("/2023/07/26/#subject-cholera")
