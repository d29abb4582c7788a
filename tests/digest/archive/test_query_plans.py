"""No statement that an update executes for each changed article goes through a whole table."""

import re
from collections import Counter
from pathlib import Path

from digest.archive.index_file import IndexFile
from digest.archive.schema import triggers

from .small_archives import inputs_of, update
from .small_records import NORTH, SOUTH, article

NEW = 5
_VALUE = re.compile(r"x'[0-9a-f]*'|'(?:[^']|'')*'|\b\d+\b", re.IGNORECASE)
# What an article is compared with: the editor's decisions, which are a few lines, and what a statement itself has made.
_SMALL = ("story_decided_articles", "story_decided_slugs", "(subquery")


def _scans(index: IndexFile, statement: str) -> list[str]:
    plan = [row[3] for row in index.connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    scans = [step.removeprefix("SCAN ") for step in plan if step.startswith("SCAN ") and step != "SCAN CONSTANT ROW"]
    return [scan for scan in scans if not scan.startswith(_SMALL)]


def test_an_update_goes_through_no_table_for_each_article(tmp_path: Path) -> None:
    articles = [article(number, (NORTH, SOUTH)[number % 2], names=("Ada", f"No {number}")) for number in range(1, 26)]
    index = IndexFile(tmp_path / "index.sqlite")
    update(index, articles[:-NEW], inputs_of())
    executed: Counter[str] = Counter()
    examples: dict[str, str] = {}

    def note(statement: str) -> None:
        form = _VALUE.sub("?", statement)
        executed[form] += 1
        examples[form] = statement

    index.connection.set_trace_callback(note)
    update(index, articles[-NEW:], inputs_of(), known=articles)
    index.connection.set_trace_callback(None)
    often = [form for form, times in executed.items() if times >= NEW and form.startswith(("SELECT", "DELETE", "WITH"))]
    assert len(often) > 20
    assert {form: scans for form in often if (scans := _scans(index, examples[form]))} == {}


def test_a_changed_row_finds_its_keys_without_going_through_a_table(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / "index.sqlite")
    found = {}
    for name, statement in triggers():
        for key in re.findall(r"FROM \((SELECT .*?)\) WHERE key IS NOT NULL", statement):
            scans = _scans(index, re.sub(r"\b(?:NEW|OLD)\.\w+", "'x'", key))
            if scans:
                found[f"{name}: {key}"] = scans
    assert found == {}
