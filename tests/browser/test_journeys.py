"""What readers come for, from the front page on, by keyboard alone: with JavaScript and without."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.browser

MOST_KEYS = 400  # no page of the sites has as many links
# Whether the focus is on what is looked for, and whether a reader can see where it is.
FOCUS = """wanted => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return [one.matches(wanted), outlined && box.bottom > 0 && box.top < innerHeight, one.outerHTML.slice(0, 200)];
}"""


@pytest.fixture(params=[True, False], ids=["scripted", "scriptless"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """No page may say anything to the console; publishers' addresses answer without a network."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.on("console", lambda message: pytest.fail(f"the console says: {message.text}"))
    page.route(
        lambda url: urlsplit(url).hostname != "127.0.0.1",
        lambda route: route.fulfill(body="<title>The original</title>", content_type="text/html"),
    )
    yield page
    context.close()


def test_two_steps_lead_from_the_front_page_to_the_original_of_a_quote(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/")
    follow(page, ".quote .where a")
    assert page.evaluate("document.querySelector(':target') !== null")
    follow(page, ".button[rel~=external]")
    assert page.title() == "The original"


def test_an_actor_of_the_front_page_can_be_subscribed_to(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/")
    follow(page, "[href='/topics/wagner-group/']")
    with page.expect_request("**/topics/wagner-group/feed.xml"):
        follow(page, ".evidence a[href$='/feed.xml']", stays=True)
    answer = page.request.get(f"{site_url}/topics/wagner-group/feed.xml")
    assert LexborHTMLParser(answer.text()).css_first("feed > entry") is not None


@pytest.mark.corpus
def test_an_article_of_forty_days_ago_is_found(page: Page, replay_url: str, replay_output: Path) -> None:
    path, title = _oldest(replay_output)
    page.goto(f"{replay_url}/")
    follow(page, ".nav a[href='/search/']")
    if page.locator("noscript p").count():  # which a browser with scripts does not read as elements
        follow(page, ".index a[href='/digests/']")
        follow(page, f"main a[href='{path[:12]}']")
    else:
        tab_to(page, "#q")
        page.keyboard.type(title)
        expect(page.locator(f".found a[href='{path}']")).to_be_visible()
    follow(page, f"main a[href='{path}']")
    assert page.locator("h1").inner_text() == title


def follow(page: Page, wanted: str, *, stays: bool = False) -> None:
    """Goes to a link with Tab and opens it with Enter; `stays` for what a browser may save and not show."""
    tab_to(page, wanted)
    if stays:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        there, seen, element = page.evaluate(FOCUS, wanted)
        assert seen, f"nobody sees that the focus is on {element}"
        if there:
            return
    pytest.fail(f"{MOST_KEYS} times Tab on {page.url} do not lead to {wanted}")


def _oldest(output: Path) -> tuple[str, str]:
    """Path and headline of the site's oldest article."""
    file = min(output.glob("20[0-9][0-9]/[0-9][0-9]/[0-9][0-9]/*/index.html"))
    heading = LexborHTMLParser(file.read_text(encoding="utf-8")).css_first("h1")
    assert heading is not None
    return f"/{file.parent.relative_to(output).as_posix()}/", heading.text()
