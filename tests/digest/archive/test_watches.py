"""Watches: what their file says, what they find, and what is delivered."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article_body import read_body
from digest.archive.model.list_names import watch_list
from digest.archive.questions.archive import Archive
from digest.archive.questions.full_text_search import search_texts
from digest.archive.questions.watch_hits import watch_hits
from digest.archive.watches import NO_WATCHES, Watches, load_watches
from digest.errors import ConfigurationError

from .small_archives import inputs_of, update
from .small_records import NORTH, SETTINGS, SOUTH, article

FERRY = replace(article(1, NORTH), body=read_body("<p>The ferry waits.</p>"))
SHIP = replace(article(2, SOUTH), body=read_body("<p>The ship sails.</p>"))
BOTH = replace(article(3, SOUTH), body=read_body("<p>Ferry and ship sail.</p>"))


def _watches(*watches: dict[str, Any]) -> Watches:
    return Watches.model_validate({"watch": watches})


def test_the_file_names_watches_and_makes_slugs(tmp_path: Path) -> None:
    file = tmp_path / "watches.toml"
    assert load_watches(file) == NO_WATCHES
    file.write_text(
        '[[watch]]\nname = "Flinck speaks"\nquery = \'speaks:"Odo Flinck"\'\n'
        '[[watch]]\nname = "Ferries"\nslug = "harbour"\nquery = "ferr*"\nprivate = true\n'
        '[[watch]]\nname = "1923: Ёж"\nquery = "ferry"\n',
        encoding="utf-8",
    )
    watches = load_watches(file).watch
    assert [(watch.slug, watch.private) for watch in watches] == [
        ("flinck-speaks", False),
        ("harbour", True),
        ("watch-1923-ezh", False),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[watch]]\nname = "A"\n', "line 1, [[watch]] 1, query: it is missing"),
        (
            '[[watch]]\nname = "A"\nquery = "a"\n\n[[watch]]\nname = "B"\nquery = "(b"\n',
            "line 7, [[watch]] 2, query: at character 3 of the query: expected ) for the ( at character 1",
        ),
        ('[[watch]]\nname = "A"\nquery = "a"\nwords = 1\n', "words: there is no such key: expected name, query, slug"),
        (
            '[[watch]]\r\nname = "A"\r\nqurey = "a"\r\n',
            "line 3, [[watch]] 1, qurey: there is no such key: expected name, query, slug, private; did you mean query",
        ),
        (
            '[[watch]]\nname = "A"\nquery = "a"\nprivate = "no"\n',
            "line 4, [[watch]] 1, private: expected true or false",
        ),
        ('[[watch]]\nname = "A"\nquery = "a"\nslug = "A B"\n', "slug: expected small letters, digits and hyphens"),
        ('[[watch]]\nname = "A\\nB"\nquery = "a"\n', "name: expected one line without control characters"),
        (
            '[[watch]]\nname = "A"\nquery = "a"\n[[watch]]\nname = "a"\nquery = "b"\n',
            "line 4, [[watch]] 2, slug: [[watch]] 1 has the address 'a' too: expected another name or slug",
        ),
        ("[[watches]]\n", "line 1, watches: there is no such key: expected [[watch]]; did you mean [[watch]]?"),
        ("watch\n", "this isn't TOML: "),
    ],
)
def test_a_file_that_cannot_be_read_names_the_place_and_what_is_expected(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "watches.toml"
    path.write_text(text)
    with pytest.raises(ConfigurationError) as error:
        load_watches(path)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.fixture
def index(tmp_path: Path) -> IndexFile:
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, [FERRY, SHIP, BOTH], inputs_of())
    return index


def _hits(index: IndexFile) -> list[tuple[str, str]]:
    return [(hit.watch.slug, hit.article.id) for hit in watch_hits(index, date(2023, 1, 1))]


def test_hits_follow_the_file_the_articles_and_what_they_say(index: IndexFile) -> None:
    ferries, ships = {"name": "Ferries", "query": "ferry"}, {"name": "Ships", "query": "ship", "private": True}
    update(index, [], inputs_of(watches=_watches(ships, ferries)))
    assert _hits(index) == [("ships", SHIP.id), ("ships", BOTH.id), ("ferries", FERRY.id), ("ferries", BOTH.id)]
    update(index, [], inputs_of(watches=_watches({**ferries, "query": "ferry -ship"})))
    assert _hits(index) == [("ferries", FERRY.id)]
    sunk = replace(FERRY, body=read_body("<p>The ship waits.</p>"))
    update(index, [sunk], inputs_of(watches=_watches(ships)), [BOTH.id], known=[SHIP])
    assert _hits(index) == [("ships", FERRY.id), ("ships", SHIP.id)]
    update(index, [], inputs_of())
    assert _hits(index) == []


def test_only_public_watches_are_lists_of_the_site(index: IndexFile) -> None:
    ferries, ships = {"name": "Ferries", "query": "ferry"}, {"name": "Ships", "query": "ship", "private": True}
    update(index, [], inputs_of(watches=_watches(ships, ferries)))
    archive = Archive(index, SETTINGS)
    assert [watch.slug for watch in archive.watches.all()] == ["ferries"]
    assert archive.watches.with_slug("ships") is None
    assert archive.articles.count(watch_list("ferries")) == 2
    assert archive.articles.count(watch_list("ships")) == 0
    (passage,) = archive.watches.passages("ferries", FERRY.id)
    assert passage.pieces(FERRY) == (("The ", False), ("ferry", True), (" waits.", False))
    update(index, [], inputs_of(watches=_watches({**ferries, "private": True}, {**ships, "private": False})))
    assert Archive(index, SETTINGS).articles.count(watch_list("ferries")) == 0
    assert Archive(index, SETTINGS).articles.count(watch_list("ships")) == 2


def test_an_edit_of_one_watch_changes_no_answer_about_another(index: IndexFile) -> None:
    ferries, ships = {"name": "Ferries", "query": "ferry"}, {"name": "Ships", "query": "ship"}
    update(index, [], inputs_of(watches=_watches(ships, ferries)))
    before = index.version
    update(index, [], inputs_of(watches=_watches(ships, {**ferries, "query": "ferry waits"})))
    changed = index.changed_since(before)
    assert changed is not None
    assert {"watch/ferries", "list/watch/ferries", f"hit/ferries/{BOTH.id}"} <= changed
    assert not any("ships" in key for key in changed)
    assert "list/all" not in changed


def test_an_update_that_is_cut_off_leaves_hits_and_words_as_they_were(
    index: IndexFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    watches = _watches({"name": "Ferries", "query": "ferry"})
    update(index, [], inputs_of(watches=watches))
    before = _hits(index)
    sunk = replace(FERRY, body=read_body("<p>It sank.</p>"))
    with monkeypatch.context() as patched:
        patched.setattr("digest.archive.updating.index_update.put_former_stories", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            update(index, [sunk], inputs_of(watches=_watches({"name": "Sunk", "query": "sank"})), known=[SHIP, BOTH])
    assert _hits(index) == before
    assert len(search_texts(index, "ferry", limit=9, timeout_s=60).hits) == 2
    assert not search_texts(index, "sank", limit=9, timeout_s=60).hits
    update(index, [sunk], inputs_of(watches=watches), known=[SHIP, BOTH])
    assert _hits(index) == [("ferries", BOTH.id)]


def _cut_off(*_: object) -> None:
    raise KeyboardInterrupt


def test_hits_keep_their_identity_and_are_bounded(index: IndexFile, tmp_path: Path) -> None:
    watches = _watches({"name": "All", "query": "NOT xyz"})
    update(index, [], inputs_of(watches=watches))
    ids = [hit.id for hit in watch_hits(index, date(2023, 1, 1))]
    assert len(set(ids)) == 3
    assert [hit.id for hit in watch_hits(index, date(2023, 7, 2))] == ids[1:]
    assert [hit.id for hit in watch_hits(index, date(2023, 1, 1), limit=1)] == ids[2:]
    anew = IndexFile(tmp_path / "anew.sqlite")
    rewritten = replace(FERRY, headline="Corrected", body=read_body("<p>Something else.</p>"))
    update(anew, [BOTH, rewritten, SHIP], inputs_of(watches=_watches({"name": "all", "query": "the OR NOT the"})))
    assert [hit.id for hit in watch_hits(anew, date(2023, 1, 1))] == ids
    update(anew, [], inputs_of(watches=_watches({"name": "Another", "query": "NOT xyz"})))
    assert not {hit.id for hit in watch_hits(anew, date(2023, 1, 1))} & set(ids)
