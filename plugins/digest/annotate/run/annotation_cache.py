"""The annotations of earlier runs, in a cache database with one row for each text. To lose it costs only time."""

import json
import logging
import marshal
import sys
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

# Python's marshal format is read in a third of the time that JSON takes. But it must never read damaged data, so each
# record begins with a checksum.
MARSHAL_VERSION: Final = 4
CHECKSUM_BYTES: Final = 8

# A digest of this many bytes, without its first bit, is a positive integer of SQLite.
ACTORS_DIGEST_BYTES: Final = 8
MAX_INTEGER: Final = 2**63 - 1

TABLES: Final = """
    CREATE TABLE annotations (key BLOB PRIMARY KEY, made_for INTEGER, record BLOB);
    CREATE TABLE followed (actors_digest INTEGER PRIMARY KEY, actors TEXT);
    CREATE TABLE set_aside (key BLOB PRIMARY KEY)
"""


@dataclass(frozen=True, slots=True)
class CachedAnnotation:
    """An annotation, without the id of its text, and the digest of the followed actors with which it was made."""

    made_for: int
    annotation: Annotation


def rules_digest() -> str:
    """A digest of the code and data of `annotate`. After a change of any rule, all texts are annotated again.

    The versions of the models, of what runs them and of py3langid are part of each text's key (`Annotator`). No other
    library changes an annotation.
    """
    return code_digest("digest.annotate", distributions=False)


class AnnotationCache:
    """Annotations by key. Rows are written at once, so that a killed run loses little.

    A row that can't be read counts as missing. If a row can't be written, the log says so and the run goes on.
    """

    def __init__(self, path: Path, version: str) -> None:
        """Opens or creates the file. `version` is the digest of the rules; rows made by other rules are deleted.

        Raises:
            CacheError: the file can't be used, for another reason than damage.
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

    def put(self, cached: Sequence[tuple[bytes, CachedAnnotation]]) -> None:
        """Stores annotations by their keys: all of them, or none if the process is killed."""
        rows = [(key, made.made_for, _packed(key, made.annotation)) for key, made in cached]
        self._write("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", rows)

    def set_aside(self, keys: Sequence[bytes]) -> None:
        """Notes texts that can't be annotated, since processes have died over them."""
        self._write("INSERT OR IGNORE INTO set_aside VALUES (?)", [(key,) for key in keys])

    def set_aside_among(self, keys: Sequence[bytes]) -> frozenset[bytes]:
        """Those of `keys` that were set aside."""
        marks = ",".join("?" * len(keys))
        rows = self._read(f"SELECT key FROM set_aside WHERE key IN ({marks})", keys)  # noqa: S608  marks only
        return frozenset(key for (key,) in rows)

    def forget_set_aside(self) -> None:
        """Forgets which texts were set aside."""
        self._write("DELETE FROM set_aside", [()])

    def confirm(self, keys: Sequence[bytes], made_for: int) -> None:
        """Notes that the annotations under `keys` are right for the followed actors with the digest `made_for` too."""
        self._write("UPDATE annotations SET made_for = ? WHERE key = ?", [(made_for, key) for key in keys])

    def note_actors(self, actors: Sequence[Actor]) -> int:
        """Stores the followed actors with which annotations are made, and returns their digest.

        Stored actors to which no annotation refers are deleted.
        """
        record = json.dumps([astuple(actor) for actor in actors])
        number = _actors_digest(record)
        unused = "DELETE FROM followed WHERE actors_digest NOT IN (SELECT made_for FROM annotations)"
        self._write(unused, [()])
        self._write("INSERT OR IGNORE INTO followed VALUES (?, ?)", [(number, record)])
        return number

    def actors(self, digest: int) -> tuple[Actor, ...] | None:
        """The followed actors with that digest; None if they are not known."""
        try:
            rows = self._read("SELECT actors FROM followed WHERE actors_digest = ?", (digest,))
            if not rows or _actors_digest(rows[0][0]) != digest:  # a damaged row is as good as none
                return None
            return tuple(_actor(*fields) for fields in json.loads(rows[0][0]))
        except (ValueError, TypeError, AttributeError, RecursionError):
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


def _actors_digest(record: str) -> int:
    digest = blake2b(record.encode(), digest_size=ACTORS_DIGEST_BYTES).digest()
    return int.from_bytes(digest) & MAX_INTEGER


def _packed(key: bytes, annotation: Annotation) -> bytes:
    _, *parts = astuple(annotation)
    seen: dict[tuple[type, Any], Any] = {}  # outlives `dumps`, so that each object in it has a second reference
    record = marshal.dumps(_plain(tuple(parts), seen), MARSHAL_VERSION)
    return _checksum(key, record) + record


def _plain(value: Any, seen: dict[tuple[type, Any], Any]) -> Any:
    """An equal value that marshal writes as the same bytes, whichever process made it.

    Marshal notes which objects have several references, and which strings Python has interned. Objects that came from
    another process differ in both. So equal strings and numbers become one object, a new one, that `seen` refers to.
    """
    if isinstance(value, tuple):
        return tuple([_plain(part, seen) for part in value])
    if isinstance(value, str) and len(value) < 2:  # Python keeps one object for each of most of these
        return sys.intern(value)
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
    return seen.setdefault((type(value), value), value)


def _unpacked(key: bytes, record: bytes) -> list[Any]:
    """The fields of an annotation without its id.

    Raises:
        ValueError: the record is not as `_packed` made it.
    """
    content = record[CHECKSUM_BYTES:]
    if record[:CHECKSUM_BYTES] != _checksum(key, content):
        raise ValueError("it is damaged")
    parts: list[Any] = marshal.loads(content)  # noqa: S302  by the checksum, this process or an earlier run wrote it
    return parts


def _checksum(key: bytes, record: bytes) -> bytes:
    return blake2b(record, key=key, digest_size=CHECKSUM_BYTES).digest()


def _actor(
    name: str,
    kind: Kind,
    slug: str,
    aliases: list[str],
    wikidata: str,
    never: list[str],
    merge: list[str],
    *others: Any,
) -> Actor:
    return Actor(name, kind, slug, tuple(aliases), wikidata, tuple(never), tuple(merge), *others)
