"""The scheduled run: poll, build, publish, and write down which pages there are to keep; one at a time.

    python -m digest.operations.refresh
        [--content DIR] [--output DIR] [--cache DIR] [--now TIME] [--publish DIR] [--limit-s N]

Each step is a process of its own, so that one that hangs can be ended and one that dies takes nothing with it. A step
that fails ends the run, except that the site is built also when some feeds failed.

Exit status, for a timer or CI:
    0    done
    1    a step failed; its lines above say which and why
    2    the editor's input is wrong (subscriptions, an actor's file, a setting)
    75   another run holds the lock (EX_TEMPFAIL of sysexits.h: nothing is wrong, try later)
    124  the time limit was reached (as timeout(1) says it)
"""

import argparse
import logging
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from .process import end

DONE, FAILED, WRONG_INPUT, BUSY, TIME_LIMIT = 0, 1, 2, 75, 124
LIMIT_S = 1500.0  # less than half an hour, the usual distance of two runs

_log = logging.getLogger(__name__)


def refresh(steps: Sequence[tuple[str, Sequence[str]]], *, lock: Path, limit_s: float) -> int:
    """Runs `steps`, (name, command), in turn under a lock, within `limit_s` seconds for all; returns the exit status.

    The lock is one of the kernel's on an open file, so that a process that died can't hold it. A poll that failed
    (status 1) does not keep the build from running, since yesterday's articles are still there to be shown.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            return _run_all(steps, deadline=time.monotonic() + limit_s)
    except Timeout:
        _log.warning("another run is under way (%s is locked); nothing was done", lock)
        return BUSY


def _run_all(steps: Sequence[tuple[str, Sequence[str]]], *, deadline: float) -> int:
    worst = DONE
    for name, command in steps:
        begun = time.monotonic()
        status = _run(command, limit_s=deadline - begun)
        _log.info("%s: status %d after %.1f s", name, status, time.monotonic() - begun)
        if status == DONE:
            continue
        if status == TIME_LIMIT:
            _log.error("%s: ended, the run's time is up", name)
        if name != "poll" or status != FAILED:
            return status if status in (WRONG_INPUT, TIME_LIMIT) else FAILED
        worst = FAILED
    return worst


def _run(command: Sequence[str], *, limit_s: float) -> int:
    """The status of one step, which is ended with all its children when its time is up."""
    process = subprocess.Popen(command, start_new_session=True)
    try:
        return process.wait(timeout=max(0.0, limit_s))
    except subprocess.TimeoutExpired:
        return TIME_LIMIT
    finally:
        end(process)  # also after an interruption


def _steps(options: argparse.Namespace) -> list[tuple[str, list[str]]]:
    now = ["--now", options.now] if options.now else []
    build_output = ["--output", str(options.output)] if options.output else []
    python = sys.executable
    content, cache = str(options.content), str(options.cache)
    report = str(options.cache / "poll.json")
    subscriptions = str(options.content / "subscriptions.toml")
    poll = ["--subscriptions", subscriptions, "--content", content, "--cache", cache, "--report", report, *now]
    build = ["--settings", str(options.settings), "--content", content, "--cache", cache, *build_output, *now]
    steps = [
        ("poll", [python, "-m", "digest.feeds", "poll", *poll]),
        ("build", [python, "-m", "digest.operations.build", *build]),
    ]
    if options.publish:
        source = str(options.output or "output")
        steps.append(
            ("publish", [python, "-m", "digest.operations.publish", "--output", source, "--to", str(options.publish)])
        )
    steps.append(("keep", [python, "-m", "digest.contracts.kept_pages", "--content", content, "--cache", cache]))
    return steps


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.operations.refresh", description="Poll, build, publish.")
    parser.add_argument("--settings", type=Path, default=Path("pelican.conf.py"))
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--output", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("cache"))
    parser.add_argument("--now", default="")
    parser.add_argument("--publish", type=Path, help="where the served folder is switched to the new site")
    parser.add_argument("--limit-s", type=float, default=LIMIT_S)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    return refresh(_steps(options), lock=options.cache / "refresh.lock", limit_s=options.limit_s)


if __name__ == "__main__":
    sys.exit(main())
