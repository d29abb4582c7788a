"""The command `concordance`: the tasks of tasks.py that an editor needs, for the site in the present folder."""

import os
import runpy
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from invoke import Collection, Program, Task

from . import SOFTWARE

# What makes, tests and measures the software, or needs its sample; a checkout has these as `invoke NAME`.
_OF_DEVELOPERS: Final = frozenset(
    {
        "bench",
        "browser-tools",
        "check",
        "demo",
        "host-tools",
        "lighthouse",
        "lock",
        "messages",
        "shots",
        "soak",
        "test",
    }
)


def editor_tasks() -> Collection:
    """The tasks for the site in the present folder, by name."""
    os.environ["CONCORDANCE_SITE"] = os.getcwd()  # noqa: PTH109  what tasks.py takes for the folder of the site
    tasks: list[Task[Any]] = [
        value for value in runpy.run_path(str(SOFTWARE / "tasks.py")).values() if isinstance(value, Task)
    ]
    collection = Collection()
    for task in tasks:
        if collection.transform(task.name) not in _OF_DEVELOPERS:
            collection.add_task(task)
    return collection


def main() -> None:
    """Run a task of the command line; ends the process."""
    try:
        release = version("the-concordance")
    except PackageNotFoundError:
        release = "of a checkout"
    Program(namespace=editor_tasks(), name="concordance", binary="concordance", version=release).run()


if __name__ == "__main__":
    main()
