"""The pages in a real browser: nothing wider than the screen, nothing asked for elsewhere, no script runs."""

import http.server
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from digest.site.views.article_views import ArticlePage

CHROMIUM = shutil.which("chromium")
CSS = Path(__file__).resolve().parents[2] / "theme" / "static" / "css"
# Without these, Chromium looks for updates and for Google's hosts while the tests run.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (320, 640, 960, 1200, 1440)  # the narrowest phone, and each width at which the layout changes
FEW_WIDTHS = (320, 960)  # the narrowest, and the narrowest with columns
TEXTS = {
    "word": "w" * 200,
    "arabic": "رئيس الاستخبارات البريطانية موسكو عقدت صفقة مع فاغنر",
    "name": "The Northern Gazette",
    "script": "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">",
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class names it so
        """Requests of a test are no news."""


def staying(views: Mapping[str, Any]) -> list[str]:
    """The templates but those that go on to another page by themselves."""
    return sorted(views.keys() - {"moved.html", "gone.html"})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    render: Callable[..., str],
    ordinary_views: Mapping[str, Any],
    minimal_views: Mapping[str, Any],
    reworded: Callable[[Any, str], Any],
) -> Iterator[str]:
    """A server of every page in every wording, at /WORDING/TEMPLATE."""
    root = tmp_path_factory.mktemp("site")
    (root / "theme" / "css").mkdir(parents=True)
    parts = [(CSS / name).read_text(encoding="utf-8") for name in (CSS / "ORDER").read_text().split()]
    (root / "theme" / "css" / "site.css").write_text("\n".join(parts), encoding="utf-8")
    shutil.copyfile(CSS.parent / "js" / "search.js", root / "theme" / "search.0123456789ab.js")
    wordings = {"ordinary": ordinary_views, "minimal": minimal_views, "mirrored": _mirrored(ordinary_views)} | {
        name: {template: reworded(view, text) for template, view in ordinary_views.items()}
        for name, text in TEXTS.items()
    }
    for wording, views in wordings.items():
        (root / wording).mkdir()
        for template, view in views.items():
            (root / wording / template).write_text(render(template, view), encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _mirrored(views: Mapping[str, Any]) -> dict[str, ArticlePage]:
    return {"article.html": replace(views["article.html"], lang="ar", direction="rtl")}


@pytest.mark.parametrize(
    ("wording", "widths"),
    [
        *((wording, WIDTHS) for wording in ("ordinary", "mirrored", "word")),
        *((wording, FEW_WIDTHS) for wording in ("minimal", "arabic")),
        *(pytest.param(wording, WIDTHS, marks=pytest.mark.figures) for wording in ("minimal", "arabic")),
    ],
)
def test_no_page_is_wider_than_its_window(
    browser: Browser, address: str, ordinary_views: Mapping[str, Any], wording: str, widths: Sequence[int]
) -> None:
    page = browser.new_page()
    wider = {}
    for template in ["article.html"] if wording == "mirrored" else staying(ordinary_views):
        page.goto(f"{address}/{wording}/{template}", wait_until="load")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wider[template, width] = wide
    page.close()
    assert wider == {}


def test_in_the_margin_no_time_is_torn_from_its_month(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 800})
    page.goto(f"{address}/ordinary/day.html")
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.m.evidence > span:has(> bdi)')].map(told => {
             told.querySelector('time').textContent = '21 April';
             told.querySelector('bdi').textContent = 'The Harbour Times';
             return [told.querySelector('time').getClientRects().length, told.getBoundingClientRect().height];
           })"""
    )
    page.close()
    assert len(lines) > 1
    assert {rows for rows, _ in lines} == {1}
    assert min(height for _, height in lines) > 30  # two lines


@pytest.mark.parametrize("width", [768, 1440])
@pytest.mark.parametrize("template", ["front.html", "day.html", "week.html"])
def test_no_line_ends_within_a_name(browser: Browser, address: str, template: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address}/name/{template}")
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.sentence bdi, .evidence > span > bdi, .standfirst bdi')]
             .filter(name => name.checkVisibility()).map(name => {
               const text = document.createRange();
               text.selectNodeContents(name);
               return new Set([...text.getClientRects()].map(box => box.top)).size;
             })"""
    )
    page.close()
    assert len(lines) > 1
    assert set(lines) == {1}


def test_the_columns_of_the_front_page_begin_on_one_line(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 800})
    page.goto(f"{address}/ordinary/front.html")
    tops = page.evaluate(
        "[...document.querySelectorAll('.five > .label, .latest > .label')].map(e => e.getBoundingClientRect().top)"
    )
    page.close()
    assert len(tops) == 2
    assert tops[0] == tops[1]


def test_a_band_has_no_hole_between_its_stories(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 800})
    page.goto(f"{address}/ordinary/front.html")
    bottoms = page.evaluate(
        """() => [...document.querySelectorAll('.filled > .two')].map(opening => [opening, ...opening.children]
             .map(box => Math.round(box.getBoundingClientRect().bottom)))"""
    )
    tops = page.evaluate(
        """() => [...document.querySelectorAll('.under > .stack')].map(stack => [...stack.children]
             .map(story => story.getBoundingClientRect().top))"""
    )
    page.close()
    assert len(bottoms) == len(tops) == 1
    assert bottoms[0][0] == max(bottoms[0][1:])
    assert len(tops[0]) == 3
    assert len(set(tops[0])) == 1


def test_a_page_asks_for_its_stylesheet_and_nothing_else_and_runs_nothing(
    browser: Browser, address: str, ordinary_views: Mapping[str, Any]
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    pages = {f"{address}/script/{template}" for template in staying(ordinary_views)}
    page.set_content(
        "".join(f'<iframe src="{url}"></iframe>' for url in sorted(pages))
    )  # and waits until all are loaded
    page.wait_for_timeout(500)  # for what a page would ask for later; it passes for all of them at once
    assert "run" not in {frame.title() for frame in page.frames}
    page.close()
    assert pages <= set(asked)
    assert {url for url in asked if not url.startswith("data:")} - pages == {
        f"{address}/theme/{name}" for name in ("css/site.css", "search.0123456789ab.js")
    }
    assert said == []


def test_the_first_tab_stop_leads_to_the_text(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/ordinary/front.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert page.evaluate("document.activeElement.getBoundingClientRect().height") >= 24
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_targets_of_the_menus_are_large_enough(browser: Browser, address: str, width: int) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 px."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    small = []
    for template in ("front.html", "article.html", "topic.html", "topic_index.html", "subscribe.html"):
        page.goto(f"{address}/ordinary/{template}")
        small += page.evaluate(
            """() => [...document.querySelectorAll(
                 '.nav a, .trail a, .jump a, .chips a, .index a, .pager a, .colophon a, .evidence a, .where a, .button,'
                 + 'summary'
               )].filter(e => e.checkVisibility()).map(e => [e.textContent, e.getBoundingClientRect()])
               .filter(([, box]) => box.height < 24).map(([text, box]) => [text, box.height])"""
        )
    page.close()
    assert small == []


def test_paper_is_white_and_shows_addresses(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{address}/ordinary/article.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    after = page.evaluate("getComputedStyle(document.querySelector('.source .button'), '::after').content")
    assert "northline.example" in after or "attr(href)" in after
    assert not page.locator(".nav").is_visible()
    page.close()
