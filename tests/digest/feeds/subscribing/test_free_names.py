"""Names and slugs of new subscriptions: each its own, whatever the feeds are called."""

import pytest

from digest.contracts.subscriptions import Subscription
from digest.feeds.subscribing.free_names import FreeNames

LONG = "Notices of the harbour office about mooring places and the hours of the lock at the old fish market"
NAMES = [
    "Wire",
    LONG,
    "Tide tables " * 40,
    "x" * 300,
    "⚓",
    "!!!",
    "",
    "Порт и река " * 30,
    "Wire 2",
    "港" * 500,
    "a-" * 200,
    "7",
]


@pytest.mark.parametrize("name", NAMES)
def test_feeds_of_one_name_each_get_a_name_and_a_slug(name: str) -> None:
    names = FreeNames([Subscription("https://a.example/0", "Wire", slug="wire")])
    taken = [names.take(name, f"https://a.example/{number}") for number in range(1, 13)]
    assert len({name.casefold() for name, _ in taken}) == 12
    assert all(0 < len(name) <= 200 and len(slug) <= 80 for name, slug in taken)
    slugs = {slug for _, slug in taken if slug}
    assert len(slugs) == sum(bool(slug) for _, slug in taken)


def test_a_name_that_leads_to_its_slug_needs_none_of_its_own() -> None:
    names = FreeNames([])
    assert names.take("Quay News", "https://a.example/1") == ("Quay News", "")
    assert names.take("Quay News", "https://a.example/2") == ("Quay News 2", "")
    assert names.take("quay-news", "https://a.example/3") == ("quay-news 3", "")


@pytest.mark.timeout(120)  # measured: 1 s
def test_twenty_thousand_feeds_of_one_name_take_no_time_that_grows_with_the_square() -> None:
    names = FreeNames([])
    assert len({names.take(LONG, f"https://a.example/{number}")[0] for number in range(20_000)}) == 20_000
