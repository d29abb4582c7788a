"""Pages on paper and on electronic paper: a digest prints on two pages, and without colour links can be told."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, PdfMargins, sync_playwright

CHROMIUM = shutil.which("chromium")
CSS = Path(__file__).resolve().parents[2] / "theme" / "static" / "css"
INK = "@media (monochrome), (update: slow)"
MARGINS: PdfMargins = {"top": "12mm", "right": "12mm", "bottom": "12mm", "left": "12mm"}
SHEETS = ("day.html", "week.html")
SECTIONS = (4, 36)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_context(bypass_csp=True)  # the styles stand in the page here
        browser.close()


def shown(context: BrowserContext, html: str, *, electronic: bool = False) -> Page:
    css = "\n".join((CSS / name).read_text(encoding="utf-8") for name in (CSS / "ORDER").read_text().split())
    assert INK in css
    page = context.new_page()
    page.set_content(re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{css}</style>", html))
    if electronic:  # which chromium can't pretend to be
        style = page.evaluate("document.querySelector('style').textContent").replace(INK, "@media all")
        page.evaluate("css => { document.querySelector('style').textContent = css }", style)
    return page


def pages_of(page: Page) -> int:
    paper = page.pdf(format="A4", margin=MARGINS)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))


def crowded(view: Any, most_sections: int = 36) -> Any:
    """A digest with so much of everything as no day has had yet."""
    sections = tuple(
        replace(section, name=f"{section.name} {number}", anchor=f"s{number}", stories=section.stories * 4)
        for number, section in enumerate((view.sections * 12)[:most_sections])
    )
    full = replace(view, sections=sections, quotes=view.quotes * 8, actors=view.actors * 30)
    if hasattr(view, "single_reports"):
        reports = tuple(
            replace(section, items=replace(section.items, items=section.items.items * 20))
            for section in view.single_reports * 9
        )
        return replace(full, single_reports=reports)
    return replace(full, days=view.days * 7)


@pytest.mark.parametrize("sections", SECTIONS)
@pytest.mark.parametrize("template", SHEETS)
def test_a_digest_prints_on_two_pages_however_much_it_has(
    context: BrowserContext, render: Callable[..., str], ordinary_views: Mapping[str, Any], template: str, sections: int
) -> None:
    page = shown(context, render(template, crowded(ordinary_views[template], sections)))
    assert pages_of(page) == 2
    if sections == min(SECTIONS):  # the fuller one would be longer still
        page.evaluate("document.querySelector('main').classList.remove('sheet')")
        assert pages_of(page) > 4
    page.close()


@pytest.mark.parametrize("template", SHEETS)
def test_what_leads_a_digest_is_on_its_sheet(
    context: BrowserContext, render: Callable[..., str], ordinary_views: Mapping[str, Any], template: str
) -> None:
    page = shown(context, render(template, ordinary_views[template]))
    page.emulate_media(media="print")
    for selector in ("h1", ".digest h2", ".digest .story h3", ".quote blockquote"):
        assert page.locator(selector).first.is_visible(), selector
    for selector in (".nav", ".chips", ".pager"):
        assert not page.locator(selector).first.is_visible(), selector
    page.close()


def test_on_paper_no_line_is_as_high_as_a_finger(
    context: BrowserContext, render: Callable[..., str], ordinary_views: Mapping[str, Any]
) -> None:
    page = shown(context, render("day.html", ordinary_views["day.html"]))
    page.emulate_media(media="print")
    least = page.evaluate(
        """() => [...document.querySelectorAll(".river a, .evidence a, .lines a")]
          .filter(link => link.checkVisibility()).map(link => getComputedStyle(link))
          .map(style => `${style.minHeight} ${style.minWidth}`)"""
    )
    page.close()
    assert set(least) == {"0px 0px"}


@pytest.mark.parametrize("template", ["front.html", "day.html", "topic.html", "article.html"])
def test_links_can_be_told_without_colour_and_hovering(
    context: BrowserContext, render: Callable[..., str], ordinary_views: Mapping[str, Any], template: str
) -> None:
    page = shown(context, render(template, ordinary_views[template]), electronic=True)
    plain = page.evaluate(
        """() => [...document.querySelectorAll("main a[href]")].filter(link => {
          const style = getComputedStyle(link);
          return link.checkVisibility() && !link.closest("svg, .hide")
            && !style.textDecorationLine.includes("underline") && style.borderBlockStartStyle === "none";
        }).map(link => link.outerHTML.slice(0, 120))"""
    )
    colours = page.evaluate(
        """() => [...new Set([...document.querySelectorAll("main :is(a, p, h1, h2, h3, time, span, li)")]
          .filter(one => !one.matches(".button")).map(one => getComputedStyle(one).color))]"""
    )
    page.close()
    assert plain == []
    assert len(colours) == 1
