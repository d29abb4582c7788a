"""Polls of one case's feed into a content folder of its own, and what they left there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from digest.contracts.subscription_file import check
from digest.feeds.articles.article_file import read
from digest.feeds.polling.poll import poll
from digest.feeds.polling.poll_report import FeedReport
from digest.feeds.workers.worker_pool import IdleProcesses
from tests.corpus.cases.answering_server import Answering, AnsweringServer, Request

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BETWEEN_POLLS = timedelta(hours=13)


@dataclass(frozen=True)
class PolledCase:
    """What the polls of a case's feed left: a report for each, the articles' header fields and bodies, the requests."""

    reports: tuple[FeedReport, ...]
    articles: tuple[Mapping[str, str], ...]
    requests: tuple[Request, ...]
    path: str
    beside: tuple[FeedReport, ...] = ()  # of a second feed of the same server


@dataclass
class CasePolls:
    """Polls cases from one server. Their feeds are at `/NAME/feed`."""

    server: AnsweringServer
    work: Path
    processes: IdleProcesses

    def __call__(
        self,
        name: str,
        answers: Sequence[Answering],
        *,
        path: str = "",
        also: Mapping[str, Answering] | None = None,
        beside: Answering | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> PolledCase:
        """One poll for each of `answers`; those of `also` stand at other paths. `fields` are the subscription's.

        A feed `beside` is polled after it, over the same connection where that is kept.
        """
        path = path or f"/{name}/feed"
        folder = self.work / name
        feed = {"url": self.server.url(path), "name": "Case", "lang": "en", **(fields or {})}
        feeds = [feed]
        if beside is not None:
            feeds.append({"url": self.server.url(f"{path}/beside"), "name": "Beside"})
            self.server.answers[f"{path}/beside"] = beside
        fetch = {
            "allow_private": (self.server.address,),
            "timeout_s": 10,
            "page_delay_s": 0,
            "connections_per_host": 1,
        }
        subscriptions = check({"fetch": fetch, "feed": feeds}, Path())
        self.server.answers.update(also or {})
        first = len(self.server.requests)
        reports: list[FeedReport] = []
        others: list[FeedReport] = []
        for number, answer in enumerate(answers):
            self.server.answers[path] = answer
            report = poll(
                subscriptions,
                content=folder / "content",
                cache=folder / "cache",
                now=NOW + number * BETWEEN_POLLS,
                poll_all=True,
                processes=self.processes,
            )
            reports.append(report.feeds[0])
            others += report.feeds[1:]
        files = sorted((folder / "content").rglob("news/**/*.md"))
        articles = [article for article in map(_article, files) if article["Source"] == "case"]
        return PolledCase(
            tuple(reports),
            tuple(sorted(articles, key=_order)),
            tuple(self.server.requests[first:]),
            path,
            tuple(others),
        )


def _article(file: Path) -> Mapping[str, str]:
    article = read(file.read_text(encoding="utf-8"))
    return {**article.fields, "Body": article.body, "File": "/".join(file.parts[-4:])}


def _order(article: Mapping[str, str]) -> list[tuple[int, str]]:
    """A key by which articles stand in the order of their guids, links and titles, numbers by their value."""
    words = " ".join(article.get(field, "") for field in ("Guid", "Source_Url", "Title", "Body"))
    return [(int(word), "") if word.isdecimal() else (-1, word) for word in re.split(r"(\d+)", words)]
