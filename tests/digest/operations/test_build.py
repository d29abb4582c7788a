"""The build's command line: what an editor reads when something is wrong, in a line and not in a traceback."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from digest.operations.build import main
from digest.operations.build_outcome import BuildOutcome
from incremental.run.build_run import building


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


def test_no_processes_are_no_number_of_processes(project: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*project, "--jobs", "0"])
    assert ended.value.code == 2
    assert "argument --jobs" in _said(capsys)


def test_the_second_of_two_builds_at_once_ends_with_a_line(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {"OUTPUT_PATH": str(tmp_path / "output"), "CACHE_PATH": str(tmp_path / "cache")}
    with building(settings, [], started_ns=0):
        assert main(project) == 1
    [line] = [line for line in _said(capsys).splitlines() if line.startswith("The site was not built")]
    assert "another build is running" in line
    assert main(project) == 0


def test_a_build_says_what_it_read_rendered_skipped_and_removed_and_why_a_page_was_rendered(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "2023/07/19/one/index.html"
    assert main([*project, "--explain", page, "--explain", "none.html"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"1 sources, 1 parsed in .* s; \d+ views rendered, 0 skipped in .* s; .* written, 0 removed", said)
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
    assert (status, outcome.status, outcome.place) == (0, "built", "")
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
