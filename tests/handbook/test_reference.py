"""The reference tables of the handbook and the code name the same things.

Whoever adds a file under `content/` adds its table to a page of `docs/`, and a row to FILES.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from digest.annotate.actors.actor_files import FIELDS
from digest.archive.corrections import Corrections, KindCorrection, QuoteCorrection, Rename, Untag
from digest.archive.story_decisions import EditorDecisions
from digest.archive.watches import Watch, Watches
from digest.contracts import expired_articles, feed_status, kept_versions
from digest.contracts.article_header import HeaderField
from digest.contracts.subscriptions import (
    FetchSettings,
    FilterRules,
    RetentionSettings,
    RetentionTerms,
    Subscription,
    Subscriptions,
    VersionSettings,
)
from digest.feeds.articles import removed_articles
from digest.operations.delivery.delivery_file import Deliveries, MailDelivery, WebhookDelivery
from digest.operations.delivery.delivery_journal import JournalLine
from digest.site.load.settings_reading import OWN_SETTINGS
from tests.handbook.names_in_code import (
    OF_OURS,
    records_of_files,
    settings_in_code,
    settings_in_file,
    variables_in_code,
    words_in_code,
)
from tests.handbook.reference_tables import names_in_tables, rows_by_name

SETTINGS = "Settings"
VARIABLES = "Environment"
EXPLAINED_AS_HEADINGS = (Subscriptions, Watches, Deliveries)  # whole files, whose keys are the tables in them


def keys_of(record: type) -> set[str]:
    """The keys of a record by which a file is read."""
    if is_dataclass(record):
        return {field.name for field in fields(record)}
    names: dict[str, object] = record.model_fields  # type: ignore[attr-defined]  # of pydantic's models
    return set(names)


def _status_keys() -> set[str]:
    return {feed_status._KEYS.get(field.name, field.name) for field in fields(feed_status.FeedStatus)}


@dataclass(frozen=True)
class Table:
    """A table of the handbook: its page, the heading over it, and what the code knows."""

    page: str
    heading: str
    keys: type | Callable[[], set[str]]

    def known(self) -> set[str]:
        return keys_of(self.keys) if isinstance(self.keys, type) else self.keys()


FILES = (
    Table("reference.md", "subscriptions.toml: [fetch]", FetchSettings),
    Table("reference.md", "subscriptions.toml: [filter]", FilterRules),
    Table("reference.md", "subscriptions.toml: [[feed]]", Subscription),
    Table("reference.md", "subscriptions.toml: [retention]", RetentionSettings),
    Table("reference.md", "subscriptions.toml: [retention.sections.NAME]", RetentionTerms),
    Table("reference.md", "subscriptions.toml: [versions]", VersionSettings),
    Table("reference.md", "actors/*.md", lambda: set(FIELDS)),
    Table("reference.md", "decisions.toml", EditorDecisions),
    Table("reference.md", "corrections.toml", Corrections),
    Table("reference.md", "corrections.toml: [[untag]]", Untag),
    Table("reference.md", "corrections.toml: [[rename]]", Rename),
    Table("reference.md", "corrections.toml: [[kind]]", KindCorrection),
    Table("reference.md", "corrections.toml: [[quote]]", QuoteCorrection),
    Table("reference.md", "watches.toml: [[watch]]", Watch),
    Table("reference.md", "delivery.toml: [[mail]]", MailDelivery),
    Table("reference.md", "delivery.toml: [[webhook]]", WebhookDelivery),
    Table("reference.md", "deliveries.jsonl", JournalLine),
    Table("reference.md", "news/**/*.md", lambda: {str(field) for field in HeaderField}),
    Table("reference.md", "feed-status.json", _status_keys),
    Table("reference.md", "expired/*.jsonl", lambda: set(expired_articles._FIELDS)),
    Table("reference.md", "versions/**/*.jsonl", lambda: set(kept_versions._FIELDS)),
    Table("reference.md", "removed.jsonl", lambda: {*removed_articles._FIELDS, "removed"}),
)


@pytest.mark.parametrize("table", FILES, ids=lambda table: f"{table.page} {table.heading}")
def test_a_table_has_every_key_and_no_other(root: Path, table: Table) -> None:
    names = names_in_tables(root / "docs" / table.page).get(table.heading, [])
    assert sorted(names) == sorted(table.known())


def test_every_record_that_a_file_is_read_by_has_a_table() -> None:
    explained = {table.keys.__name__ for table in FILES if isinstance(table.keys, type)} - {JournalLine.__name__}
    assert records_of_files() == explained | {record.__name__ for record in EXPLAINED_AS_HEADINGS}


def test_the_tables_of_a_whole_file_are_headings(root: Path) -> None:
    headings = names_in_tables(root / "docs" / "reference.md")
    for record in EXPLAINED_AS_HEADINGS:
        for key in keys_of(record):
            assert any(heading.endswith((f"[{key}]", f"[[{key}]]")) for heading in headings), key


def _explained_settings(root: Path) -> list[str]:
    page = root / "docs" / "reference.md"
    text = page.read_text(encoding="utf-8")
    below = text.partition(f"## {SETTINGS}\n")[2].partition("\n## ")[0]
    tables = names_in_tables(page)
    return [name for heading, names in tables.items() if f"### {heading}\n" in below for name in names]


def test_every_setting_is_explained_and_every_explained_one_is_read(root: Path) -> None:
    variables, _ = variables_in_code()
    explained = _explained_settings(root)
    in_file, in_code = settings_in_file(), settings_in_code()
    # Of what Pelican has by itself, the software's settings file names what matters.
    of_ours = {name for name in in_code if name in in_file or name not in DEFAULT_CONFIG} - (variables - in_file)
    assert sorted((in_file | of_ours) - set(explained)) == []
    assert sorted(set(explained) - in_file - in_code) == []
    assert len(explained) == len(set(explained))


def test_a_site_is_warned_of_no_setting_that_is_explained_and_of_all_others(root: Path) -> None:
    explained = {name for name in _explained_settings(root) if name.startswith("DIGEST_")}
    assert {f"DIGEST_{name}" for name in OWN_SETTINGS} == explained


def test_the_defaults_of_settings_are_as_the_tables_say(root: Path) -> None:
    settings = vars(importlib.import_module("concordance.default_settings"))
    for name, default in _defaults(root / "docs" / "reference.md").items():
        if default and name in settings:
            assert str(settings[name]) == default.strip('"'), name


def _defaults(page: Path) -> dict[str, str]:
    return {name: row[1] for name, row in rows_by_name(page).items() if name.isupper() and len(row) == 3}


def test_every_variable_of_the_environment_is_explained_and_every_explained_one_is_read(root: Path) -> None:
    read, unknown = variables_in_code()
    assert unknown == {"feed.credentials", "name", "variable"}, "whose names are known only when they are read"
    explained = names_in_tables(root / "docs" / "reference.md")[VARIABLES]
    code = words_in_code()
    assert sorted(read - set(explained)) == []
    assert sorted(name for name in explained if name not in read and name not in code) == []


def test_names_that_are_neither_setting_nor_variable_are_found() -> None:
    assert {"DIGEST_PUBLISH", "DIGEST_LOG", "DIGEST_NOW", "THEME"} <= settings_in_code()
    assert all(OF_OURS.fullmatch(name) for name in ("DIGEST_PUBLISH", "INCREMENTAL_JOBS"))
