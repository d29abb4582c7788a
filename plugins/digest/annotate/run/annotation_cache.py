"""The annotations of earlier runs: one row per text in a cache database, which costs only time where it is lost."""

import json
import logging
import marshal
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ...storage.cache_database import CacheDatabase, CacheError
from ...storage.code_digest import code_digest
from ..records import Actor, Annotation, Kind, annotation_from_row

log = logging.getLogger(__name__)

CACHE_FILE: Final = "annotations.sqlite"

# Python's own form of lists and strings: it is read in a third of JSON's time, but only what is whole may be given to
# it, so that each record has a checksum before it.
MARSHAL_VERSION: Final = 4
CHECKSUM_BYTES: Final = 8

# A digest of so many bytes is a positive integer of SQLite without its first bit.
ACTORS_DIGEST_BYTES: Final = 8
MAX_INTEGER: Final = 2**63 - 1

TABLES: Final = """
    CREATE TABLE annotations (key BLOB PRIMARY KEY, made_for INTEGER, record BLOB);
    CREATE TABLE followed (actors_digest INTEGER PRIMARY KEY, actors TEXT)
"""


@dataclass(frozen=True, slots=True)
class CachedAnnotation:
    """An annotation, without the id of its text, and the digest of the followed actors for whom it was made."""

    made_for: int
    annotation: Annotation


def rules_digest() -> str:
    """A digest of the code and data that annotate: a changed rule makes every annotation anew.

    The versions of spaCy and of the model are part of each text's key (`Annotator`). No other library changes what is
    found in a text.
    """
    return code_digest("digest.annotate", distributions=False)


class AnnotationCache:
    """Annotations by key. Each row is written by itself, so that a killed run keeps what it has done.

    What can't be read is missing, and what can't be written is not kept; the log says so, and the run goes on.
    """

    def __init__(self, path: Path, version: str) -> None:
        """Opens or makes the file. `version` is that of the rules; rows of other rules are lost.

        Raises:
            CacheError: the file is not damaged, but can't be used.
        """
        self._path = path
        self._database = CacheDatabase(path, TABLES, version=version, synchronous="NORMAL")

    def __len__(self) -> int:
        """The number of annotations."""
        ((count,),) = self._database.read("SELECT count(*) FROM annotations")
        return int(count)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, CachedAnnotation]:
        """The annotations under `keys`, without those that are missing or can't be read."""
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, made_for, record FROM annotations WHERE key IN ({marks})"  # noqa: S608  marks only
        annotations = {}
        for key, made_for, record in self._read(query, keys):
            try:
                annotations[key] = CachedAnnotation(made_for, annotation_from_row(_unpacked(key, record)))
            except (ValueError, TypeError) as error:
                log.warning("%s: row %s can't be read (%s): its text is read again", self._path, key.hex(), error)
        return annotations

    def put(self, key: bytes, cached: CachedAnnotation) -> None:
        """Stores an annotation under `key`."""
        row = (key, cached.made_for, _packed(key, cached.annotation))
        self._write("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", [row])

    def confirm(self, keys: Sequence[bytes], made_for: int) -> None:
        """Notes that the annotations under `keys` are right for other followed actors too."""
        self._write("UPDATE annotations SET made_for = ? WHERE key = ?", [(made_for, key) for key in keys])

    def note_actors(self, actors: Sequence[Actor]) -> int:
        """Stores the followed actors for whom annotations are made, and returns their digest.

        Actors for whom no annotation was made are dropped.
        """
        record = json.dumps([astuple(actor) for actor in actors])
        digest = blake2b(record.encode(), digest_size=ACTORS_DIGEST_BYTES).digest()
        number = int.from_bytes(digest) & MAX_INTEGER
        unused = "DELETE FROM followed WHERE actors_digest NOT IN (SELECT made_for FROM annotations)"
        self._write(unused, [()])
        self._write("INSERT OR IGNORE INTO followed VALUES (?, ?)", [(number, record)])
        return number

    def actors(self, digest: int) -> tuple[Actor, ...] | None:
        """The followed actors with that digest; None where they are not known."""
        try:
            rows = self._read("SELECT actors FROM followed WHERE actors_digest = ?", (digest,))
            return tuple(_actor(*fields) for fields in json.loads(rows[0][0])) if rows else None
        except (ValueError, TypeError):
            return None

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, query: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            return self._database.read(query, parameters)
        except CacheError as error:
            log.warning("%s: this run goes on without it", error)
            return []

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            self._database.write_many(statement, rows)
        except CacheError as error:
            log.warning("%s: this run goes on without it", error)


def _packed(key: bytes, annotation: Annotation) -> bytes:
    _, *parts = astuple(annotation)
    record = marshal.dumps(parts, MARSHAL_VERSION)
    return _checksum(key, record) + record


def _unpacked(key: bytes, record: bytes) -> list[Any]:
    """The parts of an annotation but its id.

    Raises:
        ValueError: `_packed` did not make the record.
    """
    content = record[CHECKSUM_BYTES:]
    if record[:CHECKSUM_BYTES] != _checksum(key, content):
        raise ValueError("it is damaged")
    parts: list[Any] = marshal.loads(content)  # noqa: S302  it is what we wrote, as the checksum says
    return parts


def _checksum(key: bytes, record: bytes) -> bytes:
    return blake2b(record, key=key, digest_size=CHECKSUM_BYTES).digest()


def _actor(
    name: str, kind: Kind, slug: str, aliases: list[str], wikidata: str, never: list[str], merge: list[str], *rest: Any
) -> Actor:
    return Actor(name, kind, slug, tuple(aliases), wikidata, tuple(never), tuple(merge), *rest)
