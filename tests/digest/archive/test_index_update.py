"""An index that is brought up to date holds what one made anew holds."""

import shutil
import sqlite3
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from digest.annotate.records import Actor, Annotation, Kind, Mention, Quote, Role, Segment
from digest.archive.corrections import Corrections
from digest.archive.index_file import INDEX_FILE, IndexFile, existing_index
from digest.archive.model.article import Article, Source
from digest.archive.model.article_body import read_body
from digest.archive.model.events import quotes_of
from digest.archive.model.quote_clusters import cluster_quotes
from digest.archive.model.worth_listing import worth_listing
from digest.archive.questions.archive import Archive
from digest.archive.story_decisions import EditorDecisions
from digest.archive.watches import NO_WATCHES, Watches
from digest.contracts.expired_articles import ExpiredArticle, add_expired
from digest.contracts.retention import NO_RETENTION, RetentionRules
from digest.contracts.subscriptions import NO_TERMS, RetentionTerms
from digest.errors import DamagedIndexError

from .small_archives import inputs_of, update
from .small_records import NORTH, SETTINGS, SOUTH

EAST = Source("east", "Eastern Gazette", "World", full=True)
NAMES: tuple[tuple[str, Kind], ...] = (
    ("Ada Fiction", "person"),
    ("Fiction", "person"),
    ("Adda Fiction", "person"),
    ("Evgeny Orlenko", "person"),
    ("Yevgeny Orlenko", "person"),
    ("Orlenko", "organisation"),
    ("World Harbour Council", "organisation"),
    ("WHC", "organisation"),
    ("Harbour Council", "organisation"),
    ("Neverhaven", "place"),
)
ACTORS = (
    Actor("Ada Fiction", "person", "ada", aliases=("A. Fiction", "Adda Fiction")),
    Actor("Harbour Council", "organisation", "council", merge=("World Harbour Council",)),
    Actor("Orlenko", "person", "orlenko", tagged=False),
)
CORRECTIONS = (
    Corrections.model_validate(
        {
            "rename": [
                {"name": "WHC", "to": "Western Harbour Club", "source": "south"},
                {"name": "Western Harbour Club", "to": "Neverhaven", "words": "ships"},
                {"name": "Ada Fiction", "to": "Adelaide Fiction"},
            ],
            "kind": [{"name": "Neverhaven", "kind": "organisation"}],
        }
    ),
    Corrections.model_validate(
        {
            "untag": [{"name": "Ada Fiction", "words": "strike"}, {"name": "Neverhaven", "article": "2023/07/03/3"}],
            "quote": [
                {"article": "2023/07/02/2", "words": "spoke", "speaker": "Orlenko"},
                {"article": "2023/07/04/4", "words": "spoke", "remove": True},
            ],
        }
    ),
)
WATCHES = (
    NO_WATCHES,
    Watches.model_validate(
        {
            "watch": [
                {"name": "Fiction", "query": 'actor:"A. Fiction" OR speaks:Orlenko'},
                {"name": "Ships", "query": "ships OR fict* source:North", "private": True},
                {"name": "Council", "query": 'actor:WHC with:Neverhaven OR actor:"Western Harbour Club"'},
            ]
        }
    ),
    Watches.model_validate(
        {
            "watch": [
                {"name": "Ships", "query": '"forty ships" OR NOT section:Security OR fiction'},
                {"name": "Fiction", "query": 'speaks:"Ada Fiction" about:Neverhaven OR actor:fiction', "private": True},
            ]
        }
    ),
)
RULES = (
    NO_RETENTION,
    RetentionRules(RetentionTerms(thin="3 days")),
    RetentionRules(NO_TERMS, {"world": RetentionTerms(thin="1 day")}, {"north": RetentionTerms(thin="1 week")}),
    RetentionRules(RetentionTerms(thin="2 days"), {}, {"south": RetentionTerms(thin="forever")}),
)
# What follows from the articles; rowids, times and what only saves time (`story_index`) is left out.
OWN = ("changed", "state", "story_settings", "story_clustering", "story_features", "story_reports")


def _article(number: int, day: int, source: Source, names: tuple[int, ...], headline: str, quoted: int) -> Article:
    named = [NAMES[index] for index in names]
    text = " ".join(f"{name} spoke." for name, _ in named) or "Nobody spoke."
    body = read_body(f"<p>{text}</p>")
    mentions = tuple(
        Mention(text.index(f"{name} spoke"), text.index(f"{name} spoke") + len(name), name, name, kind)
        for name, kind in dict(named).items()
    )
    quotes: tuple[Quote, ...] = ()
    if named and quoted < len(named):
        end = len("Nobody spoke") if not named else len(f"{named[0][0]} spoke")
        quotes = (Quote((Segment(0, end),), text[:end], named[quoted][0], None, None, "said"),)
    roles = (Role(named[0][0], "harbourmaster"),) if named else ()
    file = f"news/2023/07/{day:02}/{number}.md"
    return Article(
        id=f"news/{number}.md",
        path=f"2023/07/{day:02}/{number % 7}/",  # some share an address
        headline=headline,
        lang="en",
        date=datetime(2023, 7, day, number % 24, tzinfo=UTC),
        day=date(2023, 7, day),
        modified=None,
        section=source.section,
        source=source,
        original=f"https://{source.slug}.example/{file}",
        authors=(),
        categories=(),
        summary="",
        body=body,
        annotation=Annotation(f"news/{number}.md", mentions, quotes, roles=roles),
    )


ARTICLES = st.builds(
    _article,
    st.integers(1, 12),
    st.integers(1, 12),
    st.sampled_from((NORTH, SOUTH, EAST)),
    st.lists(st.integers(0, len(NAMES) - 1), max_size=4, unique=True).map(tuple),
    st.sampled_from(
        ("Pilots strike in Neverhaven", "Ada Fiction sails", "Harbour Council meets Ada Fiction", "Forty ships wait")
    ),
    st.integers(0, 2),
)
STEPS = st.tuples(
    st.lists(ARTICLES, max_size=4, unique_by=lambda article: article.id),
    st.sets(st.integers(1, 12), max_size=2),
    st.sampled_from(((), ACTORS[:1], ACTORS[1:], ACTORS, tuple(reversed(ACTORS)))),
    st.sampled_from(({}, {"fiction": "fiction"}, {"whc": "whc", "old": "whc"})),
    st.sampled_from(
        (EditorDecisions(), EditorDecisions(drop=("2023/07/03/1",)), EditorDecisions(pin=("2023/07/03/2",)))
    ),
    st.sampled_from((Corrections(), *CORRECTIONS, Corrections(rename=CORRECTIONS[0].rename[::-1]))),
    st.sampled_from(WATCHES),
    st.sampled_from((None, datetime(2023, 7, 6, 9, tzinfo=UTC), datetime(2023, 7, 20, tzinfo=UTC))),
    st.sampled_from(RULES),
    st.lists(st.integers(1, 14), max_size=3),
)


def _expire(content: Path, numbers: list[int]) -> None:
    """Make the record say that the articles with these numbers expired; for some their files are there all the same."""
    shutil.rmtree(content, ignore_errors=True)
    days = {number: f"2023-{6 + number % 2:02}-{number % 9 + 1:02}" for number in numbers}
    records = (
        ExpiredArticle(f"news/{number}.md", f"{number % 7}", "north", "", "", "T", day, "")
        for number, day in days.items()
    )
    add_expired(content, records)


def _rows(index: IndexFile) -> dict[str, list[Any]]:
    """All rows that follow from the articles, by table."""
    tables = [name for (name,) in index.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    own = [table for table in tables if table not in OWN and not table.startswith("words")]
    rows = {table: sorted(index.rows(f"SELECT * FROM {table}"), key=repr) for table in own}
    index.connection.execute("CREATE VIRTUAL TABLE temp.word_places USING fts5vocab(main, words, instance)")
    query = "SELECT term, id, col, offset FROM word_places LEFT JOIN texts ON doc = texts.rowid"
    rows["words"] = sorted(index.rows(query))
    index.connection.execute("DROP TABLE temp.word_places")
    return rows


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("indexes")


@given(st.lists(STEPS, min_size=1, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
def test_an_index_follows_from_what_it_holds_whatever_came_before(folders: Path, steps: list[Any]) -> None:
    index, anew = (IndexFile(folders / f"{name}.sqlite") for name in ("updated", "anew"))
    for one in (index, anew):
        one.begin_anew("test")
    there: dict[str, Article] = {}
    for articles, gone, actors, kept, decisions, corrections, watches, now, rules, expired in steps:
        there |= {article.id: article for article in articles}
        removed = [f"news/{number}.md" for number in gone if f"news/{number}.md" in there]
        for one_id in removed:
            del there[one_id]
        inputs = inputs_of(actors, kept, {}, decisions, corrections, watches, rules)
        with_clock = replace(SETTINGS, now=now, content=folders / "content")
        _expire(with_clock.content, expired)
        read = [article for article in articles if article.id in there]
        update(index, read, inputs, removed, with_clock, known=there.values())
    update(anew, sorted(there.values(), key=lambda article: article.id, reverse=True), inputs, (), with_clock)
    updated, made = _rows(index), _rows(anew)
    for table in made:
        assert updated[table] == made[table], table
    assert {(one, other): number for one, other, number in made["companions"]} == _named_together(anew)
    assert {(name, slug): number for name, slug, number in made["list_topics"]} == _named_in_lists(anew)
    archive = Archive(anew, with_clock)
    for source in {article.publisher.slug for article in there.values()}:
        assert archive.events.first_reported(source) == _first_reported(archive, source)
        for day in archive.events.days():
            events = archive.events.on(day)
            stories = sum(len(event.sources) > 1 for event in events)
            assert archive.events.outline(day) == (stories, len(events) - stories, events[0].lead.headline)
    for day in {article.day for article in there.values()}:
        quotes = [quote for one in archive.articles.of_period("quotes", str(day)) for quote in quotes_of(one)]
        speakers = Counter(one.fullest.quote.speaker or "" for one in cluster_quotes(worth_listing(quotes)))
        assert dict(archive.quotes.speakers_on(day)) == speakers


def _first_reported(archive: Archive, source: str) -> tuple[int, int]:
    """How many events a source shares and how many it reported first, one event after the other."""
    events = [event for day in archive.events.days() for event in archive.events.on(day)]
    publishers = [{article.publisher.slug for article in event.articles} for event in events]
    shared = [
        event for event, slugs in zip(events, publishers, strict=True) if len(event.independent) > 1 and source in slugs
    ]
    return len(shared), sum(event.first.source.slug == source for event in shared)


def _named_together(index: IndexFile) -> dict[tuple[str, str], int]:
    """How many articles name each two topics, one article after the other."""
    topics = {slug for (slug,) in index.rows("SELECT slug FROM topics")}
    slugs = defaultdict(set)
    for id_, name in index.rows("SELECT id, list FROM listed WHERE list LIKE 'topic/%'"):
        slugs[id_].add(name.removeprefix("topic/"))
    return Counter(pair for named in slugs.values() for pair in permutations(named & topics, 2))


def _named_in_lists(index: IndexFile) -> dict[tuple[str, str], int]:
    """How many articles of each source and section name each topic, one article after the other."""
    topics = {slug for (slug,) in index.rows("SELECT slug FROM topics")}
    lists, slugs = defaultdict(set), defaultdict(set)
    for id_, name in index.rows("SELECT id, list FROM listed"):
        if name.startswith("topic/"):
            slugs[id_].add(name.removeprefix("topic/"))
        elif name.startswith(("source/", "section/")):
            lists[id_].add(name)
    return Counter((name, slug) for id_, named in slugs.items() for slug in named & topics for name in lists[id_])


def test_the_page_of_an_article_goes_and_comes_back_with_rule_and_clock(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    first = [_article(number, number, NORTH, (0,), f"Ship {number} sails", 0) for number in (1, 2, 3, 9)]
    own = replace(first[0], id="news/own.md", path="2023/07/01/own/", original="")
    update(index, [*first, own], inputs_of())

    def thin(rules: RetentionRules, day: int | None) -> set[str]:
        before = index.version
        now = datetime(2023, 7, day, 23, tzinfo=UTC) if day else None
        update(index, [], inputs_of(retention=rules), settings=replace(SETTINGS, now=now), known=first)
        changed = index.changed_since(before)
        assert changed is not None
        thin_ids = {id_ for (id_,) in index.rows("SELECT id FROM articles WHERE thin")}
        archive = Archive(index, replace(SETTINGS, now=now))
        assert thin_ids == {one.id for one in archive.articles.newest("all", 9) if one.is_thin}
        return {key.removeprefix("article/news/") for key in changed if key.startswith("article/")}

    rules = RULES[1]
    assert thin(NO_RETENTION, 5) == set()
    assert thin(rules, 5) == {"1.md"}  # and not the editor's own text, which has no original
    assert thin(rules, 5) == set()
    assert thin(rules, 6) == {"2.md"}
    assert thin(rules, 4) == {"1.md", "2.md"}  # the clock goes back
    assert thin(rules, None) == {"1.md", "2.md", "3.md"}  # the newest article is the clock
    assert thin(RULES[3], 6) == set()
    assert thin(NO_RETENTION, 6) == {"1.md", "2.md", "3.md"}


def test_only_what_changed_has_another_answer(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    first = [_article(number, number, NORTH, (0,), f"Ship {number} sails", 0) for number in (1, 2, 3)]
    update(index, first, inputs_of())
    before = index.version
    update(index, [], inputs_of())
    assert index.changed_since(before) == frozenset()
    update(index, [_article(4, 9, SOUTH, (9,), "Bridge opened", 9)], inputs_of())
    changed = index.changed_since(before)
    assert changed is not None
    assert {"article/news/4.md", "list/all", "list/source/south", "day/2023-07-09", "days"} <= changed
    assert not changed & {"article/news/1.md", "list/source/north", "day/2023-07-01", "topic/ada-fiction"}
    assert index.changed_since("another 1") is None


def test_the_log_of_writes_does_not_grow_from_process_to_process(tmp_path: Path) -> None:
    path = tmp_path / INDEX_FILE
    indexes = []
    for number in (1, 2, 3):
        indexes.append(IndexFile(path))  # none is closed, as where a process ends by os._exit
        update(indexes[-1], [_article(number, number, NORTH, (0,), f"Ship {number} sails", 0)], inputs_of())
        assert path.with_name(f"{INDEX_FILE}-wal").stat().st_size == 0
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM articles").fetchone() == (3,)
    update(indexes[0], [_article(4, 4, NORTH, (0,), "Ship 4 sails", 0)], inputs_of())  # goes on, and leaves the log
    assert reader.execute("SELECT count(*) FROM articles").fetchone() == (3,)
    reader.execute("COMMIT")
    assert indexes[1].rows("SELECT count(*) FROM articles") == [(4,)]


def test_a_truncated_index_or_another_programs_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / INDEX_FILE
    index = IndexFile(path)
    update(index, [_article(1, 1, NORTH, (0,), "Ship sails", 0)], inputs_of())
    index.close()
    for content in (path.read_bytes()[:5000], b"something else"):
        path.write_bytes(content)
        assert existing_index(path) is None
        anew = IndexFile(path)
        assert anew.is_new
        anew.close()


class _Damaged:
    """A connection to a file in which damage is found."""

    def execute(self, *_: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    def close(self) -> None:
        pass


def test_damage_that_is_found_later_removes_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, [_article(1, 1, NORTH, (0,), "Ship sails", 0)], inputs_of())
    monkeypatch.setattr(index, "_connection", _Damaged())
    with pytest.raises(DamagedIndexError, match="build again"):
        update(index, [], inputs_of())
    assert not (tmp_path / INDEX_FILE).exists()
