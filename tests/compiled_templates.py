"""Compiled templates that sites of tests share: most of a first build of a small site compiles them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from incremental.state.state_file import STATE_FILE, opened_state


def lend_templates(lender: Path, cache: Path) -> None:
    """Gives a site that was not built yet, by its folder of caches, the compiled templates of one that was.

    Nothing else of that site comes with them; templates that the other one compiles otherwise are compiled again.
    """
    cache.mkdir(parents=True, exist_ok=True)
    opened_state(cache / STATE_FILE).close()
    with closing(sqlite3.connect(cache / STATE_FILE, isolation_level=None)) as state:
        state.execute("ATTACH ? AS lender", (str(lender / STATE_FILE),))
        state.execute("INSERT INTO templates SELECT * FROM lender.templates")
