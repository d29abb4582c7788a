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
