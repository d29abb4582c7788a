"""The files and folders that a build depends on, as far as this plugin can find them by itself."""

# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH116, PTH208  pathlib takes 5 ms to import: see `up_to_date`

# Only modules that Python imports at its start.
import os
import sys
from collections.abc import Iterable, Iterator

TYPE_CHECKING = False  # type checkers know this name; importing it from `typing` would cost time
if TYPE_CHECKING:
    from typing import Any


def build_inputs(pelican: "Any", inputs: Iterable[str]) -> tuple[list[str], list[str]]:
    """Absolute paths of files, `inputs` first, and of folders whose lists of entries count.

    These are everything below PATH, THEME and the folders of template overrides, except output, cache and state; the
    packages of the plugins; the files of all loaded modules; and the folders of installed packages.
    """
    settings = pelican.settings
    skipped = {os.path.abspath(settings[name]) for name in ("OUTPUT_PATH", "CACHE_PATH")}
    if settings.get("INCREMENTAL_STATE"):
        skipped.add(os.path.abspath(settings["INCREMENTAL_STATE"]))
    # Dicts as ordered sets: the order of a set differs in each run.
    files: dict[str, None] = dict.fromkeys(map(os.path.abspath, inputs))
    folders: dict[str, None] = {}
    roots = [settings["PATH"], settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"], *_plugin_packages(pelican)]
    for root in roots:
        _add_tree(os.path.abspath(root), skipped, files, folders)
    files.update(dict.fromkeys(_module_files()))
    folders.update(dict.fromkeys(_installation_folders()))
    return list(files), list(folders)


def _plugin_packages(pelican: "Any") -> Iterator[str]:
    """The folders of the packages that contain the plugins; the file of a plugin without a package."""
    for plugin in pelican.plugins:
        module = sys.modules.get(getattr(plugin, "__name__", "").partition(".")[0])
        package_folders = getattr(module, "__path__", None)
        yield from package_folders if package_folders else filter(None, [getattr(plugin, "__file__", None)])


def _add_tree(
    root: str,
    skipped: set[str],
    files: dict[str, None],
    folders: dict[str, None],
    above: tuple[tuple[int, int], ...] = (),
) -> None:
    """Adds a file, or a folder and everything below it, to `files` and `folders`.

    `above` has device and inode of each folder above `root`: a link that leads back to one of them isn't followed.
    """
    if root in skipped or root in folders:
        return
    if not os.path.isdir(root):
        if os.path.exists(root):
            files[root] = None
        return
    status = os.stat(root)
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return
    folders[root] = None
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    _add_tree(entry.path, skipped, files, folders, (*above, identity))
            elif entry.is_file():
                files[entry.path] = None


def _module_files() -> Iterator[str]:
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if path and os.path.isfile(path):
            yield os.path.abspath(path)


def _installation_folders() -> Iterator[str]:
    """The folders of `sys.path` in which packages are installed."""
    for folder in dict.fromkeys(sys.path):
        if os.path.isdir(folder) and any(name.endswith((".dist-info", ".egg-info")) for name in os.listdir(folder)):
            yield os.path.abspath(folder)
