"""The plugin as it is released: installed as `pelican.plugins.incremental`, on sites that know nothing of it."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican import signals

PLUGIN = Path(__file__).resolve().parents[2] / "plugins" / "incremental"
# Pelican is one package in one folder, so a package that is unpacked elsewhere has to be added to its path.
PELICAN = """
import sys, pelican.plugins
pelican.plugins.__path__.append(sys.argv.pop(1))
from pelican import main
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Pelican's plugins in an unpacked wheel, which is built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(PLUGIN, source, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    command = ["pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation", "-w", str(folder), str(source)]
    subprocess.run([sys.executable, "-m", *command], check=True)
    (wheel,) = folder.glob("pelican_incremental-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked" / "pelican" / "plugins"


@pytest.fixture
def quickstart(tmp_path: Path) -> Path:
    """A site as `pelican-quickstart` makes it, with two articles."""
    program = "from pelican.tools.pelican_quickstart import main; main()"
    command = [sys.executable, "-c", program, "-p", str(tmp_path), "-t", "Site", "-a", "Somebody", "-l", "en"]
    subprocess.run(command, input="\n\n\n\nn\nn\n\nn\n", text=True, check=True, capture_output=True)
    for name in ("one", "two"):
        (tmp_path / "content" / f"{name}.md").write_text(f"Title: {name}\nDate: 2026-11-22\nTags: x\n\n*text*\n")
    return tmp_path


def _pelican(site: Path, plugins: Path, *options: str) -> str:
    """What a build says."""
    command = [sys.executable, "-c", PELICAN, str(plugins), *options]
    done = subprocess.run(command, cwd=site, check=True, capture_output=True, text=True, env={**os.environ})
    return done.stdout + done.stderr


def _pages(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".incremental.sqlite"
    }


def test_the_wheel_has_every_package(installed: Path) -> None:
    folders = {path.parent.relative_to(PLUGIN).as_posix() for path in PLUGIN.rglob("__init__.py")}
    assert folders == {
        path.parent.relative_to(installed / "incremental").as_posix() for path in installed.rglob("*.py")
    }
    settings = tomllib.loads((PLUGIN / "pyproject.toml").read_text())
    assert settings["tool"]["setuptools"]["package-dir"] == {"pelican.plugins.incremental": "."}


def test_a_quickstart_site_is_built_with_the_installed_plugin(installed: Path, quickstart: Path) -> None:
    _pelican(quickstart, installed / "none", "content", "-s", "pelicanconf.py", "-o", "plain")
    first = _pelican(quickstart, installed, "content", "-s", "pelicanconf.py", "--verbose")
    assert "2 sources, 2 parsed" in " ".join(first.split())
    assert _pages(quickstart / "output") == _pages(quickstart / "plain")
    (quickstart / "content" / "one.md").write_text("Title: one\nDate: 2026-11-22\n\n*other*\n")
    second = _pelican(quickstart, installed, "content", "-s", "pelicanconf.py", "--verbose")
    assert "2 sources, 1 parsed" in " ".join(second.split())
    assert b"other" in (quickstart / "output" / "one.html").read_bytes()


def test_the_settings_for_publishing_delete_nothing(installed: Path, quickstart: Path) -> None:
    (quickstart / "output").mkdir(exist_ok=True)
    (quickstart / "output" / "CNAME").write_text("example.org")
    said = _pelican(quickstart, installed, "content", "-s", "publishconf.py")
    assert "DELETE_OUTPUT_DIRECTORY is ignored" in " ".join(said.split())
    assert (quickstart / "output" / "CNAME").exists()
    assert (quickstart / "output" / "one.html").exists()


def _noting(sent: list[str]) -> Callable[..., None]:
    """A receiver that adds a line to each page, as plugins do that compress pages."""

    def receiver(path: str, **_: Any) -> None:
        sent.append(Path(path).name)
        with Path(path).open("a") as page:
            page.write("<!-- seen -->")

    return receiver


def test_content_written_is_sent_for_each_page_that_is_made(site: Any) -> None:
    site.pages = {"a.html": ("page.html", {"title": "A"}), "b.html": ("page.html", {"title": "B"})}
    site.groups = {"x": {"x/c.html": ("page.html", {"title": "C"})}}
    sent: list[str] = []
    with signals.content_written.connected_to(_noting(sent)):
        site.build()
        assert sorted(sent) == ["a.html", "b.html", "c.html"]
        assert all(page.endswith(b"<!-- seen -->") for page in site.files().values())
        before = site.states()
        sent.clear()
        assert site.build().rendered == 0
        assert (sent, site.states()) == ([], before)
        site.groups["x"]["x/c.html"] = ("page.html", {"title": "changed"})
        site.build()
        assert sent == ["c.html"]
        assert site.files() == site.clean_files()
        del site.groups["x"]["x/c.html"]
        assert site.build().removed == 1
