"""The pages of all quotes, in a small real site."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.annotate.records import Annotation, Quote, Segment
from digest.archive.model.article import Article
from digest.archive.model.events import quotes_of
from digest.archive.model.worth_listing import worth_listing
from digest.site.components.quote_cards import quote_words
from tests.digest.archive.small_records import NORTH, article


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def said(speaker: str, text: str) -> str:
    return f"“{text}” said {speaker}, who came to Neverhaven on Friday.\n\n"


def test_a_speaker_s_role_may_come_from_a_text_before_and_never_from_one_after(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/19/rope", "lantern", "A rope", "08:00", said("Ada Fiction", "Such ropes are hard to come by,"))
    site.add("2023/07/20/knot", "lantern", "A knot", "08:00", said("Mayor Ada Fiction", "This knot will hold us all,"))
    site.add("2023/07/21/boat", "lantern", "A boat", "08:00", said("Ada Fiction", "The boat came home by itself,"))
    site.build()
    told = {day: texts(site.page(f"quotes/2023/07/{day}"), "h2.m") for day in (19, 20, 21)}
    assert "Ada Fiction" in told[19]
    assert "Ada Fiction Mayor" in told[20]
    assert "Ada Fiction Mayor" in told[21]


def test_every_quote_leads_to_its_passage(site: Any) -> None:
    [link] = site.page("quotes").css(".quote .where a")
    path, _, anchor = link.attributes["href"].partition("#")
    assert "forty captains" in site.page(path.strip("/")).css_first(f"#{anchor}").text()


def quoted(said: list[tuple[str, str | None]]) -> Article:
    """An article of a paragraph a quote."""
    quoted_article = article(1, NORTH, "".join(f"<p>{text} somebody said.</p>" for text, _ in said))
    quotes = []
    for text, speaker in said:
        start = quoted_article.body.text.index(text)
        quotes.append(Quote((Segment(start, start + len(text)),), text, speaker, None, None, "cue verb"))
    return replace(quoted_article, annotation=Annotation(quoted_article.id, quotes=tuple(quotes)))


@pytest.mark.parametrize(
    ("text", "speaker", "is_listed"),
    [
        ("“out of the woods”", "Odo Flinck", False),
        ("“weeks”", "Odo Flinck", False),
        ("“Never again,”", "Odo Flinck", True),
        ("“Why?”", "Odo Flinck", True),
        ("“no better than a leaking bucket”", "Odo Flinck", False),
        ("“no better than a leaking bucket in the rain of a long Sunday afternoon”", "Odo Flinck", False),
        ("“No better than a leaking bucket”", "Odo Flinck", True),
        ("“Never again,”", None, False),
        ("“No bucket is better than the one that leaks.”", None, False),
    ],
)
def test_a_few_words_that_are_no_sentence_are_not_listed(text: str, speaker: str | None, is_listed: bool) -> None:
    assert bool(worth_listing(quotes_of(quoted([(text, speaker)])))) == is_listed


def test_parts_of_one_utterance_are_one_card_without_the_commas_before_she_said(new_site: Callable[[], Any]) -> None:
    site = new_site()
    words = (
        "“Nobody has seen a crane like this,” said Ada Fiction. “It lifts what it lifts,” she said.\n\n"
        "“We had to ask the neighbours for ropes,” said Ada Fiction.\n"
    )
    site.add("2023/07/21/crane", "lantern", "A crane leans", "08:00", words)
    site.build()
    page = site.page("quotes/2023/07/21")
    assert texts(page, "blockquote") == [
        "“Nobody has seen a crane like this […] It lifts what it lifts”",
        "“We had to ask the neighbours for ropes”",
    ]
    assert texts(page, ".where a") == ["A crane leans", "A crane leans"]
    assert texts(page, ".where span") == ["Lantern, 21 July 2023"] * 2


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["“No,”"], "“No”"),
        (["“No.”"], "“No.”"),
        (['"No,"', '"not yet,"'], '"No […] not yet"'),
        (["« Non, »", "« pas encore. »"], "« Non […] pas encore. »"),
        (["No,", "not yet."], "No […] not yet."),
        (["“He said ‘no,’”"], "“He said ‘no’”"),
    ],
)
def test_a_card_has_one_pair_of_marks_and_no_comma_before_the_last(parts: list[str], words: str) -> None:
    segments, end = [], 0
    for part in parts:
        segments.append(Segment(end, end + len(part)))
        end += len(part) + 9
    assert quote_words(Quote(tuple(segments), " […] ".join(parts), "Ada Fiction", None, None, "cue verb")) == words
