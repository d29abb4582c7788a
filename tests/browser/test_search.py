"""The search, used as readers use it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site_url: str) -> Page:
    """The search page, whose every message of the console is a failure."""
    page = browser.new_page()
    page.on("console", lambda message: pytest.fail(f"the console says: {message.text}"))
    page.on("pageerror", lambda error: pytest.fail(f"an error on the page: {error}"))
    page.goto(f"{site_url}/search/")
    return page


def test_nothing_is_loaded_before_somebody_searches(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site_url)))
    page.goto(f"{site_url}/search/", wait_until="networkidle")
    needed = [path for path in asked if not path.endswith((".svg", ".ico"))]  # a browser asks for icons when it likes
    assert len(needed) == 3
    assert needed[0] == "/search/"
    assert all(path.startswith("/theme/") for path in needed[1:])
    page.get_by_label("Words").focus()
    expect(page.locator("#actors option").first).to_be_attached()
    assert any(path.endswith("/pagefind.js") for path in asked)
    page.close()


def test_a_word_of_a_text_leads_to_its_article(page: Page, site_url: str) -> None:
    page.get_by_label("Words").fill("Prague tanks 1968")
    first = page.locator(".found li").first
    expect(first.locator("mark").first).to_be_visible()
    first.locator("a").first.click()
    assert page.url.startswith(f"{site_url}/2023/")
    assert "Prague" in page.locator("main").inner_text()
    page.close()


def test_a_story_is_found_once_with_its_other_reports_below(page: Page, site_url: str) -> None:
    page.get_by_label("Words").fill("Wagner")
    expect(page.locator(".found ul li").first).to_be_visible()
    addresses = page.locator(".found .story").evaluate_all("all => all.map(one => one.pathname)")
    assert len(addresses) == len(set(addresses)) > 1
    page.locator(".found .story").first.click()
    assert page.url.startswith(f"{site_url}/stories/")
    assert page.locator("#reports").is_visible()
    page.close()


def test_filters_narrow_what_is_found(page: Page) -> None:
    page.get_by_label("Actor").fill("wagner group")
    status = page.get_by_role("status")
    expect(status).to_contain_text("articles")
    found = status.inner_text()
    everything = int(found.split()[0])
    page.get_by_label("Source").select_option("Northline")
    expect(status).not_to_have_text(found)  # until then the list may be empty, which has no other source either
    expect(page.locator(".found li bdi").filter(has_not_text="Northline")).to_have_count(0)
    of_one = int(status.inner_text().split()[0])
    assert 0 < of_one < everything
    page.get_by_label("Source").select_option("")
    page.get_by_label("From").fill("2023-07-18")
    page.get_by_label("To", exact=True).fill("2023-07-19")
    expect(page.locator(".found time").first).to_have_attribute("datetime", re.compile("2023-07-1[89]"))
    days = page.locator(".found time").evaluate_all("all => all.map(one => one.dateTime)")
    assert set(days) <= {"2023-07-18", "2023-07-19"}
    page.close()
