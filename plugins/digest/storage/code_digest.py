"""The key of a cache whose content depends on the code that filled it."""

import platform
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

_PLUGINS: Final = Path(__file__).parents[2]  # the folder of `digest` and `incremental`
_DIGEST_BYTES: Final = 16
_METADATA_SUFFIXES: Final = (".dist-info", ".egg-info")

# Bytecode, and the weights of models: those are large, and a text file beside them has their digests.
_UNREAD_SUFFIXES: Final = (".pyc", ".onnx")


@cache  # the code that runs is the code that was loaded, and reading 600 kB takes some 10 ms
def code_digest(*packages: str, distributions: bool = True) -> str:
    """A digest of the source and data files of `packages`, of Python's version and of all installed distributions.

    Names are as in imports, "digest.annotate.text". A package counts with all its subpackages; a name may also be a
    single module. Nothing is imported. The digest is computed only once in a process.

    Without `distributions`, installed distributions don't count. This is for a cache that takes long to fill and whose
    keys contain the versions of the libraries on which its content depends: it survives updates of all other libraries.

    Raises:
        ValueError: there is no such package or module beside this one.
    """
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for part in (sys.implementation.name, platform.python_version(), *(_distributions() if distributions else ())):
        digest.update(part.encode() + b"\0")
    for package in packages:
        for path in _files(package):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(_PLUGINS).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(package: str) -> Iterator[Path]:
    """The files of a package in the order of their paths, without those of `_UNREAD_SUFFIXES`."""
    folder = _PLUGINS.joinpath(*package.split("."))
    module = folder.with_suffix(".py")
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix not in _UNREAD_SUFFIXES:
                yield path
    elif module.is_file():
        yield module
    else:
        raise ValueError(f"{package}: there is no such package or module in {_PLUGINS}")


def _distributions() -> list[str]:
    """The names of the metadata folders of all installed distributions: "pelican-4.12.0.dist-info".

    Listing the names takes a millisecond. Reading the metadata through `importlib` takes a hundred times as long.
    """
    folders = {Path(entry or ".") for entry in sys.path}
    return sorted(
        {
            path.name
            for folder in folders
            if folder.is_dir()
            for path in folder.iterdir()
            if path.suffix in _METADATA_SUFFIXES
        }
    )
