"""What the measurements of `invoke annotate` share: synthetic articles, a model that knows nothing, a real cluster."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHONPATH = os.pathsep.join((str(ROOT / "plugins"), str(ROOT)))
WORDS = (  # noqa: SIM905  a list of strings would take a line for each
    "harbour council minister ship storm budget vote market price river bridge worker strike union police court judge "
    "school city law plan fire water energy power grid winter the of and in to for with on by at from"
).split()
SPEAKERS = ("Edward Marlow", "Ottoline Vane", "Anna Keller", "Jonas Brandt", "Maria Lopez", "Peter Novak")
PARAGRAPHS = 2  # of 50 words each: a short item of an agency
MIB = 1024


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler, and the process that begins its workers anew when they die."""

    address: str
    scheduler: int
    nanny: int

    def workers(self) -> list[int]:
        """The processes that work now. Beside them a nanny has a helper of Python's `multiprocessing`."""
        return [pid for pid in children(self.nanny) if "resource_tracker" not in _command(pid)]


@contextmanager
def cluster(
    folder: Path, *, workers: int = 2, env: Mapping[str, str] | None = None, preload: str = ""
) -> Iterator[Cluster]:
    """A scheduler and workers of one thread each, on this machine. `preload` is a module that each worker imports."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    begin = [sys.executable, "-m", "dask"]
    common = ["--no-dashboard", "--scheduler-file", str(file)]
    whole_env = {
        **os.environ,
        "PYTHONPATH": PYTHONPATH,
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
        "DASK_TEMPORARY_DIRECTORY": str(folder),
        **(env or {}),
    }
    worker = ["worker", *common, "--nworkers", str(workers), "--nthreads", "1", "--host", "127.0.0.1"]
    worker += ["--preload", preload] if preload else []
    with (folder / "cluster.log").open("ab") as log:

        def start(*arguments: str) -> "subprocess.Popen[bytes]":
            command = [*begin, *arguments]
            return subprocess.Popen(command, env=whole_env, stdout=log, stderr=log, start_new_session=True)

        processes = [start("scheduler", *common, "--host", "127.0.0.1", "--port", "0")]
        try:
            until = time.monotonic() + 60
            while not file.exists() or not file.read_text(encoding="utf-8").strip():
                if time.monotonic() > until:
                    raise SystemExit((folder / "cluster.log").read_text(encoding="utf-8"))
                time.sleep(0.05)
            processes.append(start(*worker))
            address = json.loads(file.read_text(encoding="utf-8"))["address"]
            _wait_for_workers(address, workers)
            yield Cluster(address, processes[0].pid, processes[1].pid)
        finally:
            for process in processes[::-1]:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for_workers(address: str, number: int) -> None:
    """In a process of its own, since a client begins threads, and a measurement may fork."""
    code = "import sys, distributed; distributed.Client(sys.argv[1]).wait_for_workers(int(sys.argv[2]), 300)"
    subprocess.run([sys.executable, "-c", code, address, str(number)], check=True)


def children(pid: int) -> list[int]:
    """The processes that a process has begun, and theirs."""
    own: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        own += map(int, task.read_text(encoding="ascii").split())
    return [*own, *(grandchild for child in own for grandchild in children(child))]


def resident_mib(pid: int) -> int:
    """The memory that a process has in use (proc_pid_status(5), VmRSS)."""
    return _status_mib(pid, "VmRSS:")


def peak_mib(pid: int) -> int:
    """The most memory that a process has had in use so far."""
    return _status_mib(pid, "VmHWM:")


def _status_mib(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) // MIB for line in lines if line.startswith(name)), 0)


def worked_s(pid: int) -> float:
    """The processor time of a process so far (proc_pid_stat(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")


def blank_model(folder: Path) -> dict[str, str]:
    """The environment for a model of English that only cuts words and sentences, and no names from a model."""
    import spacy  # noqa: PLC0415

    if not folder.exists():
        pipeline = spacy.blank("en")
        pipeline.add_pipe("sentencizer")
        pipeline.to_disk(folder)
    return {"SPACY_MODEL": str(folder), "NER": "spacy"}


def article(number: int, paragraphs: int = PARAGRAPHS, lang: str = "en") -> str:
    """The file of one synthetic article, with a quote in each paragraph of 50 words."""
    chance = random.Random(number)
    day, month = 1 + number % 28, 1 + number // 28 % 12
    head = (
        f"Title: Report {number} on the {chance.choice(WORDS)}\n"
        f"Date: 2026-{month:02d}-{day:02d}T10:{number % 60:02d}:00Z\n"
        f"Slug: report-{number}\nCategory: World\nLang: {lang}\nSource: wire-{number % 30}\n"
        f"Source_Url: https://wire-{number % 30}.example.org/{number}\nSummary: Report {number}.\n"
    )
    return f"{head}\n" + "\n\n".join(_paragraph(chance) for _ in range(paragraphs)) + "\n"


def _paragraph(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=50)
    first, said, last = (" ".join(part).capitalize() for part in (words[:25], words[25:35], words[35:]))
    return f"{first}. “{said},” said {chance.choice(SPEAKERS)}. {last}."


def write_articles(content: Path, first: int, last: int, *, paragraphs: int = PARAGRAPHS, lang: str = "en") -> None:
    """Writes the files of the synthetic articles from `first` to `last`, in a folder for each day."""
    for number in range(first, last):
        folder = content / "news" / "2026" / f"{1 + number // 28 % 12:02d}" / f"{1 + number % 28:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"report-{number:07d}.md").write_text(article(number, paragraphs, lang), encoding="utf-8")


def write_export(file: Path, number: int, *, paragraphs: int) -> None:
    """Writes an archive of synthetic articles as JSON Lines, as `invoke import` reads them."""
    with file.open("w", encoding="utf-8") as lines:
        for index in range(number):
            header, _, body = article(index, paragraphs).partition("\n\n")
            fields = dict(line.split(": ", 1) for line in header.splitlines())
            record = {
                "url": fields["Source_Url"],
                "guid": fields["Slug"],
                "title": fields["Title"],
                "html": "".join(f"<p>{paragraph}</p>" for paragraph in body.strip().split("\n\n")),
                "published": fields["Date"],
                "lang": "en",
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def annotate_command(content: Path, cache: Path, *more: str) -> list[str]:
    """The command of `invoke annotate`."""
    module = ["-m", "digest.operations.archive_annotation", "--settings", str(ROOT / "pelican.conf.py")]
    return [sys.executable, *module, "--content", str(content), "--cache", str(cache), *more]
