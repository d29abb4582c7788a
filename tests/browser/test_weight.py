"""What a page costs a reader: bytes, requests, jumps of the layout, and the room that it takes on a small screen."""

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser

MOST_BYTES = 50 * 1024  # of a page and its styles, compressed
MOST_REQUESTS = 6
SMALLEST_TARGET = 24  # px, WCAG 2.2's 2.5.8
# A phone, a wide screen, and the same at 400 %: 320 px of room, four device pixels for each.
SCREENS = {"phone": (360, 1), "wide": (1280, 1), "zoomed": (320, 4)}
OTHER_WIDTHS = {"phone": (), "wide": (768, 1440), "zoomed": ()}  # to which a reader pulls the window of a loaded page

# All shifts of the layout since the page was asked for, after two frames in which nothing more was to be done.
SHIFTS = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
  const observer = new PerformanceObserver(() => {});
  observer.observe({type: "layout-shift", buffered: true});
  done(observer.takeRecords().reduce((sum, one) => sum + one.value, 0));
})))"""

# What can be pressed and is too small; links within a line of text are exempt, as in WCAG.
SMALL_TARGETS = """least => [...document.querySelectorAll("a[href], button, input, select, summary")].filter(one => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility() && getComputedStyle(one).display !== "inline" && !one.closest(".hide")
    && box.width && (box.height < least || box.width < least);
}).map(one => `${one.outerHTML.slice(0, 120)} ${JSON.stringify(one.getBoundingClientRect())}`)"""


def test_no_page_weighs_more_than_50_kb_with_its_styles(site: Served) -> None:
    sheets: dict[str, int] = {}
    heavy = {}
    files = list(site.output.rglob("*.html"))
    for file in files:
        page = file.read_bytes()
        weight = _compressed(page)
        for path in re.findall(rb'<link rel="stylesheet" href="([^"]+)"', page):
            name = path.decode()
            if name not in sheets:
                sheets[name] = _compressed((site.output / name.lstrip("/")).read_bytes())
            weight += sheets[name]
        if weight > MOST_BYTES:
            heavy[file.relative_to(site.output).as_posix()] = weight
    assert len(files) > 100
    assert sheets
    assert heavy == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_is_there_at_once_and_stays_where_it_is(browser: Browser, site: Served, screen: str) -> None:
    width, scale = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=scale)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    faults = {}
    for shot in site.shots():
        said.clear()
        asked.clear()
        page.goto(site.url + shot.path)
        found = [*faults_of(page, width, asked, site.url), *said]
        for other in OTHER_WIDTHS[screen]:
            page.set_viewport_size({"width": other, "height": 800})
            found += _too_wide(page, other)
        page.set_viewport_size({"width": width, "height": 800})
        if found:
            faults[shot.path] = found
    context.close()
    assert faults == {}


def faults_of(page: Page, width: int, asked: list[str], home: str) -> list[str]:
    strangers = [url for url in asked if not url.startswith((f"{home}/", "data:"))]
    icons = page.evaluate("[...document.querySelectorAll('link[rel=icon]')].map(link => link.href)")  # asked for once
    own = [url for url in asked if url.startswith(f"{home}/") and url not in icons]
    shift = _shift(page)
    found = [f"the layout shifts by {shift}"] if shift else []
    found += _too_wide(page, width)
    found += [f"it asks {url}" for url in strangers]
    found += [f"it makes {len(own)} requests"] if len(own) > MOST_REQUESTS else []
    return found + [f"too small: {target}" for target in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]


def _too_wide(page: Page, width: int) -> list[str]:
    room = page.evaluate("document.documentElement.scrollWidth")
    return [f"it is {room} px wide on {width}"] if room > width else []


def _shift(page: Page) -> float:
    """The least of three loads: a busy machine may paint a page in pieces, a layout that moves does so each time."""
    shift: float = page.evaluate(SHIFTS)
    for _ in range(2):
        if not shift:
            break
        page.reload()
        shift = min(shift, page.evaluate(SHIFTS))
    return shift


def _compressed(body: bytes) -> int:
    return len(gzip.compress(body, 6, mtime=0))
