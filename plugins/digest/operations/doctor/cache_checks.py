"""Whether the databases of the cache can be used."""

import sqlite3
from collections.abc import Iterator

from ..site_places import SitePlaces
from .finding import Finding, advice


def cache_findings(places: SitePlaces) -> Iterator[Finding]:
    """A finding for each damaged database. It costs time only: the next run makes it anew."""
    for file in sorted(places.cache.glob("**/*.sqlite")):
        if reason := _damage(str(file)):
            yield advice(f"{file} is damaged ({reason})", f"rm {file}: it costs the next run time, and nothing else")


def _damage(file: str) -> str:
    """What SQLite says of a file; "" if it is sound, or in use by another process."""
    connection = None
    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=1)
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        locked = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        return "" if locked else str(error)
    finally:
        if connection:
            connection.close()
    return "" if said == "ok" else str(said)
