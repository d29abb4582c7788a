"""Finds entries of a content folder that aren't sources: links that lead back to a folder above, pipes, devices.

Pelican follows every link. It would walk forty levels deep into a folder with a link to itself, and endlessly if there
are two such links. Opening a pipe would wait until another program writes into it.
"""

# ruff: noqa: PTH116, PTH118  pathlib takes several times as long, for ten thousand files

import logging
import os
import stat
from collections.abc import Iterable, Iterator

logger = logging.getLogger(__name__)


def folders_that_lead_back(content: str, paths: Iterable[str]) -> list[str]:
    """The links below `paths` that lead to a folder above them, relative to `content`. Each is logged.

    This is the form in which Pelican excludes folders.
    """
    looping = []
    for path in [paths] if isinstance(paths, str) else paths:
        above = (_identity(content),) if path else ()
        looping += [os.path.relpath(link, content) for link in _links_back(os.path.join(content, path), above)]
    for link in looping:
        logger.warning("%s is a link that leads back to a folder above it, and is not followed", link)
    return looping


def _links_back(folder: str, above: tuple[tuple[int, int], ...]) -> Iterator[str]:
    """The links below a folder that lead back. `above` has device and inode of each folder above it."""
    try:
        identity = _identity(folder)
        if identity in above:
            yield folder
            return
        with os.scandir(folder) as entries:
            folders = sorted(entry.path for entry in entries if entry.is_dir())
    except OSError:
        return  # it isn't a folder, or can't be listed: Pelican skips it too
    for path in folders:
        yield from _links_back(path, (*above, identity))


def _identity(folder: str) -> tuple[int, int]:
    status = os.stat(folder)
    return status.st_dev, status.st_ino


def regular_files(content: str, files: Iterable[str]) -> list[str]:
    """The regular files, and links to regular files. All others are logged."""
    regular = []
    for file in files:
        try:
            mode = os.stat(os.path.join(content, file)).st_mode
        except OSError:
            regular.append(file)  # reading it later raises the error
            continue
        if stat.S_ISREG(mode):
            regular.append(file)
        else:
            logger.warning("%s is a pipe, a socket or a device, and is passed over", file)
    return regular
