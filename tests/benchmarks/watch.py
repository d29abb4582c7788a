"""What has to hold for a site from one build to the next: its feeds and its addresses, as subscribers see them."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
_FEED = re.compile(r"(?P<root>(?:.*?/)??)(?:\d{4}/\d{2}/)?feed(?:-\d+)?\.(?:xml|json)")  # archives too
# When an article was changed stands in its entry's text, and so moves with `updated`.
_ORIGIN = re.compile(r"<p>(?:Source|Quelle): .*?</p>")


@dataclass(frozen=True, slots=True)
class Entry:
    """As a subscriber compares it with what it has."""

    updated: str
    title: str
    content: str


class Watch:
    """Looks at an output folder after each build, and remembers."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._marks: dict[str, tuple[int, int]] = {}  # files as they were looked at last
        self._ids: dict[str, list[str]] = {}  # by file
        self._id_of: dict[tuple[str, str], str] = {}  # by feed and address
        self._entries: dict[str, Entry] = {}  # by id
        self._held: dict[str, set[str]] = {}  # ids in a feed and its archives, by its root
        self._pages: set[str] = set()
        self.looked_at = 0

    @property
    def entries(self) -> int:
        """How many different ones were seen."""
        return len(self._entries)

    def faults(self) -> Iterator[str]:
        """What is wrong now, alone and beside the build before."""
        changed = [file for file in sorted(self._output.rglob("[!.]*")) if file.is_file() and self._is_new(file)]
        yield from _lint([file for file in changed if file.suffix == ".xml"])
        for file in changed:
            path = file.relative_to(self._output).as_posix()
            if _FEED.fullmatch(path):
                self.looked_at += 1
                yield from self._feed(path, file)
        yield from self._vanished()

    def _is_new(self, file: Path) -> bool:
        path, status = file.relative_to(self._output).as_posix(), file.stat()
        mark = (status.st_ino, status.st_mtime_ns)
        before = self._marks.get(path)
        self._marks[path] = mark
        return before != mark

    def _feed(self, path: str, file: Path) -> Iterator[str]:
        items = json.loads(file.with_suffix(".json").read_bytes())["items"]
        if file.suffix == ".json":
            entry_ids = [(item["url"], item["id"]) for item in items]
        else:
            parsed = feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
            if parsed.bozo:
                yield f"{path}: {parsed.bozo_exception}"
            if parsed.version != "atom10":
                yield f"{path}: feedparser takes it for {parsed.version!r}"
            for entry in parsed.entries:
                if not entry.get("updated_parsed") or not entry.link.startswith("http"):
                    yield f"{path}: {entry.id} has no date or no address"
            yield from _differences(path, ET.parse(file).getroot(), parsed, items)
            entry_ids = [(entry.link, entry.get("id", "")) for entry in parsed.entries]
            yield from self._same_feed(path, file, parsed.feed.get("id", ""))
        if len({number for _, number in entry_ids}) != len(entry_ids):
            yield f"{path}: an id is given twice"
        self._ids[path] = [number for _, number in entry_ids]
        for address, number in entry_ids:
            yield from self._same_id(path, address, number)
        for item in items:
            yield from self._update(path, item)

    def _same_feed(self, path: str, file: Path, number: str) -> Iterator[str]:
        """Where a name turned out to be another one's, its page leads there, and its feed is the feed of that name."""
        page = file.with_name("index.html")
        if page.is_file() and 'http-equiv="refresh"' in page.read_text(encoding="utf-8"):
            match = _FEED.fullmatch(path)
            self._id_of[match["root"] if match else "", "the feed"] = number
        yield from self._same_id(path, "the feed", number)

    def _same_id(self, path: str, address: str, number: str) -> Iterator[str]:
        match = _FEED.fullmatch(path)
        root = match["root"] if match else ""
        before = self._id_of.setdefault((root, address), number)
        if not number:
            yield f"{path}: {address} has no id"
        elif before != number:
            yield f"{path}: {address} was {before} and is {number}"

    def _update(self, path: str, item: dict[str, Any]) -> Iterator[str]:
        entry = Entry(item["date_modified"], item["title"], _ORIGIN.sub("", item["content_html"]))
        before = self._entries.get(item["id"])
        self._entries[item["id"]] = entry
        if before and before.updated > entry.updated:
            yield f"{path}: {item['id']} was updated at {before.updated}, and now at {entry.updated}"
        elif (
            before
            and before.updated != entry.updated
            and (before.title, before.content)
            == (
                entry.title,
                entry.content,
            )
        ):
            yield f"{path}: {item['id']} is updated without a change"

    def _vanished(self) -> Iterator[str]:
        """Ids that are in no document of their feed any more."""
        held: dict[str, set[str]] = defaultdict(set)
        for path, ids in self._ids.items():
            if (self._output / path).is_file() and (match := _FEED.fullmatch(path)):
                held[match["root"]].update(ids)
        for root, before in self._held.items():
            gone = before - held.get(root, set())
            if root.startswith("topics/"):
                gone -= held[""]  # a text that was changed may no longer name the actor
            if root in held and gone:
                yield f"{root}: {len(gone)} entries are gone from the feed and its archives, as {min(gone)}"
        self._held = dict(held)

    def gone(self) -> list[str]:
        """Pages and feeds that were there when this was asked last."""
        there = [file.relative_to(self._output).as_posix() for file in self._output.rglob("[!.]*") if file.is_file()]
        pages = {path for path in there if path.endswith(".html") or _FEED.fullmatch(path)}
        gone = sorted(self._pages - pages)
        self._pages = pages
        return gone


def _lint(files: list[Path]) -> Iterator[str]:
    """Where xmllint is installed (Debian: libxml2-utils); that they are well-formed another parser sees in any case."""
    if not shutil.which("xmllint"):
        return
    for start in range(0, len(files), 500):
        part = files[start : start + 500]
        done = subprocess.run(["xmllint", "--noout", *part], capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"xmllint: {done.stderr.strip()[:300]}"


def _differences(path: str, root: ET.Element, parsed: Any, items: list[dict[str, Any]]) -> Iterator[str]:
    """Where the Atom feed, as feedparser and as an XML parser read it, isn't what its JSON twin says."""
    entries = root.findall(f"{ATOM}entry")
    if not len(entries) == len(parsed.entries) == len(items):
        yield f"{path}: {len(items)} items, {len(entries)} entries, of which feedparser reads {len(parsed.entries)}"
        return
    for entry, read, item in zip(entries, parsed.entries, items, strict=True):
        written = {
            "id": item["id"],
            "title": item["title"],
            "link": item["url"],
            "updated": item["date_modified"],
            "published": item.get("date_published", ""),
            "summary": item.get("summary", ""),
            "tags": item.get("tags", []),
        }
        back = {name: read.get(name, "") for name in written}
        back["tags"] = [tag.term for tag in read.get("tags", ())]
        if not item.get("summary"):
            back["summary"] = ""  # feedparser puts the content there
        written["content"], back["content"] = item["content_html"], entry.findtext(f"{ATOM}content") or ""
        for name, value in written.items():
            if " ".join(str(value).split()) != " ".join(str(back[name]).split()):
                yield f"{path}: {name} of {item['id']} is {back[name]!r:.100}, not {value!r:.100}"
