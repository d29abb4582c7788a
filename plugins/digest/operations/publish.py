"""Publishing: the folder that is served changes from one whole site to the next in one step.

    python -m digest.operations.publish --output output --to /srv/news

Below the target stand `releases/<time>` and the link `current`, which the web server serves. A release is made of
hard links, so that it costs no space for what did not change; that is safe because the writer replaces files and never
writes into one. When a release is served, the WebSub hubs that its feeds name are told which of them changed.
Exit status: 0, or 1 with a line that says why.
"""

import argparse
import logging
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from ..errors import BuildError
from .websub import MISSED_FILE, announce

KEPT_RELEASES = 3  # the one that is served, the one before for readers in the middle of a page, one to go back to


def publish(output: Path, target: Path, *, now: datetime) -> Path:
    """The new release, which `target/current` then points to.

    Raises:
        BuildError: there is no site in `output`, or `target` can't be written.
    """
    if not (output / "index.html").is_file():
        raise BuildError(f"{output}: there is no index.html; build the site first")
    releases = target / "releases"
    release = releases / f"{now:%Y%m%dT%H%M%S%f}"
    try:
        releases.mkdir(parents=True, exist_ok=True)
        _copy(output, release)
        fresh = target / f".current-{release.name}"
        fresh.symlink_to(Path("releases", release.name), target_is_directory=True)
        fresh.replace(target / "current")
        for old in sorted(one for one in releases.iterdir() if one.is_dir())[:-KEPT_RELEASES]:
            shutil.rmtree(old)
    except OSError as error:
        raise BuildError(f"{target}: can't be written: {error}") from error
    return release


def _copy(output: Path, release: Path) -> None:
    """Hard links where the file system allows them, copies elsewhere; nothing that begins with a dot is served."""
    for folder, folders, files in os.walk(output):
        folders[:] = [name for name in folders if not name.startswith(".")]
        there = release / Path(folder).relative_to(output)
        there.mkdir(parents=True)
        for name in files:
            if name.startswith("."):
                continue
            try:
                os.link(Path(folder, name), there / name)
            except OSError:
                shutil.copy2(Path(folder, name), there / name)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.operations.publish", description="Switches what is served.")
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    current = options.to / "current"
    before = current.resolve() if current.is_dir() else None
    try:
        release = publish(options.output, options.to, now=datetime.now(UTC))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{current} is {release.name} now")
    announce(before, release, options.to / MISSED_FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
