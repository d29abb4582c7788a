import logging
import multiprocessing
import random
import sqlite3
from pathlib import Path

import pytest

from digest.storage.cache_database import CacheDatabase, CacheError

TABLES = "CREATE TABLE page (url TEXT PRIMARY KEY, body TEXT NOT NULL); CREATE INDEX page_body ON page (body);"
URL = "https://wire.example.org/a"


def opened(path: Path, *, commit_each: bool = True, check: bool = False) -> CacheDatabase:
    return CacheDatabase(path, TABLES, version="1", commit_each=commit_each, check=check)


def bodies(path: Path, version: str = "1", tables: str = TABLES) -> list[tuple[str, ...]]:
    with CacheDatabase(path, tables, version=version) as database:
        return database.read("SELECT body FROM page ORDER BY url")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A cache with one page."""
    path = tmp_path / "cache" / "pages.sqlite"
    with opened(path) as database:
        database.write("INSERT INTO page VALUES (?, ?)", (URL, "text"))
    return path


def test_the_next_run_reads_what_was_written(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert bodies(file) == [("text",)]
    assert caplog.text == ""


def test_nothing_is_left_beside_a_file_that_is_closed(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir()] == ["pages.sqlite"]


def test_each_write_is_kept_at_once(tmp_path: Path) -> None:
    database = opened(tmp_path / "a.sqlite")
    database.write_many("INSERT INTO page VALUES (?, ?)", [("a", "A"), ("b", "B")])
    assert bodies(tmp_path / "a.sqlite") == [("A",), ("B",)]
    database.close()


def test_writes_wait_for_the_commit_where_they_should(tmp_path: Path) -> None:
    database = opened(tmp_path / "a.sqlite", commit_each=False)
    database.write("INSERT INTO page VALUES ('a', 'A')")
    assert bodies(tmp_path / "a.sqlite") == []
    database.commit()
    database.write("INSERT INTO page VALUES ('b', 'B')")
    database.close()
    assert bodies(tmp_path / "a.sqlite") == [("A",)]


def test_leaving_without_an_error_commits_and_leaving_with_one_does_not(tmp_path: Path) -> None:
    with opened(tmp_path / "a.sqlite", commit_each=False) as database:
        database.write("INSERT INTO page VALUES ('a', 'A')")
    with pytest.raises(sqlite3.IntegrityError), opened(tmp_path / "a.sqlite", commit_each=False) as database:
        database.write_many("INSERT INTO page VALUES (?, ?)", [("b", "B"), ("b", "B")])
    assert bodies(tmp_path / "a.sqlite") == [("A",)]


@pytest.mark.parametrize(
    ("version", "tables"), [("2", TABLES), ("1", TABLES.replace("body TEXT", "note TEXT, body TEXT"))]
)
def test_another_version_or_other_tables_begin_anew(
    file: Path, version: str, tables: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert bodies(file, version, tables) == []
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert str(file) in caplog.text
    assert [path.name for path in file.parent.iterdir()] == ["pages.sqlite"]


def test_another_programs_file_is_set_aside_unchanged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "a.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    content = file.read_bytes()
    assert bodies(file) == []
    assert (tmp_path / "a.sqlite.unusable").read_bytes() == content
    assert len(caplog.records) == 1
    assert str(file) in caplog.text


@pytest.mark.parametrize("content", [b"no database" * 1000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_what_is_no_database_begins_anew(tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.sqlite").write_bytes(content)
    assert bodies(tmp_path / "a.sqlite") == []
    assert len(caplog.records) == 1


def test_an_empty_file_is_a_new_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.sqlite").touch()
    assert bodies(tmp_path / "a.sqlite") == []
    assert caplog.text == ""


def test_no_damage_is_more_than_a_loss(tmp_path: Path) -> None:
    """Whatever bytes of the file are changed or missing: reading and writing go on."""
    file = tmp_path / "a.sqlite"
    with opened(file) as database:
        database.write_many("INSERT INTO page VALUES (?, ?)", [(f"{n}", "text " * 40) for n in range(100)])
    whole = file.read_bytes()
    dice = random.Random(16)
    for _ in range(150):
        damaged = bytearray(whole[: dice.choice([len(whole), dice.randrange(len(whole))])])
        for _ in range(dice.choice([0, 1, 3])):
            start = dice.randrange(len(damaged) + 1)
            damaged[start : start + dice.choice([1, 60, 5000])] = dice.randbytes(dice.choice([1, 60, 5000]))
        file.write_bytes(damaged)
        with opened(file, check=True, commit_each=dice.random() < 0.5) as database:
            database.read("SELECT url, body FROM page")
            database.write("INSERT OR REPLACE INTO page VALUES ('new', 'text')")
            database.read("SELECT count(*) FROM page")
        with opened(file) as database:
            assert database.read("SELECT body FROM page WHERE url = 'new'") == [("text",)]


def test_damage_in_the_middle_of_a_run_loses_the_rows_and_says_so_once(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    losses: list[bool] = []
    with CacheDatabase(file, TABLES, version="1", on_loss=lambda: losses.append(True)) as database:
        with sqlite3.connect(file) as other:
            other.execute("DROP TABLE page")
        other.close()
        assert database.read("SELECT body FROM page") == []
        database.write("INSERT INTO page VALUES ('a', 'A')")
    assert bodies(file) == [("A",)]
    assert losses == [True]
    assert len(caplog.records) == 1


def test_a_text_that_is_not_utf8_begins_the_file_anew(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE page SET body = CAST(x'ff' AS TEXT)")
    connection.close()
    assert bodies(file) == []


def test_a_caller_who_finds_damage_in_a_row_begins_anew(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    with opened(file) as database:
        database.begin_anew("the checksum of a page is wrong")
        assert database.read("SELECT * FROM page") == []
    assert "the checksum of a page is wrong" in caplog.text


def test_a_file_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").mkdir()
    with pytest.raises(CacheError, match=r"a\.sqlite"):
        opened(tmp_path / "a.sqlite")
    (tmp_path / "cache").touch()
    with pytest.raises(CacheError, match="cache"):
        opened(tmp_path / "cache" / "a.sqlite")


def test_a_full_disk_is_an_error_and_the_rows_stay(file: Path) -> None:
    with opened(file) as database:
        database.write("PRAGMA max_page_count = 1")
        with pytest.raises(CacheError, match="full"):
            database.write_many("INSERT INTO page VALUES (?, ?)", [(f"{n}", "text " * 900) for n in range(100)])
    assert ("text",) in bodies(file)


def test_a_fault_in_the_callers_statement_is_the_callers(file: Path) -> None:
    with opened(file) as database:
        with pytest.raises(sqlite3.IntegrityError):
            database.write("INSERT INTO page VALUES (?, ?)", (URL, "again"))
        with pytest.raises(sqlite3.ProgrammingError):
            database.write("INSERT INTO page VALUES (?, ?)", (URL,))
    assert bodies(file) == [("text",)]


def _write_pages(file: Path, name: str) -> None:
    with opened(file) as database:
        for number in range(50):
            database.write("INSERT INTO page VALUES (?, ?)", (f"{name} {number}", name))


def test_processes_may_make_and_fill_one_file_at_the_same_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write_pages, args=(tmp_path / "a.sqlite", name)) for name in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(bodies(tmp_path / "a.sqlite")) == 150


def test_any_byte_of_the_schema_may_be_another(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with opened(file) as database:
        database.write_many("INSERT INTO page VALUES (?, ?)", [(f"{n}", "text") for n in range(20)])
    whole = file.read_bytes()
    first_page = [place for place in range(4096) if whole[place]]
    for place in first_page:
        for value in (0xFF, whole[place] ^ 1):
            file.write_bytes(whole[:place] + bytes([value]) + whole[place + 1 :])
            for suffix in ("-wal", "-shm"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)
            with opened(file, commit_each=False) as database:
                database.read("SELECT url, body FROM page")
                database.write("INSERT OR REPLACE INTO page VALUES ('new', 'text')")
            with opened(file) as database:  # at most begun anew, if the damage is found as late as this
                assert database.read("SELECT body FROM page WHERE url = 'new'") in ([("text",)], [])


def test_a_checked_file_that_is_not_as_it_was_closed_is_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with opened(file, check=True) as database:
        database.write("INSERT INTO page VALUES ('a', 'A sentence.')")
    with opened(file, check=True) as database:
        assert database.read("SELECT body FROM page") == [("A sentence.",)]
    file.write_bytes(file.read_bytes().replace(b"A sentence.", b"A sentenqe."))
    with opened(file, check=True) as database:
        assert database.read("SELECT body FROM page") == []


def test_a_checked_file_whose_run_was_killed_keeps_its_rows(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with opened(file, check=True) as database:
        database.write("INSERT INTO page VALUES ('a', 'A')")
    # Opened again and never closed: what the killed run left has no digest.
    killed = opened(file, check=True)
    killed.write("INSERT INTO page VALUES ('b', 'B')")
    copy = tmp_path / "b.sqlite"
    for suffix in ("", "-wal"):
        copy.with_name(copy.name + suffix).write_bytes(file.with_name(file.name + suffix).read_bytes())
    with opened(copy, check=True) as database:
        assert database.read("SELECT body FROM page ORDER BY body") == [("A",), ("B",)]
    killed.close()
