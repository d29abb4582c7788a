"""The demonstration: the sample's feeds are served, polled, annotated and built, as any other feeds would be.

    python -m digest.operations.demo [--serve] [--output output] [--cache cache]

Exit status as `digest.operations.refresh` has it.
"""

import argparse
import logging
import re
import shutil
import sys
import threading
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path

from ..contracts import subscription_file
from ..errors import ConfigurationError, DigestError
from . import build
from .http_server import HOST, serve, server

SAMPLE_ADDRESS = "127.0.0.1:8000"  # as content/sample/subscriptions.toml has it; the demo takes a free port instead
CLOCK = datetime(2023, 7, 30, 19, tzinfo=UTC)  # the evening of the sample's last day, also for its undated item


def demo(root: Path, output: Path, cache: Path) -> str:
    """Makes the demonstration's site; returns what there is to say of it.

    Raises:
        DigestError: a step failed; nothing is hidden to make a demonstration look well.
    """
    from ..feeds.polling.poll import poll  # noqa: PLC0415
    from .demo_picture import draw  # noqa: PLC0415  so that `--help` costs nothing

    content = cache / "demo" / "content"
    _set_up(root / "content", content)
    served = cache / "demo" / "feeds"
    file = content / "subscriptions.toml"
    with _feeds_server(served, file) as feeds:
        threading.Thread(target=feeds.serve_forever, daemon=True).start()
        address = f"{HOST}:{feeds.server_port}"
        sample = root / "content" / "sample"
        file.write_bytes(_addressed(sample / "subscriptions.toml", address))
        for one in sorted((sample / "feeds").iterdir()):
            (served / one.name).write_bytes(_addressed(one, address))
        draw(served)
        report = poll(subscription_file.load(file), content=content, cache=cache / "demo", now=CLOCK, poll_all=True)
        feeds.shutdown()
    built = build.build(root / "pelican.conf.py", content=content, output=output, cache=cache, now=CLOCK.isoformat())
    site = built.built
    made = (
        f"{site.articles} articles of {site.sources} sources, {site.actors} actors, "
        f"{site.quotes + site.unattributed} quotes ({site.quotes} with a speaker), "
        f"{site.stories} stories of several sources, {site.pages} pages and feeds in {built.seconds:.1f} s"
    )
    look = (
        f"The site is in {output}; `invoke serve` shows it at http://127.0.0.1:8000/. "
        f"Begin with {output / 'topics' / 'wagner-group' / 'index.html'}."
    )
    return "\n".join((str(report), made, look))


def _feeds_server(served: Path, subscriptions: Path) -> ThreadingHTTPServer:
    """At the port of the last run, if it is free: an article keeps the address of its picture, and a second run is to
    find nothing new."""
    served.mkdir(parents=True, exist_ok=True)
    known = re.search(rf"{re.escape(HOST)}:(\d+)", subscriptions.read_text("utf-8")) if subscriptions.exists() else None
    try:
        return server(served, int(known[1]) if known else 0, quiet=True)
    except ConfigurationError:
        return server(served, quiet=True)


def _addressed(file: Path, address: str) -> bytes:
    """A file of the sample with the address at which its feeds are served."""
    return file.read_bytes().replace(SAMPLE_ADDRESS.encode(), address.encode())


def _set_up(source: Path, content: Path) -> None:
    """A content folder of the demonstration's own: the editor's is not touched, and polled articles stay, so that a
    second run polls what it has seen."""
    content.mkdir(parents=True, exist_ok=True)
    for name in ("actors", "pages"):
        shutil.rmtree(content / name, ignore_errors=True)
        shutil.copytree(source / name, content / name)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.operations.demo", description="Builds the sample's site.")
    parser.add_argument("--serve", action="store_true", help="go on serving it")
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--cache", type=Path, default=Path("cache"))
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        print(demo(Path.cwd(), options.output, options.cache))
        if options.serve:
            serve(options.output, 8000)
    except DigestError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, ConfigurationError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
