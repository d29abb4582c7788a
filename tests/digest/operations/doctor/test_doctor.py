"""What the doctor finds: each fault is made, found with what mends it, and gone when it is mended."""

import importlib.metadata
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.records import Quote, Segment
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.watches import load_watches
from digest.contracts.feed_status import FILE_NAME, FeedStatus, to_json
from digest.operations.build import main as build
from digest.operations.doctor.__main__ import main
from digest.operations.new_site.placeholders import ABOUT, REACH
from digest.operations.new_site.site_description import checked, defaults_for
from digest.operations.new_site.site_folder import begin_site
from digest.operations.run_lock import run_lock
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article

FEED = '[[feed]]\nurl = "https://wire.example/feed.xml"\nname = "Tide Wire"\n'
ACTOR = "Title: Ada Fiction\nKind: person\n\nA pilot.\n"


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Path:
    """A new site with a feed, on which there is nothing to say."""
    folder = tmp_path / "site"
    said = {"contact": "ed@tide.org", "url": "https://tide.org"}
    begin_site(folder, root, checked(defaults_for(folder) | said))
    with (folder / "content" / "subscriptions.toml").open("a") as file:
        file.write(FEED)
    about = folder / "content" / "pages" / "about.md"
    about.write_text(about.read_text().replace(ABOUT, "Ferries, for those who wait for them."))
    return folder


def _examine(site: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["--settings", str(site / "pelican.conf.py")])
    return status, "".join(capsys.readouterr())


def test_a_sound_site_has_nothing_to_mend(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = _examine(site, capsys)
    assert status == 0
    assert said.splitlines() == [f"{name}: nothing to mend" for name in ("machine", "settings", "content", "caches")]


@pytest.mark.parametrize(
    ("file", "text", "status", "expected"),
    [
        ("decisions.toml", "pin = 1", 1, "decisions.toml, line 1, pin: expected a list of addresses"),
        ("corrections.toml", "[[untag]]", 1, "line 1, [[untag]] 1, name: it is missing"),
        ("watches.toml", '[[watch]]\nname = "A"\nquery = "("\n', 1, "line 3, [[watch]] 1, query: at character 2"),
        ("subscriptions.toml", "[fetch]", 0, "concordance subscribe https://site.example"),
        ("subscriptions.toml", FEED, 0, 'contact = "editor@…" below [fetch]'),
        ("subscriptions.toml", "feed = 1", 1, "put that line right"),
        ("actors/ada.md", "Title: Ada\nKind: ship\n", 1, "put that line right"),
        ("pages/about.md", "Write to editor@concordance.example", 0, "write your own"),
        ("pages/own.md", REACH, 0, "own.md still says “Write here how readers reach you.”"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_what_mends_it(
    site: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, status: int, expected: str
) -> None:
    (site / "content" / file).write_text(text)
    found, said = _examine(site, capsys)
    assert (found, expected in said) == (status, True), said


@pytest.mark.parametrize(
    ("line", "status", "expected"),
    [
        ('SITEURL = "http://localhost:8000"', 0, "which no reader can open"),
        ('SITEURL = "https://news.example.org"', 0, "an address for examples"),
        ('SITEURL = "news"', 1, "SITEURL is 'news': expected the site's full address"),
        ('DIGEST_LOGO = "logo.svg"', 1, "logo.svg: there is no such file"),
        (
            'DIGEST_TIMEZON = "UTC"',
            0,
            "no setting DIGEST_TIMEZON: expected one of those in docs/reference.md; did you mean",
        ),
        ('NER = "magic"', 1, 'NER is "magic"'),
        ('SPACY_MODEL = "xx_none"', 1, "the language model xx_none is not installed"),
    ],
)
def test_what_is_wrong_in_the_settings_is_said(
    site: Path, capsys: pytest.CaptureFixture[str], line: str, status: int, expected: str
) -> None:
    with (site / "pelican.conf.py").open("a") as settings:
        settings.write(f"\n{line}\n")
    found, said = _examine(site, capsys)
    assert (found, expected in said) == (status, True), said


def test_settings_that_cannot_be_read_are_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "pelican.conf.py").write_text("1/0")
    status, said = _examine(site, capsys)
    assert (status, "ZeroDivisionError" in said) == (2, True)


def test_a_feed_that_fails_is_named_with_the_advice_of_the_poll(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(UTC)
    failing = FeedStatus("tide-wire", "failing", failures=1, failing_since=now, problem="404\x1b[2J", advice="mend it")
    (site / "content" / FILE_NAME).write_text(to_json([failing], now))
    status, said = _examine(site, capsys)
    assert (status, "\x1b" in said) == (0, False)
    assert f"advice: Tide Wire is failing since {now:%Y-%m-%d}: 404" in said
    assert "    mend it" in said
    (site / "content" / FILE_NAME).write_text(to_json([FeedStatus("tide-wire", "gone")], now))
    assert _examine(site, capsys)[0] == 1


def _watched(site: Path, query: str) -> None:
    """A site with one watch, built from an article that names Ada Fiction."""
    file = site / "content" / "watches.toml"
    file.write_text(f"[[watch]]\nname = \"Ferries\"\nquery = '{query}'\n")
    index = IndexFile(site / "cache" / INDEX_FILE)
    inputs = inputs_of(watches=load_watches(file), sources={"north": NORTH, "south": SOUTH})
    update(index, [article(1, NORTH, names=("Ada Fiction",)), article(2, SOUTH, names=("Ada Fiction",))], inputs)
    index.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ferry", "line 1, [[watch]] 1: Ferries has found nothing"),
        ("title", ""),
        ('actor:"Ada Fictoin" OR title', "query: no article names 'Ada Fictoin'\n    did you mean 'Ada Fiction'?"),
        ('speaks:"Ada Fiction" about:Velin', "query: no article names 'Velin'"),
        ('actor:"Ada Fiction"', ""),
        ("title -source:nort", "query: there is no source 'nort'\n    did you mean 'north'?"),
        ("title -source:north", ""),
        ("section:Secruity OR title", "query: there is no section 'Secruity'\n    did you mean 'Security'?"),
        ("section:Security", ""),
    ],
)
def test_a_watch_that_finds_nothing_or_looks_for_what_is_not_there_is_named(
    site: Path, capsys: pytest.CaptureFixture[str], query: str, expected: str
) -> None:
    _watched(site, query)
    status, said = _examine(site, capsys)
    assert status == 0
    assert expected in said
    assert ("watch" in said) == bool(expected)


def test_a_query_that_no_build_had_is_judged_too_but_for_actors_whom_none_had(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _watched(site, "title")
    file = site / "content" / "watches.toml"
    file.write_text(file.read_text().replace("title", 'actor:"Ada Fictoin" actor:Flinck'))
    (site / "content" / "actors" / "odo-flinck.md").write_text("Title: Odo Flinck\nKind: person\nAliases: Flinck\n")
    said = _examine(site, capsys)[1]
    assert "query: no article names 'Ada Fictoin'\n    did you mean 'Ada Fiction'?" in said
    assert "'Flinck'" not in said
    (site / "content" / "actors" / "odo-flinck.md").write_text("Kind: person\n")
    assert "query: no article names 'Flinck'" in _examine(site, capsys)[1]


@pytest.fixture
def archive(site: Path) -> Iterator[IndexFile]:
    """The index of two articles: one names Ada Fiction and quotes her, the other names Edward Fiction and a town."""
    ada = article(1, NORTH, "“We will not sail.” Ada said.", names=("Ada Fiction",))
    said = Quote((Segment(0, 19),), "We will not sail.", "Ada Fiction", None, None, "said")
    articles = [
        replace(ada, annotation=replace(ada.annotation, quotes=(said,))),
        article(2, SOUTH, names=("Edward Fiction", "Velin")),
    ]
    index = IndexFile(site / "cache" / INDEX_FILE)
    update(index, articles, inputs_of(sources={"north": NORTH, "south": SOUTH}))
    yield index
    index.close()


@pytest.mark.parametrize(
    ("text", "found", "mend"),
    [
        ('pin = [\n  # ours\n  "2023/07/01/a",\n  "2023/07/01/b",\n]\n', "line 4, pin: there is no story or", "1/a'"),
        ('pin = ["2023/06/30/a"]\n', "line 1, pin: there is no story or article", "did you mean '2023/07/0"),
        ('split = ["2023/07/01/a"]\ndrop = ["2023/07/01/x"]\n', "line 2, drop: there is no story or article", "out"),
        ('split = ["nowhere"]\n', "line 1, split: there is no article 'nowhere'", "put it right, or take it out"),
        ('merge = [["2023/07/01/a", "stories/none"]]\n', "line 1, merge: there is no story or article", "take it out"),
        ('lead = ["2023/07/01/a"]\n', "line 1, lead: '2023/07/01/a' is the only report", "take it out"),
    ],
)
@pytest.mark.usefixtures("archive")
def test_a_decision_that_names_nothing_is_told_with_its_line(
    site: Path, capsys: pytest.CaptureFixture[str], text: str, found: str, mend: str
) -> None:
    (site / "content" / "decisions.toml").write_text(text)
    status, said = _examine(site, capsys)
    lines = said.splitlines()
    [number] = [number for number, line in enumerate(lines) if f"decisions.toml, {found}" in line]
    assert (status, mend in lines[number + 1]) == (0, True), said


@pytest.mark.parametrize(
    ("text", "found", "mend"),
    [
        ('[[untag]]\nname = "Velin"\narticle = "2023/07/02/b"', "article: there is no article", "mean '2023/07/02/a'"),
        ('[[untag]]\nname = "Ada Fction"', "name: no article names 'Ada Fction'", "take it out"),
        ('[[untag]]\nname = "Velin"\narticle = "/2023/07/01/a/"', "name: that article doesn't name 'Velin'", "why"),
        ('[[untag]]\nname = "Velin"\nsource = "sout"', "source: there is no source 'sout'", "mean 'south'"),
        ('[[kind]]\nname = "Nowhere"\nkind = "place"', "name: no article names 'Nowhere'", "take it out"),
        ('[[rename]]\nname = "A"\nto = "Ada Fiction"', "name: 'A' is a spelling", "name = 'Ada Fiction'"),
        (
            '[[quote]]\narticle = "2023/07/01/a"\nwords = "We sail"\nremove = true',
            "words: no quote of that",
            "why 2023",
        ),
    ],
)
def test_a_correction_that_names_nothing_is_told_with_its_line(
    site: Path, archive: IndexFile, capsys: pytest.CaptureFixture[str], text: str, found: str, mend: str
) -> None:
    with archive.updating() as connection:
        connection.execute("INSERT OR REPLACE INTO canonical VALUES ('A', 'Ada Fiction')")
    (site / "content" / "corrections.toml").write_text(f"# ours\n{text}\n")
    status, said = _examine(site, capsys)
    lines = said.splitlines()
    [number] = [number for number, line in enumerate(lines) if "corrections.toml, line 2, [[" in line and found in line]
    assert (status, mend in lines[number + 1]) == (0, True), said


@pytest.mark.usefixtures("archive")
def test_what_names_something_is_no_finding(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content" / "decisions.toml").write_text(
        'pin = ["2023/07/01/a"]\nsplit = ["2023/07/02/a"]\nmerge = [["2023/07/01/a", "/2023/07/02/a/"]]\n'
    )
    (site / "content" / "corrections.toml").write_text(
        '[[untag]]\nname = "Velin"\nsource = "south"\narticle = "2023/07/02/a"\n'
        '[[rename]]\nname = "Edward Fiction"\nto = "Ed Fiction"\n[[kind]]\nname = "Ed Fiction"\nkind = "person"\n'
        '[[quote]]\narticle = "2023/07/01/a"\nwords = "will not sail"\nspeaker = "Somebody"\n'
    )
    assert _examine(site, capsys)[1].splitlines()[2] == "content: nothing to mend"


def test_a_longer_name_that_the_next_build_takes_for_a_new_actor_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = IndexFile(site / "cache" / INDEX_FILE)
    articles = [article(number, source, names=("P.V. County",)) for number, source in ((1, NORTH), (2, SOUTH))]
    update(index, articles, inputs_of(sources={"north": NORTH, "south": SOUTH}))
    file = site / "content" / "actors" / "port-vane.md"
    file.write_text("Title: Port Vane\nKind: place\nAliases: P.V.\n")
    _, said = _examine(site, capsys)
    assert "takes for Port Vane: P.V. County (2 articles, a page of its own today)\n" in said
    assert f"in {file}: Never: P.V. County\n" in said
    update(index, articles, inputs_of(load_actors(file.parent), sources={"north": NORTH, "south": SOUTH}))
    index.close()
    assert "P.V. County" not in _examine(site, capsys)[1]  # the build has done what an editor may have wanted


def test_versions_of_an_article_that_was_renamed_are_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news, versions = site / "content" / "news", site / "content" / "versions"
    for file in (news / "2026" / "there.md", versions / "2026" / "there.jsonl", versions / "2026" / "former.jsonl"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    status, said = _examine(site, capsys)
    assert (status, "there.jsonl" in said) == (0, False)
    assert f"versions are kept of articles that aren't there: {versions / '2026' / 'former.jsonl'}\n" in said


def test_a_clock_that_went_back_is_noticed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content" / FILE_NAME).write_text(to_json([], datetime.now(UTC) + timedelta(hours=1)))
    status, said = _examine(site, capsys)
    assert (status, "timedatectl" in said) == (1, True)


def test_a_damaged_cache_is_named_and_costs_only_time(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache = site / "cache"
    cache.mkdir()
    with sqlite3.connect(cache / "sound.sqlite") as sound:
        sound.execute("CREATE TABLE t (x)")
    sound.close()
    (cache / "broken.sqlite").write_bytes(b"SQLite format 3\0" + b"\x01" * 2000)
    status, said = _examine(site, capsys)
    assert status == 0
    assert f"rm {cache / 'broken.sqlite'}" in said
    assert "sound.sqlite" not in said


def test_a_run_under_way_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with run_lock(site / "cache" / "refresh.lock"):
        assert "a scheduled run is under way" in _examine(site, capsys)[1]
    assert "under way" not in _examine(site, capsys)[1]


def test_a_library_of_another_version_is_named(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = importlib.metadata.version

    def other(name: str) -> str:
        if name == "feedparser":
            return "5.2.1"
        if name == "nh3":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", other)
    status, said = _examine(site, capsys)
    assert status == 1
    assert "feedparser is 5.2.1, and ==6.0.14 is wanted" in said
    assert "nh3 is not installed" in said


def test_a_full_disk_and_a_folder_that_cannot_be_written_are_named(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 7_000_000}))
    assert "has 7 MB free" in _examine(site, capsys)[1]
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "can't be written" in _examine(site, capsys)[1]


def test_an_actor_whom_no_text_names_and_a_section_without_articles_are_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content" / "actors" / "ada.md").write_text(ACTOR)
    article = "Title: Bridge opened\nDate: 2026-11-22 12:00\nSlug: bridge\nCategory: World\n\nNobody came.\n"
    (site / "content" / "news").mkdir()
    (site / "content" / "news" / "bridge.md").write_text(article)
    with (site / "pelican.conf.py").open("a") as settings:
        settings.write('\nDIGEST_MENU_SECTIONS = ["World", "Sea"]\n')
    assert build(["--settings", str(site / "pelican.conf.py")]) == 0
    capsys.readouterr()
    status, said = _examine(site, capsys)
    assert status == 0
    assert "no article names Ada Fiction" in said
    assert "no article has the section 'Sea' of the menu\n    sections are: World" in said
