"""Words for a people: which country they are of, and whether they stand for it."""

import pytest

from digest.annotate.entities.nationalities import nationalities
from digest.annotate.records import Mention, Nationality
from digest.annotate.text.parsed_document import Paragraph, ParsedDocument


def found(text: str, *mentions: Mention) -> list[tuple[str, str, str]]:
    reading = ParsedDocument(text, (Paragraph(0, len(text)),), ())
    return [(one.text, one.country, one.sense) for one in nationalities(reading, mentions)]


@pytest.mark.parametrize(
    "text",
    [
        "The Danish government has fallen.",
        "Late on Sunday Danish troops left.",
        "It was the former Danish deputy foreign minister.",
        "a Danish-government paper",
    ],
)
def test_an_adjective_before_a_word_for_a_state_stands_for_the_state(text: str) -> None:
    assert found(text) == [("Danish", "Denmark", "state")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Two Danes were on board.", "Danes"),
        ("The French have voted.", "French"),
        ("It was sold to the Dutch.", "Dutch"),
        ("Frenchmen laughed.", "Frenchmen"),
    ],
)
def test_a_noun_stands_for_the_people(text: str, word: str) -> None:
    [(here, _, sense)] = found(text)
    assert (here, sense) == (word, "people")


@pytest.mark.parametrize(
    "text",
    [
        "A Danish chef who met the government cooked.",
        "the French and German kitchens",
        "a secret Swiss account",
        "She speaks Danish.",
        "The Danish of the islands was odd.",
    ],
)
def test_what_is_only_of_a_country_stands_for_nobody(text: str) -> None:
    assert {sense for *_, sense in found(text)} == {"adjective"}


def test_the_longest_name_of_a_people_counts() -> None:
    assert found("South Korean troops and a Papua New Guinean") == [
        ("South Korean", "South Korea", "state"),
        ("Papua New Guinean", "Papua New Guinea", "adjective"),
    ]


def test_a_word_within_a_name_or_of_other_peoples_is_none() -> None:
    text = "The Danish Cup; Native Americans; ancient Egyptians; Northern Irish police; peoples of Asia; the Arabs"
    assert found(text, Mention(4, 14, "Danish Cup", "Danish Cup", "event")) == []


def test_offsets_are_those_of_the_text() -> None:
    reading = ParsedDocument("Ten Danes", (Paragraph(0, 9),), ())
    assert nationalities(reading, ()) == (Nationality(4, 9, "Danes", "Denmark", "people"),)
