"""Hostile titles, links, dates and bodies through a feed into files: nothing lost, nothing opened, nothing outside."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown

from digest.contracts.article_fingerprint import is_as_written
from digest.contracts.article_header import HeaderField
from digest.feeds.articles.article_file import ArticleFile, read, render

pytestmark = pytest.mark.corpus
RSS = Callable[..., bytes]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # what XML can't carry at all


def sane(text: str) -> str:
    return CONTROL.sub("", text)


def entries_of(corpus: Path) -> list[dict[str, str]]:
    folder = corpus / "hostile"
    titles = [case["title"] for case in json.loads((folder / "nasty-titles.json").read_text(encoding="utf-8"))]
    links = json.loads((folder / "nasty-links.json").read_text(encoding="utf-8"))
    days = json.loads((folder / "nasty-dates.json").read_text(encoding="utf-8"))
    payloads = [vector["payload"] for vector in json.loads((folder / "h5sc.json").read_text(encoding="utf-8"))]
    cases = [{"title": title} for title in titles]
    cases += [{"title": "t", "link": link, "description": f'<a href="{html.escape(link)}">x</a>'} for link in links]
    cases += [{"title": "t", "pubDate": day} for day in days]
    for payload in payloads:
        cases += [{"title": "t", "description": payload}, {"title": "t", "description": html.escape(payload)}]
        cases += [{"title": payload}, {"title": html.escape(payload)}]
        cases += [{"title": "t", "category": payload, "author": payload, "link": payload}]
    return [{**case, "guid": f"g{number}"} for number, case in enumerate(cases)]


def test_nothing_is_lost_and_every_field_stays_in_its_line(
    corpus: Path, server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    entries = [{name: sane(value) for name, value in entry.items()} for entry in entries_of(corpus)]
    assert len(entries) > 900
    server.answers["/a"] = answer(rss(*entries[: len(entries) // 2]))
    server.answers["/b"] = answer(rss(*entries[len(entries) // 2 :]))
    report = polls("/a", "/b")
    assert [(feed.status, feed.dropped, feed.failed) for feed in report.feeds] == [("ok", (), ())] * 2
    assert sum(feed.new for feed in report.feeds) == len(entries)
    files = polls.files()
    assert len(files) == len(entries)
    assert sorted(read(text).fields[HeaderField.GUID] for text in files.values()) == sorted(e["guid"] for e in entries)
    engine = Markdown(extensions=["meta", "tables", "sane_lists", "fenced_code"])
    for path, text in files.items():
        assert re.fullmatch(r"news/\d{4}/\d\d/\d\d/[a-z0-9]+(-[a-z0-9]+)*\.md", path)
        assert len(Path(path).name) <= 100
        fields = read(text).fields
        assert is_as_written(text)
        assert render(ArticleFile(fields, read(text).body)) == text
        engine.reset()
        engine.convert(text)
        meta = engine.Meta  # type: ignore[attr-defined]  # the extension adds it
        assert meta == {name.lower(): [value] for name, value in fields.items()}
        assert set(fields) <= set(HeaderField)
        assert fields[HeaderField.TITLE]
        assert fields[HeaderField.CATEGORY] == "World"
        assert Path(path).parent == Path("news") / fields[HeaderField.DATE][:10].replace("-", "/")
        assert "1990" <= fields[HeaderField.DATE] < "2026-11-24"
        assert fields.get(HeaderField.SOURCE_URL, "http").startswith("http")
        assert len(text.split("\n\n", 1)[0].splitlines()) == len(fields)
