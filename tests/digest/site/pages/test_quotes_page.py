"""The pages of quotes, in a small real site."""

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def said(speaker: str, text: str) -> str:
    return f"“{text}” said {speaker}, who came to Neverhaven on Friday.\n\n"


def test_quotes_stand_by_day_and_speaker_with_the_role_that_the_text_gives(new_site: Callable[[], Any]) -> None:
    site = new_site()
    words = said("Mayor Ada Fiction", "Nobody has seen a crane like this one before,")
    words += said("Odo Flinck", "It lifts what it lifts and no more than that,")
    words += said("Ada Fiction", "We had to ask the neighbours for their ropes,")
    site.add("2023/07/21/crane", "lantern", "A crane", "08:00", words)
    site.build()
    page = site.page("quotes/2023/07/21")
    assert texts(page, "h2.m") == ["Odo Flinck", "Ada Fiction Mayor"]
    assert [len(section.css(".quote")) for section in page.css("section.band")] == [1, 2]
    assert texts(site.page("quotes/2023/07"), ".lines li") == [
        "Wednesday 19 July 2023 1 quote: Odo Flinck",
        "Friday 21 July 2023 3 quotes: Odo Flinck, Ada Fiction (2)",
    ]
    latest = site.page("quotes")
    assert texts(latest, "h2.m time") == ["Friday 21 July 2023", "Wednesday 19 July 2023"]
    assert [node.attributes["href"] for node in latest.css(".head .jump a")] == ["/quotes/2023/07/"]
    assert [node.attributes["href"] for node in page.css(".pager a")] == ["/quotes/2023/07/19/", "/2023/07/21/"]


def test_a_word_or_two_is_no_quote_of_the_day(new_site: Callable[[], Any]) -> None:
    site = new_site()
    words = said("Ada Fiction", "We had to ask the neighbours for their ropes,") + said("Ada Fiction", "set up,")
    site.add("2023/07/21/crane", "lantern", "A crane", "08:00", words)
    site.build()
    assert texts(site.page("quotes/2023/07/21"), "blockquote") == ["“We had to ask the neighbours for their ropes”"]


def test_what_nobody_said_is_no_quote_of_the_page(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/21/sign", "lantern", "A sign", "08:00", "“Mind the gap between the crane and the quay.”\n")
    site.build()
    assert not (site.output / "quotes/2023/07/21").exists()


def test_speakers_without_a_name_come_last_under_what_the_text_calls_them(
    new_site: Callable[[], Any],
) -> None:
    site = new_site()
    words = said("a harbour official", "Nobody has seen a crane like this one before,")
    words += said("Ada Fiction", "We had to ask the neighbours for their ropes,")
    site.add("2023/07/21/crane", "lantern", "A crane", "08:00", words)
    site.build()
    page = site.page("quotes/2023/07/21")
    assert texts(page, "h2.m") == ["Ada Fiction", "Without a name"]
    assert texts(page, "figcaption") == ["a harbour official"]
    assert texts(page, ".standfirst") == ["2 quotes by 2 speakers"]
    assert texts(site.page("quotes"), "figcaption")[:2] == ["Ada Fiction", "a harbour official"]
    assert "Friday 21 July 2023 2 quotes: Ada Fiction" in texts(site.page("quotes/2023/07"), ".lines li")
