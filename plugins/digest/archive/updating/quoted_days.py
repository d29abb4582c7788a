"""Whom each day quotes: for each speaker the number of quotes, each counted once however many texts print it."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from ..model.events import quotes_of
from ..model.list_names import QUOTES
from ..model.quote_clusters import cluster_quotes
from ..model.worth_listing import worth_listing
from .article_files import articles_with
from .row_differences import replace_rows


def put_quoted_days(connection: sqlite3.Connection, days: Iterable[str]) -> None:
    """Makes the rows of these days ("2026-11-30"). The speaker of quotes without a name is ""."""
    listed = "SELECT id FROM listed WHERE list = ? AND place >= ? AND place < ?"
    for day in sorted(days):
        ids = [id_ for (id_,) in connection.execute(listed, (QUOTES, day, f"{day}~"))]
        quotes = (quote for article in articles_with(connection, ids) for quote in worth_listing(quotes_of(article)))
        speakers = Counter(cluster.fullest.quote.speaker or "" for cluster in cluster_quotes(quotes))
        rows = [(day, speaker, number) for speaker, number in speakers.items()]
        replace_rows(connection, "quoted", "day = ?", (day,), rows)
