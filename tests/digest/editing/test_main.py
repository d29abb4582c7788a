import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from digest.annotate.names.name_report import ReportedName
from digest.annotate.records import Annotation, Mention
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.editing.__main__ import main
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article


def test_the_commands_say_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--cache", str(tmp_path), "--content", str(tmp_path)]) == 1
    assert "build the site first" in capsys.readouterr().err


def _built(folder: Path) -> list[str]:
    """Options for a folder with the index of a build."""
    index = IndexFile(folder / INDEX_FILE)
    update(index, [article(1, NORTH, names=("Ada Fiction",))], inputs_of())
    index.close()
    return ["--cache", str(folder), "--content", str(folder)]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (["Ada Fiction"], "Ada Fiction: found by itself, as a person in 1 article"),
        (["2023/07/01/a"], "Title 1\nnews/2023/07/01/a.md\n\nTags\nAda Fiction (person; found)"),
        (["Ada Fiction", "--article", "2023/07/01/a"], "    text: A: found as a name"),
        (["Odo Flinck", "--article", "2023/07/01/a"], "Odo Flinck: neither headline nor text has these words"),
    ],
)
def test_why_explains_names_articles_and_a_name_in_an_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], printed: str
) -> None:
    assert main(["why", *words, *_built(tmp_path)]) == 0
    assert printed in capsys.readouterr().out


def test_why_says_what_it_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = _built(tmp_path)
    assert main(["why", "Odo Flinck", *places]) == 1
    assert main(["why", "Ada Fictoin", *places]) == 1
    assert main(["why", "stories/nowhere", *places]) == 1
    assert main(["why", "Ada Fiction", "--article", "2023/07/02/a", *places]) == 1
    messages = capsys.readouterr().err
    assert "no followed actor" in messages
    assert "'Ada Fictoin': no followed actor and no article with doubts has that name; did you mean Ada Fic" in messages
    assert "no such story" in messages
    assert "no such article" in messages


def test_the_commands_suggest_and_follow(
    monkeypatch: pytest.MonkeyPatch, names: tuple[ReportedName, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("digest.editing.__main__.names_in", lambda *_: names)
    places = _built(tmp_path)
    assert main(["suggest", "--limit", "1", *places]) == 0
    assert "Yevgeny Orlenko" in capsys.readouterr().out
    assert main(["follow", "Orlenko", *places]) == 0
    assert "no article has that name yet" in capsys.readouterr().out
    assert main(["follow", "Orlenko", *places]) == 2
    assert main(["suggest", *places]) == 0
    assert "Orlenko" not in capsys.readouterr().out.splitlines()[-2]


def test_whoever_reads_only_the_first_lines_sees_no_traceback(tmp_path: Path) -> None:
    names = [f"Quayside Office {number}" for number in range(500)]  # more lines than a pipe holds
    mentions = tuple(Mention(0, 4, "Text", name, "organisation") for name in names)
    reports = [replace(one, annotation=Annotation(one.id, mentions)) for one in (article(1, NORTH), article(9, SOUTH))]
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, reports, inputs_of())
    index.close()
    command = [sys.executable, "-m", "digest.editing", "suggest", "--cache", str(tmp_path), "--limit", "4000"]
    command += ["--content", str(tmp_path)]
    plugins = Path(__file__).parents[3] / "plugins"
    with subprocess.Popen(command, cwd=plugins, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("command", [["suggest"], ["follow", "Ann Ray"], ["why", "Ann Ray"]])
def test_a_content_folder_that_is_not_there_is_told(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--content", str(tmp_path / "none"), "--cache", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none'}: there is no such folder of content\n"


def test_nobody_to_suggest_and_no_name_to_follow_are_told(
    monkeypatch: pytest.MonkeyPatch, names: tuple[ReportedName, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("digest.editing.__main__.names_in", lambda *_: names)
    places = _built(tmp_path)
    assert main(["suggest", "--kind", "work", *places]) == 1
    assert "found no work name in several articles" in capsys.readouterr().err
    assert main(["follow", " ", *places]) == 2
    assert capsys.readouterr().err == "expected a name, as the articles have it\n"
