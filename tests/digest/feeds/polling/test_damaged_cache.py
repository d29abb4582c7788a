"""Whatever is damaged in the poll's cache costs time and nothing else."""

import random
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

RSS = Callable[..., bytes]
ITEMS = [
    {"title": f"Ferry {n}", "link": f"https://news.example/{n}", "guid": f"g{n}", "description": f"It left pier {n}."}
    for n in range(8)
]
VALUES = ["{broken", "", "news/\0.md", b"\xff\x00", None, -1, 2**62, '[["a", "news/\\u0000", 1, 2]]', "[1]", "null"]


def damaged(polls: Any) -> list[tuple[str, str]]:
    with sqlite3.connect(polls.cache / "feeds.sqlite") as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            (table, column)
            for table in tables
            for _, column, *_ in connection.execute(f"SELECT * FROM pragma_table_info('{table}')")
        ]


@pytest.mark.parametrize("has_digest", [True, False])
def test_any_value_in_any_row_may_be_another(
    server: Any, answer: Any, rss: RSS, polls: Any, now: datetime, has_digest: bool
) -> None:
    server.answers["/f"] = answer(rss(*ITEMS))
    polls("/f")
    before = polls.files()
    file = polls.cache / "feeds.sqlite"
    digest = polls.cache / "feeds.sqlite.digest"
    for hours, (table, column) in enumerate(damaged(polls)):
        for minutes, value in enumerate(VALUES):
            connection = sqlite3.connect(file)
            connection.execute("PRAGMA ignore_check_constraints = ON")
            try:
                connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (value,))
                connection.commit()
            except sqlite3.IntegrityError:
                continue  # SQLite keeps such a value out
            finally:
                connection.close()
            if not has_digest:
                digest.unlink(missing_ok=True)
            later = now + timedelta(hours=hours, minutes=minutes)
            (feed,) = polls("/f", now=later, poll_all=False).feeds
            assert feed.status in ("ok", "unchanged", "waiting"), (table, column, value, feed)
            assert polls.files() == before, (table, column, value)


def test_any_bytes_may_be_others(server: Any, answer: Any, rss: RSS, polls: Any, now: datetime) -> None:
    server.answers["/f"] = answer(rss(*ITEMS))
    polls("/f")
    before = polls.files()
    file = polls.cache / "feeds.sqlite"
    dice = random.Random(29)
    for minutes in range(30):
        whole = bytearray(file.read_bytes())
        if minutes % 3 == 0:
            del whole[dice.randrange(len(whole)) :]
        for _ in range(dice.choice([1, 4, 200])):
            if whole:
                whole[dice.randrange(len(whole))] = dice.randrange(256)
        file.write_bytes(whole)
        (feed,) = polls("/f", now=now + timedelta(minutes=minutes)).feeds
        assert feed.status in ("ok", "unchanged"), feed
        assert polls.files() == before
