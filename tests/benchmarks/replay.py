"""Real feeds day by day through the whole site: each day polled and built, and held against a clean build's bytes.

    python tests/benchmarks/replay.py [--days 30] [--feeds 8] [--items 1000] [--every 10] [--annotate-once] [--work DIR]

Every day's snapshots are served, polled and built with the clock of the next morning, by the commands of an editor.
Every so many days, and after the last one, a build into another folder without any cache, in one process, has to make
the same files byte for byte; those before the last take over the annotations, which cost most of the time. With
--annotate-once the last one does too, and only the build after the caches were deleted annotates anew. After each day
`watch.py` looks at the feeds, archives among them, and at the addresses: feeds are sound (feedparser, xmllint) and say
the same in both forms; an entry keeps its id, and stays in its feed or an archive of it; `updated` moves only with the
content. In the end every cache is deleted, and the build after that must not touch a file.

Pages and feeds that are gone from one day to the next are named and counted, but fail nothing: an address can go with a
story that falls apart, or a name that turns out to be another's, as more is known.

Exit status 0 if all else holds. $DIGEST_CORPUS names the folder that has replay/; without it, shared/data beside the
project.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.watch import Watch

ROOT = Path(__file__).resolve().parent.parent.parent
MORNING = timedelta(days=1, hours=5)  # of the next day, by when a snapshot's day is over in every time zone
EMPTY = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title></channel></rss>'
ANNOTATIONS = "annotations.sqlite"


class Server(ThreadingHTTPServer):
    """Serves what `bodies` has for a path."""

    daemon_threads = True

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        body = self.server.bodies.get(self.path, EMPTY)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


class Site:
    """One content folder, and what is built from it."""

    def __init__(self, work: Path, server: Server, feeds: list[str]) -> None:
        self.work = work
        self.content, self.output, self.cache = work / "content", work / "output", work / "cache"
        self.content.mkdir(parents=True)
        for name in ("actors", "pages"):
            (self.content / name).symlink_to(ROOT / "content" / name, target_is_directory=True)
        lines = [f'[fetch]\nallow_private = ["127.0.0.1:{server.server_port}"]\nconnections_per_host = 8']
        lines += [
            f'[[feed]]\nurl = "http://127.0.0.1:{server.server_port}/{name}"\nname = "{name}"\nsection = "{section}"'
            for name, section in zip(feeds, ["World", "Pacific"] * len(feeds), strict=False)
        ]
        (self.content / "subscriptions.toml").write_text("\n".join(lines), encoding="utf-8")

    def poll(self, now: str) -> None:
        places = ["--content", str(self.content), "--cache", str(self.cache)]
        subscriptions = ["--subscriptions", str(self.content / "subscriptions.toml")]
        _run("digest.feeds", "poll", *subscriptions, *places, "--now", now, "--all")

    def build(self, now: str) -> str:
        """As a scheduled run does: then what pages there are is written down."""
        last_line = self._build(self.output, self.cache, now)
        _run("digest.operations.keep_pages", "--content", str(self.content), "--cache", str(self.cache))
        return last_line

    def clean(self, now: str, *, annotations: bool) -> dict[str, bytes]:
        """The files that a build from nothing makes, in one process."""
        output, cache = self.work / "clean-output", self.work / "clean-cache"
        cache.mkdir()
        for file in self.cache.glob(f"{ANNOTATIONS}*") if annotations else ():
            shutil.copy(file, cache / file.name)
        self._build(output, cache, now, "--jobs", "1")
        files = _files(output)
        for folder in (output, cache):
            shutil.rmtree(folder)
        return files

    def _build(self, output: Path, cache: Path, now: str, *options: str) -> str:
        places = ["--content", str(self.content), "--output", str(output), "--cache", str(cache)]
        return _run("digest.operations.build", *places, "--now", now, *options)


def replay(days: int, feeds: int, items: int, every: int, work: Path, *, annotates_once: bool = False) -> list[str]:
    """The faults that were found; prints a line a day."""
    captured = snapshots(feeds)
    calendar = sorted({day for files in captured.values() for day in files})[:days]
    faults: list[str] = []
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = Site(work, server, list(captured))
    watch = Watch(site.output)
    gone = 0
    now = ""
    for number, day in enumerate(calendar, start=1):
        for name, files in captured.items():
            if day in files:
                server.bodies[f"/{name}"] = first_items(files[day].read_bytes(), items)
        now = clock_after(day)
        begun = time.monotonic()
        site.poll(now)
        polled = time.monotonic()
        last_line = site.build(now)
        built = time.monotonic()
        faults_of_day = list(watch.faults())
        compared = ""
        if number % every == 0 or number == len(calendar):
            lent = annotates_once or number < len(calendar)
            faults_of_day += _differences(site.clean(now, annotations=lent), _files(site.output))
            compared = f", held against a clean build ({time.monotonic() - built:.0f} s)"
        faults += [f"{day}: {fault}" for fault in faults_of_day]
        left = watch.gone()
        gone += len(left)
        lines = [*faults_of_day[:10], *(f"{path} is gone" for path in left)]
        print(*lines, sep="\n", end="\n" if lines else "")
        print(f"{day}: poll {polled - begun:.1f} s, build {built - polled:.1f} s{compared}: {last_line}", flush=True)
    before = _marks(site.output)
    shutil.rmtree(site.cache)
    site.build(now)
    touched = [path for path, mark in _marks(site.output).items() if before.get(path) != mark]
    faults += [f"touched after the caches were deleted: {path}" for path in touched]
    server.shutdown()
    print(
        f"{len(calendar)} days, {len(captured)} feeds, {watch.entries} entries in {watch.looked_at} versions of feeds "
        f"watched, {gone} addresses are gone, {len(before)} files"
    )
    return faults


def snapshots(feeds: int) -> dict[str, dict[str, Path]]:
    """By feed and day, of the feeds that begin first."""
    corpus = Path(os.environ.get("DIGEST_CORPUS", ROOT.parent / "shared" / "data")) / "replay"
    snapshots = {
        folder.name: {file.stem: file for file in folder.glob("*.xml")}
        for folder in sorted(corpus.iterdir())
        if folder.is_dir()
    }
    first = sorted(snapshots, key=lambda name: (min(snapshots[name]), name))[:feeds]
    return {name: snapshots[name] for name in first}


def clock_after(day: str) -> str:
    """When all that a day brought is there."""
    return (datetime.fromisoformat(day).replace(tzinfo=UTC) + MORNING).isoformat()


def first_items(document: bytes, items: int) -> bytes:
    """A feed cut off after so many items."""
    ends = [match.end() for match in re.finditer(rb"</(item|entry)>", document)]
    return document if len(ends) <= items else document[: ends[items - 1]] + document[ends[-1] :]


def _run(module: str, *arguments: str) -> str:
    """The last line that a command of ours says."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": "https://digest.example"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return (done.stdout.strip().splitlines() or [""])[-1]


def _files(folder: Path) -> dict[str, bytes]:
    """Bytes by path of all that is published; not the record of which files are ours."""
    files = (file for file in folder.rglob("[!.]*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _marks(folder: Path) -> dict[str, tuple[int, int]]:
    files = (file for file in folder.rglob("[!.]*") if file.is_file())
    return {str(file): (file.stat().st_ino, file.stat().st_mtime_ns) for file in files}


def _differences(clean: dict[str, bytes], incremental: dict[str, bytes]) -> list[str]:
    differing = sorted(path for path in clean.keys() | incremental.keys() if clean.get(path) != incremental.get(path))
    return [f"{path} is not as in a clean build" for path in differing]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--feeds", type=int, default=8)
    parser.add_argument("--items", type=int, default=1000, help="of each feed and day, to be quick")
    parser.add_argument("--every", type=int, default=10, help="days between two clean builds")
    parser.add_argument("--annotate-once", action="store_true", help="the last clean build takes over annotations too")
    parser.add_argument("--work", type=Path, help="an empty folder to work in, which is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = options.work or Path(folder, "site")
        size = (options.days, options.feeds, options.items, options.every)
        faults = replay(*size, work, annotates_once=options.annotate_once)
    print(*faults[:50], f"{len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
