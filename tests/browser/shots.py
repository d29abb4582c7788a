"""Pictures of every kind of page for a person to look at: on a phone, a tablet and a wide
screen, in light and in dark.

python tests/browser/shots.py [--output output] [--into shots] [--only KIND ...] [--width 360 ...] [--paper]
"""

import argparse
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from playwright.sync_api import Browser, sync_playwright

from digest.operations.http_server import server

CHROMIUM = "/usr/bin/chromium"
# Without these chromium looks for its maker's servers; --no-sandbox since containers run as root.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars"]
WIDTHS = (360, 768, 1440)
HEIGHT = 800
SEARCHED = "search/?from=2000-01-01"  # finds something on every site
LONGEST = 12_000  # px; chromium's pictures end at 16,384, and nobody looks at more
Scheme = Literal["light", "dark"]

# Every kind of page by where it stands, the most specific first. `digit` and `slug` are folders; of each kind the
# fullest and the emptiest page are taken, since those are where a layout gives way.
YEAR, TWO = "[0-9]" * 4, "[0-9]" * 2
KINDS = {
    "front": "index.html",
    "not-found": "404.html",
    "day": f"{YEAR}/{TWO}/{TWO}/index.html",
    "week": f"{YEAR}/w{TWO}/index.html",
    "article": f"{YEAR}/{TWO}/{TWO}/*/index.html",
    "digests": "digests/index.html",
    "story": "stories/*/index.html",
    "actors": "topics/index.html",
    "actor": "topics/*/index.html",
    "together": "topics/*/with/index.html",
    "month": f"topics/*/{YEAR}/{TWO}/index.html",
    "sources": "sources/index.html",
    "source": "sources/*/index.html",
    "section": "sections/*/index.html",
    "watches": "watches/index.html",
    "watch": "watches/*/index.html",
    "quotes": "quotes/index.html",
    "quotes-day": f"quotes/{YEAR}/{TWO}/{TWO}/index.html",
    "quotes-month": f"quotes/{YEAR}/{TWO}/index.html",
    "search": "search/index.html",
    "subscribe": "subscribe/index.html",
    "changes": "changes/index.html",
    "status": "status/index.html",
    "about": "about/index.html",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A page to look at: its kind with "-most" or "-least" behind it where there are several, and its address."""

    name: str
    path: str


def pages(output: Path) -> Iterator[Shot]:
    """The fullest and the emptiest page of every kind that the site has."""
    for kind, pattern in KINDS.items():
        found = sorted(
            (page for page in output.glob(pattern) if b'http-equiv="refresh"' not in page.read_bytes()[:4000]),
            key=lambda page: (page.stat().st_size, page.as_posix()),
        )
        for name, page in zip((f"{kind}-most", f"{kind}-least"), (found[-1:] + found[:-1])[:2], strict=False):
            path = page.relative_to(output).as_posix().removesuffix("index.html")
            yield Shot(name if len(found) > 1 else kind, f"/{path}")
    yield from _pictured(output)


def _pictured(output: Path) -> Iterator[Shot]:
    """The first article with a picture, which is neither the fullest nor the emptiest."""
    for page in sorted(output.glob(KINDS["article"])):
        if b'<figure class="picture">' in page.read_bytes():
            yield Shot("article-pictured", f"/{page.parent.relative_to(output).as_posix()}/")
            return


def take(output: Path, into: Path, *, only: Sequence[str], widths: Sequence[int], paper: bool) -> int:
    """Writes one picture for each page, width and colour scheme; returns how many."""
    into.mkdir(parents=True, exist_ok=True)
    listed = [*pages(output), Shot("search-found", f"/{SEARCHED}")]
    shots = [shot for shot in listed if not only or any(shot.name.startswith(kind) for kind in only)]
    with server(output, quiet=True) as running, sync_playwright() as playwright:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        address = f"http://127.0.0.1:{running.server_port}"
        number = 0
        for width in widths:
            for scheme in get_args(Scheme):
                number += _take_all(browser, address, shots, into, width, scheme)
        if paper:
            number += _print_all(browser, address, shots, into)
        browser.close()
        running.shutdown()
    return number


def _take_all(browser: Browser, address: str, shots: Sequence[Shot], into: Path, width: int, scheme: Scheme) -> int:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    for shot in shots:
        page.goto(address + shot.path)
        if shot.path.endswith(SEARCHED):
            page.locator(".found li").first.wait_for()
        tall = int(page.evaluate("document.documentElement.scrollHeight"))
        page.screenshot(
            path=into / f"{shot.name}-{width}-{scheme}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": min(tall, LONGEST)},
        )
    page.close()
    return len(shots)


def _print_all(browser: Browser, address: str, shots: Sequence[Shot], into: Path) -> int:
    page = browser.new_page()
    for shot in shots:
        page.goto(address + shot.path)
        page.pdf(path=into / f"{shot.name}.pdf", format="A4", margin={"top": "18mm", "bottom": "18mm"})
    page.close()
    return len(shots)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Writes pictures of every kind of page of a built site.")
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--into", type=Path, default=Path("shots"))
    parser.add_argument("--only", nargs="+", default=[], metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--width", nargs="+", type=int, default=WIDTHS, dest="widths", metavar="PX")
    parser.add_argument("--paper", action="store_true", help="also as PDF on A4")
    options = parser.parse_args(arguments)
    if not (options.output / "index.html").is_file():
        print(f"{options.output}: there is no index.html; build the site first", file=sys.stderr)
        return 1
    number = take(options.output, options.into, only=options.only, widths=options.widths, paper=options.paper)
    print(f"{number} pictures in {options.into}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
