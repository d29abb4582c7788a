import logging
import marshal
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import pytest

from digest.annotate.records import Actor, Annotation, Credit, Decision, Mention, Quote, Role, Segment
from digest.annotate.run.annotation_cache import CHECKSUM_BYTES, AnnotationCache, CachedAnnotation

KEY = b"k" * 32
RECORD = Annotation("", credit=Credit("Norhaven Gazette", 1, 2))


def kept(file: Path, rules: str = "r") -> Annotation | None:
    with AnnotationCache(file, rules) as store:
        found = store.get([KEY]).get(KEY)
        return found.annotation if found else None


def keep(file: Path, rules: str = "r") -> None:
    with AnnotationCache(file, rules) as store:
        store.put(KEY, CachedAnnotation(1, RECORD))


def test_what_was_put_is_got_by_the_next_run(tmp_path: Path) -> None:
    keep(tmp_path / "cache" / "a.sqlite")
    assert kept(tmp_path / "cache" / "a.sqlite") == RECORD


def test_changed_rules_forget_everything(tmp_path: Path) -> None:
    keep(tmp_path / "a.sqlite")
    assert kept(tmp_path / "a.sqlite", "other") is None
    assert kept(tmp_path / "a.sqlite") is None


def test_a_row_is_there_before_the_store_is_closed(tmp_path: Path) -> None:
    store = AnnotationCache(tmp_path / "a.sqlite", "r")
    store.put(KEY, CachedAnnotation(1, RECORD))
    assert kept(tmp_path / "a.sqlite") == RECORD
    store.close()


@pytest.mark.parametrize("content", [b"no database", b"", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "a.sqlite"
    file.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        keep(file)
    assert kept(file) == RECORD
    assert (content == b"") or "set aside" in caplog.text


def test_another_programs_file_is_set_aside_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    keep(file)
    with sqlite3.connect(tmp_path / "a.sqlite.unusable") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    connection.close()


def _changed(record: bytes) -> bytes:
    return record[:-1] + bytes([record[-1] ^ 1])


def _of_an_older_version(_: bytes) -> bytes:
    content = marshal.dumps([[], [], None])
    return blake2b(content, key=KEY, digest_size=CHECKSUM_BYTES).digest() + content


@pytest.mark.parametrize(
    "damage", [_changed, _of_an_older_version, lambda record: record[:9], lambda _: b"", lambda _: 3]
)
def test_a_row_that_cannot_be_read_is_as_if_it_were_not_there(
    tmp_path: Path, damage: Callable[[bytes], object], caplog: pytest.LogCaptureFixture
) -> None:
    keep(tmp_path / "a.sqlite")
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        (record,) = connection.execute("SELECT record FROM annotations").fetchone()
        connection.execute("UPDATE annotations SET record = ?", (damage(record),))
    connection.close()
    assert kept(tmp_path / "a.sqlite") is None
    assert "its text is read again" in caplog.text


def test_followed_actors_have_one_number_for_as_long_as_an_annotation_was_made_for_them(tmp_path: Path) -> None:
    first, second = (Actor("Ann Ray", "person", "", aliases=("Ray",)),), (Actor("Norhaven", "place", ""),)
    with AnnotationCache(tmp_path / "a.sqlite", "r") as store:
        number = store.number(first)
        store.put(KEY, CachedAnnotation(number, RECORD))
    with AnnotationCache(tmp_path / "a.sqlite", "r") as store:
        assert store.number(second) != number
        assert store.actors(number) == first
        store.confirm([KEY], store.number(second))
        assert store.get([KEY]) == {KEY: CachedAnnotation(store.number(second), RECORD)}
        assert store.number(second) == store.number(second)
        assert store.actors(number) is None


def test_all_that_an_annotation_has_is_kept(tmp_path: Path) -> None:
    mention = Mention(0, 3, "Ray", "Ann Ray", "person")
    quote = Quote(
        (Segment(4, 9), Segment(11, 12)), "“Yes” […] !", "Ann Ray", 0, 3, "cue verb", direct=False, confidence=0.9
    )
    whole = replace(
        RECORD,
        mentions=(mention,),
        quotes=(quote,),
        title_mentions=(mention,),
        roles=(Role("Ann Ray", "pilot"),),
        decisions=(Decision(0, 3, "Ray", "Ann Ray", tagged=True, reason="surname"),),
    )
    with AnnotationCache(tmp_path / "a.sqlite", "r") as store:
        store.put(KEY, CachedAnnotation(1, whole))
        assert store.get([KEY, b"other"]) == {KEY: CachedAnnotation(1, whole)}
