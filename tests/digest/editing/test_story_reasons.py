"""Why a story stands where it does, for the editor."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.story_decisions import EditorDecisions
from digest.editing.__main__ import main
from digest.editing.archive_reports import stories_in
from digest.editing.story_reasons import story_reasons, story_slug_in
from digest.errors import DigestError
from digest.stories.digests.day_subjects import Subject
from digest.stories.digests.ranking import RankingFeatures, rank_stories
from digest.stories.digests.story_report import ReportedStory, reported_stories
from digest.stories.reports import Join, Report, Story
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article

SOURCES = ((1, NORTH), (2, SOUTH))
DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
JOIN = Join("b", "a", ("barge", "crane"), (), ("13",), 71, 40, 1250)


@pytest.fixture
def stories() -> tuple[ReportedStory, ...]:
    reports = {name: Report(name, f"Bridge {name}", "", NOON, f"s-{name}") for name in "ab"}
    story = Story("bridge", ("a", "b"), "a", joins=(JOIN,))
    ranked = rank_stories([story], reports, {"a": RankingFeatures(("Mora",), 1)}, now=NOON)
    subject = Subject("Floods", ("a",), ("flood", "mora"))
    lines = {name: f"{report.source}: {report.title}" for name, report in reports.items()}
    return reported_stories([(DAY, ranked)], {"a": subject}, {"a": "Bridge a"}, lines)


def test_a_story_has_its_place_its_points_its_subject_and_why_its_reports_were_joined(
    stories: tuple[ReportedStory, ...],
) -> None:
    lines = story_reasons("bridge", stories).splitlines()
    evidence = "words barge, crane; numbers 13; 71% alike in meaning; 40 minutes apart; log-odds 1.25"
    shared = f"s-b: Bridge b | s-a: Bridge a: {evidence}"
    assert lines[0] == "Bridge a"
    assert lines[1] == f"1. of 1 stories of 2026-11-22, by {stories[0].score:.2f} points:"
    assert sum(float(line.split()[0]) for line in lines[2:8]) == pytest.approx(stories[0].score, abs=0.04)
    assert "on the subject Floods, for the words flood, mora in headlines" in lines
    assert lines[-5:] == [
        "2 reports:",
        "  s-a: Bridge a",
        "  s-b: Bridge b",
        "joined for what they share:",
        f"  {shared}",
    ]


def test_what_the_editor_has_decided_is_told(stories: tuple[ReportedStory, ...]) -> None:
    decided = replace(stories[0], decisions=("lead: s-b: Bridge b",))
    lines = story_reasons("bridge", [decided]).splitlines()
    assert lines[lines.index("decided by the editor (decisions.toml):") + 1] == "  lead: s-b: Bridge b"


def test_an_address_names_its_story_and_other_names_none() -> None:
    for name in ("stories/bridge", "/stories/bridge/", "https://news.example/digest/stories/bridge/#reports"):
        assert story_slug_in(name) == "bridge"
    assert story_slug_in("Wagner Group") == ""


def test_an_unknown_story_is_named(stories: tuple[ReportedStory, ...]) -> None:
    with pytest.raises(DigestError, match="ferry"):
        story_reasons("ferry", stories)


def test_strangers_text_cannot_command_the_terminal(stories: tuple[ReportedStory, ...]) -> None:
    hostile = replace(stories[0], headline="\x1b[2J", reports=("a\nb: \x1b]0;x\x07",), subject="\x1b[31m")
    assert "\x1b" not in story_reasons("bridge", [hostile])


def test_the_command_reads_what_a_build_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    arguments = ["why", "stories/pilots-begin-a-strike", "--content", str(tmp_path / "content")]
    arguments += ["--cache", str(tmp_path)]
    assert main(arguments) == 1
    assert "build the site first" in capsys.readouterr().err
    text = "<p>The pilots of Neverhaven have begun a strike, and forty ships wait outside the harbour.</p>"
    reports = [replace(article(number, source, text), headline="Pilots begin a strike") for number, source in SOURCES]
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, reports, inputs_of(decisions=EditorDecisions(pin=(reports[0].path.strip("/"),))))
    [slug] = {story.slug for story in stories_in(tmp_path) or ()}
    [former, *_] = (one for (one,) in index.rows("SELECT slug FROM former_stories") if one != slug)
    index.close()
    assert main([*arguments[:1], f"stories/{slug}", *arguments[2:]]) == 0
    said = capsys.readouterr().out
    assert "independent sources" in said
    assert "decided by the editor (decisions.toml):\n  pin: it stands first" in said
    assert main([*arguments[:1], f"stories/{former}", *arguments[2:]]) == 0
    assert capsys.readouterr().out == f"This address leads to stories/{slug}/ now.\n{said}"
    (tmp_path / INDEX_FILE).write_bytes(b"no index")
    assert stories_in(tmp_path) is None
