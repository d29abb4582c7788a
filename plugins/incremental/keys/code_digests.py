"""Digests of the program that renders: the source of plugins and modules, and the installed distributions."""

import platform
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b, file_digest
from pathlib import Path
from types import ModuleType
from typing import Final
from weakref import WeakKeyDictionary

from .fingerprint import DIGEST_BYTES, fingerprint

_CODE: Final = (".py", ".so", ".pyd")
# The only state of this plugin that outlives a build. Like `sys.modules`, it belongs to the loaded modules, and each
# entry is deleted with its module: see `package_digest`.
_LOADED_CODE: Final[WeakKeyDictionary[ModuleType, bytes]] = WeakKeyDictionary()


class SourceUnknownError(Exception):
    """Some code has no source that can be read, so a change of it would go unnoticed."""


def plugins_digest(plugins: Iterable[object]) -> bytes:
    """A digest of all files, data files included, of the packages that contain the loaded plugins.

    The whole top-level package counts, since a plugin may render with other modules of it.

    Raises:
        SourceUnknownError: a plugin was not loaded from a file.
    """
    return fingerprint([(name, package_digest(name)) for name in sorted(set(map(_package_of, plugins)))])


def package_digest(name: str) -> bytes:
    """A digest of a loaded module's file, or of every file of a package.

    Code counts with the bytes at the first call of this function, since those bytes are running: a process that builds
    repeatedly does not load later edits. Data files count as they are now.

    Raises:
        SourceUnknownError: the module is not loaded, or has no file.
    """
    module = sys.modules.get(name)
    if module is None:
        raise SourceUnknownError(f"module {name} is not loaded")
    places = getattr(module, "__path__", None)
    if places is None:
        path = _file_of(module)
        return _code_digest(module, [(path.name, path)] if path else [])
    files = [entry for place in places for entry in sorted(_files(Path(place), ""))]
    code = _code_digest(module, [(name, path) for name, path in files if path.suffix in _CODE])
    return fingerprint((code, [(name, _file_digest(path)) for name, path in files if path.suffix not in _CODE]))


def installation_digest() -> bytes:
    """A digest of the interpreter and of the names and versions of all installed distributions.

    The names of the metadata folders are enough. Listing them takes a millisecond; reading the metadata would take a
    hundred times as long.
    """
    distributions = {
        entry.name
        for place in {Path(place or ".") for place in sys.path}
        if place.is_dir()
        for entry in place.iterdir()
        if entry.suffix in (".dist-info", ".egg-info")
    }
    return fingerprint((sys.implementation.name, platform.python_version(), sorted(distributions)))


def _package_of(plugin: object) -> str:
    """The package that contains a plugin: the first part of its name, or three parts in Pelican's namespace."""
    name = plugin.__name__ if isinstance(plugin, ModuleType) else getattr(plugin, "__module__", type(plugin).__module__)
    if name in ("types", "builtins"):
        raise SourceUnknownError(f"plugin {plugin!r} was made by hand")
    parts = name.split(".")
    return ".".join(parts[:3] if parts[:2] == ["pelican", "plugins"] else parts[:1])


def _file_of(module: ModuleType) -> Path | None:
    """The file of a module; None for a part of the interpreter, since `installation_digest` has its version."""
    spec = getattr(module, "__spec__", None)
    if spec and spec.origin in ("built-in", "frozen"):
        return None
    path = getattr(module, "__file__", None)
    if not path:
        raise SourceUnknownError(f"module {module.__name__} has no file")
    return Path(path)


def _code_digest(module: ModuleType, files: Iterable[tuple[str, Path]]) -> bytes:
    if module not in _LOADED_CODE:
        _LOADED_CODE[module] = fingerprint([(name, _file_digest(path)) for name, path in files])
    return _LOADED_CODE[module]


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.suffix != ".pyc":
            yield prefix + entry.name, entry


def _file_digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file_digest(file, lambda: blake2b(digest_size=DIGEST_BYTES)).digest()
    except OSError as error:
        raise SourceUnknownError(f"{path} can't be read: {error}") from error
