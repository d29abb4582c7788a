"""The pages of the handbook: all are in its list of contents, and every link leads somewhere, here and in a site."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from markdown.extensions.toc import slugify
from selectolax.lexbor import LexborHTMLParser

from digest.archive.model.addresses import HANDBOOK
from digest.errors import ConfigurationError
from digest.site.load.handbook_pages import handbook_pages

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
LONGEST_README = 100  # lines; more belongs into the handbook


def _anchors(page: Path) -> set[str]:
    return {slugify(heading.replace("`", ""), "-") for heading in HEADING.findall(page.read_text(encoding="utf-8"))}


def test_every_page_is_in_the_list_of_contents(root: Path) -> None:
    listed = LINK.findall((root / "docs" / "README.md").read_text(encoding="utf-8"))
    pages = {page.name for page in (root / "docs").glob("*.md")} - {"README.md"}
    assert sorted(listed) == sorted(pages)


def test_every_link_of_the_pages_leads_to_a_file_and_a_heading(root: Path) -> None:
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    for page in pages:
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            path, _, anchor = link.partition("#")
            if "://" in link:
                continue
            target = page.parent / path if path else page
            assert target.exists(), (page.name, link)
            assert not anchor or anchor in _anchors(target), (page.name, link)


def test_the_readme_is_short_and_leads_to_the_handbook(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_README
    assert {"docs/README.md", "docs/first-hour.md"} <= set(LINK.findall(text))


@pytest.mark.timeout(600)  # the first test that asks for the demonstration makes it
def test_the_demonstration_has_every_page_and_its_foot_leads_there(root: Path, demo_output: Path) -> None:
    names = [page.stem for page in (root / "docs").glob("*.md") if page.name != "README.md"]
    for name in names:
        file = demo_output / HANDBOOK / name / "index.html"
        page = LexborHTMLParser(file.read_text(encoding="utf-8"))
        [heading] = page.css("h1")
        assert heading.text().strip() == (root / "docs" / f"{name}.md").read_text(encoding="utf-8").split("\n")[0][2:]
        assert page.css_first('.trail a[href="/handbook/"]')
    front = LexborHTMLParser((demo_output / "index.html").read_text(encoding="utf-8"))
    assert [link.text() for link in front.css('.colophon a[href="/handbook/"]')] == ["Handbook"]
    sitemap = (demo_output / "sitemaps" / "pages.xml").read_text(encoding="utf-8")
    assert all(f"/handbook/{name}/" in sitemap for name in names)


def test_links_between_pages_are_those_of_the_site_and_files_are_named_without_a_link() -> None:
    slugs = {page.slug for page in handbook_pages()}
    assert next(iter(handbook_pages())).slug == "handbook"
    for page in handbook_pages():
        for link in LexborHTMLParser(str(page.body)).css("a"):
            href = link.attributes["href"] or ""
            if "://" not in href:
                target = urljoin(f"/{page.slug}/", href).partition("#")[0]
                assert target.strip("/") in slugs, (page.slug, href)


def test_a_page_without_a_title_and_one_that_is_missing_are_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Handbook\n\n[One](one.md)\n")
    with pytest.raises(ConfigurationError, match=r"one\.md: a page of the handbook .* can't be read"):
        handbook_pages(tmp_path)
    (tmp_path / "one.md").write_text("One\n")
    with pytest.raises(ConfigurationError, match=r"one\.md: expected a line with the title first"):
        handbook_pages(tmp_path)


def test_a_drawing_stands_in_the_page_itself(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text('# A\n\n![Ships & "days"](ships.svg)\n', encoding="utf-8")
    (tmp_path / "ships.svg").write_text('<svg viewBox="0 0 9 9"><path d="M1 1H8"/></svg>\n', encoding="utf-8")
    (page,) = handbook_pages(tmp_path)
    drawing = '<svg role="img" aria-label="Ships &amp; &#34;days&#34;" viewBox="0 0 9 9"><path d="M1 1H8"/></svg>'
    assert page.body == f"<p><span>{drawing}</span></p>"
