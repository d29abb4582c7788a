"""The scheduled run: poll, let old articles go, build, publish, keep the pages that are out, deliver; one at a time.

    python -m digest.operations.refresh [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME]
                                        [--publish TARGET] [--limit-s N] [--metrics FILE]

Each step is a process of its own, so that one that hangs can be ended and one that dies takes nothing with it. A step
that fails ends the run, except that the site is built also when some feeds failed or old articles could not go, and
published also without the files that can't be read. The poll has a share of the time limit: after it the site is built
of what has come, and the next poll goes on with the rest. At the end, programs that watch over the run are told how it
went, where the environment asks for that: `reporting` has the metrics and the ping. `DIGEST_LOG=json` makes JSON Lines
of the log.

Exit status, for a timer or CI:
    0    done
    1    a step failed, or files can't be read; its lines above say which and why
    2    the editor's input is wrong (subscriptions, an actor's file, a setting)
    75   another run holds the lock, or another build went on for too long (EX_TEMPFAIL of sysexits.h: nothing is wrong,
         try later)
    124  the time limit was reached (as timeout(1) says it), or the poll did not end in its share of it
    143  it was asked to end (128 + SIGTERM); its step was ended first
"""

import argparse
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from ..errors import ConfigurationError
from .child_processes import end_with_children
from .command_line import (
    BUSY,
    DONE,
    FAILED,
    INCOMPLETE,
    WRONG_INPUT,
    command_parser,
    option_arguments,
    os_fault,
    seconds,
    start_logging,
)
from .publishing.publish_settings import PublishSettings, publish_settings
from .publishing.targets.target_address import target_at
from .reporting.health_ping import LIMIT_S as PING_LIMIT_S
from .reporting.health_ping import PING_URL
from .reporting.prometheus_file import write_metrics
from .reporting.run_outcome import RunOutcome, StepOutcome
from .run_lock import AnotherRunError, run_lock
from .site_places import SITEURL_ADVICE, is_of_this_machine, read_places

TIME_LIMIT = 124
AFTER_FAILURE: Final = "--after-failure"  # an option of the publish step
_ENDING_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)
LIMIT_S: Final = 1500.0  # less than half an hour, the usual distance of two runs
# Of the time limit: when the poll ends itself, and when it is ended. A build after news takes less than the rest.
_POLL_SHARE: Final = 0.5
_POLL_LIMIT: Final = 0.65

# After these endings of a step, None being that its time was up, the run goes on with the next one.
_GOES_ON: Final = (
    ("poll", FAILED),
    ("poll", TIME_LIMIT),
    ("poll", None),
    ("retention", FAILED),
    ("retention", None),
    ("build", INCOMPLETE),
)

_log = logging.getLogger(__name__)


def refresh(steps: Sequence[tuple[str, Sequence[str]]], *, lock: Path, limit_s: float) -> int:
    """Run `steps`, (name, command), in turn under a lock, within `limit_s` seconds for all; returns the exit status."""
    return run_steps(steps, lock=lock, limit_s=limit_s).status


def run_steps(steps: Sequence[tuple[str, Sequence[str]]], *, lock: Path, limit_s: float) -> RunOutcome:
    """Run `steps` as `refresh` does; returns how the run and each step ended.

    A poll that failed (status 1), whose time was up (124), or that had to be ended does not keep the build from
    running, since what has come, and yesterday's articles, are there to be shown; neither do old articles that could
    not go. A build that left out files (status 3) is published: one file with a mistake must not hold up the news.
    """
    with ExitStack() as stack:
        try:
            lock_descriptor = stack.enter_context(run_lock(lock))
        except AnotherRunError as error:
            _log.warning("%s", error)
            return RunOutcome(BUSY)
        except OSError as error:
            _log.error("%s: can't be locked: %s", lock, error.strerror)
            return RunOutcome(FAILED)
        try:
            return _run_all(steps, limit_s=limit_s, lock_descriptor=lock_descriptor)
        except OSError as error:
            _log.error("a step can't be started: %s", os_fault(error))
            return RunOutcome(FAILED)


def _run_all(steps: Sequence[tuple[str, Sequence[str]]], *, limit_s: float, lock_descriptor: int) -> RunOutcome:
    worst = DONE
    outcomes: list[StepOutcome] = []
    deadline = time.monotonic() + limit_s
    for name, command in steps:
        begun = time.monotonic()
        time_left_s = min(deadline - begun, limit_s * _POLL_LIMIT if name == "poll" else limit_s)
        whole_command = [*command, AFTER_FAILURE] if name == "publish" and worst != DONE else command
        status = _run(whole_command, limit_s=time_left_s, lock_descriptor=lock_descriptor)
        outcomes.append(StepOutcome(name, status, time.monotonic() - begun))
        _log_step(outcomes[-1])
        if status is None:
            worst = TIME_LIMIT
        elif status != DONE and (name, status) != ("poll", TIME_LIMIT):  # which has said so, and nothing is wrong
            worst = status if status in (WRONG_INPUT, BUSY) else FAILED
        if status != DONE and (name, status) not in _GOES_ON:
            break
    return RunOutcome(worst, tuple(outcomes))


def _log_step(step: StepOutcome) -> None:
    if step.status is None:
        _log.error("%s: ended after %.1f s, its time is up", step.name, step.seconds)
    else:
        _log.info("%s: status %d after %.1f s", step.name, step.status, step.seconds)


def _run(command: Sequence[str], *, limit_s: float, lock_descriptor: int | None = None) -> int | None:
    """The status of one step, None where its time was up. It is ended with all its children then, and when this process
    is ended.

    The step holds the lock too, so that no other run begins beside it, even where this process is killed.
    """
    process = subprocess.Popen(
        command, start_new_session=True, pass_fds=() if lock_descriptor is None else (lock_descriptor,)
    )
    try:
        return process.wait(timeout=max(0.0, limit_s))
    except subprocess.TimeoutExpired:
        return None
    finally:
        end_with_children(process)  # also after an interruption


def _steps(options: argparse.Namespace) -> list[tuple[str, list[str]]]:
    """The name and the command of each step.

    Raises:
        ConfigurationError: the settings or delivery.toml can't be read, or the site is to be published and SITEURL is
            an address of this machine or the target none.
    """
    subscriptions, report = options.content / "subscriptions.toml", options.cache / "poll.json"
    poll = ["--subscriptions", str(subscriptions), "--report", str(report)]
    poll += ["--limit-s", f"{options.limit_s * _POLL_SHARE:.1f}"]
    steps = {
        "poll": ["digest.feeds", "poll", *poll, *option_arguments(options, "content", "cache", "now")],
        "retention": ["digest.operations.retention", "--daily", *option_arguments(options, "content", "cache", "now")],
        "build": [
            "digest.operations.build",
            *option_arguments(options, "settings", "content", "output", "cache", "now"),
        ],
        "publish": [],
        "keep": ["digest.operations.keep_pages", *option_arguments(options, "content", "cache")],
        "deliver": _deliver_command(options),
    }
    places = read_places(options.settings, output=options.output)
    if target := options.publish or publish_settings(places.values).target:
        if not places.url or is_of_this_machine(places.url):
            raise ConfigurationError(f"{options.settings}: SITEURL is {places.url!r}. {SITEURL_ADVICE}")
        target_at(target, PublishSettings(), options.cache)  # a wrong address is told before an hour's poll
        places_of_site = option_arguments(options, "settings", "output", "cache")
        steps["publish"] = ["digest.operations.publish", *places_of_site, "--to", target]
    return [(name, [sys.executable, "-m", *command]) for name, command in steps.items() if command]


def _deliver_command(options: argparse.Namespace) -> list[str]:
    """The command that delivers; [] where nothing is to be delivered.

    Raises:
        ConfigurationError: delivery.toml is wrong, which is told before an hour's poll.
    """
    file = options.content / "delivery.toml"
    if not file.exists():
        return []
    from ..archive.watches import WATCHES_FILE, load_watches  # noqa: PLC0415  most sites deliver nothing
    from .delivery.delivery_file import load_deliveries  # noqa: PLC0415

    deliveries = load_deliveries(file, load_watches(options.content / WATCHES_FILE))
    if not deliveries.mail and not deliveries.webhook:
        return []
    return ["digest.operations.delivery", *option_arguments(options, "settings", "content", "cache", "now")]


def _end_when_asked() -> None:
    """Let SIGTERM and SIGHUP end the run as an interruption does: first its step, then itself, with 128 + signal."""

    def end(signal_number: int, _frame: FrameType | None) -> None:
        for other in _ENDING_SIGNALS:
            signal.signal(other, signal.SIG_IGN)  # it is ending, and must not be kept from ending its step
        sys.exit(128 + signal_number)

    for number in _ENDING_SIGNALS:
        signal.signal(number, end)


def _report(outcome: RunOutcome, options: argparse.Namespace) -> None:
    """Tell programs that watch over the run how it ended, where they want to know."""
    if options.metrics:
        try:
            write_metrics(options.metrics, outcome, options.cache / "poll.json", now=datetime.now(UTC))
        except OSError as error:
            _log.warning("%s", os_fault(error))
    if os.environ.get(PING_URL) and outcome.is_good:
        command = [sys.executable, "-m", "digest.operations.reporting.health_ping"]
        if _run(command, limit_s=PING_LIMIT_S) is None:  # looking up a name can't be given a time limit otherwise
            _log.warning("the health check was not told: its time is up")


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser(
        "digest.operations.refresh", "Poll, build, publish.", "settings", "content", "output", "cache", "now"
    )
    parser.set_defaults(content=Path("content"), cache=Path("cache"))
    parser.add_argument("--publish", default="", metavar="TARGET", help="where to; else DIGEST_PUBLISH of the settings")
    metrics = os.environ.get("DIGEST_METRICS_FILE", "")
    parser.add_argument(
        "--metrics",
        type=Path,
        default=Path(metrics) if metrics else None,
        metavar="FILE",
        help="write how the run ended for Prometheus; else DIGEST_METRICS_FILE of the environment",
    )
    parser.add_argument("--limit-s", type=seconds, default=LIMIT_S, help="seconds that the run may take")
    options = parser.parse_args(arguments)
    start_logging()
    try:
        steps = _steps(options)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    _end_when_asked()
    outcome = run_steps(steps, lock=options.cache / "refresh.lock", limit_s=options.limit_s)
    if outcome.steps or outcome.status != BUSY:
        _report(outcome, options)
    return outcome.status


if __name__ == "__main__":
    sys.exit(main())
