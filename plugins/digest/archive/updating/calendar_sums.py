"""Sums over days and months: whom each day quotes, how many addresses each month has in the sitemap, and how many of
its stories each source reports.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Final

from ..model.events import quotes_of
from ..model.list_names import ALL, QUOTES
from ..model.quote_clusters import cluster_quotes
from ..model.worth_listing import worth_listing
from .article_files import articles_with
from .row_differences import replace_rows

# Months are given as :month and :end, which is behind the last place of the month.
CANONICAL: Final = (
    "SELECT path, modified FROM articles JOIN listed USING (id) "
    f"WHERE list = '{ALL}' AND listed.place >= :month AND listed.place < :end AND full"
)
_TOLD: Final = (  # without CROSS, SQLite goes through the articles of all events
    "SELECT {what}, max(modified) AS modified FROM story_events CROSS JOIN story_event_articles USING (lead) "
    "JOIN articles ON id = article WHERE day >= :month AND day < :end {which} GROUP BY {what} ORDER BY {what}"
)
TOLD_DAYS: Final = _TOLD.format(what="day", which="")
TOLD_STORIES: Final = _TOLD.format(what="slug", which="AND several AND slug IS NOT NULL")
# The lists whose articles of a month have a page: names without a page of their own have none.
LISTS_WITH_PAGES: Final = (
    f"SELECT list, modified FROM months WHERE month = :month AND list != '{ALL}' AND (list < 'topic/' "
    "OR list >= 'topic0' OR EXISTS (SELECT 1 FROM topics WHERE slug = substr(list, 7))) ORDER BY list"
)
_QUOTED_DAYS: Final = (
    "SELECT DISTINCT substr(place, 1, 10), months.modified FROM listed JOIN months USING (list) "
    f"WHERE list = '{QUOTES}' AND place >= :month AND place < :end AND month = :month"
)
_PARTS: Final = (CANONICAL, TOLD_DAYS, TOLD_STORIES, LISTS_WITH_PAGES, _QUOTED_DAYS)
_ADDRESSES: Final = "SELECT :month, count(*), max(modified) FROM ({})".format(
    " UNION ALL ".join(f"SELECT modified FROM ({part})" for part in _PARTS)
)
# Of the events that several independent sources report, by source: how many it reports, and how many it reported first.
_SHARED: Final = (
    "SELECT substr(list, 8) AS source, :month, count(DISTINCT lead), "
    "count(DISTINCT CASE WHEN articles.source = substr(list, 8) THEN lead END) "
    "FROM story_events CROSS JOIN story_event_articles USING (lead) "
    "JOIN listed ON listed.id = article AND list >= 'source/' AND list < 'source0' "
    "JOIN articles ON articles.id = first "
    "WHERE day >= :month AND day < :end AND independent > 1 GROUP BY list"
)


def span_of_month(month: str) -> dict[str, str]:
    """The parameters of the queries above for a month ("2026-11")."""
    return {"month": month, "end": f"{month}~"}


def put_month_sums(connection: sqlite3.Connection, months: Iterable[str]) -> None:
    """Makes the rows of these months ("2026-11"): how many addresses the sitemap has of it, and when the last of the
    pages was modified; how many of its stories each source shares and reported first."""
    for month in sorted(months):
        span = span_of_month(month)
        addresses = [row for row in connection.execute(_ADDRESSES, span) if row[1]]
        replace_rows(connection, "sitemap_months", "month = ?", (month,), addresses)
        replace_rows(connection, "shared_stories", "month = ?", (month,), connection.execute(_SHARED, span).fetchall())


def put_quoted_days(connection: sqlite3.Connection, days: Iterable[str]) -> None:
    """Makes the rows of these days ("2026-11-30"): for each speaker the number of quotes, each counted once however
    many texts print it. The speaker of quotes without a name is ""."""
    listed = "SELECT id FROM listed WHERE list = ? AND place >= ? AND place < ?"
    for day in sorted(days):
        ids = [id_ for (id_,) in connection.execute(listed, (QUOTES, day, f"{day}~"))]
        quotes = (quote for article in articles_with(connection, ids) for quote in worth_listing(quotes_of(article)))
        speakers = Counter(cluster.fullest.quote.speaker or "" for cluster in cluster_quotes(quotes))
        rows = [(day, speaker, number) for speaker, number in speakers.items()]
        replace_rows(connection, "quoted", "day = ?", (day,), rows)
