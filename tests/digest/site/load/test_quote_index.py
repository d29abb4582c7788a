"""Quotes by who said them and by whom they name."""

from dataclasses import replace

from digest.annotate.records import Annotation, Mention, Quote, Segment
from digest.archive.model.article import Article
from digest.archive.model.topics import Topic
from digest.site.load.quote_index import index_quotes
from digest.site.load.topic_index import TopicIndex

from tests.digest.archive.small_records import NORTH, article

TEXT = "“Odo Flinck knows,” said Ada Fiction."
TOPICS = {slug: Topic(slug, name, "person", None) for slug, name in (("ada", "Ada Fiction"), ("odo", "Odo Flinck"))}
INDEX = TopicIndex(
    by_slug=TOPICS,
    slug_of_name={"Ada Fiction": "ada", "Odo Flinck": "odo", "Bo Nobody": "bo"},
    by_article={},
    articles={},
)


def quoting(speaker: str | None) -> Article:
    plain = article(1, NORTH, TEXT)
    mentions = (
        Mention(1, 11, "Odo Flinck", "Odo Flinck", "person"),
        Mention(26, 37, "Ada Fiction", "Ada Fiction", "person"),
    )
    quote = Quote((Segment(1, 17),), "Odo Flinck knows,", speaker, None, None, "reporting verb")
    return replace(plain, annotation=Annotation(plain.id, mentions, (quote,)))


def test_a_quote_is_its_speakers_and_about_those_that_it_names() -> None:
    quotes = index_quotes([quoting("Ada Fiction")], INDEX)
    assert [quote.quote.text for quote in quotes.by_speaker["ada"]] == ["Odo Flinck knows,"]
    assert list(quotes.by_speaker) == ["ada"]
    assert list(quotes.about) == ["odo"]


def test_nobody_is_quoted_about_themselves() -> None:
    quotes = index_quotes([quoting("Odo Flinck")], INDEX)
    assert list(quotes.by_speaker) == ["odo"]
    assert quotes.about == {}


def test_a_quote_without_a_speaker_or_by_one_without_a_page_is_about_those_that_it_names() -> None:
    for speaker in (None, "Bo Nobody"):
        quotes = index_quotes([quoting(speaker)], INDEX)
        assert quotes.by_speaker == {}
        assert list(quotes.about) == ["odo"]
