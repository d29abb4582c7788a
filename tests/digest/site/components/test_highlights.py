"""Which quotes a digest shows of many, in a small real site."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

CRANE = "A crane is worth what it lifts, and this one lifts a locomotive,"
CUT = "A crane is worth what it lifts, and this one lifts"


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def said(speaker: str, words: str) -> str:
    return f"“{words}” said {speaker} in Neverhaven on Friday.\n\n"


@pytest.fixture(scope="module")
def talkative(tmp_path_factory: pytest.TempPathFactory, root: Any, site: Any) -> Any:
    """A Friday on which many say much."""
    small_site = type(site)(tmp_path_factory.mktemp("talkative"), root)
    story = "The harbour of Neverhaven buys a second crane from a shipyard in the north for the eastern quay.\n\n"
    bob = said("Bob Notional", CRANE)
    small_site.add(
        "2023/07/21/crane", "northern-wire", "Neverhaven’s harbour buys a second crane", "08:00", story + bob
    )
    cut = f"“{CUT}”, Bob Notional said of the crane.\n"
    small_site.add("2023/07/21/lift", "lantern", "A second crane for Neverhaven’s harbour", "09:00", story + cut)
    alone = {
        "ada": said(
            "Ada Lindqvist", "We had to ask all of the neighbours on our street for the longest of their ropes,"
        ),
        "odo": said("Odo Flinck", "The quay has room for one crane more and not for two,"),
        "cy": said("Cy Notional", "to make sure that everybody can see the crane from the quay"),
        "dee": said("Dee Notional", "But she never told us what the ropes of the crane would cost,"),
        "eve": said("Eve Notional", "The Lifting Crane And The Longest Rope Of Neverhaven Harbour!"),
        "fay": said("Fay Notional", "Ropes are dear."),
        "gil": "Gil Fiction once said, “A harbour without a second crane is a pond with an opinion,” and many agree.\n",
        "hal": "“The quay of Neverhaven will have a dozen cranes one day,” wrote Hal Fiction in 1921 to a friend.\n",
        "ivy": "Ivy Fiction wrote, “A rope is longest on the day on which nobody needs it,” in the 6th century BC.\n",
    }
    for name, words in alone.items():
        small_site.add(f"2023/07/21/{name}", "harbour-post", f"Neighbour {name} speaks", "10:00", words)
    small_site.build()
    return small_site


@pytest.mark.parametrize("path", ["2023/07/21", "2023/w29"])
def test_followed_speakers_and_what_several_carry_come_first_and_nothing_that_cannot_stand_alone(
    talkative: Any, path: str
) -> None:
    page = talkative.page(path)
    speakers = [name for name in texts(page, ".quotes figcaption") if name != "Odo Flinck" or path == "2023/07/21"]
    assert speakers[:1] == ["Bob Notional"]
    assert speakers[-1] == "Ada Lindqvist"
    assert set(speakers) <= {"Bob Notional", "Odo Flinck", "Ada Lindqvist"}
    assert "Odo Flinck" in texts(page, ".quotes figcaption")
    assert "Quoted by 2 sources: Northern Wire, Lantern" in texts(page, ".quotes .where span")


def test_the_digest_feed_shows_the_same_quotes_as_the_day(talkative: Any) -> None:
    talkative.add("2023/07/22/end", "lantern", "The library lends umbrellas", "08:00", "It rains, and it lends.\n")
    talkative.build()
    content = talkative.page("digests/feed.xml").css_first("entry content").text()
    assert [name in content for name in ("Bob Notional", "Ada Lindqvist", "Eve Notional")] == [True, True, False]
