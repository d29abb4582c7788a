"""What each deferred page and each group asked, and the members of each group.

A *member* is a page or a group. The members that the site's generators hand over belong to group 0. A group's number is
smaller than those of its members, and no number is used twice.

A question is stored once, under a number, with the digest of its answer; a member has the numbers of its questions, and
the table `askers` has the members of each question. If an answer has changed, every asker of it is made again in the
same build. So one digest for each question is enough: when a build ends, it is the answer that every asker got.

A build changes the tables in one transaction, which ends after the pages are in place. What is stored about a page is
valid only for the page in place: the key of its view (`trace_key`) is a digest of all that it asked, and has to be that
of the page in the output folder. They need not be compared one by one while both files have the token of the same
build: see `is_of` and `compare`.
"""

import logging
import marshal
import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final, NamedTuple
from zlib import crc32

from ..keys.fingerprint import DIGEST_BYTES
from .database import DamagedError, Database

logger = logging.getLogger(__name__)

ROOT: Final = 0  # the group of the members that the site's generators hand over

# Paths are blobs, since a file's name need not be text. A group has no path, a page of plain data no function.
PAGES_SCHEMA: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE functions (
    number INTEGER PRIMARY KEY, module TEXT NOT NULL, name TEXT NOT NULL, key BLOB NOT NULL, UNIQUE (module, name)
);
CREATE TABLE members (
    number INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER NOT NULL, path BLOB, template TEXT, function INTEGER,
    inputs BLOB, checksum INTEGER NOT NULL, trace_key BLOB NOT NULL, asked BLOB NOT NULL
);
CREATE INDEX members_of ON members (parent);
CREATE INDEX groups_of ON members (parent, function, inputs) WHERE path IS NULL;
CREATE INDEX members_at ON members (path) WHERE path IS NOT NULL;
CREATE TABLE questions (
    number INTEGER PRIMARY KEY, question BLOB NOT NULL UNIQUE, digest BLOB NOT NULL, keys BLOB,
    checksum INTEGER NOT NULL
);
CREATE INDEX questions_without_keys ON questions (number) WHERE keys IS NULL;
CREATE TABLE question_keys (key TEXT, question INTEGER, PRIMARY KEY (key, question)) WITHOUT ROWID;
CREATE TABLE askers (question INTEGER, member INTEGER, PRIMARY KEY (question, member)) WITHOUT ROWID;
"""
_FOR_ONE_BUILD: Final = (
    "CREATE TEMP TABLE dirty (number INTEGER PRIMARY KEY, done INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX temp.undone ON dirty (number) WHERE done = 0",
    # The groups among those that are not done: to look for the next one there would be to go through all pages.
    "CREATE TEMP TABLE dirty_groups (number INTEGER PRIMARY KEY)",
    (
        "CREATE TEMP TRIGGER marked AFTER INSERT ON dirty WHEN NOT NEW.done BEGIN "
        "INSERT OR IGNORE INTO dirty_groups SELECT number FROM members WHERE number = NEW.number AND path IS NULL; END"
    ),
    (
        "CREATE TEMP TRIGGER settled AFTER INSERT ON dirty WHEN NEW.done BEGIN "
        "DELETE FROM dirty_groups WHERE number = NEW.number; END"
    ),
    "CREATE TEMP TRIGGER unmarked AFTER DELETE ON dirty BEGIN DELETE FROM dirty_groups WHERE number = OLD.number; END",
    "CREATE TEMP TABLE loose (question INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE changed_keys (key TEXT PRIMARY KEY) WITHOUT ROWID",
    (
        "CREATE TEMP TABLE listed "
        "(path BLOB, template TEXT, function INTEGER, inputs BLOB, checksum INTEGER, view_key BLOB)"
    ),
    "CREATE INDEX temp.listed_pages ON listed (path, function, inputs)",
    "CREATE TEMP TABLE placed (path BLOB PRIMARY KEY, view_key BLOB) WITHOUT ROWID",
    "CREATE TEMP TABLE gone (path BLOB PRIMARY KEY) WITHOUT ROWID",
)
_TOKEN: Final = "token"  # noqa: S105  no secret
_NUMBERS: Final = "I"  # of `array`: four bytes each
_MAX_KNOWN: Final = 50_000  # numbers of questions in memory
_ROWS_AT_ONCE: Final = 2_000


class ListedMember(NamedTuple):
    """A page or a group as its group lists it. `path` is None for a group, `function` for a page of plain data.

    `view_key` is the fingerprint of plain data, and b"" for anything else.
    """

    path: str | None
    template: str | None
    function: int | None
    inputs: bytes | None
    view_key: bytes


class Member(NamedTuple):
    """A page or a group. The fields from `path` to `inputs` are those of `ListedMember`."""

    number: int
    path: str | None
    template: str | None
    function: int | None
    inputs: bytes | None
    trace_key: bytes


class StoredQuestion(NamedTuple):
    """A question with the digest of its answer. `keys` is made by `marshal`, and None for a question without keys."""

    number: int
    question: bytes
    digest: bytes
    keys: bytes | None


class PageState:
    """The members and questions, open for one build."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[bytes, StoredQuestion] = {}
        self._unasked: set[int] = set()  # numbers of questions that only members ask which are made again anyway

    @property
    def is_empty(self) -> bool:
        return not self._database.read("SELECT EXISTS (SELECT 1 FROM members)")[0][0]

    @property
    def has_begun(self) -> bool:
        return self._database.connection.in_transaction

    def begin(self) -> None:
        """Begins the transaction of a build."""
        self._database.connection.execute("BEGIN IMMEDIATE")
        for statement in _FOR_ONE_BUILD:
            self._database.connection.execute(statement)

    def commit(self, token: bytes) -> None:
        """Stores what has changed. `token` is that of the rows of the output folder."""
        if not self.has_begun:
            return
        self.put_fact(_TOKEN, token)
        self._database.connection.execute("COMMIT")

    def forget(self) -> None:
        """Deletes everything."""
        tables = ("facts", "functions", "members", "questions", "question_keys", "askers")
        self._database.write(lambda connection: [connection.execute(f"DELETE FROM {table}") for table in tables])

    def recover_from(self, error: Exception) -> None:
        """Replaces the file by an empty one, if the error means that it is damaged. Otherwise raises the error."""
        self._known.clear()
        self._unasked.clear()
        self._database.recover_from(error)

    def is_of(self, token: bytes) -> bool:
        """Whether the rows of the output folder with this token were stored by the same build as the members."""
        return bool(token) and self.fact(_TOKEN) == token

    def compare(self, placed: Iterable[tuple[bytes, bytes]]) -> None:
        """Has all pages made again that aren't in the output folder. `placed` has path and view key of those there."""
        self._execute_many("INSERT INTO placed VALUES (?, ?)", placed)
        self._execute(
            "INSERT OR IGNORE INTO dirty (number) SELECT number FROM members m WHERE path IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM placed p WHERE p.path = m.path AND p.view_key = m.trace_key)"
        )
        self._execute("INSERT OR IGNORE INTO gone SELECT path FROM placed")

    def gone(self) -> Iterator[str]:
        """The paths of pages that are no longer made."""
        gone = "SELECT path FROM gone g WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.path = g.path)"
        for (path,) in self._execute(gone):
            yield os.fsdecode(path)

    def fact(self, name: str) -> bytes:
        for (value,) in self._execute("SELECT value FROM facts WHERE name = ?", (name,)):
            return _checked(value, "a fact")
        return b""

    def put_fact(self, name: str, value: bytes) -> None:
        if self.fact(name) == value:
            return
        self._execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, _sealed(value)))

    def functions(self) -> list[tuple[int, str, str, bytes]]:
        """Number, module, name and key of each function of an earlier build."""
        return self._execute("SELECT number, module, name, key FROM functions").fetchall()

    def function_number(self, module: str, name: str, key: bytes) -> int:
        for (number,) in self._execute("SELECT number FROM functions WHERE (module, name) = (?, ?)", (module, name)):
            return int(number)
        row = (module, name, key)
        return int(self._execute("INSERT INTO functions (module, name, key) VALUES (?, ?, ?)", row).lastrowid or 0)

    def function_changed(self, number: int, key: bytes) -> None:
        """Has all members with a function made again."""
        self._execute("UPDATE functions SET key = ? WHERE number = ?", (key, number))
        self._execute("INSERT OR IGNORE INTO dirty (number) SELECT number FROM members WHERE function = ?", (number,))

    def everything_changed(self) -> None:
        """Has all members made again, and forgets functions that none of them has."""
        self._execute("DELETE FROM functions WHERE number NOT IN (SELECT function FROM members WHERE function > 0)")
        self._execute("INSERT OR IGNORE INTO dirty (number) SELECT number FROM members")

    def has_page(self, path: str) -> bool:
        return bool(self._execute("SELECT 1 FROM members WHERE path = ?", (os.fsencode(path),)).fetchone())

    def mark(self, paths: Iterable[str]) -> None:
        """Has the pages at these paths made again."""
        mark = "INSERT OR IGNORE INTO dirty (number) SELECT number FROM members WHERE path = ?"
        self._execute_many(mark, ((os.fsencode(path),) for path in paths))

    def is_marked(self, number: int) -> bool:
        return bool(self._execute("SELECT 1 FROM dirty WHERE number = ?", (number,)).fetchone())

    def mark_groups_of_plain_pages(self) -> None:
        """Has the groups of plain pages that must be made again listed again."""
        self._execute(
            "INSERT OR IGNORE INTO dirty (number) SELECT parent FROM members JOIN dirty USING (number)"
            " WHERE function IS NULL AND done = 0"
        )

    def next_group(self) -> Member | None:
        """The first group that must be listed again: those in which it is itself listed come before it."""
        row = self._execute(
            f"SELECT {_COLUMNS} FROM members m WHERE number = (SELECT min(number) FROM dirty_groups)"
        ).fetchone()
        return _member(row) if row else None

    def next_pages(self, after: int) -> list[Member]:
        """Pages that must be made again, in the order of their numbers, which are greater than `after`."""
        marked = f"SELECT {_COLUMNS} FROM dirty JOIN members m USING (number) WHERE done = 0 AND number > ?"
        which = "path IS NOT NULL AND function IS NOT NULL"
        rows = self._execute(f"{marked} AND {which} ORDER BY number LIMIT ?", (after, _ROWS_AT_ONCE))
        return list(map(_member, rows))

    def done(self, number: int) -> None:
        self._execute("INSERT OR REPLACE INTO dirty VALUES (?, 1)", (number,))

    def page_of(self, parent: int, path: str) -> Member | None:
        row = (parent, os.fsencode(path))
        query = f"SELECT {_COLUMNS} FROM members m WHERE (parent, path) = (?, ?)"
        found = self._execute(query, row).fetchone()
        return _member(found) if found else None

    def put_members(self, parent: int, listed: Iterable[ListedMember]) -> None:
        """Replaces the members of a group. Those that are new or listed otherwise than before must be made.

        Raises:
            DuplicateError: two pages of the group have one path.
        """
        self._execute("DELETE FROM listed")
        self._execute_many("INSERT INTO listed VALUES (?, ?, ?, ?, ?, ?)", map(_listed_row, listed))
        twice = "SELECT path FROM listed WHERE path IS NOT NULL GROUP BY path HAVING COUNT(*) > 1"
        for (path,) in self._execute(twice).fetchall():
            raise DuplicateError(os.fsdecode(path))
        for (number,) in self._execute(_NO_LONGER_LISTED, (parent, parent)).fetchall():
            self._drop(number)
        self._execute(_MARK_LISTED_OTHERWISE, (parent,))
        self._execute(_UPDATE_LISTED_OTHERWISE, (parent,))
        (last,) = self._execute("SELECT COALESCE(MAX(number), 0) FROM members").fetchone()
        self._execute(_INSERT_NEW, (parent, parent, parent))
        self._execute("INSERT OR IGNORE INTO dirty (number) SELECT number FROM members WHERE number > ?", (last,))

    def paths_of_new_members_twice(self) -> list[str]:
        """Paths of marked pages that another member has too."""
        twice = (
            "SELECT DISTINCT m.path FROM dirty JOIN members m USING (number) JOIN members o ON o.path = m.path"
            " WHERE m.path IS NOT NULL AND o.number <> m.number"
        )
        return [os.fsdecode(path) for (path,) in self._execute(twice)]

    def questions(self, changed: frozenset[str] | None) -> Iterator[StoredQuestion]:
        """The questions that must be asked again: of all, or of those without keys and with one of these keys, those
        that a member asked which is not yet to be made again. The others are asked when their members are made."""
        which = "number > ?"
        if changed is not None:
            self._execute_many("INSERT INTO changed_keys VALUES (?)", ((key,) for key in sorted(changed)))
            which += (
                " AND number IN (SELECT question FROM changed_keys CROSS JOIN question_keys USING (key)"
                " UNION SELECT number FROM questions WHERE keys IS NULL)"
            )
        last = -1
        while True:
            query = f"{_QUESTIONS} WHERE {which} ORDER BY number LIMIT ?"
            rows = self._execute(query, (last, _ROWS_AT_ONCE)).fetchall()
            for row in rows:
                last = row[0]
                if self._execute(_IS_ASKED_BY_STAYING, (last,)).fetchone():
                    yield _question(row)
                else:
                    self._unasked.add(last)
            if not rows:
                return

    def unasked_questions(self) -> list[StoredQuestion]:
        """The questions that should have been asked while members were made, and were not: no page took its place."""
        query = f"{_QUESTIONS} WHERE number = ?"
        rows = (self._execute(query, (number,)).fetchone() for number in sorted(self._unasked))
        return [_question(row) for row in rows if row]

    def answer_changed(self, number: int) -> None:
        """Has all members that asked a question made again."""
        self._execute("INSERT OR IGNORE INTO dirty (number) SELECT member FROM askers WHERE question = ?", (number,))

    def put_answer(self, stored: StoredQuestion, digest: bytes, keys: tuple[str, ...] | None) -> StoredQuestion:
        """Stores another answer, or other keys, of a question. Returns the question as it is stored now."""
        new = stored._replace(digest=digest, keys=_dumped_keys(keys))
        if new == stored:
            return stored
        if new.keys != stored.keys:
            self._remove_keys(stored)
            self._put_keys(stored.number, keys)
        row = (digest, new.keys, _checksum(*new[1:]), stored.number)
        self._execute("UPDATE questions SET digest = ?, keys = ?, checksum = ? WHERE number = ?", row)
        return new

    def put_trace(self, number: int, begin: bytes, noted: Iterable[tuple[bytes, bytes, Any]]) -> bytes:
        """Stores what a member asked: questions, digests of the answers, and keys. Returns the trace's key.

        `begin` is a digest of the member's function and inputs.
        """
        noted = tuple(noted)
        numbers = [self._question_number(*one) for one in noted]
        packed = _packed(numbers)
        (before,) = self._execute("SELECT asked FROM members WHERE number = ?", (number,)).fetchone()
        if before != packed:
            old = set(_unpacked(before))
            lost = [(question,) for question in old.difference(numbers)]
            self._execute_many("INSERT OR IGNORE INTO loose VALUES (?)", lost)
            self._execute_many("DELETE FROM askers WHERE (question, member) = (?, ?)", ((*q, number) for q in lost))
            added = ((question, number) for question in sorted(set(numbers) - old))
            self._execute_many("INSERT OR IGNORE INTO askers VALUES (?, ?)", added)
        digests = b"".join(question + digest for question, digest, _ in noted)
        trace_key = blake2b(begin + digests, digest_size=DIGEST_BYTES).digest()
        self._execute("UPDATE members SET trace_key = ?, asked = ? WHERE number = ?", (trace_key, packed, number))
        self.done(number)
        return trace_key

    def remove_loose(self) -> None:
        """Deletes questions that nobody asks any more."""
        loose = "SELECT question FROM loose l WHERE NOT EXISTS (SELECT 1 FROM askers a WHERE a.question = l.question)"
        for row in self._execute(f"{_QUESTIONS} WHERE number IN ({loose})").fetchall():
            stored = _question(row)
            self._remove_keys(stored)
            self._execute("DELETE FROM questions WHERE number = ?", (stored.number,))
        self._known.clear()

    def _question_number(self, question: bytes, digest: bytes, keys: tuple[str, ...] | None) -> int:
        known = self._known.get(question)
        if known is None:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            row = self._execute(f"{_QUESTIONS} WHERE question = ?", (question,)).fetchone()
            known = self._known[question] = _question(row) if row else self._put_question(question, digest, keys)
        if (known.digest, known.keys) != (digest, _dumped_keys(keys)):
            if known.digest != digest and known.number not in self._unasked:
                logger.warning("The answer to %r has changed, but none of its keys", question)
                self.answer_changed(known.number)
            known = self._known[question] = self.put_answer(known, digest, keys)
        self._unasked.discard(known.number)
        return known.number

    def _put_question(self, question: bytes, digest: bytes, keys: tuple[str, ...] | None) -> StoredQuestion:
        fields = (question, digest, _dumped_keys(keys))
        insert = "INSERT INTO questions (question, digest, keys, checksum) VALUES (?, ?, ?, ?)"
        number = int(self._execute(insert, (*fields, _checksum(*fields))).lastrowid or 0)
        self._put_keys(number, keys)
        return StoredQuestion(number, *fields)

    def _put_keys(self, number: int, keys: tuple[str, ...] | None) -> None:
        self._execute_many("INSERT OR IGNORE INTO question_keys VALUES (?, ?)", ((key, number) for key in keys or ()))

    def _remove_keys(self, stored: StoredQuestion) -> None:
        keys = marshal.loads(stored.keys) if stored.keys else ()  # noqa: S302  our own bytes, checked by their checksum
        delete = "DELETE FROM question_keys WHERE (key, question) = (?, ?)"
        self._execute_many(delete, ((key, stored.number) for key in keys))

    def _drop(self, number: int) -> None:
        """Deletes a member with all members of it."""
        for going, path, asked in self._execute(_WITH_MEMBERS, (number,)).fetchall():
            if path is not None:
                self._execute("INSERT OR IGNORE INTO gone VALUES (?)", (path,))
            questions = [(question,) for question in _unpacked(asked)]
            self._execute_many("INSERT OR IGNORE INTO loose VALUES (?)", questions)
            self._execute_many(
                "DELETE FROM askers WHERE (question, member) = (?, ?)", ((*one, going) for one in questions)
            )
            self._execute("DELETE FROM members WHERE number = ?", (going,))
            self._execute("DELETE FROM dirty WHERE number = ?", (going,))

    def _execute(self, statement: str, parameters: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        return self._database.connection.execute(statement, parameters)

    def _execute_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._database.connection.executemany(statement, rows)


class DuplicateError(Exception):
    """Two pages have one path, which is the message."""


_COLUMNS: Final = "m.number, m.path, m.template, m.function, m.inputs, m.trace_key, m.checksum"
_QUESTIONS: Final = "SELECT number, question, digest, keys, checksum FROM questions"
_IS_ASKED_BY_STAYING: Final = (
    "SELECT 1 FROM askers WHERE question = ? AND member NOT IN (SELECT number FROM dirty) LIMIT 1"
)
_NO_LONGER_LISTED: Final = """
SELECT number FROM members m WHERE parent = ? AND path IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM listed l WHERE l.path = m.path)
UNION ALL SELECT number FROM members m WHERE parent = ? AND path IS NULL AND NOT EXISTS (
    SELECT 1 FROM listed l WHERE l.path IS NULL AND l.function = m.function AND l.inputs = m.inputs)
"""
_IS_LISTED_OTHERWISE: Final = """
m.parent = ? AND m.path = l.path AND (
    (m.template, m.function, m.inputs) IS NOT (l.template, l.function, l.inputs)
    OR l.function IS NULL AND m.trace_key <> l.view_key)
"""
_MARK_LISTED_OTHERWISE: Final = (
    "INSERT OR IGNORE INTO dirty (number) SELECT m.number FROM listed l CROSS JOIN members m"
    f" WHERE {_IS_LISTED_OTHERWISE}"
)
_UPDATE_LISTED_OTHERWISE: Final = (
    "UPDATE members AS m SET template = l.template, function = l.function, inputs = l.inputs,"
    f" checksum = l.checksum, trace_key = l.view_key FROM listed l WHERE {_IS_LISTED_OTHERWISE}"
)
_INSERT_NEW: Final = """
INSERT INTO members (parent, path, template, function, inputs, checksum, trace_key, asked)
SELECT ?, path, template, function, inputs, checksum, view_key, x'' FROM listed l WHERE CASE WHEN path IS NULL
    THEN NOT EXISTS (SELECT 1 FROM members m
        WHERE m.parent = ? AND m.path IS NULL AND m.function = l.function AND m.inputs = l.inputs)
    ELSE NOT EXISTS (SELECT 1 FROM members m WHERE m.parent = ? AND m.path = l.path) END
ORDER BY l.rowid
"""
_WITH_MEMBERS: Final = """
WITH RECURSIVE going(number) AS (
    VALUES (?) UNION ALL SELECT m.number FROM going g CROSS JOIN members m ON m.parent = g.number)
SELECT m.number, m.path, m.asked FROM going CROSS JOIN members m USING (number)
"""


def _member(row: tuple[Any, ...]) -> Member:
    number, path, template, function, inputs, trace_key, checksum = row
    if _checksum(path, template, function, inputs) != checksum:
        raise DamagedError(f"the checksum of page or group {number} is wrong")
    return Member(number, None if path is None else os.fsdecode(path), template, function, inputs, trace_key)


def _listed_row(listed: ListedMember) -> tuple[Any, ...]:
    path, *fields, view_key = listed
    encoded = None if path is None else os.fsencode(path)
    return (encoded, *fields, _checksum(encoded, *fields), view_key)


def _question(row: tuple[Any, ...]) -> StoredQuestion:
    *fields, checksum = row
    if _checksum(*fields[1:]) != checksum:
        raise DamagedError(f"the checksum of question {fields[0]} is wrong")
    return StoredQuestion(*fields)


def _dumped_keys(keys: tuple[str, ...] | None) -> bytes | None:
    return None if keys is None else marshal.dumps(keys, 2)


def _packed(numbers: list[int]) -> bytes:
    return _sealed(array(_NUMBERS, numbers).tobytes())


def _unpacked(packed: bytes) -> "array[int]":
    return array(_NUMBERS, _checked(packed, "what a page asked") if packed else b"")


def _sealed(content: bytes) -> bytes:
    return content + crc32(content).to_bytes(4)


def _checked(content: bytes, name: str) -> bytes:
    if crc32(content[:-4]).to_bytes(4) != content[-4:]:
        raise DamagedError(f"the checksum of {name} is wrong")
    return content[:-4]


def _checksum(*fields: Any) -> int:
    return crc32(marshal.dumps(fields, 2))
