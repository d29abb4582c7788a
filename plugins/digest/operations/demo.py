"""The demonstration: the sample's feeds are served, polled, annotated and built, as any other feeds would be.

    python -m digest.operations.demo [--serve] [--output output] [--cache cache]

Exit status: 0; 1 a step failed; 2 the sample or the settings are wrong.
"""

import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Final

from ..archive.watches import WATCHES_FILE
from ..contracts import subscription_file
from ..errors import ConfigurationError
from .build import BuildReport, build
from .command_line import command_parser, exit_status, start_logging
from .http_server import HOST, serve, server

SAMPLE_ADDRESS: Final = "127.0.0.1:8000"  # in content/sample/subscriptions.toml; the demo takes a free port instead
CLOCK: Final = datetime(2023, 7, 30, 19, tzinfo=UTC)  # the evening of the sample's last day, also for its undated item
SERVED_AT: Final = 8000  # the port for looking at the site


def demo(root: Path, output: Path, cache: Path) -> str:
    """Make the demonstration's site; returns a few lines on what was made and where to look.

    Raises:
        DigestError: a step failed.
    """
    from ..feeds.polling.poll import poll  # noqa: PLC0415  so that `--help` costs nothing

    content = cache / "demo" / "content"
    _copy_content(root / "content", content)
    with _served_sample(root / "content" / "sample", cache / "demo" / "feeds", content / "subscriptions.toml") as file:
        report = poll(subscription_file.load(file), content=content, cache=cache / "demo", now=CLOCK, poll_all=True)
    built = build(
        root / "pelican.conf.py", content=content, output=output, cache=cache, now=CLOCK.isoformat(), handbook=True
    )
    return "\n".join((str(report), _summary(built), _advice(output)))


def _copy_content(source: Path, content: Path) -> None:
    """Set up a content folder of the demonstration's own. The editor's is not touched; polled articles stay, so that a
    second run polls what it has seen."""
    content.mkdir(parents=True, exist_ok=True)
    for name in ("actors", "pages"):
        shutil.rmtree(content / name, ignore_errors=True)
        shutil.copytree(source / name, content / name)
    shutil.copy2(source / WATCHES_FILE, content / WATCHES_FILE)


@contextmanager
def _served_sample(sample: Path, folder: Path, subscriptions: Path) -> Iterator[Path]:
    """Serve the sample's feeds from `folder`; gives `subscriptions`, the file that names them at the server's port."""
    from .demo_picture import draw  # noqa: PLC0415  so that `--help` costs nothing

    folder.mkdir(parents=True, exist_ok=True)
    with _feeds_server(folder, subscriptions) as feeds:
        threading.Thread(target=feeds.serve_forever, daemon=True).start()
        address = f"{HOST}:{feeds.server_port}"
        subscriptions.write_bytes(_with_address(sample / "subscriptions.toml", address))
        for file in sorted((sample / "feeds").iterdir()):
            (folder / file.name).write_bytes(_with_address(file, address))
        draw(folder)
        try:
            yield subscriptions
        finally:
            feeds.shutdown()


def _feeds_server(folder: Path, subscriptions: Path) -> ThreadingHTTPServer:
    """A server at the port of the last run, if it is free: an article keeps the URL of its picture, and a second run is
    to find nothing new."""
    text = subscriptions.read_text("utf-8") if subscriptions.exists() else ""
    port_of_last_run = re.search(rf"{re.escape(HOST)}:(\d+)", text)
    try:
        return server(folder, int(port_of_last_run[1]) if port_of_last_run else 0, quiet=True)
    except ConfigurationError:
        return server(folder, quiet=True)


def _with_address(file: Path, address: str) -> bytes:
    """The content of a file of the sample, with the host and port at which its feeds are served."""
    return file.read_bytes().replace(SAMPLE_ADDRESS.encode(), address.encode())


def _summary(built: BuildReport) -> str:
    site = built.built
    return (
        f"{site.articles} articles of {site.sources} sources, {site.actors} actors, "
        f"{site.quotes + site.unattributed} quotes ({site.quotes} with a speaker), "
        f"{site.stories} stories of several sources in {built.seconds:.1f} s"
    )


def _advice(output: Path) -> str:
    return (
        f"The site is in {output}; `invoke serve` shows it at http://{HOST}:{SERVED_AT}/. "
        f"Begin with {output / 'topics' / 'wagner-group' / 'index.html'}."
    )


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser("digest.operations.demo", "Builds the sample's site.", "output", "cache")
    parser.set_defaults(output=Path("output"), cache=Path("cache"))
    parser.add_argument("--serve", action="store_true", help="go on serving it")
    options = parser.parse_args(arguments)
    start_logging()

    def make_and_serve() -> None:
        print(demo(Path.cwd(), options.output, options.cache))
        if options.serve:
            serve(options.output, SERVED_AT)

    return exit_status(make_and_serve)


if __name__ == "__main__":
    sys.exit(main())
