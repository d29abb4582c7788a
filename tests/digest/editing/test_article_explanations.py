"""`why` of an article: its tags, a tag that it lacks, its speakers, and what corrections made of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from digest.annotate.records import Actor, Annotation, Decision, Mention, Quote, Segment
from digest.archive.corrections import Corrections, QuoteCorrection, Rename, Untag
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article
from digest.archive.model.article_body import read_body
from digest.editing.archive_reports import joined_names
from digest.editing.found_name_reasons import found_name_reasons
from digest.editing.named_article import NameSteps, article_id, means_article, name_steps
from digest.editing.speaker_reasons import speaker_reasons
from digest.editing.tag_reasons import missing_tag_reason, tag_reasons
from digest.errors import DigestError
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article

TEXT = (
    "Ada Fiction and the Marlow Group met in Quayside. “We will sail,” Ms Fiction said. “Nobody will,” a docker said. "
    "The opera had Edward Marlow. The word Seagull stands here alone."
)
SURNAME = TEXT.index("Fiction said")
MARLOW = Actor("Marlow Group", "organisation", "marlow-group", aliases=("Marlow",))
ACTORS = (MARLOW, Actor("Harbour Board", "organisation", "harbour-board", aliases=("the Board",)))


def _at(words: str, name: str, kind: str = "person") -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), words, name, kind)  # type: ignore[arg-type]


def _quote(words: str, speaker: str | None, by: str, **more: object) -> Quote:
    start = TEXT.index(words)
    at = SURNAME if speaker else None
    return Quote(
        (Segment(start, start + len(words)),),
        words,
        speaker,
        at,
        at + 7 if at else None,
        by,
        **more,  # type: ignore[arg-type]
    )


def _reported() -> Article:
    decision = TEXT.rindex("Marlow")
    annotation = Annotation(
        "",
        mentions=(
            _at("Ada Fiction", "Ada Fiction"),
            _at("Marlow Group", "Marlow Group", "organisation"),
            _at("Quayside", "Quayside", "place"),
            Mention(SURNAME, SURNAME + 7, "Fiction", "Fiction", "person"),
        ),
        quotes=(
            _quote("“We will sail,”", "Fiction", "said", confidence=0.97),
            _quote("“Nobody will,”", None, "said", speaker_text="a docker"),
        ),
        decisions=(Decision(decision, decision + 6, "Marlow", "Marlow Group", False, "another name: Edward Marlow"),),
    )
    one = article(9, NORTH)
    return replace(
        one, headline="Ships\x1b[31m", body=read_body(f"<p>{TEXT}</p>"), annotation=replace(annotation, id=one.id)
    )


@pytest.fixture
def steps(tmp_path: Path) -> Callable[..., NameSteps]:
    def made(corrections: Corrections | None = None) -> NameSteps:
        index = IndexFile(tmp_path / INDEX_FILE)
        others = [article(day, SOUTH, names=("Ada Fiction",)) for day in range(1, 8)]
        inputs = inputs_of(ACTORS) if corrections is None else inputs_of(ACTORS, corrections=corrections)
        update(index, [*others, _reported()], inputs)
        return name_steps(index, ACTORS, joined_names(index, ACTORS), article_id(index, "2023/07/09/a"))

    return made


def test_each_tag_is_told_with_its_words_and_the_rule_that_gave_it_the_name(steps: Callable[..., NameSteps]) -> None:
    lines = tag_reasons(steps(), ACTORS)
    assert "Ada Fiction (person; found)" in lines
    assert "    text: Ada Fiction: found as a name" in lines
    assert "    text: Fiction: the archive names one person of that surname" in lines
    assert "Marlow Group (organisation; followed, marlow-group.md)" in lines
    assert "    text: Marlow Group: a name of its file" in lines
    assert "    Marlow: not taken for it, another name: Edward Marlow" in lines


def test_what_corrections_did_to_tags_is_told(steps: Callable[..., NameSteps]) -> None:
    corrections = Corrections(untag=(Untag(name="Quayside"),), rename=(Rename(name="Ada Fiction", to="Adda Fiction"),))
    lines = tag_reasons(steps(corrections), ACTORS)
    assert "Quayside: taken off by corrections.toml" in lines
    assert "    text: Ada Fiction: Ada Fiction by itself; corrections.toml makes it Adda Fiction" in lines


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ada fiction", "Ada Fiction (person; found)"),
        ("Fiction", "Fiction is Ada Fiction here: the archive joins the two"),
        ("Harbour Board", "none of the names in harbour-board.md stands in it; add the one that the text uses"),
        ("Seagull", "The word [Seagull] stands here alone.: the words were not taken for a name"),
        ("Nobody Else", "neither headline nor text has these words"),
        ("the\x1b[31m", "neither headline nor text"),
    ],
)
def test_a_tag_that_is_asked_for_is_there_or_missing_for_a_reason(
    steps: Callable[..., NameSteps], name: str, expected: str
) -> None:
    reason = missing_tag_reason(name, steps(), ACTORS)
    assert expected in reason
    assert reason.replace("\n", "").isprintable()


def test_a_tag_that_corrections_took_off_is_told_as_such(steps: Callable[..., NameSteps]) -> None:
    assert "corrections.toml took the tag off" in missing_tag_reason(
        "Quayside", steps(Corrections(untag=(Untag(name="Quayside"),))), ACTORS
    )


def test_each_quote_is_told_with_its_speaker_or_what_the_text_calls_the_source(
    steps: Callable[..., NameSteps],
) -> None:
    assert speaker_reasons(steps()) == [
        "“We will sail,”",
        "    Ada Fiction: by said, where the text has Fiction; 97% sure",
        "“Nobody will,”",
        "    nobody: the text calls the source 'a docker' (by said)",
        "    not at /quotes/: its speaker has no name, and it has under 6 words",
    ]


def test_a_quote_that_lists_leave_out_is_told_with_the_reason(steps: Callable[..., NameSteps]) -> None:
    known = steps()
    indirect = replace(known.article.annotation.quotes[0], direct=False)
    heard = replace(known, article=replace(known.article, annotation=Annotation("", quotes=(indirect,))))
    assert speaker_reasons(heard)[2] == "    not at /quotes/: it is indirect speech"
    assert speaker_reasons(replace(known, standing="dropped"))[2] == "    not at /quotes/: the article is dropped"


def test_what_corrections_did_to_quotes_is_told(steps: Callable[..., NameSteps]) -> None:
    path = "2023/07/09/a"
    quotes = (
        QuoteCorrection(article=path, words="We will sail", speaker="Odo Flinck"),
        QuoteCorrection(article=path, words="Nobody will", remove=True),
    )
    assert speaker_reasons(steps(Corrections(quote=quotes))) == [
        "“We will sail,”",
        "    Odo Flinck: by corrections.toml; by itself it was Ada Fiction",
        "“Nobody will,”: taken out by corrections.toml",
    ]


def test_an_article_is_called_by_its_address_or_its_file(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, [article(1, NORTH), article(2, NORTH)], inputs_of())
    for name in ("2023/07/02/a", "/2023/07/02/a/", "https://x.example/news/2023/07/02/a/", "news/2023/07/02/a.md"):
        assert means_article(index, name)
        assert article_id(index, name) == "news/2023/07/02/a.md"
    assert not means_article(index, "Ada Fiction")
    with pytest.raises(DigestError, match=r"'a' could be news/2023/07/01/a\.md or news/2023/07/02/a\.md"):
        article_id(index, "a")
    with pytest.raises(DigestError, match="the last build had no such article"):
        article_id(index, "2023/07/03/a")


def test_a_name_that_nobody_follows_is_told_with_its_spellings_and_its_page(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    named = [article(day, source, names=("Ada Fiction",)) for day, source in ((1, NORTH), (2, SOUTH))]
    update(index, [*named, article(3, NORTH, names=("Odo Flinck",))], inputs_of())
    details = joined_names(index, ())
    assert found_name_reasons(index, details, "ada fiction") == [
        "Ada Fiction: found by itself, as a person in 2 articles",
        "    written: A 2",
        "    its page is topics/ada-fiction/",
    ]
    followed = found_name_reasons(index, details, "ada fiction", [Actor("Ada Fiction", "person", "ada")])
    assert followed[0] == "Ada Fiction: followed (actors/ada.md), as a person in 2 articles"
    assert "it has no page" in found_name_reasons(index, details, "Odo Flinck")[-1]
    assert found_name_reasons(index, details, "Nobody") == []
