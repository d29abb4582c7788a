"""The development sets of stories: windows of real feeds, whose reports people have put to events.

    PYTHONPATH=plugins:. python -m tests.digest.stories.labelled_windows CORPUS FOLDER

writes for each window NAME.jsonl, the input of `python -m digest.stories`, and NAME-gold.jsonl, its labels. What the
labels mean, and what each window is of, says events/README.md. The project has ids and labels alone; the texts are in
the corpus ($DIGEST_CORPUS).
"""

import json
import re
import sys
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import feedparser

from digest.stories.reports import UNDATED, Report
from digest.stories.story_lines import read_article

EVENTS = Path(__file__).parent / "events"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True, slots=True)
class LabelledWindow:
    """Reports of a few days, in order of their labels, and the event of each by its id.

    An event that has one report is a report that stands alone.
    """

    name: str
    reports: tuple[Report, ...]
    events: dict[str, str]

    def lines(self) -> Iterator[str]:
        """The reports as `python -m digest.stories` reads them."""
        for report in self.reports:
            date = report.date.astimezone(UTC).isoformat()
            record = {"id": report.id, "title": report.title, "text": report.text, "date": date}
            yield json.dumps(record | {"source": report.source, "link": report.link}, ensure_ascii=False)


def labelled_windows(corpus: Path) -> tuple[LabelledWindow, ...]:
    """All development sets, in order of their names: the project's own, and those that lie in the corpus with texts."""
    windows = [own_window(path.stem, corpus) for path in EVENTS.glob("*.jsonl")]
    windows += [window_with_texts(path) for path in (corpus / "gold" / "stories-dev").glob("????-??-??.jsonl")]
    return tuple(sorted(windows, key=lambda window: window.name))


def own_window(name: str, corpus: Path) -> LabelledWindow:
    """A window of which the project has the labels and the corpus the feeds.

    Raises:
        KeyError: the corpus lacks a report that has a label.
    """
    labels = [json.loads(line) for line in (EVENTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    feeds = {label["feed"] for label in labels}
    reports = {report.id: report for feed in feeds for report in feed_reports(feed, corpus)}
    events = {label["n"]: label["cluster"] for label in labels}
    return LabelledWindow(name, tuple(reports[identity] for identity in events), events)


def window_with_texts(path: Path) -> LabelledWindow:
    """A window whose reports are in the file `path`, with the labels beside it. Its name is `dev` and the file's."""
    reports = tuple(read_article(line).report for line in path.read_bytes().splitlines())
    gold = path.with_name(f"{path.stem}-gold.jsonl").read_text(encoding="utf-8").splitlines()
    events = {label["n"]: label["cluster"] for label in map(json.loads, gold)}
    return LabelledWindow(f"dev-{path.stem}", reports, events)


@cache
def feed_reports(feed: str, corpus: Path) -> tuple[Report, ...]:
    """The items of a feed of the corpus: of the snapshots in `replay/FEED`, or else of the file `feeds/FEED.xml`.

    Each is as it first appeared. Its text is the longer one of its description and its content.
    """
    snapshots = sorted((corpus / "replay" / feed).glob("*.xml"))
    items = _replayed_items(snapshots) if snapshots else _captured_items(corpus / "feeds" / f"{feed}.xml")
    source = feed.split("__")[1] if "__" in feed else feed
    reports: dict[str, Report] = {}
    for link, title, texts, date in items:
        identity = sha256(f"{feed} {link}".encode()).hexdigest()[:12]
        if link and identity not in reports:
            reports[identity] = Report(identity, title, max(map(_plain, texts), key=len), date, source, link)
    return tuple(reports.values())


def _replayed_items(snapshots: list[Path]) -> Iterator[tuple[str, str, list[str], datetime]]:
    """Link, title, texts and date. An item without a date has that of its snapshot."""
    for snapshot in snapshots:
        for item in ElementTree.parse(snapshot).iter("item"):
            published = item.findtext("pubDate")
            date = parsedate_to_datetime(published) if published else datetime.fromisoformat(f"{snapshot.stem}T00:00Z")
            texts = [item.findtext(name) or "" for name in ("description", CONTENT)]
            yield unescape((item.findtext("link") or "").strip()), unescape(item.findtext("title") or ""), texts, date


def _captured_items(file: Path) -> Iterator[tuple[str, str, list[str], datetime]]:
    """Link, title, texts and date, whatever the feed's format. An item without a date is undated."""
    for entry in feedparser.parse(file.read_bytes()).entries:
        texts = [entry.get("summary", ""), *(content.value for content in entry.get("content", ()))]
        published = entry.get("published_parsed") or entry.get("updated_parsed")
        date = datetime.fromtimestamp(timegm(published), UTC) if published else UNDATED
        yield entry.get("link", ""), entry.get("title", ""), texts, date


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", unescape(html)))


def main(corpus: Path, folder: Path) -> None:
    for window in labelled_windows(corpus):
        gold = [json.dumps({"n": report.id, "cluster": window.events[report.id]}) for report in window.reports]
        (folder / f"{window.name}.jsonl").write_text("\n".join(window.lines()) + "\n", encoding="utf-8")
        (folder / f"{window.name}-gold.jsonl").write_text("\n".join(gold) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
