"""Changes in the index: the same rows whatever the order in which versions, articles, terms and corrections came."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from digest.annotate.records import Annotation, Quote, Segment, Text
from digest.archive.changes.text_change import RemovedQuote
from digest.archive.corrections import NO_CORRECTIONS, Corrections
from digest.archive.index_file import IndexFile
from digest.archive.model.article import Article
from digest.archive.model.article_body import read_body
from digest.archive.questions.archive import Archive
from digest.archive.updating.article_files import ReadArticle
from digest.archive.updating.change_rows import VersionTerms
from digest.archive.updating.index_update import update_index
from digest.contracts.kept_versions import KeptVersion, add_version, remove_versions, versions_file
from digest.contracts.subscriptions import VersionSettings
from digest.feeds.articles.article_file import ArticleFile, render

from .small_archives import inputs_of
from .small_records import NORTH, SETTINGS, SOUTH, article

QUOTE = "“The wall was rotten and we knew it,” said Odo Flinck."
VERSIONS = {
    "begun": ("Ferry late", f"The ferry left with 40 people. {QUOTE}"),
    "typo": ("Ferry late", f"The fery left with 40 people. {QUOTE}"),
    "figure": ("Ferry late", f"The ferry left with 45 people. {QUOTE}"),
    "softened": ("Ferry late", "The ferry left with 45 people. It came late."),
}


class Quoting:
    """Finds the quote where a text has it."""

    def annotate(self, texts: object) -> Iterator[Annotation]:
        for text in texts:  # type: ignore[attr-defined]
            yield _annotation(text)


def _annotation(text: Text) -> Annotation:
    start = text.text.find("“")
    if start < 0:
        return Annotation(text.id)
    end = text.text.index("”") + 1
    quote = Quote((Segment(start, end),), text.text[start:end], "Odo Flinck", end + 6, end + 16, "cue verb")
    return Annotation(text.id, quotes=(quote,))


class Site:
    """Articles with files and versions in a folder, and an index that follows them."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.settings = replace(SETTINGS, content=content, cache=content / "cache")
        self.articles: dict[str, Article] = {}
        self.touched: set[str] = set()
        self.gone: set[str] = set()
        self.terms = VersionTerms(str)
        self.corrections = NO_CORRECTIONS
        self.index = IndexFile(content / "cache/archive.sqlite")

    def write(self, number: int, name: str, *, by_hand: bool = False) -> None:
        title, text = VERSIONS[name]
        one = replace(article(number, (NORTH, SOUTH)[number % 2]), headline=title, body=read_body(text))
        file = self.content / one.id
        file.parent.mkdir(parents=True, exist_ok=True)
        written = render(ArticleFile({"Title": title, "Source": one.source.slug}, text))
        file.write_text(written + "\n" * by_hand, encoding="utf-8")
        self.articles[one.id] = one
        self.touched.add(one.id)
        self.gone.discard(one.id)

    def poll(self, number: int, name: str, hour: int) -> None:
        """What a poll does that finds the article of that number changed."""
        before = self.articles[article(number, NORTH).id]
        version = KeptVersion(f"2026-11-22T{hour:02}:00:00+00:00", before.headline, before.body.text)
        add_version(self.content, before.id, version, VersionSettings(keep=4))
        self.write(number, name)

    def remove(self, number: int) -> None:
        identity = article(number, NORTH).id
        if self.articles.pop(identity, None):
            (self.content / identity).unlink()
            self.touched.discard(identity)
            self.gone.add(identity)

    def update(self, index: IndexFile | None = None) -> list[tuple[object, ...]]:
        """The rows of the changes after an update; of an index that is new, after that of all articles."""
        ids = self.articles.keys() if index else self.touched
        read = [ReadArticle(self.articles[id_], b"stamp") for id_ in sorted(ids)]
        inputs = replace(inputs_of(corrections=self.corrections), versions=self.terms)
        target = index or self.index
        update_index(target, read, () if index else sorted(self.gone), inputs, self.settings, Quoting())
        if not index:
            self.touched, self.gone = set(), set()
        return target.rows("SELECT * FROM changes ORDER BY id, number")

    def archive(self) -> Archive:
        self.update()
        return Archive(self.index, self.settings)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_changes_are_told_with_their_moments_and_the_quotes_that_went(site: Site) -> None:
    site.write(1, "begun")
    for hour, name in enumerate(("typo", "figure", "softened"), start=10):
        site.poll(1, name, hour)
    archive = site.archive()
    newest, first = archive.changes.of(article(1, NORTH).id)
    assert first.at == datetime.fromisoformat("2026-11-22T11:00:00+00:00")
    assert (first.reasons, first.quotes) == (("figure",), ())
    assert newest.quotes == (RemovedQuote("“The wall was rotten and we knew it,”", "Odo Flinck", named=True),)
    assert [(number, change) for _, number, change in archive.changes.newest(9)] == [(2, newest), (1, first)]


def test_many_small_edits_are_told_of_once_they_amount_to_something(site: Site) -> None:
    begun = VERSIONS["begun"]
    sentences = [
        f"The {word} of Neverhaven stood before the council of Oldport." for word in ("mayor", "clerk", "smith")
    ]
    text = " ".join([begun[1], *sentences, *sentences, *sentences])
    VERSIONS["long"] = (begun[0], text)
    site.write(1, "long")
    for step, word in enumerate("harbour weather cannon brewery gallery theatre library".split(), start=1):  # noqa: SIM905
        text = text.replace("stood before", f"watched {word} beside", 1)
        VERSIONS[f"long {step}"] = (begun[0], text)
        site.poll(1, f"long {step}", 10 + step)
    assert [change.reasons for change in site.archive().changes.of(article(1, NORTH).id)] == [("text",)]


@pytest.mark.parametrize("reason", ["by hand", "forbidden", "store none", "gone", "issued elsewhere"])
def test_an_article_has_no_change(site: Site, reason: str) -> None:
    site.write(1, "begun")
    site.poll(1, "figure", 10)
    assert site.update()
    if reason == "by hand":
        site.write(1, "figure", by_hand=True)
    elif reason == "forbidden":
        site.terms = VersionTerms(str, frozenset({SOUTH.slug}))
    elif reason == "store none":
        site.terms = VersionTerms(str, stores=False)
    elif reason == "gone":
        site.remove(1)
    else:
        remove_versions(site.content, article(1, NORTH).id)
    assert site.update() == []
    assert not Archive(site.index, site.settings).changes.any()


def test_corrections_of_quotes_hold_for_those_that_went(site: Site) -> None:
    site.write(1, "begun")
    site.poll(1, "softened", 10)
    site.update()
    path = article(1, NORTH).path
    for rule, quotes in (
        ({"speaker": "Ada Fiction"}, [("Ada Fiction", True)]),
        ({"speaker": ""}, [("", False)]),
        ({"remove": True}, []),
    ):
        site.corrections = Corrections.model_validate({"quote": [{"article": path, "words": "was rotten", **rule}]})
        (change,) = site.archive().changes.of(article(1, NORTH).id)
        assert [(quote.speaker, quote.named) for quote in change.quotes] == quotes


def test_a_version_that_cannot_be_read_costs_no_other_article(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    def render_or_fail(text: str) -> str:
        if "fery" in text:
            raise RecursionError
        return text

    site.terms = VersionTerms(render_or_fail)
    for number in (1, 2):
        site.write(number, "typo" if number == 1 else "begun")
        site.poll(number, "figure", 10)
    assert {row[0] for row in site.update()} >= {article(2, NORTH).id}
    assert "a version can't be read" in caplog.text


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rows_are_those_of_an_index_made_anew(site: Site, tmp_path: Path, seed: int) -> None:
    chance, told = random.Random(seed), 0
    for number in (1, 2, 3):
        site.write(number, "begun")
    for hour in range(12):
        number = chance.randrange(1, 4)
        there = article(number, NORTH).id in site.articles
        step = chance.choice(("poll", "poll", "poll", "write", "hand", "remove", "terms", "corrections", "lose"))
        name = chance.choice([name for name in VERSIONS if not name.startswith("long")])
        if step == "poll" and there:
            site.poll(number, name, hour)
        elif step in ("write", "hand") or (step == "poll" and not there):
            site.write(number, name, by_hand=step == "hand")
        elif step == "remove":
            site.remove(number)
        elif step == "terms":
            site.terms = VersionTerms(str, frozenset(chance.sample(["north", "south", NORTH.slug], 1)))
        elif step == "corrections":
            quote = {"article": article(number, NORTH).path, "words": "was rotten", "remove": True}
            site.corrections = (
                Corrections.model_validate({"quote": [quote]}) if chance.random() < 0.5 else NO_CORRECTIONS
            )
        elif step == "lose" and versions_file(site.content, article(number, NORTH).id).exists():
            remove_versions(site.content, article(number, NORTH).id)
        rows = site.update()
        told += len(rows)
        if hour % 3 == 2:  # a change that is missed stays missing
            assert rows == site.update(IndexFile(tmp_path / f"fresh-{hour}.sqlite")), (seed, hour, step)
    assert told
