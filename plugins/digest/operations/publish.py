"""Publishing: the folder that is served changes from one whole site to the next in one step.

    python -m digest.operations.publish --to /srv/news [--output DIR] [--settings FILE]

`releases` makes the new release and serves it. Then the WebSub hubs that its feeds name are told which of them changed.
Without `--output` the output folder of the settings is published.

A site whose addresses lead to this machine is refused: subscribers would get links that work for nobody, and ids of
entries that change once the site has its own address.

Exit status: 0; 1 with a line that says why; 2 the settings can't be read.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from ..errors import BuildError
from .command_line import command_parser, exit_status, start_logging
from .releases import switch_to_new_release
from .site_places import SITEURL_ADVICE, is_of_this_machine, read_places
from .websub import MISSED_FILE, announce


def publish(output: Path, target: Path, *, now: datetime) -> Path:
    """The new release, to which `target/current` then links.

    Raises:
        BuildError: there is no site in `output`, its addresses lead to this machine, `target` can't be written, or
            somebody else is publishing into it.
    """
    if not (output / "index.html").is_file():
        raise BuildError(f"{output}: there is no index.html; build the site first")
    if is_of_this_machine(_published_url(output)):
        raise BuildError(f"{output}: it was built with addresses of this machine. {SITEURL_ADVICE}")
    return switch_to_new_release(output, target, now=now)


def _published_url(output: Path) -> str:
    """The URL that the site gives itself in robots.txt, "" where it has none."""
    try:
        robots = (output / "robots.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    sitemap = re.search(r"^Sitemap:[ \t]*(\S+)", robots, re.MULTILINE)
    return sitemap[1] if sitemap else ""


def publish_and_announce(output: Path, target: Path) -> None:
    """Publish the site in `output`, and tell hubs of its feeds.

    Raises:
        BuildError: what `publish` refuses.
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
