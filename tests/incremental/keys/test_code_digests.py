"""Digests of code: of what is loaded, not of what was edited since."""

import sys
from collections.abc import Iterator
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from incremental.keys.code_digests import SourceUnknownError, installation_digest, package_digest, plugins_digest


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a package `some_plugin` with a module in a subfolder."""
    folder = tmp_path / "some_plugin"
    (folder / "inner").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "inner" / "__init__.py").write_text("VALUE = 1")
    (folder / "table.json").write_text("{}")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    _unload()


def _unload() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "some_plugin"]:
        del sys.modules[name]
    invalidate_caches()


def _loaded() -> ModuleType:
    _unload()
    return import_module("some_plugin.inner")


def test_a_plugin_is_its_whole_top_level_package(package: Path) -> None:
    first = plugins_digest([_loaded()])
    assert plugins_digest([_loaded()]) == first
    (package / "neighbour.py").write_text("x = 1")
    second = plugins_digest([_loaded()])
    (package / "neighbour.py").rename(package / "inner" / "neighbour.py")
    assert len({first, second, plugins_digest([_loaded()])}) == 3


def test_code_edited_after_it_was_loaded_does_not_count_yet(package: Path) -> None:
    plugin = _loaded()
    before = plugins_digest([plugin])
    (package / "inner" / "__init__.py").write_text("VALUE = 2")
    assert plugins_digest([plugin]) == before
    assert plugins_digest([_loaded()]) != before


def test_data_counts_as_it_is_now(package: Path) -> None:
    plugin = _loaded()
    before = plugins_digest([plugin])
    (package / "table.json").write_text("[]")
    assert plugins_digest([plugin]) != before


def test_compiled_code_does_not_count(package: Path) -> None:
    plugin = _loaded()
    before = plugins_digest([plugin])
    (package / "__pycache__").mkdir(exist_ok=True)
    (package / "__pycache__" / "x.cpython-311.pyc").write_bytes(b"x")
    assert plugins_digest([plugin]) == before


def test_code_without_a_file_is_unknown() -> None:
    with pytest.raises(SourceUnknownError, match="is not loaded"):
        package_digest("no_such_module")
    with pytest.raises(SourceUnknownError, match="made by hand"):
        plugins_digest([SimpleNamespace(register=print)])
    module = ModuleType("made_up")
    sys.modules["made_up"] = module
    try:
        with pytest.raises(SourceUnknownError, match="has no file"):
            package_digest("made_up")
    finally:
        del sys.modules["made_up"]


def test_parts_of_the_interpreter_come_with_its_version() -> None:
    assert package_digest("builtins") == package_digest("sys")


def test_the_installation_changes_with_a_version_of_anything_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    before = installation_digest()
    assert installation_digest() == before
    (tmp_path / "thing-1.0.dist-info").mkdir()
    first = installation_digest()
    (tmp_path / "thing-1.0.dist-info").rename(tmp_path / "thing-1.1.dist-info")
    assert len({before, first, installation_digest()}) == 3
