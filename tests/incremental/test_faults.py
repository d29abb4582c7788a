"""Builds that are killed, run twice at once, or find a state that is not theirs."""

import os
import random
import sqlite3
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from incremental.errors import BuildRunningError, OutputError
from incremental.run.build_run import building
from incremental.state.output_state import OUTPUT_FILE
from incremental.state.state_file import STATE_FILE
from tests.incremental.killed_builds import STEPS, killed


def _life_so_far(site: Any) -> None:
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html"}
    site.template("article.html", "{{ article.title }}: {{ article.content }}")
    site.article("one.md", "first")
    site.pages = {f"{name}/index.html": ("page.html", {"title": name}) for name in "abcde"}
    site.pages["file"] = ("page.html", {"title": "a file"})
    site.groups = {
        "x": {f"x/{name}.html": ("page.html", {"title": name}) for name in "abc"},
        "y": {f"y/{name}.html": ("page.html", {"title": name}) for name in "ab"},
    }
    site.build()


def _edits(site: Any) -> None:
    site.article("one.md", "changed")
    site.article("two.md", "second")
    site.pages["a/index.html"] = ("page.html", {"title": "changed"})
    site.pages["new/x.html"] = ("page.html", {"title": "new"})
    del site.pages["b/index.html"], site.pages["c/index.html"], site.pages["file"]
    site.pages["file/index.html"] = ("page.html", {"title": "now in a folder"})
    site.groups["z"] = site.groups.pop("y") | {"z/new.html": ("page.html", {"title": "new"})}
    site.groups["x"]["x/a.html"] = ("page.html", {"title": "changed"})
    del site.groups["x"]["x/b.html"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("call", [1, 3])
@pytest.mark.parametrize("after", [False, True])
def test_a_killed_build_is_repaired_by_the_next(site: Any, step: str, call: int, after: bool) -> None:
    _life_so_far(site)
    _edits(site)
    if not killed(site.build, step, call, after=after):
        assert call > 1, "the step is not taken at all"
    site.build()
    assert site.files() == site.clean_files()
    assert site.build().written == 0


@pytest.mark.parametrize("call", [1, 2, 3, 4])
def test_what_a_killed_build_left_is_removed_if_the_next_does_not_make_it(site: Any, call: int) -> None:
    _life_so_far(site)
    old, groups = dict(site.pages), deepcopy(site.groups)
    _edits(site)
    assert killed(site.build, "move", call, after=True)
    site.pages, site.groups = old, groups
    (site.content / "two.md").unlink()
    site.build()
    assert site.files() == site.clean_files()


def test_a_build_that_is_killed_before_it_commits_leaves_the_output(site: Any) -> None:
    _life_so_far(site)
    before = site.states()
    _edits(site)
    assert killed(site.build, "promise", 1, after=True)
    assert site.states() == before


def test_a_build_killed_again_and_again_ends_like_any_other(site: Any) -> None:
    _life_so_far(site)
    _edits(site)
    for call in range(1, 5):
        killed(site.build, "move", call, after=False)
        killed(site.build, "remove", call, after=True)
    site.build()
    assert site.files() == site.clean_files()


def test_the_second_of_two_builds_at_once_says_so_and_changes_nothing(site: Any) -> None:
    _life_so_far(site)
    before = site.states()
    _edits(site)
    pelican = site.pelican()
    with (
        building(pelican.settings, [], started_ns=0),
        pytest.raises(BuildRunningError, match="another build is running"),
    ):
        pelican.run()
    assert {name: before[name] for name in site.states()} == site.states()


def test_two_builds_at_once_into_one_folder_from_two_state_folders(site: Any) -> None:
    _life_so_far(site)
    other = site.pelican(INCREMENTAL_STATE=str(site.root / "other"))
    pelican = site.pelican()
    with (
        building(pelican.settings, [], started_ns=0),
        pytest.raises(BuildRunningError, match=r"holds the folder .*output"),
    ):
        other.run()


def test_after_a_build_that_failed_another_can_begin_in_the_same_process(site: Any) -> None:
    _life_so_far(site)
    pelican = site.pelican()
    with pytest.raises(KeyboardInterrupt), building(pelican.settings, [], started_ns=0):
        raise KeyboardInterrupt
    _edits(site)
    site.build()
    assert site.files() == site.clean_files()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _another_program_s(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE outputs (something INTEGER)")
    database.close()


def _another_version(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()


def _without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE sources")
    database.close()


def _with_wrong_types(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE outputs SET view_key = NULL, digest = 'text'")
    database.close()


def _with_a_forged_body(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE sources SET body = CAST('forged' AS BLOB)")
    database.close()


def _with_a_path_out_of_the_folder(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE outputs SET path = CAST('../victim' AS BLOB) WHERE path = CAST('file' AS BLOB)")
    database.close()


def _nonsense(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *(
            (name, damage)
            for name in ("cache/" + STATE_FILE, "output/" + OUTPUT_FILE)
            for damage in (_nonsense, _empty, _truncate, _another_program_s, _another_version)
        ),
        ("cache/" + STATE_FILE, _without_a_table),
        ("cache/" + STATE_FILE, _with_a_forged_body),
        ("output/" + OUTPUT_FILE, _with_wrong_types),
        ("output/" + OUTPUT_FILE, _with_a_path_out_of_the_folder),
    ],
)
def test_a_state_that_is_damaged_or_foreign_is_dropped_with_a_log_line(
    site: Any, name: str, damage: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    _life_so_far(site)
    good = site.files()
    (site.root / "victim").write_bytes(good["file"])
    path = site.root / name
    damage(path)
    empty = path.stat().st_size == 0
    caplog.clear()
    site.build()
    assert site.files() == good
    assert (site.root / "victim").exists()
    assert empty or "is dropped, and this build makes everything anew" in caplog.text
    assert site.build().rendered == 0


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_in_the_state_never_reach_the_output(site: Any, seed: int) -> None:
    _life_so_far(site)
    chance = random.Random(seed)
    path = site.state / STATE_FILE if seed % 3 else site.output / OUTPUT_FILE
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 3, 30])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    site.article("two.md", "second")
    site.pages["a/index.html"] = ("page.html", {"title": "changed"})
    site.build()
    assert site.files() == site.clean_files()


def test_a_state_that_can_t_be_opened_is_no_damage(site: Any) -> None:
    site.state.mkdir()
    (site.state / STATE_FILE).mkdir()
    with pytest.raises(sqlite3.OperationalError, match="unable to open database file"):
        site.build()


def test_staging_on_another_file_system_than_the_output(site: Any, tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system to write to")
    state = other / f"incremental-{os.getpid()}"
    site.settings = {"INCREMENTAL_STATE": str(state)}
    site.pages = {"a/index.html": ("page.html", {"title": "A"})}
    try:
        assert site.build().written == 1
        assert site.build().skipped == 1
        assert sorted(path.name for path in state.iterdir()) == ["incremental.lock", STATE_FILE]
    finally:
        for path in state.iterdir():
            path.unlink()
        state.rmdir()
    assert sorted(site.files()) == ["a/index.html"]


def test_a_folder_of_other_people_in_a_page_s_place_stops_the_build_before_anything_moves(site: Any) -> None:
    site.pages = {"a.html": ("page.html", {"title": "A"})}
    site.build()
    before = site.states()
    (site.output / "b.html").mkdir()
    (site.output / "b.html" / "mine.txt").write_text("mine")
    site.pages = {"a.html": ("page.html", {"title": "changed"}), "b.html": ("page.html", {"title": "B"})}
    with pytest.raises(OutputError, match=r"b\.html is a folder with files that are not to go"):
        site.build()
    (site.output / "c").write_text("mine")
    site.pages = {"a.html": ("page.html", {"title": "changed"}), "c/d.html": ("page.html", {"title": "D"})}
    with pytest.raises(OutputError, match="c is a file that no build made"):
        site.build()
    assert site.states()["a.html"] == before["a.html"]


@pytest.mark.parametrize("kept", [False, True])
def test_a_page_that_is_a_folder_of_others_stops_the_build_before_anything_moves(site: Any, kept: bool) -> None:
    site.pages = {"a": ("page.html", {"title": "A"})} if kept else {}
    site.build()
    before = site.states()
    site.pages = {"0": ("page.html", {}), "a": ("page.html", {"title": "A"}), "a/b": ("page.html", {"title": "B"})}
    with pytest.raises(OutputError, match=r"^a is a page of this build, and a folder with others$"):
        site.build()
    assert site.states() == before


def test_two_output_folders_with_one_state_know_nothing_of_each_other(site: Any) -> None:
    site.pages = {"a.html": ("page.html", {"title": "A"}), "b.html": ("page.html", {"title": "B"})}
    site.build()
    other = site.root / "other"
    other.mkdir()
    (other / "b.html").write_text("mine")
    del site.pages["b.html"]
    site.build(OUTPUT_PATH=str(other))
    assert site.files(other)["b.html"] == b"mine"
    assert site.build().removed == 1
    assert sorted(site.files()) == ["a.html"]
