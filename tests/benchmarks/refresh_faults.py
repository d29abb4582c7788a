"""Faults of the scheduled run, made for real: what is served stays whole, and no article is lost or doubled.

    python tests/benchmarks/refresh_faults.py [--kills 200] [--pairs 10] [--damages 10] [--subscriptions 5000]
        [--seed 1] [--only NAME ...]

A local server has feeds that bring an entry more each time they are asked. `refresh --publish` runs over them, and

    kills     is ended by kill -9 at random moments: itself alone, or with all its processes
    pairs     is started twice at once
    disks     finds each of its folders on a full disk, and then on one with room again (needs root, for tmpfs)
    readonly  finds each of its folders read-only, and then writable again (needs root)
    clocks    runs with a clock an hour back, a day ahead, and right again
    caches    finds files of the cache cut, emptied, or with bytes changed
    flood     finds thousands of new subscriptions, each with two entries of nearly one title

After each, the site that is served is whole: each link of its pages leads to a file. After the next undisturbed run,
each entry is one article and nothing is left of broken runs. At the end the site is what a clean build makes.
"""

import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent.parent
FEEDS = 3
KEPT_ENTRIES = 30  # that a feed has at once
LINK = re.compile(r'(?:href|src)="(/[^"#?]*)')
DISK = "2m"  # of a full one
MAX_RUNS = 10  # until a flood has drained off
FOLDERS = ("content", "cache", "output", "www")


class _Feeds(ThreadingHTTPServer):
    """Feeds that bring an entry more each time they are asked. `told` counts those that each has brought."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: Counter[str] = Counter()
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that are killed leave in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: _Feeds

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.told[self.path] += 1
            count = self.server.told[self.path]
        body = _document(self.path, count)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


def _document(path: str, count: int) -> bytes:
    entries = "".join(
        f"<item><title>Pier {number} of {path[1:]} is closed</title><link>https://news.example{path}/{number}</link>"
        f"<guid>{path}/{number}</guid><pubDate>Sat, {1 + number % 21:02} Nov 2026 10:00:00 GMT</pubDate>"
        f'<description>"The pier number {number} is not safe," said Odo Flinck, the mayor.</description></item>'
        for number in range(max(0, count - KEPT_ENTRIES), count)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{entries}</channel></rss>'.encode()


class _Trial:
    """A project in a folder, its runs, and what has to hold after each."""

    def __init__(self, folder: Path, feeds: _Feeds, seed: int) -> None:
        self.folder, self.feeds, self.random = folder, feeds, random.Random(seed)
        self.www = folder / "www"
        self.statuses: Counter[str] = Counter()
        folder.mkdir()
        for name in ("plugins", "theme"):
            (folder / name).symlink_to(ROOT / name, target_is_directory=True)
        shutil.copy(ROOT / "pelican.conf.py", folder)
        for name in FOLDERS:
            (folder / name).mkdir()
        self.subscribe(FEEDS)

    def subscribe(self, count: int) -> None:
        host = f"127.0.0.1:{self.feeds.server_port}"
        lines = [f'[fetch]\nallow_private = ["{host}"]\nconnections_per_host = 9\n']
        lines += [f'[[feed]]\nurl = "http://{host}/feed-{n}"\nname = "Feed {n}"\n' for n in range(count)]
        (self.folder / "content" / "subscriptions.toml").write_text("".join(lines))

    def start(self, now: str = "") -> "subprocess.Popen[bytes]":
        # Feeds are due after minutes; an empty schedule has them asked each time.
        places = [part for name in ("content", "cache", "output") for part in (f"--{name}", str(self.folder / name))]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": "https://news.example.org", "NER": "spacy"}
        with suppress_os_error():
            for file in (self.folder / "cache").glob("feeds*"):
                file.unlink()
        command = [sys.executable, "-m", "digest.operations.refresh", *places, "--publish", str(self.www)]
        command += ["--now", now] if now else []
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log, start_new_session=True)

    def run(self, kind: str, now: str = "") -> int:
        status = self.start(now).wait()
        self.statuses[f"{kind}: status {status}"] += 1
        return status

    def good_run(self) -> None:
        """An undisturbed run: it may have to wait for a step that outlived its run."""
        for _ in range(600):
            status = self.run("undisturbed")
            if status != 75:
                break
            time.sleep(1)
        log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        assert status == 0, log[-3000:]
        self.check_served()
        guids = Counter(
            match[1]
            for file in (self.folder / "content/news").rglob("*.md")
            if (match := re.search(r"^Guid: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE))
        )
        assert not [guid for guid, count in guids.items() if count > 1], "articles are doubled"
        newest = {f"{path}/{count - 1}" for path, count in self.feeds.told.items()}
        assert newest <= guids.keys(), f"articles are lost: {newest - guids.keys()}"
        left = [*self.www.rglob(".partial-*"), *self.www.glob(".current-*"), *(self.folder / "content").rglob("*.tmp")]
        assert left == [], left

    def check_served(self) -> None:
        """What is served is a whole site, or nothing was served yet."""
        faults = list(whole_site_faults(self.www))
        assert faults == [], faults[:5]

    def check_clean(self) -> int:
        """What is served is what a clean build makes. Returns how many files it has."""
        clean = self.folder / "clean"
        content = ("--content", str(self.folder / "content"), "--output", str(clean / "output"))
        env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": "https://news.example.org", "NER": "spacy"}
        command = [sys.executable, "-m", "digest.operations.build", *content, "--cache", str(clean / "cache")]
        subprocess.run(command, cwd=self.folder, env=env, check=True, capture_output=True)
        built, served = published_files(clean / "output"), published_files(self.www / "current")
        served.pop("health.json")
        different = sorted(path for path in built.keys() | served.keys() if built.get(path) != served.get(path))
        assert different == [], f"{len(different)} files are not as in a clean build: {different[:5]}"
        shutil.rmtree(clean)
        return len(built)


def whole_site_faults(www: Path) -> Iterator[str]:
    """What is wrong with the site that is published to a folder; nothing, where none was published yet."""
    current = www / "current"
    if not current.is_symlink():
        if list(www.glob("releases/2*")):
            yield "a release is there, and nothing leads to it"
        return
    release = current.resolve()
    if not (release / "index.html").is_file():
        yield "what is served has no front page"
    leads: dict[str, bool] = {}
    for page in release.rglob("*.html"):
        for link in set(LINK.findall(page.read_text(encoding="utf-8"))):
            if link not in leads:
                file = release / unquote(link).lstrip("/")
                leads[link] = file.is_file() or (file / "index.html").is_file()
            if not leads[link]:
                yield f"{page}: {link} leads to nothing"


class suppress_os_error:  # noqa: N801  it reads as contextlib.suppress does
    """Nothing is done about an error of the system within it."""

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, OSError)


def published_files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.resolve().rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder.resolve()).as_posix(): path.read_bytes() for path in paths}


def kills(trial: _Trial, options: argparse.Namespace) -> None:
    """As many kills as are wanted: a run that was over before, or that waited for another one, doesn't count."""
    begun = time.monotonic()
    trial.good_run()
    takes_s, number = time.monotonic() - begun, 0
    while number < options.kills:
        process = trial.start()
        try:
            status = process.wait(timeout=trial.random.uniform(0.02 * takes_s, takes_s))
        except subprocess.TimeoutExpired:
            victims = [process.pid, *(descendants(process.pid) if trial.random.random() < 0.7 else ())]
            for victim in victims:
                with suppress_os_error():
                    os.kill(victim, signal.SIGKILL)
            process.wait()
            trial.statuses["killed: with its processes" if len(victims) > 1 else "killed: itself alone"] += 1
            number += 1
            if number % 20 == 0:
                trial.good_run()
        else:
            trial.statuses[f"not killed: over before, status {status}"] += 1
            if status == 75:  # a step that outlived a killed run goes on
                time.sleep(0.5)
        trial.check_served()
    trial.good_run()


def descendants(process: int) -> list[int]:
    children: list[str] = []
    with suppress_os_error():  # it may have ended by now
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [one for child in map(int, children) for one in (child, *descendants(child))]


def pairs(trial: _Trial, options: argparse.Namespace) -> None:
    for _ in range(options.pairs):
        both = [trial.start(), trial.start()]
        statuses = sorted(process.wait() for process in both)
        trial.statuses[f"two at once: statuses {statuses}"] += 1
        assert statuses in ([0, 75], [0, 0]), statuses
        trial.check_served()
    trial.good_run()


def disks(trial: _Trial, _options: argparse.Namespace) -> None:
    trial.good_run()
    for name in FOLDERS:
        with Mounted(trial.folder / name, "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs") as folder:
            fill_disk(folder)
            trial.run(f"full disk at {name}")
            _told_in_a_line(trial, f"full disk at {name}")
            if name != "www":
                trial.check_served()
        trial.good_run()


def readonly(trial: _Trial, _options: argparse.Namespace) -> None:
    trial.good_run()
    for name in FOLDERS:
        folder = trial.folder / name
        with Mounted(folder, "--bind", str(folder)):
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
            trial.run(f"read-only {name}")
            _told_in_a_line(trial, f"read-only {name}")
            trial.check_served()
        trial.good_run()


class Mounted:
    """Something is mounted at a folder. What the folder has is copied into an empty file system first."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.folder, self.command = folder, command

    def __enter__(self) -> Path:
        before = published_files(self.folder) if "tmpfs" in self.command and self.folder.name == "content" else {}
        subprocess.run(["mount", *self.command, str(self.folder)], check=True)
        for path, data in before.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(data)
        return self.folder

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


def fill_disk(folder: Path) -> None:
    """Leave no room on the disk of a folder."""
    with suppress_os_error(), (folder / ".ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(b"\0" * 4096)


def _told_in_a_line(trial: _Trial, fault: str) -> None:
    log = (trial.folder / "log").read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in log, f"{fault}:\n{log[-3000:]}"


def clocks(trial: _Trial, _options: argparse.Namespace) -> None:
    trial.good_run()
    for hours in (-1, 24, -1, 0):
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600 * hours))
        assert trial.run(f"clock of {hours:+} h", now) == 0
        trial.check_served()
    trial.good_run()


def damage_files(folder: Path, number: int, chance: random.Random) -> None:
    """Cut some files of a folder, empty them, or change bytes."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and "lock" not in file.name]
    for file in chance.sample(files, min(len(files), number)):
        data = bytearray(file.read_bytes())
        kind = chance.randrange(3)
        if kind == 0:
            data = data[: chance.randrange(len(data) + 1)]
        elif kind == 1:
            data.clear()
        for _byte in range(20 if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)


def caches(trial: _Trial, options: argparse.Namespace) -> None:
    trial.good_run()
    for _ in range(options.damages):
        damage_files(trial.folder / "cache", 5, trial.random)
        trial.good_run()
        trial.statuses["damaged caches: 5 files"] += 1


def flood(trial: _Trial, options: argparse.Namespace) -> None:
    count = FEEDS + options.subscriptions
    trial.feeds.told.update({f"/feed-{n}": 1 for n in range(FEEDS, count)})  # so that each has two when it is asked
    trial.subscribe(count)
    begun, runs = time.monotonic(), 1
    while trial.run("flood") != 0:  # a step whose time is up goes on in the next run
        runs += 1
        assert runs < MAX_RUNS, (trial.folder / "log").read_text(encoding="utf-8")[-3000:]
        trial.check_served()
    trial.good_run()
    memory_mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    kind = f"flood: {2 * options.subscriptions} new entries of {options.subscriptions} subscriptions"
    took_s = time.monotonic() - begun
    trial.statuses[f"{kind}, {runs} runs, {took_s:.0f} s, {memory_mib:.0f} MiB at most"] += 1


TRIALS = {trial.__name__: trial for trial in (kills, pairs, disks, readonly, clocks, caches, flood)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Faults of the scheduled run.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--damages", type=int, default=10)
    parser.add_argument("--subscriptions", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=TRIALS, default=list(TRIALS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _Feeds() as feeds:
        threading.Thread(target=feeds.serve_forever, args=(0.02,), daemon=True).start()
        trial = _Trial(Path(folder, "project"), feeds, options.seed)
        for name in options.only:
            begun = time.monotonic()
            TRIALS[name](trial, options)
            print(f"{name}: as it should be, after {time.monotonic() - begun:.0f} s", flush=True)
        count = trial.check_clean()
        for line, number in sorted(trial.statuses.items()):
            print(f"{number:6} {line}")
        entries = sum(feeds.told.values())
        print(f"{entries} entries of feeds; the {count} files that are served are those of a clean build")
        feeds.shutdown()


if __name__ == "__main__":
    main()
