"""What queries find in an archive, held against searches that know neither the index nor its words."""

import re
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.annotate.records import Actor, Annotation, Mention, Nationality, Quote, Segment
from digest.archive.corrections import Corrections
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article, Source
from digest.archive.model.article_body import read_body
from digest.archive.questions.full_text_search import search_texts
from digest.archive.searching.word_index import Candidates
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article

ACTORS = (
    Actor("Guild of Pilots", "organisation", "guild", aliases=("Pilots’ Guild",), merge=("The Guild",)),
    Actor("Ruritania", "place", "ruritania"),
)
STRIKE = (
    "The Guild of Pilots began a strike.\n\n“The Guild of Pilots is wrong,” said Odo Flinck.\n\n"
    "Mara Vell met Odo Flinck in Neverhaven. “No ferry sails,” she said."
)
HARBOUR = "Ferries wait. Mara Vell has no news.\n\nOdo Flinck is away; the harbour of Élan is closed."


def _named(number: int, source: Source, headline: str, text: str, quotes: dict[str, str], lang: str = "en") -> Article:
    """An article in which each of the names is found, and quotes by their speakers."""
    plain = article(number, source)
    names = ("Guild of Pilots", "Odo Flinck", "Mara Vell")
    mentions = [
        Mention(match.start(), match.end(), name, name, "person") for name in names for match in re.finditer(name, text)
    ]
    titles = [
        Mention(headline.index(name), headline.index(name) + len(name), name, name, "person")
        for name in names
        if name in headline
    ]
    spoken = tuple(
        Quote((Segment(text.index(said), text.index(said) + len(said)),), said, speaker, None, None, "cue verb")
        for said, speaker in quotes.items()
    )
    annotation = Annotation(plain.id, tuple(sorted(mentions, key=lambda one: one.start)), spoken, None, tuple(titles))
    html = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    body = read_body(html)
    assert body.text == text
    return replace(plain, headline=headline, body=body, annotation=annotation, lang=lang)


ARTICLES = (
    _named(
        1,
        NORTH,
        "Pilots strike",
        STRIKE,
        {"“The Guild of Pilots is wrong,”": "Odo Flinck", "“No ferry sails,”": "Mara Vell"},
    ),
    _named(2, SOUTH, "Odo Flinck and Mara Vell", HARBOUR, {}, "de-AT"),
    _named(3, SOUTH, "港口罢工", "东京的渡轮停运了。", {}, "zh"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> IndexFile:
    index = IndexFile(tmp_path_factory.mktemp("index") / INDEX_FILE)
    update(index, ARTICLES, inputs_of(ACTORS))
    return index


def _found(index: IndexFile, query: str) -> dict[int, list[str]]:
    """By the number of an article, newest first, the marked words of its passages."""
    result = search_texts(index, query, limit=100, timeout_s=60)
    assert result.complete
    return {
        hit.article.day.day: [
            piece for passage in hit.passages for piece, is_marked in passage.pieces(hit.article) if is_marked
        ]
        for hit in result.hits
    }


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("strike", {1: ["strike"]}),
        ("STRIKE pilots", {1: ["Pilots", "strike"]}),
        ("ferr*", {2: ["Ferries"], 1: ["ferry"]}),
        ('"ferry sails"', {1: ["ferry sails"]}),
        ('"sails ferry"', {}),
        ("elan", {2: ["Élan"]}),
        ("渡轮", {3: ["渡轮"]}),
        ("罢工 OR elan", {3: ["罢工"], 2: ["Élan"]}),
        ("harbour -strike", {2: ["harbour"]}),
        ("NOT mara", {3: []}),
        ('actor:"Odo Flinck"', {2: ["Odo Flinck"], 1: ["Odo Flinck"]}),
        ('actor:"ODO flinck"', {2: ["Odo Flinck"], 1: ["Odo Flinck"]}),
        ('actor:"pilots’ guild"', {1: ["Guild of Pilots"]}),
        ('actor:"The Guild" with:"Odo Flinck"', {1: ["Guild of Pilots", "Odo Flinck"]}),
        ('actor:"The Guild" with:"Mara Vell"', {}),
        ('actor:"Mara Vell" with:"Odo Flinck"', {2: ["Odo Flinck", "Mara Vell"], 1: ["Mara Vell", "Odo Flinck"]}),
        ('speaks:"Mara Vell"', {1: ["“No ferry sails,”"]}),
        ('speaks:"Odo Flinck" about:"Pilots’ Guild"', {1: ["“The Guild of Pilots is wrong,”"]}),
        ('speaks:"Mara Vell" about:"Pilots’ Guild"', {}),
        ('speaks:"Guild of Pilots"', {}),
        ("source:south lang:de", {2: []}),
        ('source:"Southern Post" lang:de-at', {2: []}),
        ("lang:d", {}),
        ("section:security ferry", {1: ["ferry"]}),
        ("section:africa ferry", {}),
        ("actor:Nobody OR source:nobody", {}),
    ],
)
def test_a_query_finds_what_it_says_with_the_words_that_show_it(
    index: IndexFile, query: str, hits: dict[int, list[str]]
) -> None:
    assert list(_found(index, query).items()) == list(hits.items())


def test_a_country_is_named_by_its_state_and_people(tmp_path: Path) -> None:
    plain = replace(article(1, NORTH), body=read_body("<p>The Ruritanian army left, Ruritanian cakes stayed.</p>"))
    state = Nationality(4, 14, "Ruritanian", "Ruritania", "state")
    found = replace(plain, annotation=Annotation(plain.id, nationalities=(state,)))
    dish = replace(state, start=26, end=36, sense="adjective")
    other = article(2, NORTH)
    dishes = replace(other, body=plain.body, annotation=Annotation(other.id, nationalities=(dish,)))
    country = Actor("Russia", "place", "ruritania", aliases=("Ruritania",))
    index = IndexFile(tmp_path / INDEX_FILE)
    russian = replace(found, annotation=replace(found.annotation, nationalities=(replace(state, country="Russia"),)))
    cakes = replace(dishes, annotation=replace(dishes.annotation, nationalities=(replace(dish, country="Russia"),)))
    update(index, [russian, cakes], inputs_of([country]))
    assert _found(index, "actor:Ruritania") == {1: ["Ruritanian"]}


def test_a_name_that_was_corrected_means_what_it_is_now(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    renamed = Corrections.model_validate({"rename": [{"name": "Mara Vell", "to": "Marie Velle"}]})
    update(index, ARTICLES, inputs_of(ACTORS, corrections=renamed))
    assert list(_found(index, 'actor:"Mara Vell"')) == list(_found(index, 'actor:"Marie Velle"')) == [2, 1]


def test_the_newest_come_first_and_no_more_than_are_wanted(index: IndexFile) -> None:
    result = search_texts(index, "NOT xyz", limit=2, timeout_s=60)
    assert [hit.article.day.day for hit in result.hits] == [3, 2]
    assert result.complete


def test_a_search_ends_with_its_time(index: IndexFile) -> None:
    for query in ("NOT xyz", "ferr*", 'actor:"Odo Flinck"'):
        assert not search_texts(index, query, limit=100, timeout_s=0).complete
    assert search_texts(index, "ferr*", limit=100, timeout_s=60).complete


def test_a_statement_that_would_not_end_is_interrupted(index: IndexFile, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = "WITH RECURSIVE n(id) AS (SELECT 'x' UNION ALL SELECT id FROM n) SELECT id FROM n WHERE id = 'y'"
    monkeypatch.setattr("digest.archive.searching.archive_search._ANY", Candidates(f"SELECT id FROM ({numbers})", ()))
    begun = time.monotonic()
    assert not search_texts(index, "NOT xyz", limit=100, timeout_s=1).complete
    assert 0.9 < time.monotonic() - begun < 30
    assert index.value("SELECT count(*) FROM listed WHERE list = 'all'") == len(ARTICLES)  # the file is none the worse


LETTERS = st.text("abé\u0308ßﬁΣς東京กนहйё’-*\"()' \u00ad😀", min_size=1, max_size=4)


@given(st.lists(st.lists(LETTERS, max_size=6), min_size=1, max_size=4), LETTERS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_words_there_are_each_is_found(folder: Path, texts: list[list[str]], wanted: str) -> None:
    """The words of the texts are searched for one by one, and so is a word that may be in none of them."""
    index = IndexFile(folder / INDEX_FILE)
    index.begin_anew("test")
    articles = [
        replace(article(number, NORTH), headline="", body=read_body(f"<p>{_escaped(' '.join(words))}</p>"))
        for number, words in enumerate(texts, start=1)
    ]
    update(index, articles, inputs_of())
    for word in {wanted, *(word for words in texts for word in words)}:
        if not _simple(word):
            continue
        hits = search_texts(index, f'"{word.replace(chr(34), " ")}"', limit=100, timeout_s=60).hits
        expected = {one.id for one in articles if f" {_simple(word)} " in f" {_simple(one.body.text)} "}
        assert {hit.article.id for hit in hits} == expected


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("words")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _simple(text: str) -> str:
    """The words of a text, written anew for this test: character by character, by the categories of Unicode."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    out = ""
    for char in decomposed:
        name, category = unicodedata.name(char, ""), unicodedata.category(char)
        if char == "\u00ad" or "\u0300" <= char <= "\u036f":
            continue
        if category == "Lo" and name.startswith(("CJK", "THAI")):
            out += f" {char}"
        elif category[0] in "LNM":
            out += char if not out or category[0] == "M" or not _is_unspaced(out[-1]) else f" {char}"
        else:
            out += " "
    return " ".join(out.split())


def _is_unspaced(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("CJK", "THAI"))
