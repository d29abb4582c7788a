"""The annotations of earlier runs."""

import logging
import marshal
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import pytest

from digest import annotate
from digest.annotate.records import Actor, Annotation, Credit, Decision, Mention, Quote, Role, Segment
from digest.annotate.run.annotation_cache import CHECKSUM_BYTES, AnnotationCache, CachedAnnotation

KEY = b"k" * 32
PLUGINS = Path(annotate.__file__).parents[2]
RECORD = Annotation("", credit=Credit("Norhaven Gazette", 1, 2))


def kept(file: Path, rules: str = "r") -> Annotation | None:
    with AnnotationCache(file, rules) as cache:
        cached = cache.get([KEY]).get(KEY)
        return cached.annotation if cached else None


def keep(file: Path, rules: str = "r") -> None:
    with AnnotationCache(file, rules) as cache:
        cache.put([(KEY, CachedAnnotation(1, RECORD))])


@pytest.fixture
def plugins_copy(tmp_path: Path) -> Path:
    """A copy of what annotating needs of the plugins."""
    for name in ("digest/__init__.py", "digest/errors.py", "digest/annotate", "digest/storage"):
        source, copy = PLUGINS / name, tmp_path / "plugins" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, copy)
    return tmp_path / "plugins"


def test_what_was_put_is_got_by_the_next_run(tmp_path: Path) -> None:
    keep(tmp_path / "cache" / "a.sqlite")
    assert kept(tmp_path / "cache" / "a.sqlite") == RECORD


def test_changed_rules_forget_everything(tmp_path: Path) -> None:
    keep(tmp_path / "a.sqlite")
    assert kept(tmp_path / "a.sqlite", "other") is None
    assert kept(tmp_path / "a.sqlite") is None


def test_a_row_is_there_before_the_store_is_closed(tmp_path: Path) -> None:
    cache = AnnotationCache(tmp_path / "a.sqlite", "r")
    cache.put([(KEY, CachedAnnotation(1, RECORD))])
    assert kept(tmp_path / "a.sqlite") == RECORD
    cache.close()


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


def test_followed_actors_are_known_for_as_long_as_an_annotation_was_made_for_them(tmp_path: Path) -> None:
    first, second = (Actor("Ann Ray", "person", "", aliases=("Ray",)),), (Actor("Norhaven", "place", ""),)
    with AnnotationCache(tmp_path / "a.sqlite", "r") as cache:
        digest = cache.note_actors(first)
        cache.put([(KEY, CachedAnnotation(digest, RECORD))])
    with AnnotationCache(tmp_path / "a.sqlite", "r") as cache:
        other = cache.note_actors(second)
        assert other != digest
        assert cache.actors(digest) == first
        cache.confirm([KEY], other)
        assert cache.get([KEY]) == {KEY: CachedAnnotation(other, RECORD)}
        assert cache.note_actors(second) == other
        assert cache.actors(digest) is None


def test_actors_of_a_lost_cache_are_not_taken_for_others(tmp_path: Path) -> None:
    first, second = (Actor("Ann Ray", "person", ""),), (Actor("Norhaven", "place", ""),)
    with AnnotationCache(tmp_path / "a.sqlite", "r") as cache:
        digest = cache.note_actors(first)
    (tmp_path / "a.sqlite").unlink()
    with AnnotationCache(tmp_path / "a.sqlite", "r") as cache:
        cache.put([(KEY, CachedAnnotation(digest, RECORD))])  # of a run that went on while its cache was lost
        assert cache.note_actors(second) != digest
        assert cache.actors(digest) is None


@pytest.mark.parametrize("file", ["quotes/speakers/pronouns.py", "lexicon/data/words.toml", "records.py"])
def test_a_changed_rule_or_word_list_anywhere_in_the_room_forgets_everything(
    file: str, plugins_copy: Path, tmp_path: Path
) -> None:
    """Caches once counted the modules of one folder only."""

    def digest() -> str:
        program = "from digest.annotate.run.annotation_cache import rules_digest; print(rules_digest())"
        environment = {**os.environ, "PYTHONPATH": str(plugins_copy)}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, cwd=tmp_path
        )
        return done.stdout

    before = digest()
    assert digest() == before
    with (plugins_copy / "digest/annotate" / file).open("a", encoding="utf-8") as text:
        text.write("\n# Another rule.\n")
    assert digest() != before


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
    with AnnotationCache(tmp_path / "a.sqlite", "r") as cache:
        cache.put([(KEY, CachedAnnotation(1, whole))])
        assert cache.get([KEY, b"other"]) == {KEY: CachedAnnotation(1, whole)}


@pytest.mark.parametrize("damage", ["{broken", "[[]]", "[1]", b"\x00", None])
def test_actors_that_are_not_as_they_were_noted_are_not_known(tmp_path: Path, damage: str | bytes | None) -> None:
    file = tmp_path / "a.sqlite"
    with AnnotationCache(file, "r") as cache:
        digest = cache.note_actors([Actor("Jane Roe", "person", "")])
        assert cache.actors(digest) is not None
    connection = sqlite3.connect(file)
    connection.execute("UPDATE followed SET actors = ?", (damage,))
    connection.commit()
    connection.close()
    with AnnotationCache(file, "r") as cache:
        assert cache.actors(digest) is None
