"""The tables are those that docs/open-data.md describes, and change only with their version."""

import hashlib
import re
from pathlib import Path

from digest.site.open_data.open_data_tables import KEYS, SCHEMA_VERSION, TABLES

# The digest of all names and types of each version. A column that is added changes the digest of its version; one that
# is renamed, taken out or means something else needs a new version.
VERSIONS = {1: "2a7506f1b8638d60"}


def test_the_document_describes_every_column_as_it_is(root: Path) -> None:
    text = (root / "docs" / "open-data.md").read_text(encoding="utf-8")
    assert f"## The tables, version {SCHEMA_VERSION}\n" in text
    described = {
        match[1]: re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", match[2], re.MULTILINE)
        for match in re.finditer(r"^### `(\w+)`\n(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL)
    }
    assert described == {
        table: [(column.name, column.type, column.meaning) for column in columns] for table, columns in TABLES.items()
    }


def test_the_tables_are_those_of_their_version() -> None:
    columns = [(table, column.name, column.type) for table, columns in TABLES.items() for column in columns]
    assert hashlib.sha256(repr(columns).encode()).hexdigest()[:16] == VERSIONS[SCHEMA_VERSION]


def test_a_table_refers_only_to_those_before_it() -> None:
    before: list[str] = []
    for table, columns in TABLES.items():
        assert {column.references for column in columns if column.references} <= set(before)
        before.append(table)
    assert KEYS.keys() <= TABLES.keys()
