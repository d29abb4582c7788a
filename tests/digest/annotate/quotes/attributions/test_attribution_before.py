"""Attributions before a quotation."""

import pytest

from tests.digest.annotate.quotes.quoting import Annotate


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Edward Marlow said that the council had lied. Councillor Otto Brandt, he said, “knew everything”.",
            ["Edward Marlow"],
        ),
        (
            "Edward Marlow met Otto Brandt on Monday. Brandt, he said, “knew everything”.",
            ["Edward Marlow"],
        ),
        ("Edward Marlow stood up. As for the bridge, he said, “it is safe”.", ["Edward Marlow"]),
        (
            "Speaking in Leeds, Helen Carver – who has led the club since 2019 – said “the members will decide”.",
            ["Helen Carver"],
        ),
        (
            "“We were not told,” Helen Carver said, contradicting Gov. Edward Marlow’s claim that “everybody knew”.",
            ["Helen Carver", "Edward Marlow"],
        ),
        ("When he gets to the boats, Edward Marlow whispers, “The quay was never safe.”", ["Edward Marlow"]),
        ("Helen Carver recalls her father’s words: “Never sell the land.”", [None]),
        ("“It was dark,” Col. Edward Marlow, who retired last year, told a hearing.", ["Edward Marlow"]),
        (
            "Tweeted Edward Marlow: “Wrong!” Replied his daughter, Mia Marlow: “Log off.”",
            ["Edward Marlow", "Mia Marlow"],
        ),
    ],
)
def test_what_is_put_between_leaves_the_words_to_who_said_them(
    annotate: Annotate, text: str, speakers: list[str | None]
) -> None:
    assert [quote.speaker for quote in annotate(text).quotes if quote.direct] == speakers
