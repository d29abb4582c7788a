"""DESIGN's import rules, read from the syntax of every file, and shown to catch what they forbid."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import incremental

# Any room may import these.
CONTRACTS = tuple(
    f"digest.{room}"
    for room in ("command_parser", "contracts", "errors", "json_log", "markup", "similar_names", "storage")
)
# What runs a room's work elsewhere, without the module that talks to a cluster.
BATCHES = tuple(
    f"digest.batches.{module}" for module in ("batch_executor", "batch_run", "shared_values", "worker_processes")
)
# What else of this project a room may import besides itself.
ALLOWED = {
    "digest.feeds": CONTRACTS,
    "digest.importing": (*CONTRACTS, "digest.feeds"),
    "digest.annotate": (*CONTRACTS, *BATCHES),
    "digest.stories": (*CONTRACTS, *BATCHES, "digest.annotate.records"),
    "digest.archive": (*CONTRACTS, "digest.annotate", "digest.stories", "incremental"),
    "digest.site": (*CONTRACTS, *BATCHES, "digest.annotate", "digest.archive", "digest.stories", "incremental"),
    "digest.contracts": CONTRACTS,
    "digest.markup": (),
    "digest.storage": ("digest.errors",),
    "digest.batches": ("digest.errors",),
    "digest.command_parser": (),
    "digest.errors": (),
    "digest.json_log": (),
    "digest.similar_names": (),
    "concordance": (),
    "incremental": (),
    "quick_pelican": (),
}
SOCKETS = (
    *(
        "aiohttp",
        "asyncio",
        "dask",
        "distributed",
        "ftplib",
        "http",
        "httpx",
        "imaplib",
        "logging.handlers",
        "multiprocessing.connection",
    ),
    *("multiprocessing.managers", "nntplib", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl"),
    *("telnetlib", "urllib.request", "urllib3", "webbrowser", "websockets", "wsgiref", "xmlrpc"),
)
# What of the rest of the world it may not. The names it may not import of the project follow from ALLOWED.
FORBIDDEN = {
    "digest.feeds": ("pelican", "spacy"),
    "digest.importing": ("pelican", "spacy", *SOCKETS),
    "digest.annotate": ("pelican", *SOCKETS),
    "digest.stories": ("pelican", "spacy", *SOCKETS),
    "digest.archive": ("pelican", "spacy", *SOCKETS),
}
PROJECT = ("concordance", "digest", "incremental", "quick_pelican", "tasks")
LAYERED = (
    "digest.annotate",
    "digest.archive",
    "digest.feeds",
    "digest.importing",
    "digest.site",
    "digest.stories",
)  # whose subpackages form no circle
# Of a product of its own, `digest` uses what that product names as public, from its top level.
PUBLIC_OF_INCREMENTAL = ("incremental", *(f"incremental.{name}" for name in incremental.__all__))


def violations(plugins: Path) -> list[str]:
    """One line for every import under `plugins` that breaks a rule: file, line number and the name imported."""
    broken = []
    for path in sorted(plugins.rglob("*.py")):
        parts = path.relative_to(plugins).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        package = ".".join(parts[:-1])
        for number, name in imports(ast.parse(path.read_text(encoding="utf-8"), str(path)), package):
            if breaks_a_rule(module, name):
                broken.append(f"{path.relative_to(plugins)}:{number}: {module} imports {name}")
    return broken


def breaks_a_rule(module: str, name: str) -> bool:
    """Whether `module` may not import `name`, a full name that may end with what is taken from a module."""
    if within(name, "tasks"):
        return True
    if within(module, "digest") and within(name, "incremental") and name not in PUBLIC_OF_INCREMENTAL:
        return True
    room = next((room for room in ALLOWED if within(module, room)), None)
    if room is None:  # `operations` and `editing` tie the rooms together
        return False
    if any(within(name, root) for root in PROJECT):
        return not any(within(name, allowed) for allowed in (room, *ALLOWED[room]))
    return any(within(name, forbidden) for forbidden in FORBIDDEN.get(room, ()))


def imports(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported anywhere in a file of `package`, in functions and by name too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = absolute(package, node.level, node.module or "")
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"
        elif isinstance(node, ast.Call) and called(node.func) in ("import_module", "__import__") and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                level = len(name.value) - len(name.value.lstrip("."))
                yield node.lineno, absolute(package, level, name.value.lstrip("."))


def absolute(package: str, level: int, name: str) -> str:
    """The full name of what `from ...name import` means in a file of `package`."""
    if level == 0:
        return name
    parents = package.split(".")
    return ".".join([*parents[: len(parents) - level + 1], *filter(None, [name])])


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def test_no_file_of_the_plugins_breaks_an_import_rule(root: Path) -> None:
    plugins = root / "plugins"
    for room in ALLOWED:
        path = plugins.joinpath(*room.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), f"the rules name {room}, which is not there"
    assert violations(plugins) == []


@pytest.mark.parametrize("room", LAYERED)
def test_the_subpackages_of_a_room_can_be_put_in_an_order(room: str, root: Path) -> None:
    """Each imports only those below it."""
    plugins = root / "plugins"
    assert plugins.joinpath(*room.split(".")).is_dir()
    TopologicalSorter(subpackage_imports(plugins, room)).prepare()  # raises CycleError, which names the circle


def subpackage_imports(plugins: Path, room: str) -> dict[str, set[str]]:
    """By the name of a subpackage of `room`, the other ones that it imports."""
    graph: dict[str, set[str]] = {}
    folder = plugins.joinpath(*room.split("."))
    for path in sorted(folder.glob("*/**/*.py")):
        subpackage = path.relative_to(folder).parts[0]
        package = ".".join(path.relative_to(plugins).parts[:-1])
        for _, name in imports(ast.parse(path.read_text(encoding="utf-8")), package):
            imported = name.removeprefix(f"{room}.").partition(".")[0]
            if within(name, room) and imported != subpackage and (folder / imported).is_dir():
                graph.setdefault(subpackage, set()).add(imported)
    return graph


def test_a_circle_of_subpackages_is_caught(tmp_path: Path) -> None:
    for name, code in {"a/x": "from ..b import y", "b/y": "from ..c.deep import z", "c/z": "from ..a import x"}.items():
        path = tmp_path / "digest" / "feeds" / f"{name}.py"
        path.parent.mkdir(parents=True)
        path.write_text(code)
    assert subpackage_imports(tmp_path, "digest.feeds") == {"a": {"b"}, "b": {"c"}, "c": {"a"}}
    with pytest.raises(CycleError):
        TopologicalSorter(subpackage_imports(tmp_path, "digest.feeds")).prepare()


def test_the_settings_import_nothing_of_ours(root: Path) -> None:
    names = [name for _, name in imports(ast.parse((root / "pelican.conf.py").read_text(encoding="utf-8")), "")]
    assert [name for name in names if any(within(name, ours) for ours in PROJECT)] == []


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("digest/feeds/poll.py", "import spacy"),
        ("digest/feeds/poll.py", "import pelican.utils"),
        ("digest/feeds/poll.py", "from ..annotate.records import Text"),
        ("digest/feeds/poll.py", "from .. import stories"),
        ("digest/feeds/poll.py", "from digest import site"),
        ("digest/feeds/deep/er.py", "from ...site import archive"),
        ("digest/feeds/__init__.py", "from ..stories import cluster"),
        ("digest/annotate/names.py", "def later():\n    from ..feeds import poll"),
        ("digest/annotate/names.py", "import socket"),
        ("digest/annotate/names.py", "from ..batches.dask_workers import DaskWorkers"),
        ("digest/annotate/names.py", "from distributed import Client"),
        ("digest/annotate/names.py", "import http.client"),
        ("digest/annotate/names.py", "from urllib import request"),
        ("digest/annotate/names.py", "from urllib.request import urlopen"),
        ("digest/annotate/names.py", "try:\n    import aiohttp\nexcept ImportError:\n    pass"),
        ("digest/importing/exports/export_forms.py", "import asyncio"),
        ("digest/importing/archive_import.py", "from ..annotate.records import Text"),
        ("digest/feeds/poll.py", "from ..importing import archive_import"),
        ("digest/annotate/names.py", "import importlib\nimportlib.import_module('requests')"),
        ("digest/annotate/names.py", "__import__('digest.stories')"),
        (
            "digest/annotate/names.py",
            "from importlib import import_module\nimport_module('..feeds', 'digest.annotate')",
        ),
        ("digest/stories/cluster.py", "from ..annotate.names import names"),
        ("digest/stories/cluster.py", "from ..annotate import records, names"),
        ("digest/stories/cluster.py", "from ..annotate import *"),
        ("digest/stories/cluster.py", "import digest.annotate"),
        ("digest/stories/cluster.py", "from digest import operations"),
        ("digest/stories/cluster.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import spacy"),
        ("digest/site/archive.py", "from ..feeds.parse import parse"),
        ("digest/site/archive.py", "import digest.feeds as polled"),
        ("digest/site/pages/day.py", "from ...feeds import parse"),
        ("digest/site/archive.py", "from tasks import build"),
        ("digest/operations/refresh.py", "import tasks"),
        ("digest/errors.py", "from . import feeds"),
        ("digest/contracts/subscriptions.py", "from ..site.settings import SiteSettings"),
        ("digest/storage/atomic_file.py", "from ..contracts.subscriptions import Subscription"),
        ("digest/site/pages/day.py", "from incremental.write.page_groups import DeferredPage"),
        ("digest/site/pages/day.py", "from incremental import write"),
        ("digest/operations/build.py", "def later():\n    import incremental.run.up_to_date"),
        ("digest/operations/build.py", "from incremental.run.up_to_date import UpToDateCheck"),
        ("incremental/writing.py", "from digest.errors import BuildError"),
        ("incremental/writing.py", "from digest.storage.atomic_file import write_atomically"),
        ("incremental/writing.py", "import digest"),
    ],
)
def test_what_a_rule_forbids_is_caught(file: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(f'"""A module."""\n\n{code}\n')
    assert len(violations(tmp_path)) == 1


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("digest/feeds/poll.py", "import asyncio, socket, aiohttp\nfrom ..contracts.subscriptions import Subscription"),
        ("digest/feeds/poll.py", "from .parse import parse\nfrom . import state\nfrom .. import errors"),
        ("digest/importing/chunk_storing.py", "from ..feeds.polling.store import write_articles"),
        ("digest/annotate/names.py", "import html, urllib.parse\nfrom urllib.parse import quote\nimport spacy"),
        ("digest/stories/cluster.py", "from ..annotate.records import Text\nfrom digest.annotate import records"),
        ("digest/stories/cluster.py", "from digest.errors import ItemError\nimport digest.stories.records"),
        (
            "digest/site/archive.py",
            "from ..annotate import records\nfrom ..stories.cluster import cluster\nimport pelican",
        ),
        ("digest/operations/refresh.py", "from ..feeds import poll\nfrom digest.site import settings"),
        ("digest/annotate/run/annotator.py", "from ...batches.batch_run import BatchRun"),
        ("digest/annotate/run/cache.py", "from ...storage.cache_database import CacheDatabase"),
        ("digest/storage/cache_database.py", "import sqlite3\nfrom ..errors import DigestError"),
        ("digest/operations/build.py", "import incremental\nfrom incremental import UpToDateCheck, SettingsError"),
        ("incremental/run/plugin.py", "from ..write.writer import IncrementalWriter"),
        ("incremental/writing.py", "import pelican\nfrom .state import State\nimport digestive"),
    ],
)
def test_what_no_rule_forbids_is_let_through(file: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(f"{code}\n")
    assert violations(tmp_path) == []
