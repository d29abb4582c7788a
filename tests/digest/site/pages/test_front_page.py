"""The front page of a small real site."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.annotate.records import Actor
from digest.archive.model.events import Event
from digest.archive.questions.archive import Archive
from digest.site.pages import front_page as front_page_module
from digest.site.pages.front_page import latest_events
from digest.site.views.shared_views import Link
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_the_front_page_shows_one_story_once_with_its_sources(site: Any) -> None:
    page = site.page("index.html")
    assert len(texts(page, ".lead h3")) == 1
    assert "3 sources" in texts(page, ".five > .evidence")[0]
    shown = [title for title in texts(page, "h2 a, h3 a, .river li > a") if "strike" in title.lower()]
    assert len(shown) == 1


@pytest.mark.parametrize(("nowhere", "shown"), [("", ["Africa", "Security"]), ("Title 24", ["", ""])])
def test_all_lines_have_a_section_or_none_has(monkeypatch: pytest.MonkeyPatch, nowhere: str, shown: list[str]) -> None:
    section = front_page_module._section

    def of_some(archive: Archive, event: Event) -> Link:
        return Link("", "") if event.lead.headline == nowhere else section(archive, event)

    monkeypatch.setattr(front_page_module, "_section", of_some)
    archive = archive_of(
        [article(25, NORTH, "Rain."), article(24, SOUTH, "A new organ."), article(23, NORTH, "Ships.")]
    )
    assert sorted(line.section.text for line in front_page_module.front_page(archive).lines) == shown


def test_the_latest_reports_are_rather_on_followed_actors_than_others() -> None:
    flinck = Actor("Odo Flinck", "person", "odo-flinck")
    texts_of_days = [f"Report {'abcdefghijklmnopqrstuvwxyz'[day]} of {day * 37} things." for day in range(26)]
    trifles = [article(day, NORTH, texts_of_days[day]) for day in range(12, 26)]
    on_flinck = [article(day, SOUTH, texts_of_days[day], ("Odo Flinck",)) for day in (5, 6, 7)]
    many_trifles = [article(day, NORTH, texts_of_days[day]) for day in (1, 2, 3, 4)]
    archive = archive_of([*many_trifles, *on_flinck, *trifles], [flinck])
    shown = [event.lead.day.day for event in latest_events(archive, set(), 7)]
    assert shown == [25, 24, 23, 22, 7, 6, 5]
    assert [event.lead.day.day for event in latest_events(archive, set(), 2)] == [25, 24]  # those are too old
