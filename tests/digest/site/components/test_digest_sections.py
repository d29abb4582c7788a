"""The sections of a digest, in a small real site."""

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_stories_of_a_day_on_one_subject_stand_together(new_site: Callable[[], Any]) -> None:
    site = new_site()
    paths = [f"2023/07/19/bakers-{number}" for number in range(2)]
    title = "Strike of pilots empties the bakeries of Neverhaven"
    text = "Flour waits in forty ships outside the harbour during the strike of the Guild of Pilots.\n"
    for path, source in zip(paths, ("northern-wire", "lantern"), strict=True):
        site.add(path, source, title, "10:30", text)
    (site.content / "decisions.toml").write_text(f"split = {paths}\nmerge = [{paths}]\n")
    site.build()
    [story] = site.page("2023/07/19").css(".digest .story")
    assert texts(story, ".river li > a") == [title]
    assert "/stories/" in story.css_first(".river span a").attributes["href"]
    assert "2 stories" in site.page("2023/07/19").css_first(".digest h2").text()
