"""What a reader meets on pages of the demonstration: colours, anchors, tables on a phone, the keyboard, lines; and how
high pages and columns are, on real news as well."""

from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Served
from tests.browser.shots import LONGEST

pytestmark = pytest.mark.browser
HIGHEST_HOLE = 120  # px: a headline of three lines and its source


def test_colours_change_with_the_readers_wish(browser: Browser, site_url: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        page.goto(site_url)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert grounds == ["rgb(255, 255, 255)", "rgb(18, 21, 23)"]


def test_a_quote_leads_to_its_passage(browser: Browser, site_url: str, demo_output: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site_url}/")
    link = page.locator(".quote .where a").first
    target = link.get_attribute("href") or ""
    link.click()
    assert page.url.endswith(target)
    anchor = target.partition("#")[2]
    assert page.locator(f"[id='{anchor}']").count() == 1
    page.close()


def test_on_a_phone_a_table_s_rows_are_lists_and_still_rows(browser: Browser, site_url: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    for path in ("/sources/", "/status/"):
        page.goto(site_url + path)
        table = page.locator(".scroll")
        assert table.evaluate("one => one.scrollWidth <= one.clientWidth"), path
        assert table.get_by_role("row").count() > table.get_by_role("rowheader").count() > 5, path
        cell = table.get_by_role("cell").first
        assert cell.evaluate("one => getComputedStyle(one, '::before').content") == f'"{cell.get_attribute("data-of")}"'
    page.close()


def test_the_keyboard_finds_the_skip_link_first(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    page.goto(site_url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.close()


def test_no_page_is_higher_on_a_phone_than_fifteen_screens(browser: Browser, site: Served) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    heights = {}
    for shot in site.shots():
        page.goto(site.url + shot.path)
        heights[shot.path] = int(page.evaluate("document.documentElement.scrollHeight"))
    page.close()
    assert {path: tall for path, tall in heights.items() if tall > LONGEST} == {}


# For each band of six stories the most empty pixels in each of its columns, between two lines of text or at the end.
HOLES = """() => [...document.querySelectorAll(".filled")].map(band => {
  const columns = {}, parts = [...band.querySelectorAll(".story:not(.two) > *, .two > div > *")];
  for (const box of parts.map(part => part.getBoundingClientRect()).filter(box => box.height))
    (columns[Math.round(box.left / 20)] ||= []).push(box);
  const whole = band.getBoundingClientRect();
  return Object.values(columns).map(boxes => {
    boxes.sort((one, other) => one.top - other.top);
    const starts = [...boxes.map(box => box.top), whole.bottom], ends = [whole.top, ...boxes.map(box => box.bottom)];
    return Math.round(Math.max(...starts.map((start, at) => start - ends[at])));
  });
})"""


def test_no_column_of_a_band_has_a_hole(browser: Browser, site: Served) -> None:
    for width, columns in ((768, 2), (1440, 3)):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{site.url}/")
        bands = page.evaluate(HOLES)
        page.close()
        assert len(bands) > 1
        for holes in bands:
            assert len(holes) == columns
            assert max(holes) <= HIGHEST_HOLE, (width, bands)


# Characters in each line of the article's longer paragraphs but their last.
LINES = """() => [...document.querySelectorAll(".prose > p")].filter(p => p.textContent.length > 200).flatMap(p => {
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), range = document.createRange(), lines = {};
  for (let node; (node = walker.nextNode()); )
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (box) lines[Math.round(box.bottom / 8)] = (lines[Math.round(box.bottom / 8)] || 0) + 1;
    }
  return Object.values(lines).slice(0, -1);
})"""


def test_a_line_of_text_has_60_to_75_characters(browser: Browser, site_url: str, demo_output: Path) -> None:
    article = max(demo_output.glob("2023/*/*/*/index.html"), key=lambda page: page.stat().st_size)
    for width in (768, 1440):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{site_url}/{article.parent.relative_to(demo_output).as_posix()}/")
        lines = page.evaluate(LINES)
        page.close()
        assert len(lines) > 5
        assert 60 <= median(lines) <= 75, (width, lines)
