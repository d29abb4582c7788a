import subprocess
import sys
from pathlib import Path

import pytest

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.names import decision_report, name_report, report_file
from digest.annotate.names.archive_names import archive_names
from digest.annotate.names.decision_report import reported_decisions
from digest.annotate.names.name_report import REPORT_FILE, ReportedName
from digest.annotate.records import Actor, Annotation, Decision, Mention, Role
from digest.editing.following import described, follow, main, suggestions, why
from digest.errors import ConfigurationError, DigestError


def annotation(*written: str, name: str = "Yevgeny Orlenko", role: str = "") -> Annotation:
    mentions = tuple(Mention(0, len(one), one, name, "person") for one in written)
    return Annotation("t", mentions, roles=(Role(name, role),) if role else ())


ARTICLES = (
    ("Norhaven Gazette", annotation("Yevgeny Orlenko", "Orlenko", role="governor of Lyman")),
    ("Norhaven Gazette", annotation("Yevgeny Orlenko", role="governor of Lyman")),
    ("Quayside\x1b[31m News", annotation("Evgeny Orlenko", name="Evgeny Orlenko", role="an old\x07 friend")),
    ("Quayside\x1b[31m News", annotation("Ottoline Vane", name="Ottoline Vane")),
    ("Norhaven Gazette", annotation("Ottoline Vane", name="Ottoline Vane")),
    ("Norhaven Gazette", annotation("Edward Marlow", name="Edward Marlow")),
)


@pytest.fixture
def names() -> tuple[ReportedName, ...]:
    known = archive_names([one for _, one in ARTICLES])
    return name_report.reported_names(known, [(source, known.with_canonical_names(one)) for source, one in ARTICLES])


def test_names_come_by_the_number_of_articles_without_those_that_one_article_has(
    names: tuple[ReportedName, ...],
) -> None:
    assert [(one.canonical.name, one.canonical.articles, len(one.sources)) for one in names] == [
        ("Yevgeny Orlenko", 3, 2),
        ("Ottoline Vane", 2, 2),
    ]
    assert names[0].roles == ("governor of Lyman", "an old\x07 friend")


def test_followed_names_are_not_suggested(names: tuple[ReportedName, ...]) -> None:
    vane = Actor("O. Vane", "person", "vane", aliases=("Ottoline VANE",))
    assert [one.canonical.name for one in suggestions(names, [vane])] == ["Yevgeny Orlenko"]
    assert suggestions(names, [], kind="place") == ()


def test_a_suggestion_gives_numbers_spellings_rules_and_sources_and_commands_no_terminal(
    names: tuple[ReportedName, ...],
) -> None:
    text = described(names[0])
    for part in ("3 articles", "2 sources", "Evgeny Orlenko 1 (spelling)", "governor of Lyman", "Norhaven Gazette"):
        assert part in text
    assert all(line.isprintable() for line in text.splitlines())


def test_what_is_written_is_read_back(names: tuple[ReportedName, ...], tmp_path: Path) -> None:
    report_file.write_report(tmp_path / "cache" / REPORT_FILE, names)
    assert name_report.read_names(tmp_path / "cache" / REPORT_FILE) == names
    (tmp_path / "cache" / REPORT_FILE).write_text("[{}]", encoding="utf-8")
    assert name_report.read_names(tmp_path / "cache" / REPORT_FILE) is None


@pytest.mark.parametrize("asked", ["Yevgeny Orlenko", "evgeny  orlenko"])
def test_following_writes_kind_spellings_and_roles(names: tuple[ReportedName, ...], tmp_path: Path, asked: str) -> None:
    file = follow(asked, names, tmp_path)
    assert file.name == "yevgeny-orlenko.md"
    (actor,) = load_actors(tmp_path)
    assert (actor.name, actor.kind, actor.aliases) == ("Yevgeny Orlenko", "person", ("Evgeny Orlenko",))
    assert "governor of Lyman" in actor.background


def test_whom_an_actors_file_has_is_followed_already(names: tuple[ReportedName, ...], tmp_path: Path) -> None:
    follow("Yevgeny Orlenko", names, tmp_path)
    with pytest.raises(ConfigurationError, match=r"yevgeny-orlenko\.md is Yevgeny Orlenko"):
        follow("EVGENY ORLENKO", names, tmp_path)


def test_a_name_that_no_article_has_needs_its_kind(names: tuple[ReportedName, ...], tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="--kind"):
        follow("Norland Ferry Board", names, tmp_path)
    follow("Norland Ferry Board", names, tmp_path, kind="organisation")
    assert [(actor.name, actor.kind) for actor in load_actors(tmp_path)] == [("Norland Ferry Board", "organisation")]


@pytest.mark.parametrize("asked", ["../../etc/x", "A\nKind: place", "…"])
def test_a_name_chooses_no_path_and_opens_no_field(names: tuple[ReportedName, ...], tmp_path: Path, asked: str) -> None:
    directory = tmp_path / "a" / "b"
    try:
        file = follow(asked, names, directory, kind="work")
    except ConfigurationError:
        assert not directory.exists() or not list(directory.iterdir())
        return
    assert file.parent == directory
    assert [actor.kind for actor in load_actors(directory)] == ["work"]


def test_the_commands_say_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--cache", str(tmp_path), "--content", str(tmp_path)]) == 1
    assert "build the site first" in capsys.readouterr().err


def test_the_commands_suggest_and_follow(
    names: tuple[ReportedName, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report_file.write_report(tmp_path / REPORT_FILE, names)
    places = ["--cache", str(tmp_path), "--content", str(tmp_path)]
    assert main(["suggest", "--limit", "1", *places]) == 0
    assert "Yevgeny Orlenko" in capsys.readouterr().out
    assert main(["follow", "Orlenko", *places]) == 0
    assert main(["follow", "Orlenko", *places]) == 2
    assert main(["suggest", *places]) == 0
    assert "Orlenko" not in capsys.readouterr().out.splitlines()[-2]


def test_why_a_name_was_passed_over_is_told_with_its_passage(tmp_path: Path) -> None:
    text = "The opera house plays Edward Marlow again, and Marlow is sold out."
    passed = Decision(47, 53, "Marlow", "Marlow Group", False, "another of that name: Edward Marlow")
    in_title = Decision(
        0, 6, "Marlow", "Marlow Group", True, "the text has the name Marlow Group\x1b[31m", in_title=True
    )
    found = reported_decisions([("news/opera.md", "Marlow", text, Annotation("t", decisions=(in_title, passed)))])
    report_file.write_report(tmp_path / "decisions.json", found)
    assert decision_report.read_decisions(tmp_path / "decisions.json") == found
    lines = why("marlow group", found).splitlines()
    assert " ".join(lines[0].split()) == "passed over Marlow Group: another of that name: Edward Marlow"
    assert lines[1].strip() == "The opera house plays Edward Marlow again, and [Marlow] is sold out."
    assert lines[2].strip() == "news/opera.md"
    assert all(line.isprintable() for line in lines)
    assert why("opera.md", found) == why("Marlow Group", found)
    with pytest.raises(DigestError, match="no doubts about it; it had some about Marlow Group"):
        why("MI6", found)


def test_whoever_reads_only_the_first_lines_sees_no_traceback(names: tuple[ReportedName, ...], tmp_path: Path) -> None:
    report_file.write_report(tmp_path / REPORT_FILE, names * 2000)  # more than a pipe holds
    command = [sys.executable, "-m", "digest.editing.following", "suggest", "--cache", str(tmp_path), "--limit", "4000"]
    plugins = Path(__file__).parents[3] / "plugins"
    with subprocess.Popen(command, cwd=plugins, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
