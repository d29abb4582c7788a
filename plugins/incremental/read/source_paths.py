"""The paths of sources in Pelican's forms, computed with fewer system calls."""

import os
from typing import Any

from pelican.utils import file_suffix


def path_below(path: Any, folder: Any) -> str | None:
    """The path relative to a folder that contains it; None if this can't be seen from the text of both."""
    if (
        os.sep == "/"
        and type(path) is str
        and type(folder) is str
        and folder[:1] == "/"
        and path.startswith(f"{folder}/")
        and os.path.normpath(path) == path
    ):
        return path[len(folder) + 1 :] or None  # "//" is the root folder, which POSIX allows
    return None


def relative_path(path: str, folder: str) -> str:
    """The result of `os.path.relpath`, in a tenth of its time if the path is below the folder."""
    below = path_below(path, folder)
    return os.path.relpath(path, folder) if below is None else below


def absolute_path(base_path: str, path: str) -> str:
    """The name that Pelican gives to a source."""
    joined = os.path.join(base_path, path)  # noqa: PTH118  as Pelican does
    if os.sep == joined[:1] == "/":  # otherwise the result depends on the current folder
        return os.path.normpath(joined)
    return os.path.abspath(joined)  # noqa: PTH100  as Pelican does


def folder_prefixes(base: str, folder: str) -> tuple[str, str]:
    """The prefixes before the name of a file in a folder: in the paths of rows, and in the names of sources."""
    file = os.path.join(folder, "x")  # noqa: PTH118
    return os.path.normpath(file)[:-1], absolute_path(base, file)[:-1]


def suffix_of(path: str) -> str:
    """The result of `file_suffix`, in a third of its time for nearly all names."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return suffix if dot and stem[:1] not in ("", ".") else str(file_suffix(path))
