"""Where the credit of a text leads, and what is shown of a text, read on the pages of a small real site."""

from collections.abc import Callable
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

BODY = "The tide table of Neverhaven for July is printed on blue paper this year, the harbour office says."


CREDITS = {
    "blue": ("harbour-post", f"{BODY}\n\nSource: The Lantern\n"),
    "paper": ("harbour-post", f"NEVERHAVEN (NORTHERN WIRE) - {BODY}\n"),
    "tide": ("lantern", f"{BODY}\n\nSource: Pilots’ Guild\n"),
    "july": ("lantern", f"{BODY}\n\nSource: CNN\n"),
    "own": ("lantern", f"NEVERHAVEN (LANTERN) - {BODY}\n"),
    "table": ("northern-wire", f"{BODY}\n"),
}


@pytest.fixture(scope="module")
def credited(tmp_path_factory: pytest.TempPathFactory, root: Any) -> Callable[[str], tuple[str, str | None] | None]:
    """A function from an article's name to the words and the address of its credit; None where it shows none."""
    from ..conftest import SmallSite  # noqa: PLC0415  the module-wide site is another one

    site = SmallSite(tmp_path_factory.mktemp("credits"), root)
    for number, (name, (source, body)) in enumerate(CREDITS.items()):
        site.add(f"2023/07/20/{name}", source, f"Tide table, part {number}", f"0{number}:00", body)
    site.build()

    def credit(name: str) -> tuple[str, str | None] | None:
        page: LexborHTMLParser = site.page(f"2023/07/20/{name}")
        for term, told in zip(page.css(".source dt"), page.css(".source dd"), strict=True):
            if term.text().strip() == "Credit":
                link = told.css_first("a")
                return " ".join(told.text().split()), link.attributes["href"] if link else None
        return None

    return credit


def test_a_source_that_we_follow_leads_to_its_page(credited: Callable[[str], tuple[str, str | None] | None]) -> None:
    name, address = credited("blue") or ("", "")
    assert name == "The Lantern"
    assert str(address).endswith("/sources/lantern/")


def test_capitals_of_a_dateline_lead_there_too(credited: Callable[[str], tuple[str, str | None] | None]) -> None:
    name, address = credited("paper") or ("", "")
    assert name == "NORTHERN WIRE"
    assert str(address).endswith("/sources/northern-wire/")


def test_an_actor_is_found_by_its_alias(credited: Callable[[str], tuple[str, str | None] | None]) -> None:
    name, address = credited("tide") or ("", "")
    assert name == "Pilots’ Guild"
    assert str(address).endswith("/topics/guild-of-pilots/")


def test_who_has_no_page_is_named_without_a_link(credited: Callable[[str], tuple[str, str | None] | None]) -> None:
    assert credited("july") == ("CNN", None)


@pytest.mark.parametrize("name", ["own", "table"])
def test_nobody_is_credited_with_what_they_publish_themselves(
    credited: Callable[[str], tuple[str, str | None] | None], name: str
) -> None:
    assert credited(name) is None


LONG = "The tide table of Neverhaven for July is printed on blue paper this year. " * 9


EXTENTS = {
    "sentence": ("northern-wire", "A sentence", f"{BODY}\n", {}, "the feed’s summary"),
    "short": ("lantern", "A sentence, of an excerpt", f"{BODY}\n", {}, "the feed’s summary"),
    "teaser": ("northern-wire", "A teaser", f"{LONG}The harbour office […]\n", {}, "the feed’s summary"),
    "on": (
        "northern-wire",
        "A way on",
        f"{LONG}\n\n[Continue reading](https://a.example/)\n",
        {},
        "the feed’s summary",
    ),
    "article": (
        "northern-wire",
        "A whole article",
        f"{LONG}\n\nRead the tides as the sea writes them.\n",
        {},
        "in full",
    ),
    "report": (
        "northern-wire",
        "A short report",
        f"{BODY}\n\nIt is late this year.\n\nNobody knows why it is.\n",
        {},
        "in full",
    ),
    "credited": (
        "northern-wire",
        "Credited",
        f"{BODY}\n\nIt is late.\n\n(Image credit: Ada Fiction of Neverhaven)\n",
        {},
        "the feed’s summary",
    ),
    "long": ("lantern", "A long article", f"{LONG}{LONG}\n", {}, "the first 120 words"),
    "post": ("northern-wire", "The tide table of Neverhaven …", f"{BODY}\n", {}, "in full"),
    "toot": ("northern-wire", "Blue paper this year!", "Blue paper this year!\n", {}, "in full"),
    "own": ("", "What we write ourselves", f"{BODY}\n", {"Source_Url": ""}, "in full"),
    "none": ("northern-wire", "A summary alone", "", {"Summary": "Blue paper."}, "the summary"),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, root: Any) -> Any:
    """A small site of the articles of EXTENTS."""
    from ..conftest import SmallSite  # noqa: PLC0415  the module-wide site is another one

    site = SmallSite(tmp_path_factory.mktemp("extents"), root)
    for name, (source, title, body, fields, _) in EXTENTS.items():
        site.add(f"2023/07/20/{name}", source, title, "09:00", body, **fields)
    site.build()
    return site


@pytest.mark.parametrize("name", EXTENTS)
def test_the_box_says_what_of_the_text_is_shown(shown: Any, name: str) -> None:
    facts = shown.page(f"2023/07/20/{name}").css_first("dl.facts")
    terms = dict(zip((dt.text() for dt in facts.css("dt")), (dd.text() for dd in facts.css("dd")), strict=True))
    assert terms["Shown"] == EXTENTS[name][-1]


RAIN = {
    "aggregated": ("lantern", "Rain falls", {"Publisher": "The Gazette", "Publisher_Url": "https://gazette.example/"}),
    "again": ("lantern", "Rain at last", {"Publisher": "Evening Post <b>&"}),
    "followed": ("lantern", "Rain in the harbour", {"Publisher": "Harbour Post"}),
    "direct": ("harbour-post", "Rain, says the harbour", {}),
    "itself": ("lantern", "Rain, says the Lantern", {"Publisher": "Lantern"}),
}


@pytest.fixture(scope="module")
def aggregated(tmp_path_factory: pytest.TempPathFactory, root: Any) -> Any:
    """A small site with a feed that brings reports of several publishers on one event."""
    from ..conftest import SmallSite  # noqa: PLC0415  the module-wide site is another one

    site = SmallSite(tmp_path_factory.mktemp("aggregated"), root)
    for number, (name, (source, title, fields)) in enumerate(RAIN.items()):
        text = f"After the driest June for {number + 40} years heavy rain fell on Neverhaven; the Mill Brook rose."
        site.add(
            f"2023/07/21/{name}",
            source,
            f"{title} on Neverhaven, and Mill Brook rises",
            f"0{number}:00",
            text,
            **fields,
        )
    site.add(
        "2023/07/22/cast",
        "lantern",
        "A talk",
        "09:00",
        "We talk.\n",
        Enclosure="https://cast.example/a.mp3 12000000 45:10",
    )
    site.add("2023/07/22/odd", "lantern", "An odd talk", "09:00", "We talk oddly.\n", Enclosure="javascript:alert(1)")
    site.build()
    return site


def fact(page: LexborHTMLParser, term: str) -> Any:
    told = {dt.text(): dd for dt, dd in zip(page.css("dl.facts dt"), page.css("dl.facts dd"), strict=True)}
    return told.get(term)


def test_the_publisher_is_named_with_the_feed_by_which_its_report_came(aggregated: Any) -> None:
    source = {name: fact(aggregated.page(f"2023/07/21/{name}"), "Source") for name in RAIN}
    assert {name: node.text() for name, node in source.items()} == {
        "aggregated": "The Gazette, via Lantern",
        "again": "Evening Post <b>&, via Lantern",
        "followed": "Harbour Post, via Lantern",
        "direct": "Harbour Post",
        "itself": "Lantern",
    }
    links = {name: [str(link.attributes["href"]) for link in node.css("a")] for name, node in source.items()}
    assert links["aggregated"] == ["/sources/lantern/"]
    assert links["followed"] == ["/sources/harbour-post/", "/sources/lantern/"]
    assert "Read it at The Gazette" in aggregated.page("2023/07/21/aggregated").css_first("a.button").text()


def test_a_publisher_counts_once_whichever_feed_its_reports_come_by(aggregated: Any) -> None:
    evidence = aggregated.page("2023/07/21/direct").css_first("header .evidence").text()
    assert "4 sources" in evidence  # the Gazette, the Evening Post, the Harbour Post, and the Lantern itself
    assert not (aggregated.output / "sources" / "the-gazette").exists()


def test_what_a_feed_encloses_is_offered(aggregated: Any) -> None:
    audio = fact(aggregated.page("2023/07/22/cast"), "Audio")
    assert audio.text() == "MP3, 12 MB, 45:10"
    assert audio.css_first("a").attributes["href"] == "https://cast.example/a.mp3"
    assert "javascript" not in aggregated.page("2023/07/22/odd").html
