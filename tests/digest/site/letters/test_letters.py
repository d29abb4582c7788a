"""Letters say the same in all their forms, and what a stranger writes is text in each."""

import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.archive.questions.watch_hits import watch_hits
from digest.site.letters.digest_letter import day_letter, week_letter
from digest.site.letters.letter import LetterItem, LetterParts, LetterSection, letter_of, one_line
from digest.site.letters.watch_letter import watch_letter
from tests.digest.operations.delivery.conftest import NOW, GrowingArchive, news

STRANGE = "</p><script>alert(1)</script> &amp; \u202ereversed\r\n\x00* Bcc: x"


@pytest.fixture
def growing(tmp_path_factory: pytest.TempPathFactory) -> GrowingArchive:
    return GrowingArchive(tmp_path_factory.mktemp("archive"))


def test_all_forms_have_the_same_entries() -> None:
    passage = (("before ", False), ("found", True), (" after", False))
    item = LetterItem("Title", "https://a.example/1", "Wire", "Deck", (passage,), "https://b.example/2")
    letter = letter_of(
        "x", LetterParts("de", "Subject", "https://a.example/", "Intro", (LetterSection("Head", (item,)),)), {}
    )
    assert letter.text == (
        "Subject\nIntro\nhttps://a.example/\n\nHead\n----\n\n* Title\n  Wire\n  Deck\n  > before [found] after\n"
        "  https://a.example/1\n  https://b.example/2\n"
    )
    tree = LexborHTMLParser(letter.html)
    assert [node.attributes["href"] for node in tree.css("a")] == [
        "https://a.example/", "https://a.example/1", "https://b.example/2"
    ]  # fmt: skip
    assert [node.text() for node in tree.css("mark")] == ["found"]
    assert [node.attributes["lang"] for node in tree.css("html")] == ["de"]


def test_what_a_stranger_writes_is_text_in_a_line() -> None:
    item = LetterItem(STRANGE, "https://a.example/1", STRANGE, STRANGE, (((STRANGE, True),),))
    letter = letter_of(
        "x", LetterParts("en", STRANGE, "https://a.example/", STRANGE, (LetterSection(STRANGE, (item,)),)), {}
    )
    line = one_line(STRANGE)
    assert line == "</p><script>alert(1)</script> &amp; reversed * Bcc: x"
    assert letter.subject == letter.intro == line
    assert len(letter.text.splitlines()) == 12
    tree = LexborHTMLParser(letter.html)
    assert tree.css("script") == []
    assert [" ".join(node.text().split()) for node in tree.css("h1, h2, b, mark")] == [line] * 4


def test_the_digest_of_a_day_and_of_a_week(growing: GrowingArchive) -> None:
    archive = growing.archive
    assert day_letter(archive, NOW.date()) is None
    assert week_letter(archive, NOW.date()) is None
    day = day_letter(archive, NOW.date().replace(day=7))
    assert day is not None
    (story,) = day.data["stories"]
    assert story["headline"] == "Ferry sinks"
    assert story["sources"] == ["Northern Wire", "Southern Post"]
    assert story["url"].startswith("https://digest.example/stories/")
    week = week_letter(archive, NOW.date().replace(day=3))
    assert week is not None
    assert week.url == "https://digest.example/2023/w27/"
    assert [one["headline"] for one in week.data["stories"]] == ["Ferry sinks"]
    assert json.loads(json.dumps(dict(week.data)))["day"] == "2023-07-03"


def test_hits_with_their_passages(growing: GrowingArchive) -> None:
    growing.add(news(10, "walkout", "A long text. The strike goes on."))
    hits = [hit for hit in watch_hits(growing.index, NOW.date().replace(day=1)) if hit.watch.slug == "strikes"]
    letter = watch_letter(growing.archive, hits)
    assert letter.subject == "Harbour strikes: 2 new hits"
    assert letter.url == "https://digest.example/watches/strikes/"
    assert "> A long text. The [strike] goes on." in letter.text
    assert [hit["id"] for hit in letter.data["hits"]] == [hit.id for hit in hits]
    assert watch_letter(growing.archive, hits[-1:]).subject == "Harbour strikes: Report walkout"
