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


def test_that_nothing_changed_is_known_without_pelican_and_spacy(project: list[str], root: Path) -> None:
    """Seen by what a process of its own imports: of all that is installed, nothing."""
    trace = [sys.executable, "-X", "importtime", "-m", "digest.operations.build", *project]
    env = {**os.environ, "PYTHONPATH": str(root / "plugins")}
    installed = packages_distributions().keys() - {"_distutils_hack"}  # which Python itself imports at its start
    imported = []
    for _ in range(2):
        done = subprocess.run(trace, env=env, capture_output=True, text=True, check=True)
        imported.append({line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()})
    assert {"pelican", "spacy", "jinja2"} <= imported[0]
    assert not imported[1] & installed
    assert done.stdout.startswith("Nothing has changed since the last build")
