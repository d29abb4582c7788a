"""Quotes by who said them and by whom they name."""

from dataclasses import replace

from digest.annotate.records import Actor, Annotation, Mention, Quote, Segment
from digest.archive.model.article import Article
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, article

TEXT = "“Odo Flinck knows,” said Ada Fiction."
ACTORS = (Actor("Ada Fiction", "person", "ada"), Actor("Odo Flinck", "person", "odo"))


def quoting(speaker: str | None) -> Article:
    plain = article(1, NORTH, TEXT)
    mentions = (
        Mention(1, 11, "Odo Flinck", "Odo Flinck", "person"),
        Mention(26, 37, "Ada Fiction", "Ada Fiction", "person"),
    )
    quote = Quote((Segment(1, 17),), "Odo Flinck knows", speaker, None, None, "reporting verb")
    return replace(plain, annotation=Annotation(plain.id, mentions, (quote,)))


def test_a_quote_is_its_speakers_and_about_those_that_it_names() -> None:
    quotes = archive_of([quoting("Ada Fiction")], ACTORS).quotes
    assert [quote.quote.text for quote in quotes.by("ada", 9)] == ["Odo Flinck knows"]
    assert quotes.by("odo", 9) == ()
    assert len(quotes.about("odo", 9)) == 1
    assert quotes.about("ada", 9) == ()


def test_nobody_is_quoted_about_themselves() -> None:
    quotes = archive_of([quoting("Odo Flinck")], ACTORS).quotes
    assert len(quotes.by("odo", 9)) == 1
    assert quotes.about("odo", 9) == ()


def test_a_quote_without_a_speaker_or_by_one_without_a_page_is_about_those_that_it_names() -> None:
    for speaker in (None, "Bo Nobody"):
        quotes = archive_of([quoting(speaker)], ACTORS).quotes
        assert (quotes.by("ada", 9), quotes.by("odo", 9)) == ((), ())
        assert len(quotes.about("odo", 9)) == 1
