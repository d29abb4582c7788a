"""Whether anything has changed, asked before Pelican is imported."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican import signals

from incremental import UpToDateCheck

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"


def _age(*folders: Path) -> None:
    """Gives everything a time that lies so far back that a change after it shows."""
    old = time.time() - 100
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            os.utime(path, (old, old), follow_symlinks=False)


@pytest.fixture
def built(site: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A site that was built and built. Times of change can't be set, so only those of content count here."""
    monkeypatch.setattr("incremental.run.up_to_date._FINE_TICK_NS", -(10**12))
    monkeypatch.setenv("COLOUR", "red")
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html", "STATIC_PATHS": ["images"]}
    site.template("article.html", "{{ article.title }}")
    site.article("one.md", "text")
    site.pages = {"a/index.html": ("page.html", {"title": "A"})}
    site.settings_file = site.root / "settings.py"
    site.settings_file.write_text("")
    site.check = lambda **question: UpToDateCheck(str(site.root / "snapshots" / "build.snapshot"), question)

    def make(**question: str) -> None:
        with site.check(**question).watch_build() as build:
            assert os.environ["COLOUR"]
            pelican = site.pelican()
            pelican.run()
            build.finish(pelican, inputs=[str(site.settings_file)], note="the note")

    site.make = make
    make()
    return site


def test_nothing_changed_gives_the_note_of_the_last_build(built: Any) -> None:
    assert built.check().last_note() == "the note"
    assert built.check().last_note() == "the note"


def test_the_options_of_the_last_build_are_known_whatever_changed_since(built: Any) -> None:
    built.make(content="elsewhere")
    built.article("one.md", "other")
    assert built.check().last_options()["content"] == "elsewhere"
    assert UpToDateCheck(str(built.root / "none.snapshot"), {}).last_options() is None


def test_a_source_that_changes_after_it_was_read_is_seen_to_have_changed(
    built: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "incremental.read.source_files.RACY_NS", -(10**12)
    )  # that it is as fresh as the build counts for nothing
    built.make()
    assert built.check().last_note() == "the note"

    def change(_generator: object) -> None:
        built.article("one.md", "later than read")

    with signals.article_generator_finalized.connected_to(change):
        built.make()
    assert built.check().last_note() is None


def _edit(site: Any) -> None:
    site.article("one.md", "other")


def _add(site: Any) -> None:
    site.article("deep/two.md", "new")


def _delete(site: Any) -> None:
    (site.content / "one.md").unlink()


def _rename(site: Any) -> None:
    (site.content / "one.md").rename(site.content / "two.md")


def _template(site: Any) -> None:
    site.template("page.html", "changed")


def _new_template(site: Any) -> None:
    site.template("new.html", "new")


def _plugin(site: Any) -> None:
    (site.root / "plugins" / "site_pages.py").write_text(site.plugin + "# changed")


def _settings(site: Any) -> None:
    site.settings_file.write_text("X = 1")


def _environment(site: Any) -> None:
    os.environ["COLOUR"] = "blue"


def _output_edited(site: Any) -> None:
    (site.output / "a" / "index.html").write_text("somebody's")


def _output_gone(site: Any) -> None:
    (site.output / "onemd.html").unlink()


def _output_folder_gone(site: Any) -> None:
    shutil.rmtree(site.output)


def _snapshot_damaged(site: Any) -> None:
    path = site.root / "snapshots" / "build.snapshot"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _snapshot_of_another_program(site: Any) -> None:
    (site.root / "snapshots" / "build.snapshot").write_bytes(b"something else")


def _installed(site: Any) -> None:
    (site.root / "packages" / "thing-2.dist-info").mkdir()


@pytest.mark.parametrize(
    "change",
    [
        *(_edit, _add, _delete, _rename, _template, _new_template, _plugin, _settings, _environment),
        *(_output_edited, _output_gone, _output_folder_gone, _snapshot_damaged, _snapshot_of_another_program),
    ],
)
def test_whatever_changes_is_seen(built: Any, change: Callable[[Any], None]) -> None:
    change(built)
    assert built.check().last_note() is None


def test_a_package_that_is_installed_is_seen(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (built.root / "packages" / "thing-1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(built.root / "packages")
    built.make()
    assert built.check().last_note() == "the note"
    _installed(built)
    assert built.check().last_note() is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no processes that share what is in memory")
def test_two_processes_see_what_one_sees(built: Any) -> None:
    """In a program of its own, since beside the threads that run tests no process is forked."""

    def asked() -> str:
        program = (
            "import os; from incremental.run import up_to_date; up_to_date._WORTH_A_FORK = 0; "
            "up_to_date.available_jobs = lambda: 2; fork = os.fork; "
            "os.fork = lambda: print('forked', flush=True) or fork(); "
            f"print(up_to_date.UpToDateCheck({str(built.root / 'snapshots' / 'build.snapshot')!r}, {{}}).last_note())"
        )
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PLUGINS)!r}); {program}"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert asked().split("\n") == ["forked", "the note", ""]
    last = sorted(file for file in built.output.rglob("*.html"))[-1]
    last.write_text("somebody's", "utf-8")
    assert asked().split("\n") == ["forked", "None", ""]


def test_what_does_not_count_is_not_seen(built: Any) -> None:
    shutil.rmtree(built.state)
    (built.output / "own.txt").write_text("somebody's")
    os.environ["NOBODY_ASKED"] = "1"
    os.link(built.output / "onemd.html", built.root / "published.html")
    assert built.check().last_note() == "the note"


def test_another_question_is_not_answered(built: Any) -> None:
    assert built.check(now="2026-11-22").last_note() is None
    built.make(now="2026-11-22")
    assert built.check(now="2026-11-22").last_note() == "the note"


def test_a_build_that_fails_leaves_no_snapshot(built: Any) -> None:
    built.template("page.html", "{{ 1 / 0 }}")
    with pytest.raises(Exception, match="ZeroDivisionError"):
        built.make()
    built.template("page.html", "<h1>{{ view.title }}</h1>")
    assert built.check().last_note() is None
    assert type(os.environ).__name__ == "_Environ"


def test_what_changed_while_it_was_built_leaves_no_snapshot(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incremental.run.up_to_date._FINE_TICK_NS", 50_000_000)
    built.article("one.md", "changed a moment ago")
    built.make()
    assert built.check().last_note() is None


def test_asking_imports_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys; from incremental import UpToDateCheck; "
        f"assert UpToDateCheck({str(tmp_path / 'none')!r}, {{}}).last_note() is None; "
        "print(*sorted({'pelican', 'jinja2', 'sqlite3', 're', 'pathlib', 'hashlib'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(PLUGINS)!r}); {program}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == ""
