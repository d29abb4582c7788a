"""Who an actor is seen with, in a small real site."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_who_is_seen_with_an_actor_leads_to_the_texts_that_name_both(crowded: Any) -> None:
    [row] = [row for row in crowded.page("topics/guild-of-pilots").css("#with li") if "Ada Fiction" in row.text()]
    link = row.css_first(".n a")
    assert " ".join(link.text().split()) == "4 articles together"
    path, _, anchor = str(link.attributes["href"]).partition("#")
    group = crowded.page(path.strip("/")).css_first(f"#{anchor}")
    assert group.css_first("h2 a").attributes["href"] == "/topics/ada-fiction/"
    assert texts(group, "li > a") == [f"Boat number {number}" for number in (3, 2, 1, 0)]
    assert not group.css("p a")  # these are all of them
