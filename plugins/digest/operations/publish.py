"""Publishing: the folder that is served changes from one whole site to the next in one step.

    python -m digest.operations.publish --to /srv/news [--output DIR] [--settings FILE]

Below the target are `releases/<time>` and the link `current`, which the web server serves. A release is made of hard
links, so that files that did not change cost no space; that is safe because the writer replaces files and never writes
into one. When a release is served, the WebSub hubs that its feeds name are told which of them changed. Without
`--output` the output folder of the settings is published.

Exit status: 0; 1 with a line that says why; 2 the settings can't be read.
"""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ..errors import BuildError
from .command_line import command_parser, exit_status, start_logging
from .site_places import read_places
from .websub import MISSED_FILE, announce

KEPT_RELEASES: Final = (
    3  # the one that is served, the one before for readers in the middle of a page, one to go back to
)


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
        for old in sorted(folder for folder in releases.iterdir() if folder.is_dir())[:-KEPT_RELEASES]:
            shutil.rmtree(old)
    except OSError as error:
        raise BuildError(f"{target}: can't be written: {error}") from error
    return release


def _copy(output: Path, release: Path) -> None:
    """Fill a release with hard links where the file system allows them, with copies elsewhere. Names that begin with a
    dot are left out."""
    for folder, folders, files in os.walk(output):
        folders[:] = [name for name in folders if not name.startswith(".")]
        target_folder = release / Path(folder).relative_to(output)
        target_folder.mkdir(parents=True)
        for name in files:
            if name.startswith("."):
                continue
            try:
                os.link(Path(folder, name), target_folder / name)
            except OSError:
                shutil.copy2(Path(folder, name), target_folder / name)


def publish_and_announce(output: Path, target: Path) -> None:
    """Publish the site in `output`, and tell hubs of its feeds.

    Raises:
        BuildError: there is no site in `output`, or `target` can't be written.
    """
    current = target / "current"
    before = current.resolve() if current.is_dir() else None
    release = publish(output, target, now=datetime.now(UTC))
    print(f"{current} is {release.name} now")
    announce(before, release, target / MISSED_FILE)


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser("digest.operations.publish", "Switches what is served.", "settings", "output")
    parser.add_argument("--to", type=Path, required=True, help="the folder that holds releases/ and current")
    options = parser.parse_args(arguments)
    start_logging()
    return exit_status(lambda: publish_and_announce(options.output or read_places(options.settings).output, options.to))


if __name__ == "__main__":
    sys.exit(main())
