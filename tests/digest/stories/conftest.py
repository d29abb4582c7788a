"""Reports in our own words, for every test of this room."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from digest.stories.clustering.evidence.sentence_vectors import SentenceEncoder, sentence_encoder
from digest.stories.reports import Report

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

MakeReport = Callable[..., Report]


@pytest.fixture(scope="session")
def report() -> MakeReport:
    """Makes a report `hours` after a certain morning."""

    def make(
        identity: str,
        title: str,
        text: str = "",
        *,
        hours: float = 0,
        source: str = "wire",
        actors: tuple[str, ...] = (),
    ) -> Report:
        return Report(identity, title, text, MORNING + timedelta(hours=hours), source, actors=actors)

    return make


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    encoder = sentence_encoder()
    if encoder is None:
        pytest.skip("the package of sentence vectors is not installed")
    return encoder


@pytest.fixture(scope="session")
def newsday(report: MakeReport) -> tuple[Report, ...]:
    """One day of four newsrooms: a bridge that fell (three reports), a vote on fares (two), and five other things."""
    return (
        report(
            "wire/1",
            "Footbridge over the Mora collapses after night of rain",
            "The old footbridge at Velin fell into the Mora before dawn. Nobody was on it, the harbour master said.",
        ),
        report(
            "ledger/1",
            "Velin footbridge falls into the Mora",
            "Rain had weakened the pillars of the footbridge at Velin for weeks. It collapsed into the Mora at dawn.",
            hours=3,
            source="ledger",
        ),
        report(
            "lantern/1",
            "Who checked the Velin footbridge?",
            "Engineers had asked for new pillars two years ago. The footbridge collapsed into the Mora at dawn.",
            hours=9,
            source="lantern",
        ),
        report(
            "wire/2",
            "Council votes to abolish tram fares for children",
            "Children under twelve ride trams without a ticket from spring, the Velin council decided by one vote.",
            hours=5,
        ),
        report(
            "gazette/1",
            "Trams become free for children under twelve",
            "By one vote the council abolished fares for children. Trams lose three million a year in tickets.",
            hours=6,
            source="gazette",
        ),
        report("ledger/2", "Lighthouse museum reopens", "Its new lens weighs four tonnes.", hours=1, source="ledger"),
        report(
            "ledger/3",
            "Velin police recover stolen cello",
            "An instrument stolen from the Velin conservatory was found in a laundry.",
            hours=2,
            source="ledger",
        ),
        report(
            "lantern/2",
            "Apple growers fear an early frost",
            "Orchards in the north expect minus five.",
            hours=4,
            source="lantern",
        ),
        report(
            "gazette/2",
            "Chess club wins on the last board",
            "It was decided after seven hours.",
            hours=8,
            source="gazette",
        ),
        report(
            "gazette/3",
            "Velin harbour gets a second crane",
            "The crane arrives from the yard in March.",
            hours=9,
            source="gazette",
        ),
    )


@pytest.fixture(scope="session")
def busy_archive(report: MakeReport) -> Callable[[int], list[Report]]:
    """Makes so many reports, an hour between two, three or so on each event."""
    syllables = ("ba", "cor", "del", "fin", "gam", "hol", "jis", "kum", "lor", "mep", "nas", "pil")
    some_words = ["".join(three) for three in product(syllables, repeat=3)]

    def make(number: int) -> list[Report]:
        chance = random.Random(7)
        reports = []
        for n in range(number):
            event = random.Random(n // 3)
            title = " ".join(event.sample(some_words, 6)) + f" place{n // 3} thing{n // 3} deed{n // 3} name{n // 3}"
            text = " ".join(chance.choices(some_words, k=8))
            reports.append(report(f"{n:05}", title, text, hours=n, source=f"s{n % 5}", actors=(f"Actor {n // 6}",)))
        return reports

    return make
