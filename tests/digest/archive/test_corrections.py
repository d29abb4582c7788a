"""The editor's corrections: what the file says, and what it does to what was found."""

from dataclasses import replace
from pathlib import Path

import pytest

from digest.annotate.records import Actor, Annotation, Mention, Quote, Role, Segment
from digest.archive.corrections import NO_CORRECTIONS, Corrections, load_corrections
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article, Source
from digest.archive.model.article_body import read_body
from digest.archive.questions.archive import Archive
from digest.errors import ConfigurationError

from .small_archives import inputs_of, update
from .small_records import NORTH, SETTINGS, SOUTH, article

TEXT = "The High Court of Canberra ruled. “We sail at dawn,” said Jordan. Jordan smiled."


def _mention(name: str, start: int = 0) -> Mention:
    start = TEXT.index(name, start)
    return Mention(start, start + len(name), name, name, "organisation" if "Court" in name else "person")


def _quote() -> Quote:
    start = TEXT.index("“")
    end = TEXT.index("”") + 1
    return Quote((Segment(start, end),), TEXT[start:end], "Jordan", end + 6, end + 12, "cue verb", confidence=0.9)


def _ruling(number: int, source: Source = NORTH) -> Article:
    mentions = (_mention("High Court"), _mention("Jordan"), _mention("Jordan", TEXT.index("Jordan smiled")))
    plain = article(number, source)
    found = Annotation(plain.id, mentions, (_quote(),), roles=(Role("Jordan", "captain"),))
    return replace(plain, body=read_body(f"<p>{TEXT}</p>"), annotation=found)


NORTHERN, SOUTHERN = _ruling(1), _ruling(2, SOUTH)


@pytest.fixture
def index(tmp_path: Path) -> IndexFile:
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, [NORTHERN, SOUTHERN], inputs_of())
    return index


def _corrected(index: IndexFile, corrections: dict[str, object], actors: tuple[Actor, ...] = ()) -> list[Annotation]:
    """What the northern and the southern article have after corrections."""
    update(index, [], inputs_of(actors, corrections=Corrections.model_validate(corrections)))
    articles = Archive(index, SETTINGS, actors, {}).articles
    return [articles.with_id(one.id).annotation for one in (NORTHERN, SOUTHERN)]


def _actors(annotation: Annotation) -> set[str]:
    return {mention.actor for mention in annotation.mentions}


def test_a_name_is_no_tag_of_one_article_and_speaks_no_more_there(index: IndexFile) -> None:
    northern, southern = _corrected(index, {"untag": [{"name": "Jordan", "article": "/2023/07/01/a/"}]})
    assert _actors(northern) == {"High Court"}
    assert (northern.quotes[0].speaker, northern.quotes[0].confidence, northern.roles) == (None, 0.0, ())
    assert _actors(southern) == {"High Court", "Jordan"}
    assert southern.quotes[0].speaker == "Jordan"


def test_a_name_of_two_actors_is_split_by_source_and_by_words(index: IndexFile) -> None:
    rename = [
        {"name": "High Court", "to": "High Court of Australia", "source": "north", "words": "canberra RULED"},
        {"name": "High Court", "to": "Nobody's Court", "words": "berra"},
    ]
    northern, southern = _corrected(index, {"rename": rename})
    assert _actors(northern) == {"High Court of Australia", "Jordan"}
    assert _actors(southern) == {"High Court", "Jordan"}
    topics = dict(index.rows("SELECT slug, id FROM named WHERE name LIKE 'High%'"))
    assert topics == {"high-court-of-australia": NORTHERN.id, "high-court": SOUTHERN.id}


def test_names_that_are_one_actor_share_a_page_to_which_the_other_address_leads(index: IndexFile) -> None:
    northern, _ = _corrected(index, {"rename": [{"name": "Jordan", "to": "Ada Jordan"}]})
    assert (northern.quotes[0].speaker, northern.roles[0].actor) == ("Ada Jordan", "Ada Jordan")
    assert index.rows("SELECT former, slug FROM ways") == [("jordan", "ada-jordan")]
    assert [slug for (slug,) in index.rows("SELECT slug FROM topics")] == ["ada-jordan", "high-court"]
    northern, _ = _corrected(index, {})
    assert _actors(northern) == {"High Court", "Jordan"}
    assert index.rows("SELECT former, slug FROM ways") == []


def test_a_name_can_be_that_of_a_followed_actor(index: IndexFile) -> None:
    ada = Actor("Ada Fiction", "person", "ada")
    _corrected(index, {"rename": [{"name": "Jordan", "to": "Ada Fiction"}]}, (ada,))
    assert {slug for (slug,) in index.rows("SELECT slug FROM named")} == {"ada", "high-court"}


def test_a_name_is_of_another_kind(index: IndexFile) -> None:
    northern, _ = _corrected(index, {"kind": [{"name": "Jordan", "kind": "place"}]})
    assert {mention.kind for mention in northern.mentions if mention.actor == "Jordan"} == {"place"}


def test_a_quote_is_somebody_elses_or_nobodys_or_none(index: IndexFile) -> None:
    place = {"article": "2023/07/01/a", "words": "We sail"}
    northern, southern = _corrected(index, {"quote": [{**place, "speaker": "Ada Fiction"}]})
    assert [(quote.speaker, quote.evidence) for quote in northern.quotes] == [("Ada Fiction", "the editor")]
    assert southern.quotes == SOUTHERN.annotation.quotes
    northern, _ = _corrected(index, {"quote": [{**place, "speaker": ""}]})
    assert northern.quotes[0].speaker is None
    northern, _ = _corrected(index, {"quote": [{**place, "remove": True}]})
    assert northern.quotes == ()


def test_what_a_correction_does_not_find_is_said_in_the_log(index: IndexFile, caplog: pytest.LogCaptureFixture) -> None:
    _corrected(
        index, {"untag": [{"name": "Nobody"}], "quote": [{"article": "2020/01/01/x", "words": "y", "remove": True}]}
    )
    assert [record.getMessage() for record in caplog.records] == [
        "corrections.toml: nothing in the archive is meant by name = 'Nobody'",
        "corrections.toml: nothing in the archive is meant by article = '2020/01/01/x', words = 'y', remove = True",
    ]


def test_there_are_no_corrections_without_a_file(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.toml") == NO_CORRECTIONS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[untag]]\n", "line 1, [[untag]] 1, name: it is missing"),
        (
            '[[untag]]\nname = "A"\n\n[[untag]]\nname = "B"\nin = "x"\n',
            "line 6, [[untag]] 2, in: there is no such key: expected name, article, source, words",
        ),
        ("[[tags]]\n", "line 1, tags: there is no such key: expected [[untag]], [[rename]], [[kind]], [[quote]]"),
        ("# c\n[[unntag]]\n", "line 2, unntag: there is no such key: expected [[untag]], [[rename]]"),
        ("[[unntag]]\n", "[[kind]], [[quote]]; did you mean [[untag]]?"),
        (
            '[[kind]]\nname = "A"\nkind = "ship"\n',
            'line 3, [[kind]] 1, kind: expected "person", "organisation", "place"',
        ),
        ('[[kind]]\nname = "A"\nkind = "plce"\n', '"event" or "work"; did you mean "place"?'),
        (
            '[[untag]]\nname = "A"\nname = "B"\n',
            "line 3, [[untag]] 1, name: it stands in lines 2 and 3: expected it once",
        ),
        ('[[quote]]\narticle = "a"\nwords = "b"\n', 'expected either speaker = "Name" or remove = true'),
        ("untag\n", "this isn't TOML: "),
        ('untag = "A"\n', "line 1, untag: expected [[untag]] on a line of its own before the keys of each"),
        ('[untag]\nname = "A"\n', "line 1, untag: expected [[untag]] on a line of its own before the keys of each"),
        ("[[untag]]\nname = 3\n", 'line 2, [[untag]] 1, name: expected text in quotation marks, "so"'),
    ],
)
def test_a_file_that_cannot_be_read_names_the_place_and_what_is_expected(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text)
    with pytest.raises(ConfigurationError) as error:
        load_corrections(path)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="can't be read as UTF-8 text"):
        load_corrections(path)
