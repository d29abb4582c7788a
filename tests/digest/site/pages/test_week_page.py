"""The digest of a week, in a small real site."""

from typing import Any


def test_a_week_has_its_stories_and_a_line_for_each_day_with_news(site: Any) -> None:
    page = site.page("2023/w29")
    assert page.css_first("h1").text() == "Week 29 of 2023"
    assert len(page.css("#stories article.story")) == 1
    assert [node.attributes["href"] for node in page.css("#days a")] == ["/2023/07/18/", "/2023/07/19/"]
