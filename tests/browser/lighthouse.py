"""Lighthouse's marks for the pages that readers see most, with its settings for a phone on a slow network.

python tests/browser/lighthouse.py [--output output] [--least 98]

The site is served as a web server would: compressed, and what is named by its content for ever. The marks for speed
need a machine that does nothing else. Exit status 1 if one of the marks is below --least.
"""

import argparse
import gzip
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from digest.operations.http_server import QuietHandler, server

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.shots import CHROMIUM, FLAGS, pages

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / ".browser-tools" / "node_modules" / ".bin" / "lighthouse"
KINDS = ("front", "article-most", "actor-most", "story-most")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 98
TIME_LIMIT_S = 180  # of one page on a busy machine; 15 s on an idle one


class _Compressing(QuietHandler):
    """As the README's sample for nginx has it."""

    def send_head(self) -> io.BytesIO | None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        for_ever = self.path.startswith("/theme/")
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if for_ever else "no-cache")
        SimpleHTTPRequestHandler.end_headers(self)  # past the "no-cache" of the other


def marks(output: Path) -> Iterator[tuple[str, dict[str, int], list[str]]]:
    """For each of the pages its path, its mark by category, and what cost it marks."""
    with server(output, handler=_Compressing) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        for shot in pages(output):
            if shot.name in KINDS:
                yield (shot.path, *_marks(f"http://127.0.0.1:{running.server_port}{shot.path}"))
        running.shutdown()


def _marks(url: str) -> tuple[dict[str, int], list[str]]:
    flags = " ".join([*FLAGS, "--headless=new"])
    command = [str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    env = {**os.environ, "CHROME_PATH": CHROMIUM}
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, encoding="utf-8", timeout=TIME_LIMIT_S, check=False
    )
    if done.returncode:
        raise SystemExit(f"{url}: Lighthouse ended with {done.returncode}:\n{done.stderr}")
    report = json.loads(done.stdout)
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    counted = {ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref["weight"]}
    costs = [
        f"{audit['title']} ({audit.get('displayValue') or audit['score']})"
        for name, audit in report["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 0.9
    ]
    return found, costs


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Lighthouse's marks for front, article, actor and story page.")
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--least", type=int, default=LEAST)
    options = parser.parse_args(arguments)
    if not LIGHTHOUSE.exists():
        print(f"there is no {LIGHTHOUSE}; invoke browser-tools", file=sys.stderr)
        return 1
    if not (options.output / "index.html").is_file():
        print(f"{options.output}: there is no index.html; build the site first", file=sys.stderr)
        return 1
    worst = 100
    for path, found, costs in marks(options.output):
        print(path, *(f"{name} {mark}" for name, mark in found.items()), *costs, sep="\n  ", flush=True)
        worst = min(worst, *found.values())
    return 0 if worst >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
