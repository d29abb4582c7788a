"""What an article's record says: its deck, and the quotes that are in its text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.annotate.records import Annotation, Quote, Segment
from digest.archive.model.article import Article, shorten, verbatim_only
from tests.digest.archive.small_records import NORTH, article


@pytest.mark.parametrize(
    ("text", "deck"),
    [
        ("By NRW The harbour waits.", "The harbour waits."),
        ("By Jane Fiction for NRW COMMENT: Harbours wait.", "COMMENT: Harbours wait."),
        ("By Ada Fiction and Odo Flinck While ships wait, pilots sleep.", "While ships wait, pilots sleep."),
        ("By Friday the harbour waits.", "By Friday the harbour waits."),
        ("By March Neverhaven’s harbour had a crane.", "By March Neverhaven’s harbour had a crane."),
        ("By", "By"),
        ("NEVERHAVEN (Reuters) - The harbour waits.", "The harbour waits."),
        ("Neverhaven (CNN)Harbours wait.", "Harbours wait."),
        ("(AP) — Harbours wait.", "Harbours wait."),
        ("NEVERHAVEN, Mora — The harbour waits.", "The harbour waits."),
        ("NRW — the harbour’s owner — waits.", "NRW — the harbour’s owner — waits."),
        ("Harbours (and pilots) - they wait.", "Harbours (and pilots) - they wait."),
        ("NEVERHAVEN (Reuters) -", "NEVERHAVEN (Reuters) -"),
    ],
)
def test_a_deck_begins_without_the_byline_that_ran_into_it(text: str, deck: str) -> None:
    assert article(1, NORTH, f"<p>{text}</p>").deck == deck
    assert replace(article(1, NORTH), summary=text).deck == deck


def test_a_byline_of_the_article_s_authors_ends_where_their_names_end() -> None:
    by_two = replace(article(1, NORTH), authors=("Ada Fiction", "Odo Flinck"))
    assert replace(by_two, summary="By Ada Fiction and Odo Flinck Harbours wait.").deck == "Harbours wait."
    assert replace(by_two, summary="By Dora Pell Harbours wait.").deck == "By Dora Pell Harbours wait."


def quoted(said: list[tuple[str, str | None]]) -> Article:
    """An article of a paragraph a quote."""
    made = article(1, NORTH, "".join(f"<p>{text} somebody said.</p>" for text, _ in said))
    quotes = []
    for text, speaker in said:
        start = made.body.text.index(text)
        quotes.append(Quote((Segment(start, start + len(text)),), text, speaker, None, None, "cue verb"))
    return replace(made, annotation=Annotation(made.id, quotes=tuple(quotes)))


LONG = "“The harbour has waited twelve years for this, and it can wait one more night,”"


def test_what_is_not_in_the_text_word_for_word_is_no_quote_of_an_article() -> None:
    made = quoted([(LONG, "Odo Flinck"), ("“We sail at dawn.”", "Odo Flinck")])
    first, second = made.annotation.quotes
    bent = replace(first, text=first.text.replace("twelve", "ten"))
    unproved = replace(second, evidence="")
    assert verbatim_only(Annotation(made.id, quotes=(bent, unproved)), made.body.text).quotes == ()
    assert len(verbatim_only(made.annotation, made.body.text).quotes) == 2


@given(st.text(), st.integers(10, 300))
def test_what_is_shortened_fits_and_begins_as_the_text_does(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short.removesuffix(" …"))
