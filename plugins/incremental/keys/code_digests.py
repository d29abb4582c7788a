"""Digests of the program that renders: the source of plugins and modules, and what is installed beside them."""

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
# The only state of this plugin that outlives a build. It belongs to the modules that are loaded, as `sys.modules` does,
# and each entry goes with its module: see `package_digest`.
_LOADED_CODE: Final[WeakKeyDictionary[ModuleType, bytes]] = WeakKeyDictionary()


class SourceUnknownError(Exception):
    """Code whose source can't be seen: a change of it would go unnoticed."""


def plugins_digest(plugins: Iterable[object]) -> bytes:
    """A digest of every file of the packages that the loaded plugins are in, with their data files.

    The whole top-level package counts, since a plugin renders with what its neighbours define.

    Raises:
        SourceUnknownError: a plugin was not loaded from a file.
    """
    return fingerprint(sorted({name: package_digest(name) for name in map(_package_of, plugins)}.items()))


def package_digest(name: str) -> bytes:
    """A digest of a loaded module's file, or of every file of a package.

    Code counts with the bytes that it had when this function first read it, since those bytes are what runs: a process
    that builds again and again does not load what is edited meanwhile. Data files count as they are now.

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
    """A digest of the interpreter and of the names and versions of all that is installed for it.

    The names of the metadata folders are enough, and listing them takes a millisecond, where reading the metadata takes
    a hundred times as long.
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
    """The package that a plugin belongs to: the first part of its name, or the part after Pelican's own namespace."""
    name = plugin.__name__ if isinstance(plugin, ModuleType) else getattr(plugin, "__module__", type(plugin).__module__)
    if name in ("types", "builtins"):
        raise SourceUnknownError(f"plugin {plugin!r} was made by hand")
    parts = name.split(".")
    return ".".join(parts[:3] if parts[:2] == ["pelican", "plugins"] else parts[:1])


def _file_of(module: ModuleType) -> Path | None:
    """None for a part of the interpreter, whose version is in `installation_digest`."""
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
