"""The whole archive as data: it says what the site says, gives away no more, and is whole or not there."""

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.annotate.records import Actor, Annotation, Mention, Quote, Segment
from digest.archive.model.article import Article
from digest.archive.model.article_body import read_body
from digest.archive.questions.archive import Archive
from digest.archive.watches import Watches
from digest.errors import ConfigurationError
from digest.operations.export import archive_export, archive_rows
from digest.operations.export.archive_export import DATABASE, export_archive
from digest.site.open_data.open_data_tables import SCHEMA_VERSION, TABLES
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article

WORDS = (
    "<p>“We sail [at dawn],” said Ada Fiction. “We <em>do</em>, &amp; soon.” Odo Flinck stays. Behind the excerpt.</p>"
)
FULL = replace(NORTH, full=True)
ADA = Actor("Ada Fiction", "person", "ada", wikidata="Q42")


def told(number: int, source: Any) -> Article:
    """An article with a quote of two pieces and its speaker."""
    body = read_body(WORDS)

    def at(words: str) -> tuple[int, int]:
        start = body.text.index(words)
        return start, start + len(words)

    pieces = (at("“We sail [at dawn],”"), at("“We do, & soon.”"))
    quote = Quote(
        tuple(Segment(*piece) for piece in pieces),
        " […] ".join(body.text[start:end] for start, end in pieces),
        "Ada Fiction",
        *at("Ada Fiction"),
        "cue verb",
        confidence=0.98765,
    )
    unnamed = Quote((Segment(*pieces[1]),), body.text[slice(*pieces[1])], None, None, None, "", speaker_text="a sailor")
    names = [Mention(*at(name), name, name, "person") for name in ("Ada Fiction", "Odo Flinck")]
    plain = article(number, source)
    found = Annotation(plain.id, tuple(names), (quote, unnamed) if number % 2 else (quote,))
    return replace(plain, body=body, annotation=found, headline=f"=News {number}")


WATCHES = Watches.model_validate(
    {"watch": [{"name": "Sails", "query": "sail"}, {"name": "Secret", "query": "flinck", "private": True}]}
)
ARTICLES = [told(number, FULL if number % 3 else SOUTH) for number in range(1, 8)]


@pytest.fixture(scope="module")
def archive() -> Archive:
    settings = replace(SETTINGS, excerpt_words=8, topic_min_articles=3)
    return archive_of(ARTICLES, [ADA], settings=settings, watches=WATCHES)


@pytest.fixture(scope="module")
def exported(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("export")
    export_archive(archive, folder)
    return folder


@pytest.fixture
def database(exported: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{exported / DATABASE}?mode=ro", uri=True)) as connection:
        yield connection


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_all_forms_have_the_same_rows(exported: Path, database: sqlite3.Connection) -> None:
    for table, columns in TABLES.items():
        names = [column.name for column in columns]
        objects = rows_of(exported, table)
        assert all(list(each) == names for each in objects)
        stored = database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
        flat = [
            [json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for v in each.values()] for each in objects
        ]
        assert [list(row) for row in stored] == flat
        if table != "texts":
            with (exported / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
                head, *cells = csv.reader(file)
            assert head == names
            assert len(cells) == len(objects)
    assert not (exported / "texts.csv").exists()


def test_each_quote_and_mention_is_the_text_at_its_offsets(exported: Path) -> None:
    texts = {row["article"]: row["text"] for row in rows_of(exported, "texts") if row["whole"]}
    quotes = [row for row in rows_of(exported, "quotes") if row["article"] in texts]
    mentions = [row for row in rows_of(exported, "mentions") if row["article"] in texts]
    assert len(quotes) == 8
    assert len(mentions) == 10
    for quote in quotes:
        text = texts[quote["article"]]
        assert " […] ".join(text[start:end] for start, end in quote["segments"]) == quote["text"]
        assert (quote["start"], quote["end"]) == (quote["segments"][0][0], quote["segments"][-1][1])
        if quote["speaker"]:
            assert text[quote["speaker_start"] : quote["speaker_end"]] == quote["speaker"]
    for mention in mentions:
        assert texts[mention["article"]][mention["start"] : mention["end"]] == mention["text"]


def test_hits_are_those_of_public_watches_with_their_passages(archive: Archive, exported: Path, tmp_path: Path) -> None:
    texts = {row["article"]: row["text"] for row in rows_of(exported, "texts") if row["whole"]}
    hits = rows_of(exported, "hits")
    assert [(hit["watch"], hit["article"]) for hit in hits] == [("sails", one.path) for one in ARTICLES]
    for hit in hits:
        text = texts.get(hit["article"])  # None of an excerpt, behind which the passage goes on
        assert hit["text"] == (text and text[hit["start"] : hit["end"]])
    export_archive(archive, tmp_path, "watches/sails")
    assert rows_of(tmp_path, "hits") == hits
    with pytest.raises(ConfigurationError, match="'watches/secret': expected topics/SLUG"):
        export_archive(archive, tmp_path, "watches/secret")


def test_sums_are_those_of_the_site(archive: Archive, exported: Path, database: sqlite3.Connection) -> None:
    counts = archive.counts()
    assert len(rows_of(exported, "articles")) == counts["articles"] == 7
    attributed = "SELECT count(speaker), count(*) - count(speaker) FROM quotes"
    assert database.execute(attributed).fetchone() == (counts["quotes"], counts["unattributed"]) == (7, 4)
    for row in rows_of(exported, "topics"):
        named = (
            "SELECT count(DISTINCT article) FROM mentions JOIN names ON names.name = actor JOIN topics USING (topic) "
            "WHERE topic = ?"
        )
        assert database.execute(named, (row["topic"],)).fetchone() == (row["articles"],)
    for row in rows_of(exported, "sources"):
        by = "SELECT count(*) FROM articles WHERE source = ?"
        assert database.execute(by, (row["source"],)).fetchone() == (row["articles"],)
    assert sum(row["quotes"] for row in rows_of(exported, "articles")) == len(rows_of(exported, "quotes"))


def test_the_database_is_of_the_version_and_fits_together(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert dict(database.execute("SELECT * FROM about"))["url"] == SETTINGS.url
    wikidata = "SELECT wikidata FROM quotes JOIN names ON names.name = speaker JOIN topics USING (topic)"
    assert set(database.execute(wikidata)) == {("Q42",)}


def test_no_file_has_more_of_a_text_than_its_page_prints(archive: Archive, tmp_path: Path) -> None:
    export_archive(archive, tmp_path, "sources/south")
    texts = rows_of(tmp_path, "texts")
    assert [(row["text"], row["whole"]) for row in texts] == [("“We sail [at dawn],” said Ada Fiction. “We", False)] * 2
    for file in tmp_path.iterdir():
        assert b"Behind the excerpt" not in file.read_bytes(), file


def test_a_headline_that_is_a_formula_is_text(exported: Path) -> None:
    with (exported / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["headline"][:3] for row in csv.DictReader(file)} == {"'=N"}


def test_references_are_of_all_articles(exported: Path) -> None:
    items = json.loads((exported / "references.json").read_bytes())
    entries = (exported / "references.bib").read_text(encoding="utf-8").count("@article{")
    assert len({item["id"] for item in items}) == entries == 7
    assert json.loads((exported / "schema.json").read_bytes())["version"] == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("page", "articles", "speakers"),
    [
        ("topics/ada", 7, {"Ada Fiction", None}),
        ("topics/odo-flinck", 7, set()),
        ("sections/africa", 2, {"Ada Fiction", None}),
    ],
)
def test_an_export_of_a_page_has_what_it_shows(
    archive: Archive, tmp_path: Path, page: str, articles: int, speakers: set[str | None]
) -> None:
    report = export_archive(archive, tmp_path, page)
    assert report.articles == articles
    quotes = rows_of(tmp_path, "quotes")
    assert {row["speaker"] for row in quotes} <= speakers
    if page.startswith("topics"):
        assert {row["actor"] for row in rows_of(tmp_path, "mentions")} == {
            "Ada Fiction" if "ada" in page else "Odo Flinck"
        }


def test_an_export_of_a_story_has_its_reports(tmp_path: Path) -> None:
    text = "<p>The ferry to Ashwick Island sank at noon with forty sheep and nobody was hurt, its captain said.</p>"
    reports = [
        replace(article(day, source), headline="Ferry to Ashwick Island sinks with forty sheep", body=read_body(text))
        for day, source in ((3, NORTH), (4, SOUTH))
    ]
    archive = archive_of([*reports, article(9, NORTH, "<p>A kite flew.</p>")])
    slug = archive.events.of(reports[0].id).story
    assert slug is not None
    assert export_archive(archive, tmp_path, f"stories/{slug.slug}/").articles == 2
    assert {row["story"] for row in rows_of(tmp_path, "articles")} == {slug.slug}
    assert [row["articles"] for row in rows_of(tmp_path, "stories")] == [2]


@pytest.mark.parametrize(
    "page", ["topics/nobody", "stories/none", "2023/07", "topics", "..", "sources/'; DROP TABLE x"]
)
def test_a_page_that_is_none_is_named_and_nothing_is_written(archive: Archive, tmp_path: Path, page: str) -> None:
    with pytest.raises(ConfigurationError, match="expected topics/SLUG"):
        export_archive(archive, tmp_path / "export", page)
    assert not (tmp_path / "export").exists()


def test_the_same_archive_gives_the_same_bytes_in_chunks_of_any_size(
    archive: Archive, exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_rows, "CHUNK", 2)
    export_archive(archive, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        file.name: file.read_bytes() for file in exported.iterdir()
    }


def test_an_export_that_was_killed_leaves_the_earlier_one_and_the_next_is_whole(
    archive: Archive, exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_archive(archive, tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def killed(*_: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(archive_export, "rows_of_articles", killed)
    with pytest.raises(KeyboardInterrupt):
        export_archive(archive, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == before
    monkeypatch.undo()
    export_archive(archive, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
