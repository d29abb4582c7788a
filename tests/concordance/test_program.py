"""The software as a dependency: installed from a wheel, on a site that lies elsewhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from concordance.program import EditorProgram, editor_tasks


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an unpacked wheel, which is built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = ["pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation", "-w", str(folder), str(root)]
    subprocess.run([sys.executable, "-m", *command], check=True)
    (wheel,) = folder.glob("the_concordance-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def _concordance(installed: Path, site: Path, *arguments: str) -> str:
    """What the command says in a folder."""
    env = {name: value for name, value in os.environ.items() if name != "CONCORDANCE_SITE"} | {
        "PYTHONPATH": str(installed)
    }
    command = [sys.executable, "-P", "-m", "concordance.program", *arguments]
    done = subprocess.run(
        command, cwd=site, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_a_site_apart_from_the_software_is_begun_and_built(installed: Path, tmp_path: Path) -> None:
    assert "17 files" in _concordance(installed, tmp_path, "init", "site", "--name", "Tide “Watch”")
    site = tmp_path / "site"
    _concordance(installed, site, "refresh")
    assert "Tide “Watch”" in (site / "output" / "index.html").read_text(encoding="utf-8")
    assert not any(path.suffix == ".py" for path in (site / "cache").rglob("*"))
    # The site's tasks.py says the same to invoke.
    env = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "invoke", "build"]
    done = subprocess.run(command, cwd=site, env=env, capture_output=True, text=True, check=True)
    assert "Built 0 articles" in done.stdout


def test_the_wheel_has_all_of_the_plugins_and_the_theme(installed: Path, root: Path) -> None:
    for folder in ("plugins/digest", "plugins/incremental", "plugins/quick_pelican", "theme", "docs"):
        there = {path.relative_to(root) for path in (root / folder).rglob("*") if path.is_file()}
        wanted = {path for path in there if not {"__pycache__", "build"} & set(path.parts)}
        wheel = installed / "concordance"
        found = {path.relative_to(wheel) for path in (wheel / folder).rglob("*") if path.is_file()}
        assert {path for path in found if "__pycache__" not in path.parts} == wanted  # which comes when it runs


def test_an_editor_has_no_tasks_of_developers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORDANCE_SITE", "")
    names = set(editor_tasks().task_names)
    assert {"init", "subscribe", "refresh", "publish", "serve", "why"} <= names
    assert not {"test", "check", "demo", "lock", "soak", "browser-tools"} & names


@pytest.mark.parametrize("asks", ["--help", "-h"])
def test_every_command_that_is_asked_for_help_prints_its_usage_and_does_nothing(
    asks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONCORDANCE_SITE", "")
    tasks = editor_tasks()
    for name in tasks.task_names:
        program = EditorProgram(namespace=tasks, name="concordance", binary="concordance")
        program.run(["concordance", name, asks], exit=False)
        needed = [argument.name.upper() for argument in tasks[name].get_arguments() if argument.positional]
        usage, _, says, *_ = capsys.readouterr().out.split("\n")
        assert usage.startswith(" ".join(["usage: concordance", name, *needed]))
        assert says.endswith(".")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serch", "ferry"], "No idea what 'serch' is! Did you mean search?\n"),
        (["xyzzy"], "No idea what 'xyzzy' is! `concordance --list` shows what there is.\n"),
        (["search", "ferry", "--limti", "3"], "No idea what '--limti' is! Did you mean --limit?\n"),
        (
            ["search", "ferry", "--xyz"],
            "No idea what '--xyz' is! `concordance search --help` shows what there is.\n",
        ),
        (["search"], "'search' did not receive required positional arguments: 'query'\n"),
    ],
)
def test_what_there_is_not_is_told_with_what_was_probably_meant(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONCORDANCE_SITE", "")
    program = EditorProgram(namespace=editor_tasks(), name="concordance", binary="concordance")
    program.run(["concordance", *words], exit=False)
    assert capsys.readouterr().err == said


def test_whoever_reads_only_the_first_line_of_the_list_sees_no_traceback(root: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(root / "plugins")}
    reading, writing = os.pipe()
    os.close(reading)  # whoever reads has gone before a line comes
    command = [sys.executable, "-P", "-m", "concordance.program", "--list"]
    done = subprocess.run(command, cwd=tmp_path, env=env, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


def test_a_question_for_help_that_reaches_a_task_of_invoke_is_answered_too(root: Path) -> None:
    command = [sys.executable, "-m", "invoke", "unsubscribe", "--help"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "its slug, name or address" in done.stdout
    assert done.returncode == 0
