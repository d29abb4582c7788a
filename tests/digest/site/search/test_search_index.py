"""The files of the search from build to build, and what happens when they can't be made."""

import errno
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.errors import BuildError
from digest.site.search import pagefind
from tests.digest.site.open_data.conftest import data_settings

from .small_search_records import script


def test_only_what_changed_is_indexed_again(new_site: Callable[[], Any]) -> None:
    site = new_site()
    assert site.build().built.search.indexed == 1
    again = site.build().built.search
    assert (len(again.folders), again.indexed, again.records) == (1, 0, 4)
    site.add("2023/07/20/talks", "lantern", "Talks in Neverhaven", "07:30", "Odo Flinck has news.\n")
    assert site.build().built.search.indexed == 1
    assert len(list((site.cache / "search").iterdir())) == 3  # one index, the list of the parts, and their keys
    assert len(list((site.output / "search/index").rglob("*.pf_fragment"))) == 5


def test_an_excerpt_can_be_found_by_what_is_shown_and_by_nothing_else(new_site: Callable[[], Any]) -> None:
    site = new_site()
    tail = " ".join(f"hidden{number}" for number in range(50))
    body = f"{' '.join(['Shown'] * 120)} {tail} “I have forty captains asking me,” said Odo Flinck.\n"
    site.add("2023/07/21/long", "lantern", "A long report", "08:00", body)
    site.build()
    shown = b"".join(_unpacked(file) for file in (site.output / "search/index").rglob("*.pf_fragment"))
    assert b"Shown" in shown
    assert b"forty captains asking" in shown
    assert b"hidden" not in shown
    site.build(data_settings(site.content.parent, site.root))  # with shorter excerpts
    shorter = b"".join(_unpacked(file) for file in (site.output / "search/index").rglob("*.pf_fragment"))
    assert (shown.count(b"Shown"), shorter.count(b"Shown")) == (120, 40)


def test_a_report_is_found_as_part_of_its_story_as_long_as_it_is_one(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.build()
    paths = ["2023/07/19/pilots-strike", "2023/07/19/ships-wait", "2023/07/19/helm"]
    [story] = {_stories(site)[f"{path}/"] for path in paths}
    assert (site.output / story / "index.html").is_file()
    assert _stories(site)["2023/07/18/organ/"] == ""
    (site.content / "decisions.toml").write_text(f"split = {paths}\n")
    site.build()
    assert set(_stories(site).values()) == {""}


def _stories(site: Any) -> dict[str, str]:
    """The story that each article is found as part of, by its page."""
    found = [
        json.loads(_unpacked(file).removeprefix(b"pagefind_dcd"))
        for file in (site.output / "search/index").rglob("*.pf_fragment")
    ]
    return {one["url"]: one["meta"].get("story", "") for one in found}


def _unpacked(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())


def test_a_site_without_its_search_is_built_and_tried_again(
    new_site: Callable[[], Any], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = new_site()
    monkeypatch.setattr(pagefind, "program", lambda: script(tmp_path, '[ "$1" = --version ] && echo pagefind 0'))
    report = site.build()
    assert "The search lacks 2023-07-18 to 2023-07-19: pagefind ended" in caplog.text
    assert "1 failed" in str(report)
    assert site.page("search/").css_first("h1").text() == "Search"
    assert not (site.cache / "build.snapshot").exists()
    monkeypatch.undo()
    assert site.build().built.search.failed == ()
    assert (site.output / "search/index/parts.json").is_file()


def test_a_full_disk_fails_the_build_and_leaves_the_site_its_search(
    new_site: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = new_site()
    site.build()
    index = (site.output / "search/index/parts.json").read_bytes()
    site.add("2023/07/20/talks", "lantern", "Talks in Neverhaven", "07:30", "Odo Flinck has news.\n")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "_write", full)
        with pytest.raises(BuildError, match="index of the search can't be written"):
            site.build()
    assert (site.output / "search/index/parts.json").read_bytes() == index
    assert not [folder for folder in (site.cache / "search").iterdir() if folder.name.endswith(".new")]
    assert site.build().built.search.failed == ()


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "", "a\0b"])
def test_a_file_outside_of_the_index_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(pagefind.SearchError, match="outside of its folder"):
        pagefind._write(tmp_path / "index", path, b"")
    assert not any(tmp_path.iterdir())
