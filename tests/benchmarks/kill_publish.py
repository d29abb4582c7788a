"""Ends a publication at a random moment by kill -9, again and again: what is served is the site before or the new one.

    python tests/benchmarks/kill_publish.py [--times 200] [--seed 1] [--only folder ssh git bucket zip]

Each time a process publishes a site whose every page is new, and is killed with all its processes. What is served then
has to be one whole site; a bucket, which has no switch, after the next publication. Every tenth publication
is left alone; it has to serve its site, and to leave nothing of those that were killed.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]

from digest.operations.publishing.publication import publish_site  # noqa: E402  after the path is set
from digest.operations.publishing.publish_settings import PublishSettings  # noqa: E402
from digest.operations.publishing.targets.bucket_target import MANIFEST  # noqa: E402
from tests.digest.operations.publishing.targets.counterparts import ask_s3, s3_server, ssh_server  # noqa: E402

PAGES = 100
KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "of-the-tests"}


@dataclass(frozen=True, slots=True)
class Victim:
    """A target: its address, what it serves by the path, what a broken run left there, whether it has a switch, and
    whether another machine may make that switch after the one that asked for it is dead."""

    address: str
    served: Callable[[], dict[str, bytes]]
    leftovers: Callable[[], list[str]]
    switches: bool = True
    is_far: bool = False


@contextmanager
def folder_victim(folder: Path) -> Iterator[Victim]:
    www = folder / "www"
    yield Victim(str(www), lambda: _files(www / "current"), lambda: _left(www))


@contextmanager
def ssh_victim(folder: Path) -> Iterator[Victim]:
    www, server = folder / "www", folder / "sshd"
    server.mkdir()
    with ssh_server(server) as (port, command):
        os.environ["DIGEST_SSH_COMMAND"] = command
        address = f"ssh://127.0.0.1:{port}{www}"
        yield Victim(address, lambda: _files(www / "current"), lambda: _left(www), is_far=True)


@contextmanager
def git_victim(folder: Path) -> Iterator[Victim]:
    repository = folder / "pages.git"
    subprocess.run(["git", "init", "--quiet", "--bare", repository], check=True)

    def served() -> dict[str, bytes]:
        with TemporaryDirectory(dir=folder) as checkout:
            command = ["git", "-C", str(repository), "archive", "--format=zip", "-o", f"{checkout}/site.zip", "pages"]
            done = subprocess.run(command, capture_output=True, check=False)
            return {} if done.returncode else _zip(Path(checkout, "site.zip"))

    yield Victim(f"git:{repository}#pages", served, list)


@contextmanager
def bucket_victim(folder: Path) -> Iterator[Victim]:
    os.environ |= KEYS
    with s3_server(folder) as endpoint:
        ask_s3("PUT", f"{endpoint}/news")

        def served() -> dict[str, bytes]:
            listed = ask_s3("GET", f"{endpoint}/news?list-type=2")[0].decode()
            keys = [unescape(key) for key in re.findall(r"<Key>(.*?)</Key>", listed)]
            return {key: ask_s3("GET", f"{endpoint}/news/{quote(key)}")[0] for key in keys if key != MANIFEST}

        yield Victim(f"s3://news?endpoint={endpoint}&region=us-east-1", served, list, switches=False)


@contextmanager
def zip_victim(folder: Path) -> Iterator[Victim]:
    archive = folder / "site.zip"
    yield Victim(str(archive), lambda: _zip(archive), list)


VICTIMS = {"folder": folder_victim, "ssh": ssh_victim, "git": git_victim, "bucket": bucket_victim, "zip": zip_victim}


def _files(folder: Path) -> dict[str, bytes]:
    folder = folder.resolve()
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _left(www: Path) -> list[str]:
    return [path.name for path in (*www.glob("releases/.partial-*"), *www.glob(".current-*"))]


def _zip(file: Path) -> dict[str, bytes]:
    if not file.is_file():
        return {}
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write_site(output: Path, site: int) -> None:
    """Make every page anew, one with an address that only this site has."""
    paths = [f"topics/{number}/index.html" for number in range(PAGES)]
    for path in [*paths, "index.html", f"only/{site}.html"]:
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".fresh")
        fresh.write_text(f"site {site} " * 100)
        fresh.replace(file)
    for old in (output / "only").glob("*.html"):
        if old.stem != str(site):
            old.unlink()


def site_of(files: dict[str, bytes]) -> int:
    """The number of the one site that all files are of; -1 for no files.

    Raises:
        SystemExit: they are of several, or some are missing.
    """
    pages = {path: data for path, data in files.items() if path.endswith(".html")}
    if not pages:
        return -1
    numbers = {int(data.split()[1]) for data in pages.values()}
    if len(numbers) > 1 or len(pages) != PAGES + 2 or f"only/{min(numbers)}.html" not in pages:
        raise SystemExit(f"{len(pages)} pages of the sites {sorted(numbers)} are served")
    return numbers.pop()


def start(output: Path, address: str) -> int:
    """The number of a process that publishes, and leads a session of its own."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    status = 1
    try:
        publish_site(output, PublishSettings(address), cache=output.parent / "cache", now=datetime.now(UTC))
        status = 0
    except Exception as error:  # noqa: BLE001  told, and the status says it
        print(f"{type(error).__name__}: {error}", flush=True)
    finally:
        os._exit(status)


def try_target(name: str, *, times: int, chance: random.Random) -> Counter[str]:
    """What became of `times` publications to one kind of target."""
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as base, ExitStack() as stack:
        folder = Path(base)
        victim = stack.enter_context(VICTIMS[name](folder))
        output = folder / "output"
        before, takes_s = -1, 0.0
        late: set[int] = set()  # sites that another machine may still switch to
        for site in range(times + times // 9 + 2):
            write_site(output, site)
            child = start(output, victim.address)
            if site % 10 and site < times + times // 9 + 1:
                time.sleep(chance.uniform(0, takes_s))
                with suppress(ProcessLookupError):
                    os.killpg(child, signal.SIGKILL)
                _, status = os.waitpid(child, 0)
                counts["killed" if os.WIFSIGNALED(status) else "ended before"] += 1
                if victim.switches:
                    served = site_of(victim.served())
                    if served not in {before, site, *late}:
                        raise SystemExit(f"{name}: site {served} is served, after {before}, when {site} was published")
                    counts["served the new site" if served == site else "served the site before"] += 1
                    late = {number for number in {*late, site} if number > served} if victim.is_far else set()
                    before = served
                continue
            begun = time.monotonic()
            _, status = os.waitpid(child, 0)
            takes_s = time.monotonic() - begun
            if status or site_of(victim.served()) != site or victim.leftovers():
                raise SystemExit(f"{name}: an undisturbed publication failed, or left {victim.leftovers()}")
            before = site
            counts["left alone"] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill publications at random moments.")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=VICTIMS, default=list(VICTIMS))
    options = parser.parse_args()
    for name in options.only:
        counts = try_target(name, times=options.times, chance=random.Random(options.seed))
        print(f"{name:>7}: " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())), flush=True)


if __name__ == "__main__":
    main()
