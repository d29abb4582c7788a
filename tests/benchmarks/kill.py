"""Ends a poll at a random moment by kill -9, again and again: the next run must leave what an undisturbed one leaves.

    python tests/benchmarks/kill.py [--times 200] [--feeds 12] [--seed 1] [--writing 0.5]

Each time begins with the files of a first version of all feeds, kills the poll of a second one (items added, titles
and texts changed, some removed by the editor), runs it to its end, and compares every file with those of an
undisturbed run. Files are written in a small part of a run: a share of the kills (`--writing`) waits for the first.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ITEMS = 12


class _Handler(BaseHTTPRequestHandler):
    version = 1
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = _document(self.path, _Handler.version)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{_Handler.version}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that are killed leave in the middle of an answer."""


def _document(path: str, version: int) -> bytes:
    """Titles are shared between feeds, so that names of files depend on what is there already."""
    items = []
    for number in range(version * 3, ITEMS + version * 3):
        title = f"Report {number}" + (" corrected" if version == 2 and number % 4 == 0 else "")
        text = f"Text {number} of version {version if number % 3 == 0 else 0}."
        items.append(
            f"<item><title>{title}</title><link>https://news.example{path}/{number}</link><guid>{path}{number}</guid>"
            f"<pubDate>Sat, 21 Nov 2026 {number % 24:02}:00:00 GMT</pubDate><description>{text}</description></item>"
        )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill a poll at random moments.")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--feeds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--writing", type=float, default=0.5)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder, _Server(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        work = Path(folder)
        start = _begin(work / "start", server.server_port, options.feeds)
        expected_at = work / "expected"
        shutil.copytree(start, expected_at)
        _Handler.version = 2
        begun = time.monotonic()
        assert _poll(expected_at).wait() == 0
        takes_s = time.monotonic() - begun
        writes_s = _writing_s(expected_at, start)
        expected = _files(expected_at)
        interrupted = partly = 0
        for number in range(options.times):
            place = work / "run"
            shutil.copytree(start, place)
            process = _poll(place)
            try:
                if moments.random() < options.writing:
                    _wait_for_writing(process, place)
                    process.wait(timeout=moments.uniform(0, writes_s))
                else:
                    process.wait(timeout=moments.uniform(0.2 * takes_s, takes_s))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                interrupted += 1
            process.wait()
            between = _files(place)
            partly += between not in (expected, _files(start))
            assert _poll(place).wait() == 0
            files = _files(place)
            if files != expected:
                differing = sorted(name for name in {*files, *expected} if files.get(name) != expected.get(name))
                raise SystemExit(f"run {number + 1}: {len(differing)} files differ: {differing[:5]}")
            shutil.rmtree(place)
        server.shutdown()
    print(
        f"{options.times} runs, {interrupted} ended by kill -9, {partly} of them with a part of their files written: "
        f"each next run left the same {len(expected)} files"
    )


def _writing_s(work: Path, start: Path) -> float:
    """Seconds between the first and the last file that a poll wrote."""
    before = {path.relative_to(start): path.stat().st_mtime_ns for path in (start / "content").rglob("*.md")}
    after = {path.relative_to(work): path.stat().st_mtime_ns for path in (work / "content").rglob("*.md")}
    written = [mtime for path, mtime in after.items() if before.get(path) != mtime]
    return (max(written) - min(written)) / 1e9


def _wait_for_writing(process: "subprocess.Popen[bytes]", work: Path) -> None:
    """Until the folder of the articles (they are all of one day) changes, or the poll is over."""
    (folder,) = {path.parent for path in (work / "content").rglob("*.md")}
    before = folder.stat().st_mtime_ns
    while process.poll() is None and folder.stat().st_mtime_ns == before:
        time.sleep(0.0005)


def _begin(work: Path, port: int, feeds: int) -> Path:
    """The first version polled, and three of its articles removed by the editor."""
    work.mkdir()
    blocks = [f'[fetch]\nallow_private = ["127.0.0.1:{port}"]\nconnections_per_host = 8']
    blocks += [f'[[feed]]\nurl = "http://127.0.0.1:{port}/{number}"\nname = "Feed {number}"' for number in range(feeds)]
    (work / "subscriptions.toml").write_text("\n".join(blocks), encoding="utf-8")
    assert _poll(work).wait() == 0
    for path in sorted((work / "content").rglob("report-5*.md"))[:3]:
        path.unlink()
    return work


def _poll(work: Path) -> "subprocess.Popen[bytes]":
    options = ["--subscriptions", str(work / "subscriptions.toml"), "--content", str(work / "content")]
    command = [sys.executable, "-m", "digest.feeds", "poll", *options, "--cache", str(work / "cache"), "--all"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with (work / "log").open("ab") as log:
        return subprocess.Popen(
            [*command, "--now", "2026-11-22T12:00:00Z"], env=env, stdout=log, stderr=log, start_new_session=True
        )


def _files(work: Path) -> dict[str, str]:
    paths = [path for path in (work / "content").rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {str(path.relative_to(work)): path.read_text(encoding="utf-8") for path in paths}


if __name__ == "__main__":
    main()
