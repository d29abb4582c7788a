"""Who an actor is seen with, in a small real site."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, root: Any, site: Any) -> Any:
    made = type(site)(tmp_path_factory.mktemp("crowded"), root)
    for number, source in enumerate(("lantern", "harbour-post", "northern-wire", "lantern")):
        text = (
            "Ada Fiction, the director of the museum, painted a boat. "
            "The Pilots’ Guild has not said what it thinks of boat number "
        )
        made.add(f"2023/07/2{number}/boat", source, f"Boat number {number}", "08:00", f"{text}{number}.\n")
    made.add("2023/06/28/rope", "lantern", "A rope", "08:00", "The museum bought a rope.\n")
    made.build()
    return made


def test_who_is_seen_with_an_actor_leads_to_the_texts_that_name_both(crowded: Any) -> None:
    [row] = [row for row in crowded.page("topics/guild-of-pilots").css("#with li") if "Ada Fiction" in row.text()]
    link = row.css_first(".n a")
    assert " ".join(link.text().split()) == "4 articles together"
    path, _, anchor = str(link.attributes["href"]).partition("#")
    group = crowded.page(path.strip("/")).css_first(f"#{anchor}")
    assert group.css_first("h2 a").attributes["href"] == "/topics/ada-fiction/"
    assert texts(group, "li > a") == [f"Boat number {number}" for number in (3, 2, 1, 0)]
    assert not group.css("p a")  # these are all of them
