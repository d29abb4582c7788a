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

from incremental.run.unchanged import Seal

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"


def _age(*folders: Path) -> None:
    """Gives everything a time that lies so far back that a change after it shows."""
    old = time.time() - 100
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            os.utime(path, (old, old), follow_symlinks=False)


@pytest.fixture
def sealed(site: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A site that was built and sealed. Times of change can't be set, so only those of content count here."""
    monkeypatch.setattr("incremental.run.unchanged._FINE_TICK_NS", -(10**12))
    monkeypatch.setenv("COLOUR", "red")
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html", "STATIC_PATHS": ["images"]}
    site.template("article.html", "{{ article.title }}")
    site.article("one.md", "text")
    site.pages = {"a/index.html": ("page.html", {"title": "A"})}
    site.settings_file = site.root / "settings.py"
    site.settings_file.write_text("")
    site.seal = lambda **question: Seal(str(site.root / "seals" / "build.seal"), question)

    def make(**question: str) -> None:
        with site.seal(**question).making() as making:
            assert os.environ["COLOUR"]
            pelican = site.pelican()
            pelican.run()
            making.done(pelican, inputs=[str(site.settings_file)], note="the note")

    site.make = make
    make()
    return site


def test_nothing_changed_gives_the_note_of_the_last_build(sealed: Any) -> None:
    assert sealed.seal().note() == "the note"
    assert sealed.seal().note() == "the note"


def test_the_options_of_the_last_build_are_known_whatever_changed_since(sealed: Any) -> None:
    sealed.make(content="elsewhere")
    sealed.article("one.md", "other")
    assert sealed.seal().question()["content"] == "elsewhere"
    assert Seal(str(sealed.root / "none.seal"), {}).question() is None


def test_a_source_that_changes_after_it_was_read_is_seen_to_have_changed(
    sealed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "incremental.read.source_cache._RACY_NS", -(10**12)
    )  # that it is as fresh as the build counts for nothing
    sealed.make()
    assert sealed.seal().note() == "the note"

    def change(_generator: object) -> None:
        sealed.article("one.md", "later than read")

    with signals.article_generator_finalized.connected_to(change):
        sealed.make()
    assert sealed.seal().note() is None


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


def _seal_damaged(site: Any) -> None:
    path = site.root / "seals" / "build.seal"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _seal_of_another_program(site: Any) -> None:
    (site.root / "seals" / "build.seal").write_bytes(b"something else")


def _installed(site: Any) -> None:
    (site.root / "packages" / "thing-2.dist-info").mkdir()


@pytest.mark.parametrize(
    "change",
    [
        *(_edit, _add, _delete, _rename, _template, _new_template, _plugin, _settings, _environment),
        *(_output_edited, _output_gone, _output_folder_gone, _seal_damaged, _seal_of_another_program),
    ],
)
def test_whatever_changes_is_seen(sealed: Any, change: Callable[[Any], None]) -> None:
    change(sealed)
    assert sealed.seal().note() is None


def test_a_package_that_is_installed_is_seen(sealed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (sealed.root / "packages" / "thing-1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(sealed.root / "packages")
    sealed.make()
    assert sealed.seal().note() == "the note"
    _installed(sealed)
    assert sealed.seal().note() is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no processes that share what is in memory")
def test_two_processes_see_what_one_sees(sealed: Any) -> None:
    """In a program of its own, since beside the threads that run tests no process is forked."""

    def asked() -> str:
        program = (
            "import os; from incremental.run import unchanged; unchanged._WORTH_A_FORK = 0; "
            "unchanged.available_jobs = lambda: 2; fork = os.fork; "
            "os.fork = lambda: print('forked', flush=True) or fork(); "
            f"print(unchanged.Seal({str(sealed.root / 'seals' / 'build.seal')!r}, {{}}).note())"
        )
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PLUGINS)!r}); {program}"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert asked().split("\n") == ["forked", "the note", ""]
    last = sorted(file for file in sealed.output.rglob("*.html"))[-1]
    last.write_text("somebody's", "utf-8")
    assert asked().split("\n") == ["forked", "None", ""]


def test_what_does_not_count_is_not_seen(sealed: Any) -> None:
    shutil.rmtree(sealed.state)
    (sealed.output / "own.txt").write_text("somebody's")
    os.environ["NOBODY_ASKED"] = "1"
    os.link(sealed.output / "onemd.html", sealed.root / "published.html")
    assert sealed.seal().note() == "the note"


def test_another_question_is_not_answered(sealed: Any) -> None:
    assert sealed.seal(now="2026-11-22").note() is None
    sealed.make(now="2026-11-22")
    assert sealed.seal(now="2026-11-22").note() == "the note"


def test_a_build_that_fails_leaves_no_seal(sealed: Any) -> None:
    sealed.template("page.html", "{{ 1 / 0 }}")
    with pytest.raises(Exception, match="ZeroDivisionError"):
        sealed.make()
    sealed.template("page.html", "<h1>{{ view.title }}</h1>")
    assert sealed.seal().note() is None
    assert type(os.environ).__name__ == "_Environ"


def test_what_changed_while_it_was_built_is_not_sealed(sealed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incremental.run.unchanged._FINE_TICK_NS", 50_000_000)
    sealed.article("one.md", "changed a moment ago")
    sealed.make()
    assert sealed.seal().note() is None


def test_asking_imports_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys; from incremental.run.unchanged import Seal; "
        f"assert Seal({str(tmp_path / 'none')!r}, {{}}).note() is None; "
        "print(*sorted({'pelican', 'jinja2', 'sqlite3', 're', 'pathlib', 'hashlib'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(PLUGINS)!r}); {program}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == ""
