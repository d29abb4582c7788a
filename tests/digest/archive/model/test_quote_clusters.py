"""One quote in several texts: joined though its cut and punctuation differ, and no other quote with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

from digest.annotate.records import Annotation, Quote, Segment
from digest.archive.model.article import Article, Source
from digest.archive.model.article_body import read_body
from digest.archive.model.events import ArticleQuote
from digest.archive.model.quote_clusters import cluster_quotes

WHOLE = "“A freeze bites only where there is something to freeze, and there is little of it,”"


def said(source: str, text: str, speaker: str | None = "Tobias Wexcombe", number: int = 1) -> ArticleQuote:
    article = Article(
        id=f"news/{source}.md",
        path=f"2023/07/20/{source}/",
        headline=source,
        lang="en",
        date=datetime(2023, 7, 20, 9, sum(map(ord, source)) % 60, tzinfo=UTC),
        day=date(2023, 7, 20),
        modified=None,
        section="News",
        source=Source(source, source.title(), "News"),
        original="",
        authors=(),
        categories=(),
        summary="",
        body=read_body(f"<p>{text}</p>"),
        annotation=Annotation(f"news/{source}.md"),
    )
    return ArticleQuote(Quote((Segment(0, len(text)),), text, speaker, None, None, "cue verb"), number, article)


def groups(*quotes: ArticleQuote) -> list[tuple[str, set[str]]]:
    return [(one.fullest.quote.text, {source.slug for source in one.sources}) for one in cluster_quotes(quotes)]


def test_cut_and_punctuation_do_not_part_a_quote() -> None:
    quotes = (
        said("north", WHOLE),
        said("south", '"A freeze bites only where there is something to freeze"'),
        said("east", "'a freeze bites [...] something to freeze, and there is little of it'"),
    )
    expected = [(WHOLE, {"north", "south", "east"})]
    assert all(groups(*order) == expected for order in permutations(quotes))


def test_a_text_that_names_no_speaker_carries_the_quote_as_well() -> None:
    longer = WHOLE[:-2] + " as everybody in the room knows,”"
    assert groups(said("north", WHOLE), said("south", longer, None)) == [(WHOLE, {"north", "south"})]


def test_two_speakers_of_the_same_words_stay_two() -> None:
    assert len(groups(said("north", WHOLE), said("south", WHOLE, "Odo Flinck"))) == 2


def test_a_short_phrase_is_joined_only_to_itself() -> None:
    quotes = (said("north", "“No comment,”"), said("south", "no comment"), said("east", "No comment today"))
    assert groups(*quotes) == [("“No comment,”", {"north", "south"}), ("No comment today", {"east"})]
    assert len(groups(said("north", "“No comment,”"), said("south", "No comment", "Odo Flinck"))) == 2


def test_other_words_of_one_speaker_are_another_quote() -> None:
    other = "“A freeze is what the harbour sees in every winter, and it has never bitten anybody,”"
    assert len(groups(said("north", WHOLE), said("south", other))) == 2


def test_what_most_sources_carry_comes_first_and_a_source_counts_once() -> None:
    alone = said("north", "“Every bank in between now asks one question more.”", number=2)
    again = replace(said("north", WHOLE), number=3)
    found = cluster_quotes((alone, said("north", WHOLE), again, said("south", WHOLE)))
    assert [len(one.sources) for one in found] == [2, 1]
    assert len(found[0].quotes) == 3
