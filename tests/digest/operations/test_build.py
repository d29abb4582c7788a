"""The build's command line: what an editor reads when something is wrong, in a line and not in a traceback."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack
from importlib.metadata import packages_distributions
from pathlib import Path
from threading import Timer

import pytest

from digest.errors import BuildError
from digest.operations import build
from digest.operations.build import main
from digest.operations.build_outcome import BuildOutcome
from digest.operations.command_line import BUSY
from digest.operations.newer_content import newer_content
from incremental.run.build_locks import LOCK_FILE, locked_file


@pytest.fixture
def project(root: Path, tmp_path: Path) -> list[str]:
    """Options of a project with one article."""
    news = tmp_path / "content" / "news"
    news.mkdir(parents=True)
    (news / "one.md").write_text(
        "Title: One\nDate: 2023-07-19T09:00:00+00:00\nSlug: one\n\nSome words.\n", encoding="utf-8"
    )
    shutil.copy(root / "pelican.conf.py", tmp_path / "pelican.conf.py")
    for name in ("plugins", "theme"):
        (tmp_path / name).symlink_to(root / name, target_is_directory=True)
    names = {"settings": "pelican.conf.py", "content": "content", "output": "output", "cache": "cache"}
    return [part for name, place in names.items() for part in (f"--{name}", str(tmp_path / place))]


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


def test_a_content_folder_that_does_not_exist_is_one_line(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(tmp_path / "content")
    assert main(project) == 2
    assert _said(capsys) == f"{tmp_path / 'content'}: there is no such folder of content\n"


def test_so_is_one_that_the_settings_name(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "pelican.conf.py").open("a", encoding="utf-8") as file:
        file.write('\nPATH = "elsewhere"\n')
    assert main([*project[:2], *project[4:]]) == 2
    assert _said(capsys).startswith(f"{tmp_path / 'pelican.conf.py'}: ")


def test_a_fault_in_the_settings_is_one_line(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pelican.conf.py").write_text("SITENAME = 1 +", encoding="utf-8")
    assert main(project) == 2
    assert _said(capsys).startswith(f"{tmp_path / 'pelican.conf.py'}: SyntaxError")


@pytest.mark.parametrize("jobs", ["0", "many", "-1", "1.5", "", "1e3", "99999999999999", "²"])
def test_what_is_no_number_of_processes_is_told(
    jobs: str, project: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*project, f"--jobs={jobs}"])
    assert ended.value.code == 2
    assert f"argument --jobs: {jobs!r}: expected a whole number from 1 to 1024" in _said(capsys)


@pytest.mark.parametrize(
    "now", ["soon", "0001-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2026-13-01"]
)
def test_what_is_no_clock_of_a_run_is_told(now: str, project: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*project, "--now", now])
    assert ended.value.code == 2
    assert f"argument --now: {now!r}" in _said(capsys)


def test_a_file_with_a_bad_date_is_named_and_the_status_says_so_until_it_is_mended(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    bad = tmp_path / "content" / "news" / "bad.md"
    bad.write_text("Title: Two\nDate: 22nd of Foo\nSlug: two\n\nSome words.\n", encoding="utf-8")
    report = tmp_path / "report.json"
    for _ in range(2):  # also where nothing has changed since
        caplog.clear()
        assert main([*project, "--report", str(report)]) == 3
        assert "1 file was left out" in _said(capsys)
        assert f"{bad} is left out: line 2: Date is '22nd of Foo': expected a date" in caplog.text
    outcome = BuildOutcome.from_json(report.read_text("utf-8"))
    assert outcome.status == "incomplete"
    assert not outcome.is_failure
    assert any(str(bad) in line for line in outcome.warnings)
    assert (tmp_path / "output" / "2023/07/19/one/index.html").is_file()
    bad.write_text(bad.read_text("utf-8").replace("22nd of Foo", "2023-07-19 10:00"), encoding="utf-8")
    assert main(project) == 0


@pytest.mark.parametrize("name", ["output", "cache"])
def test_a_folder_that_cannot_be_made_is_one_line(
    name: str, project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    place = tmp_path / "a file" / name
    assert main([*project, f"--{name}", str(place)]) == 1
    lines = [line for line in _said(capsys).splitlines() if "a file" in line]
    assert lines
    assert "Not a directory" in lines[-1]


def test_a_report_that_cannot_be_written_is_one_line(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*project, "--report", str(tmp_path)]) == 1
    assert f"{tmp_path}: Is a directory" in _said(capsys)


def test_the_second_of_two_builds_at_once_waits_and_has_a_status_of_its_own_where_that_takes_too_long(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    first = ExitStack()
    first.enter_context(locked_file(tmp_path / "cache" / LOCK_FILE))
    assert main([*project, "--wait-s", "0"]) == BUSY
    [line] = [line for line in _said(capsys).splitlines() if line.startswith("The site was not built")]
    assert "another build is running" in line
    Timer(1.0, first.close).start()
    assert main([*project, "--wait-s", "60"]) == 0
    assert sum("waiting until it is done" in line for line in caplog.messages) == 1


def test_a_build_says_what_it_read_rendered_skipped_and_removed_and_why_a_page_was_rendered(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "2023/07/19/one/index.html"
    assert main([*project, "--explain", page, "--explain", "none.html"]) == 0
    said = capsys.readouterr().out
    rendered = r"\d+ views rendered \(\d+ as before\), 0 skipped"
    assert re.search(rf"1 sources, 1 parsed in .* s; {rendered} in .* s; .* written, 0 removed", said)
    assert f"{page}: rendered, since no build made it before\nnone.html: nothing makes this page\n" in said
    assert main([*project, "--explain", page]) == 0
    assert f"{page}: not rendered, since nothing that it is made from has changed" in capsys.readouterr().out
    (tmp_path / "content/news/one.md").unlink()
    assert main(project) == 0
    assert not re.search(r" 0 removed", capsys.readouterr().out)
    assert not (tmp_path / "output" / page).exists()


def _report(options: list[str], file: Path) -> tuple[int, BuildOutcome]:
    status = main([*options, "--report", str(file)])
    return status, BuildOutcome.from_json(file.read_text(encoding="utf-8"))


def test_the_report_says_how_a_build_ended(project: list[str], tmp_path: Path) -> None:
    (tmp_path / "content" / "news" / "two.md").write_text("Title: Two\n\nNo date.\n", encoding="utf-8")
    status, outcome = _report(project, tmp_path / "report.json")
    assert (status, outcome.status, outcome.place) == (3, "incomplete", "")
    assert outcome.message.startswith("Built 1 articles of")
    assert any(line.startswith("ERROR ") and "two.md" in line for line in outcome.warnings)
    shutil.rmtree(tmp_path / "content")
    status, outcome = _report(project, tmp_path / "report.json")
    assert (status, outcome.status) == (2, "wrong input")
    assert outcome.message == f"{tmp_path / 'content'}: there is no such folder of content"


def test_the_report_of_a_fault_in_the_program_has_its_place(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "faulty.py").write_text(
        "from pelican import signals\n\ndef fail(generator):\n"
        "    signals.article_generator_init.disconnect(fail)  # signals are global: it shall not fail other tests\n"
        "    raise KeyError('x') from ValueError('y')\n\n"
        "def register():\n    signals.article_generator_init.connect(fail)\n"
    )
    with (tmp_path / "pelican.conf.py").open("a", encoding="utf-8") as file:
        file.write(f'\nPLUGIN_PATHS = [*PLUGIN_PATHS, {str(tmp_path)!r}]\nPLUGINS = [*PLUGINS, "faulty"]\n')
    status, outcome = _report(project, tmp_path / "report.json")
    assert (status, outcome.status) == (1, "failed")
    assert outcome.message == "The site was not built, and what was built last stays: KeyError: 'x'"
    assert outcome.place == f"{tmp_path / 'faulty.py'}, line 5"
    assert "Traceback" in capsys.readouterr().err


def test_that_nothing_changed_is_known_without_pelican_and_spacy(
    project: list[str], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Seen by what a process of its own imports: of all that is installed, nothing."""
    report = tmp_path_factory.mktemp("report") / "report.json"
    trace = [sys.executable, "-X", "importtime", "-m", "digest.operations.build", *project, "--report", str(report)]
    env = {**os.environ, "PYTHONPATH": str(root / "plugins")}
    installed = packages_distributions().keys() - {"_distutils_hack"}  # which Python itself imports at its start
    imported = []
    for _ in range(2):
        done = subprocess.run(trace, env=env, capture_output=True, text=True, check=True)
        imported.append({line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()})
    assert {"pelican", "spacy", "jinja2"} <= imported[0]
    assert not imported[1] & installed
    assert done.stdout.startswith("Nothing has changed since the last build: 1 articles")
    assert BuildOutcome.from_json(report.read_text()) == BuildOutcome("unchanged", done.stdout.strip())


def test_warnings_are_told_again_while_what_they_are_about_is_there(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = tmp_path / "content" / "decisions.toml"
    decisions.write_text('pin = ["nowhere"]\n')
    time.sleep(0.1)  # until a clock can tell when the files were written from when the build begins
    assert build.main(project) == 0
    capsys.readouterr()
    assert build.main(project) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Nothing has changed")
    assert "there is no story or article 'nowhere'" in said.err


def test_a_cache_on_a_full_disk_is_told_in_a_line_and_a_wrong_question_with_its_place(tmp_path: Path) -> None:
    cache = sqlite3.connect(tmp_path / "cache.sqlite")
    cache.execute("PRAGMA max_page_count = 3")
    for statement, is_unforeseen in (("CREATE TABLE full AS SELECT zeroblob(99999)", False), ("SELECT nothing", True)):
        with pytest.raises(BuildError) as told, build._errors_of_ours():
            cache.execute(statement)
        assert build._is_unforeseen(told.value.__cause__) == is_unforeseen
    cache.close()


def test_what_changed_since_the_last_good_build_is_known_though_a_build_failed_meanwhile(
    project: list[str], tmp_path: Path
) -> None:
    places = tmp_path / "cache", tmp_path / "output"
    assert main(project) == 0
    assert newer_content(*places) == ""
    (tmp_path / "content" / "decisions.toml").write_text("pin = 1", encoding="utf-8")
    assert main(project) == 2
    assert "content/decisions.toml; concordance build" in newer_content(*places)
