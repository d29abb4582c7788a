"""Who an actor is seen with, in a small real site."""

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_who_is_seen_with_an_actor_has_the_newest_texts_that_name_both_and_leads_to_more(crowded: Any) -> None:
    [cell] = [cell for cell in crowded.page("topics/guild-of-pilots").css("#with .cells > div") if "Ada" in cell.text()]
    assert texts(cell, "li > a") == [f"Boat number {number}" for number in (3, 2, 1)]
    link = cell.css_first("h3 .agate a")
    assert link.text() == "4 articles"
    path, _, anchor = str(link.attributes["href"]).partition("#")
    group = crowded.page(path.strip("/")).css_first(f"#{anchor}")
    assert group.css_first("h2 a").attributes["href"] == "/topics/ada-fiction/"
    assert texts(group, "li > a") == [f"Boat number {number}" for number in (3, 2, 1, 0)]
    assert not group.css("p a")  # these are all of them


def test_many_names_stand_on_pages_by_letter(new_site: Callable[[], Any]) -> None:
    site = new_site()
    letters = "BCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = [f"{letter}ob {letter}arsson" for letter in letters] + ["Жанна Вымысел"]
    for name in names:
        (site.content / "actors" / f"n{names.index(name)}.md").write_text(f"Title: {name}\nKind: person\n")
    for number, source in enumerate(("northern-wire", "lantern")):
        body = "The Guild of Pilots heard of " + ", and of ".join(names) + ".\n"
        site.add(f"2023/07/2{number}/names", source, f"Many names {number}", "08:00", body)
    site.build()
    assert len(site.page("topics/guild-of-pilots").css("#with .cells > div")) == 10
    [all_names] = site.page("topics/guild-of-pilots").css("#with > div > p a")
    assert all_names.attributes["href"] == "/topics/guild-of-pilots/with/"
    listed = site.page("topics/guild-of-pilots/with")
    assert texts(listed, "dt")[:2] == ["B", "C"]
    assert texts(listed, "dt")[-1] == "other"
    page = site.page("topics/guild-of-pilots/with/b")
    assert texts(page, "section h2") == ["Bob Barsson 2 articles"]
    assert len(page.css("section li")) == 2
    assert texts(site.page("topics/guild-of-pilots/with/other"), "section h2") == ["Жанна Вымысел 2 articles"]
    assert page.css_first(".head .jump a").attributes["href"] == "/topics/guild-of-pilots/with/b/"
