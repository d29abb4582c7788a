"""Whether every hit of a watch arrives once, though builds and deliveries are killed, on days of real feeds.

    python tests/benchmarks/watch_kills.py [--days 30] [--feeds 4] [--items 12] [--watches 100] [--kills 200] [--seed 1]

Snapshots of the days are polled one by one. After the first days there are watches, made of the words, names and
speakers of what has come, and a webhook that gets their hits. From then on builds and deliveries of each day are begun
and ended by kill -9 with all their processes, at random moments; then both run whole. Each is a fork of this process,
which has the libraries already: to import them takes longer than most of what is killed.

Each hit that is news has to arrive at the webhook in one letter, by the letter's id, and nothing else may. In the end
the hits have to be those of a search without index, as in `watches.py`: all of them, each once.

Ctrl+C ends it with the day that it is at. Exit status 0 if all of that holds. $DIGEST_CORPUS names the folder that has
replay/; without it, shared/data beside the project.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "plugins"))

from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.questions.watch_hits import watch_hits
from digest.operations.build import main as build
from digest.operations.delivery.__main__ import main as deliver
from digest.operations.delivery.due_letters import HIT_DAYS
from tests.benchmarks.replay import ROOT, Server, Site, clock_after, first_items, snapshots
from tests.benchmarks.watches import Archive, Meant, faults, watch_file, watches_of

FIRST_DAYS = 5  # of which the watches are made
SHARE_OF_BUILDS = 0.6  # of the kills; the others end deliveries
ANSWER_S = 0.02  # by which a letter may be cut off while it is on its way


class Hook(ThreadingHTTPServer):
    """Takes letters, each with the hits in it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[tuple[str, tuple[str, ...]]] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        letter: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.letters.append((letter["id"], tuple(hit["id"] for hit in letter["data"]["hits"])))
        time.sleep(ANSWER_S)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


class KilledSite:
    """A site that is polled, built and delivered, and of which builds and deliveries are killed."""

    def __init__(self, work: Path, captured: dict[str, dict[str, Path]], items: int, chance: random.Random) -> None:
        self.captured, self.items, self.chance = captured, items, chance
        self.feeds, self.hook = Server(), Hook()
        for server in (self.feeds, self.hook):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.site = Site(work, self.feeds, list(captured))
        self.takes_s = {"build": 5.0, "delivery": 2.0}  # as the last whole one did
        self.kills: Counter[str] = Counter()
        self._log = work / "log"

    def poll(self, day: str) -> str:
        """Poll a day; gives the clock after it."""
        for name, files in self.captured.items():
            if day in files:
                self.feeds.bodies[f"/{name}"] = first_items(files[day].read_bytes(), self.items)
        now = clock_after(day)
        self.site.poll(now)
        return now

    def begin_watches(self, number: int) -> list[Meant]:
        """Write watches of what has come, and the webhook."""
        index = IndexFile(self.site.cache / INDEX_FILE)
        watches = watches_of(Archive(index), index, number)
        index.close()
        (self.site.content / "watches.toml").write_text(watch_file(watches), encoding="utf-8")
        hook = f'[[webhook]]\nname = "desk"\nurl = "http://127.0.0.1:{self.hook.server_port}/"\nsend = ["watches"]\n'
        (self.site.content / "delivery.toml").write_text(hook, encoding="utf-8")
        return watches

    def whole(self, what: str, now: str) -> None:
        """Run a build or a delivery to its end."""
        begun = time.monotonic()
        _, status = os.waitpid(self._begin(what, now), 0)
        if status:
            raise SystemExit(f"the {what} ended with {os.waitstatus_to_exitcode(status)}:\n{self._log.read_text()}")
        self.takes_s[what] = time.monotonic() - begun

    def kill(self, number: int, now: str) -> None:
        """Begin builds and deliveries, and kill so many of them. Those that end before their moment count for none; the
        moments of the next ones lie within the time that they took."""
        wanted = self.kills.total() + number
        while self.kills.total() < wanted:
            what = "build" if self.chance.random() < SHARE_OF_BUILDS else "delivery"
            begun, moment = time.monotonic(), self.chance.uniform(0.05, self.takes_s[what])
            process = self._begin(what, now)
            while (alive := os.waitpid(process, os.WNOHANG) == (0, 0)) and time.monotonic() - begun < moment:
                time.sleep(0.01)
            if alive:
                os.killpg(process, signal.SIGKILL)
                os.waitpid(process, 0)
                self.kills[what] += 1
            else:
                self.takes_s[what] = time.monotonic() - begun

    def _begin(self, what: str, now: str) -> int:
        """Begin a build or a delivery, and return the number of its process."""
        places = ["--content", str(self.site.content), "--cache", str(self.site.cache), "--now", now]
        places += ["--output", str(self.site.output)] if what == "build" else []
        process = os.fork()
        if process:
            with suppress(OSError):
                os.setpgid(process, process)  # in both, since either may come first
            return process
        status = 1
        try:
            with suppress(OSError):
                os.setpgid(0, 0)
            log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.chdir(ROOT)
            status = {"build": build, "delivery": deliver}[what](places)
        finally:
            sys.stderr.flush()
            os._exit(status)

    def news(self, now: str) -> set[str]:
        """The ids of the hits that a delivery of this day may send."""
        index = IndexFile(self.site.cache / INDEX_FILE)
        since = datetime.fromisoformat(now).date() - timedelta(days=HIT_DAYS)
        ids = {hit.id for hit in watch_hits(index, since)}
        index.close()
        return ids


def measure(days: int, number: int, kills: int, killed: KilledSite) -> Iterator[str]:
    """The faults; prints a line a day."""
    calendar = sorted({day for files in killed.captured.values() for day in files})[:days]
    for day in calendar[:FIRST_DAYS]:
        now = killed.poll(day)
    killed.whole("build", now)
    watches = killed.begin_watches(number)
    killed.whole("build", now)
    killed.whole("delivery", now)
    known, due = killed.news(now), set[str]()
    later = calendar[FIRST_DAYS:]
    for place, day in enumerate(later, start=1):
        interrupted = False
        try:
            now = killed.poll(day)
            killed.kill(kills * place // len(later) - killed.kills.total(), now)
        except KeyboardInterrupt:
            interrupted = True
        killed.whole("build", now)
        killed.whole("delivery", now)
        due |= killed.news(now) - known
        took = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in killed.takes_s.items())
        print(f"{day}: {took}, {killed.kills.total()} kills, {len(killed.hook.letters)} letters", flush=True)
        if interrupted:
            break
    yield from _undelivered(killed.hook.letters, due)
    index = IndexFile(killed.site.cache / INDEX_FILE)
    archive = Archive(index)
    yield from faults(index, archive, watches, {})
    hits, done = index.value("SELECT count(*) FROM hits"), calendar.index(day) + 1
    index.close()
    print(
        f"{done} days, {len(archive.articles)} articles, {hits} hits held against a search without index; "
        f"{killed.kills['build']} builds and {killed.kills['delivery']} deliveries killed; {len(due)} hits due"
    )


def _undelivered(letters: list[tuple[str, tuple[str, ...]]], due: set[str]) -> Iterator[str]:
    """What is wrong with the letters that came."""
    by_id = dict(letters)
    arrived = Counter(hit for hits in by_id.values() for hit in hits)
    yield from (f"{id_} came with other hits" for id_, hits in letters if set(hits) != set(by_id[id_]))
    yield from (f"{hit} came in {times} letters" for hit, times in arrived.items() if times > 1)
    yield from (f"{hit} never came" for hit in due - arrived.keys())
    yield from (f"{hit} came and was not due" for hit in arrived.keys() - due)
    print(f"{len(letters)} letters came, {len(letters) - len(by_id)} of them again under the same id")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--feeds", type=int, default=4)
    parser.add_argument("--items", type=int, default=12, help="of each feed and day")
    parser.add_argument("--watches", type=int, default=100)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["SITEURL"] = "https://digest.example"
    for library in ("pelican", "digest.site.generator", "digest.annotate.text.spacy_model", "spacy"):
        import_module(library)
    with tempfile.TemporaryDirectory() as folder:
        killed = KilledSite(Path(folder, "site"), snapshots(options.feeds), options.items, random.Random(options.seed))
        found = list(measure(options.days, options.watches, options.kills, killed))
    print(*found[:50], f"{len(found)} faults", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
