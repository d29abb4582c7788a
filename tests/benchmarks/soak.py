"""A soak: 500 scheduled runs over real feeds with faults at random, and whether memory, open files and disk stay flat.

    PYTHONPATH=plugins:. python -m tests.benchmarks.soak [--runs 500] [--quiet 100] [--feeds 6] [--items 15]
        [--faulty 0.2] [--seed 1] [--results FILE.jsonl] [--plot docs/soak.svg]

`refresh --publish` runs every 45 minutes of its own clock over the days that the feeds were captured on: each run sees
a part more of the day's items. One run in five meets a fault: it is ended by kill -9 (alone or with its processes),
finds a folder read-only, its cache on a full disk or with damaged files, the feeds' server down, hanging or answering
rubbish, a clock that is an hour back, a second run at once, or an article file that is being edited or is damaged. The
last runs bring nothing new and meet the same faults: they show whether anything goes on growing.

After each run what is served has to be whole: each link of its pages leads to a file. In the end there is each entry
that the feeds had once, as an article, and the site is that of a clean build. `--results` keeps a line for each run; a
file that is there is only drawn. Read-only folders and full disks need root.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from tests.benchmarks.refresh_faults import (
    Mounted,
    damage_files,
    descendants,
    fill_disk,
    published_files,
    whole_site_faults,
)
from tests.benchmarks.replay import clock_after, first_items, snapshots

ROOT: Final = Path(__file__).resolve().parent.parent.parent
STEP: Final = timedelta(minutes=45)
RUNS_A_DAY: Final = 12
MIB: Final = 2**20
PAGE: Final = os.sysconf("SC_PAGE_SIZE")
WIDTH, PANEL, LEFT, RIGHT, GAP = 900, 130, 70, 170, 34  # of the plot


@dataclass(frozen=True)
class Run:
    """How one run ended, and what it took: memory and files of all its processes together, at most."""

    number: int
    fault: str
    status: int
    seconds: float
    articles: int
    memory_mib: float
    open_files: int
    content_mib: float
    cache_mib: float
    output_mib: float
    releases_mib: float
    files: int
    processes_left: int


class Feeds(ThreadingHTTPServer):
    """Serves what `bodies` has for a path; `behaviour` is "", "down", "hangs" or "rubbish"."""

    daemon_threads = True

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.behaviour = ""
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that are killed leave in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: Feeds

    def do_GET(self) -> None:
        behaviour, body = self.server.behaviour, self.server.bodies.get(self.path, b"")
        if behaviour == "hangs":
            time.sleep(8)
        if behaviour == "rubbish":
            body = random.Random(self.path).randbytes(5_000)
        self.send_response(503 if behaviour == "down" or not body else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


class Soak:
    """A site in a folder, and its runs one after the other."""

    def __init__(self, folder: Path, server: Feeds, feeds: Sequence[str], seed: int) -> None:
        self.folder, self.server, self.random = folder, server, random.Random(seed)
        self.content, self.cache, self.output, self.www = (
            folder / name for name in ("content", "cache", "output", "www")
        )
        for path in (self.content, self.cache, self.output, self.www):
            path.mkdir(parents=True)
        for name in ("actors", "pages"):
            shutil.copytree(ROOT / "content" / name, self.content / name)
        for name in ("plugins", "theme"):
            (folder / name).symlink_to(ROOT / name, target_is_directory=True)
        shutil.copy(ROOT / "pelican.conf.py", folder)
        host = f"127.0.0.1:{server.server_port}"
        lines = [f'[fetch]\nallow_private = ["{host}"]\nconnections_per_host = 8\ntimeout_s = 5\n']
        lines += [f'[[feed]]\nurl = "http://{host}/{name}"\nname = "{name}"\n' for name in feeds]
        (self.content / "subscriptions.toml").write_text("\n".join(lines), encoding="utf-8")
        self.edited: set[Path] = set()

    def command(self, now: datetime) -> list[str]:
        places = [part for name in ("content", "cache", "output") for part in (f"--{name}", str(self.folder / name))]
        publish = ["--publish", str(self.www)]
        command = [sys.executable, "-m", "digest.operations.refresh", *places, *publish]
        return [*command, "--now", f"{now:%Y-%m-%dT%H:%M:%SZ}"]

    def start(self, now: datetime) -> "subprocess.Popen[bytes]":
        env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": "https://news.example.org"}
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(
                self.command(now), cwd=self.folder, env=env, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def run(self, number: int, fault: str, now: datetime) -> Run:
        """A run that meets a fault, or none."""
        begun = time.monotonic()
        status, memory, files = FAULTS[fault](self, now)
        seconds = time.monotonic() - begun
        served = list(whole_site_faults(self.www))
        assert not served, f"run {number} ({fault}): {served[:3]}"
        assert "Traceback" not in self.log, f"run {number} ({fault}):\n{self.log[-3000:]}"
        sizes = {path.name: _mib(path) for path in (self.content, self.cache, self.output, self.www)}
        return Run(
            number,
            fault,
            status,
            round(seconds, 2),
            sum(1 for _ in (self.content / "news").rglob("*.md")),
            round(memory / MIB, 1),
            files,
            sizes["content"],
            sizes["cache"],
            sizes["output"],
            sizes["www"],
            sum(1 for _ in self.output.rglob("*")),
            len(self.alive()),
        )

    def watched(self, now: datetime, before: Callable[[], None] = lambda: None) -> tuple[int, int, int]:
        """Exit status, and the most memory and open files of the run's processes."""
        before()
        process, memory, files = self.start(now), 0, 0
        while process.poll() is None:
            processes = [process.pid, *descendants(process.pid)]
            memory = max(memory, sum(map(_memory, processes)))
            files = max(files, sum(map(_open_files, processes)))
            time.sleep(0.2)
        return process.returncode, memory, files

    def alive(self) -> list[int]:
        """Processes of ours that outlive their run."""
        return [pid for pid in _processes() if str(self.folder).encode() in _command_line(pid)]

    def settle(self) -> None:
        """Waits for steps that outlived a killed run."""
        for _ in range(600):
            if not self.alive():
                return
            time.sleep(0.1)
        raise AssertionError(f"processes are left: {[_command_line(pid) for pid in self.alive()]}")


def _undisturbed(soak: Soak, now: datetime) -> tuple[int, int, int]:
    status, *used = soak.watched(now)
    assert status in (0, 1), soak.log[-3000:]  # 1: a file that is damaged is named, and so is a feed that fails
    return status, used[0], used[1]


def _killed(soak: Soak, now: datetime) -> tuple[int, int, int]:
    process = soak.start(now)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=soak.random.uniform(0.1, 6))
    victims = [process.pid, *(descendants(process.pid) if soak.random.random() < 0.7 else ())]
    for victim in victims:
        with suppress(OSError):
            os.kill(victim, signal.SIGKILL)
    status = process.wait()
    soak.settle()
    return status, 0, 0


def _read_only(soak: Soak, now: datetime) -> tuple[int, int, int]:
    folder = soak.random.choice((soak.content, soak.cache, soak.output, soak.www))
    with Mounted(folder, "--bind", str(folder)):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        return soak.watched(now)


def _full_disk(soak: Soak, now: datetime) -> tuple[int, int, int]:
    with Mounted(soak.cache, "-t", "tmpfs", "-o", "size=2m", "tmpfs") as folder:
        fill_disk(folder)
        return soak.watched(now)


def _damaged_cache(soak: Soak, now: datetime) -> tuple[int, int, int]:
    return soak.watched(now, lambda: damage_files(soak.cache, 3, soak.random))


def _server(behaviour: str) -> "Fault":
    def fault(soak: Soak, now: datetime) -> tuple[int, int, int]:
        soak.server.behaviour = behaviour
        try:
            return soak.watched(now)
        finally:
            soak.server.behaviour = ""

    return fault


def _clock_back(soak: Soak, now: datetime) -> tuple[int, int, int]:
    return soak.watched(now - timedelta(hours=1))


def _two_at_once(soak: Soak, now: datetime) -> tuple[int, int, int]:
    first = soak.start(now)
    status, memory, files = soak.watched(now)
    assert sorted((status, first.wait())) in ([0, 75], [0, 0], [1, 75], [0, 1], [1, 1]), (status, first.returncode)
    return status, memory, files


def _edited(soak: Soak, now: datetime) -> tuple[int, int, int]:
    """An article file is saved while the run goes on."""
    articles = sorted((soak.content / "news").rglob("*.md"))
    if not articles:
        return soak.watched(now)
    file = soak.random.choice(articles)
    process = threading.Timer(soak.random.uniform(0.2, 5), _append, (file, "\nThe editor adds a line.\n"))
    process.start()
    result = soak.watched(now)
    process.join()
    soak.edited.add(file)
    return result


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def _damaged_article(soak: Soak, now: datetime) -> tuple[int, int, int]:
    """An article file can't be read in this run; the editor brings it back after it."""
    articles = sorted((soak.content / "news").rglob("*.md"))
    if not articles:
        return soak.watched(now)
    file = soak.random.choice(articles)
    before = file.read_bytes()
    file.write_bytes(b"\xff\xfe\x00" + before[:20])
    status, memory, files = soak.watched(now)
    assert file.name in soak.log, f"{file.name} isn't named:\n{soak.log[-2000:]}"
    file.write_bytes(before)
    return status, memory, files


Fault = Callable[[Soak, datetime], tuple[int, int, int]]
FAULTS: Final[Mapping[str, Fault]] = {
    "": _undisturbed,
    "killed": _killed,
    "read-only folder": _read_only,
    "full disk": _full_disk,
    "damaged cache": _damaged_cache,
    "server down": _server("down"),
    "server hangs": _server("hangs"),
    "server answers rubbish": _server("rubbish"),
    "clock an hour back": _clock_back,
    "two runs at once": _two_at_once,
    "article edited": _edited,
    "article damaged": _damaged_article,
}


def _processes() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())


def _command_line(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _memory(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0


def _open_files(pid: int) -> int:
    with suppress(OSError):
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return 0


def _mib(folder: Path) -> float:
    """What the files of a folder take on a disk; a file that several names share counts once."""
    taken: dict[int, int] = {}
    for path in folder.rglob("*"):
        with suppress(OSError):
            stat = path.lstat()
            taken[stat.st_ino] = stat.st_blocks * 512
    return round(sum(taken.values()) / MIB, 2)


def documents(captured: Mapping[str, Mapping[str, Path]], at: float, items: int) -> dict[str, bytes]:
    """By path, the feeds after so many days: of the last day the part of the items that its part allows."""
    calendar = sorted({day for files in captured.values() for day in files})
    number = min(int(at), len(calendar) - 1)
    shown = max(1, round(items * min(1.0, at - number + 1 / RUNS_A_DAY)))
    bodies = {}
    for name, files in captured.items():
        days = [day for day in calendar[: number + 1] if day in files]
        if days:
            of_today = days[-1] == calendar[number]
            bodies[f"/{name}"] = first_items(files[days[-1]].read_bytes(), shown if of_today else items)
    return bodies


def soak(options: argparse.Namespace, folder: Path) -> list[Run]:
    captured = snapshots(options.feeds)
    first_day = sorted({day for files in captured.values() for day in files})[0]
    server = Feeds()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site = Soak(folder, server, list(captured), options.seed)
    now, runs = datetime.fromisoformat(clock_after(first_day)).astimezone(UTC), []
    bringing = options.runs - options.quiet
    for number in range(1, options.runs + 1):
        server.bodies = documents(captured, min(number, bringing) / RUNS_A_DAY, options.items)
        fault = site.random.choice([*FAULTS][1:]) if site.random.random() < options.faulty and number > 3 else ""
        run = site.run(number, fault, now)
        runs.append(run)
        if options.results:
            with options.results.open("a", encoding="utf-8") as results:
                results.write(json.dumps(asdict(run)) + "\n")
        if number % 20 == 0:
            print(run, flush=True)
        now += STEP
    _check_end(site, now)
    server.shutdown()
    return runs


def _check_end(site: Soak, now: datetime) -> None:
    """Each entry is there once, nothing is left of broken runs, and the site is that of a clean build."""
    status, *_ = site.watched(now + timedelta(days=1))
    assert status == 0, site.log[-3000:]
    links = Counter(
        match[1]
        for file in (site.content / "news").rglob("*.md")
        if (match := re.search(r"^Link: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE))
    )
    print("links of several articles:", sum(1 for count in links.values() if count > 1))
    left = [*site.www.rglob(".partial-*"), *site.www.glob(".current-*"), *site.content.rglob("*.tmp")]
    assert left == [], left
    assert not site.alive()
    kept = [file for file in site.edited if "The editor adds a line." in file.read_text(encoding="utf-8")]
    assert len(kept) == len(site.edited), "the editor's words are lost"
    served, clean = published_files(site.www / "current"), site.folder / "clean"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": "https://news.example.org"}
    places = ("--content", str(site.content), "--output", str(clean / "output"), "--cache", str(clean / "cache"))
    (clean / "cache").mkdir(parents=True)
    for file in site.cache.glob("annotations.sqlite*"):
        shutil.copy(file, clean / "cache")
    command = [sys.executable, "-m", "digest.operations.build", *places]
    now_option = ("--now", f"{now + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}")
    subprocess.run([*command, *now_option], cwd=site.folder, env=env, check=True, capture_output=True)
    built = published_files(clean / "output")
    served.pop("health.json")
    different = sorted(path for path in built.keys() | served.keys() if built.get(path) != served.get(path))
    assert different == [], f"{len(different)} files are not as in a clean build: {different[:5]}"
    print(f"{len(built)} files are those of a clean build; {len(site.edited)} files that were edited are as edited")


def summary(runs: Sequence[Run], quiet: int) -> str:
    """How runs ended by fault, and the medians of the first and the second half of the runs that brought nothing."""
    lines = [f"{count:5} {fault or 'undisturbed'}: status {status}" for (fault, status), count in _endings(runs)]
    last = [run for run in runs[-quiet:] if not run.fault]
    if len(last) < 2:
        return "\n".join(lines)
    halves = last[: len(last) // 2], last[len(last) // 2 :]
    for name in ("memory_mib", "open_files", "content_mib", "cache_mib", "output_mib", "releases_mib", "seconds"):
        first, second = (sorted(getattr(run, name) for run in half)[len(half) // 2] for half in halves)
        lines.append(f"{name}: {first} and {second} in the two halves of the runs that brought nothing")
    return "\n".join(lines)


def _endings(runs: Sequence[Run]) -> list[tuple[tuple[str, int], int]]:
    return sorted(Counter((run.fault, run.status) for run in runs).items())


def plot(runs: Sequence[Run]) -> str:
    """An SVG: memory, open files, disk and articles by run; a mark below for each run that met a fault."""
    panels = (
        ("memory, MiB", (("memory_mib", "all processes"),)),
        ("open files", (("open_files", "all processes"),)),
        ("disk, MiB", (("releases_mib", "releases"), ("cache_mib", "cache"), ("output_mib", "output"))),
        ("articles", (("articles", "articles"),)),
    )
    height = len(panels) * (PANEL + GAP) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]
    colours = ("#1f5fa8", "#b3541e", "#3c7a3c")
    across = (WIDTH - LEFT - RIGHT) / max(run.number for run in runs)
    for place, (title, lines) in enumerate(panels):
        top = 24 + place * (PANEL + GAP)
        most = max(getattr(run, name) for run in runs for name, _ in lines) or 1
        parts.append(_text(LEFT, top - 8, title, "start", "#222"))
        parts.append(f'<path d="M{LEFT} {top + PANEL}H{WIDTH - RIGHT}" stroke="#999"/>')
        parts.append(_text(LEFT - 8, top + 10, f"{most:,.0f}", "end", "#555"))
        parts.append(_text(LEFT - 8, top + PANEL, "0", "end", "#555"))
        for (name, label), colour in zip(lines, colours, strict=False):
            points = [(run.number, getattr(run, name)) for run in runs if not run.fault]
            path = " ".join(f"{LEFT + n * across:.1f},{top + PANEL - value / most * PANEL:.1f}" for n, value in points)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.4"/>')
            end = top + PANEL - points[-1][1] / most * PANEL
            parts.append(_text(WIDTH - RIGHT + 8, end + 4, label, "start", colour))
    marks = "".join(f"M{LEFT + run.number * across:.1f} {height - 30}v8" for run in runs if run.fault)
    parts.append(f'<path d="{marks}" stroke="#a11" stroke-width="1"/>')
    parts.append(_text(WIDTH - RIGHT + 8, height - 22, "runs with a fault", "start", "#a11"))
    return "\n".join([*parts, "</svg>", ""])


def _text(x: float, y: float, text: str, anchor: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="{anchor}" fill="{colour}">{text}</text>'


def main() -> None:
    parser = argparse.ArgumentParser(description="A soak of the scheduled run.")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--quiet", type=int, default=100, help="runs at the end that bring nothing")
    parser.add_argument("--feeds", type=int, default=6)
    parser.add_argument("--items", type=int, default=15, help="of each feed and day")
    parser.add_argument("--faulty", type=float, default=0.2, help="share of the runs that meet a fault")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    if options.results and options.results.exists():
        runs = [Run(**json.loads(line)) for line in options.results.read_text(encoding="utf-8").splitlines()]
    else:
        with tempfile.TemporaryDirectory() as folder:
            runs = soak(options, Path(folder, "site"))
    print(summary(runs, options.quiet))
    if options.plot:
        options.plot.write_text(plot(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
