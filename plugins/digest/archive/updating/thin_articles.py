"""Which articles have no page of their own any more, by the editor's rules and the clock of the build."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Final

from ...contracts.retention import RetentionRules, first_day_within
from ..model.list_names import ALL
from ..model.settings import SiteSettings
from ..packed_articles import PackedArticle, article_digest, unpack_article, with_page
from .article_files import is_canonical

_STATE: Final = "thin"  # whether the last update had such rules


def put_thin(connection: sqlite3.Connection, rules: RetentionRules, settings: SiteSettings) -> None:
    """Marks the articles that are thin by now, and takes the mark from those that are no longer. It concerns few of
    them: those that have come to that age since the last update, and all of a rule that is new or taken out."""
    has_rules = rules.shortest_thin_days is not None
    before = connection.execute("SELECT value FROM state WHERE name = ?", (_STATE,)).fetchone()
    if has_rules or (before and before[0]):
        for article_id, is_thin in list(_changing(connection, rules, _today(connection, settings))):
            _mark(connection, article_id, is_thin=is_thin)
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (_STATE, int(has_rules)))


def _today(connection: sqlite3.Connection, settings: SiteSettings) -> date:
    """The day of the build, as `Archive` has it: of its clock, else of the newest article."""
    if settings.now:
        return settings.local.day(settings.now)
    (newest,) = connection.execute("SELECT max(place) FROM listed WHERE list = ?", (ALL,)).fetchone()
    return date.fromisoformat(newest[:10]) if newest else date.min


def _changing(connection: sqlite3.Connection, rules: RetentionRules, today: date) -> Iterator[tuple[str, bool]]:
    """The ids of the articles that become thin, or are no longer."""
    for source, section in connection.execute("SELECT DISTINCT source, section FROM articles").fetchall():
        days = rules.thin_days(source, section)
        first_day = first_day_within(days, today).isoformat() if days is not None else ""
        query = "SELECT id FROM articles WHERE source = ? AND section = ? AND linked = 1 AND thin = ? AND place"
        for is_thin, condition in ((True, "< ?"), (False, ">= ?")):
            values = (source, section, int(not is_thin), first_day)
            for (article_id,) in connection.execute(f"{query} {condition}", values):
                yield article_id, is_thin


def _mark(connection: sqlite3.Connection, article_id: str, *, is_thin: bool) -> None:
    query = "SELECT record, body, annotation FROM texts WHERE id = ?"
    before, body, annotation = connection.execute(query, (article_id,)).fetchone()
    record = with_page(before, is_thin=is_thin)
    digest = article_digest(record, body, annotation)
    article = unpack_article(article_id, PackedArticle(record, body, annotation, digest))
    connection.execute("UPDATE texts SET record = ? WHERE id = ?", (record, article_id))
    connection.execute(
        "UPDATE articles SET thin = ?, full = ?, digest = ? WHERE id = ?",
        (int(is_thin), int(is_canonical(article)), digest, article_id),
    )
