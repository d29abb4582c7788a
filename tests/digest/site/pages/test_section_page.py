"""The page of a section, in a small real site."""

from typing import Any


def test_a_section_shows_its_stories_and_what_is_latest(site: Any) -> None:
    page = site.page("sections/security")
    assert page.css_first("h1").text().strip() == "Security"
    [headline] = [node.text() for node in page.css(".digest h3 a")]
    assert "strike" in headline
    assert [link.attributes["href"] for link in page.css(".jump a")] == ["/sections/security/2023/07/"]


def test_a_section_without_articles_has_no_page(site: Any) -> None:
    assert not (site.output / "sections" / "silence").exists()
