"""Lets the articles go that are older than the editor's subscriptions keep them.

    python -m digest.operations.retention [--content DIR] [--cache DIR] [--now TIME]
                                          [--dry-run] [--allow-loss] [--daily]

The rules stand in `content/subscriptions.toml`: a text in it that can't be read ends the run before anything is
removed. With `--dry-run` nothing is; each article that would go is named. `--daily` is for the scheduled run: what was
done on a day, by the same rules, is not done again on that day, since ages are counted in days.

Exit status: 0; 1 with a line that says why, as where more would go at once than `max_loss` allows; 2 the subscriptions
are wrong.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...contracts.retention import retention_rules
from ...contracts.run_clock import run_clock
from ...contracts.subscription_file import load
from ...errors import RetentionError
from ...storage.atomic_file import write_atomically
from ..command_line import command_parser, exit_status, start_logging

if TYPE_CHECKING:
    from .retention_plan import RetentionPlan

DONE_FILE: Final = "retention.json"  # in the cache
_LOCK: Final = "feeds.lock"  # of polls and imports
_log = logging.getLogger(__name__)


def retain(
    content: Path, cache: Path, now: datetime, *, dry_run: bool = False, allow_loss: bool = False, daily: bool = False
) -> None:
    """Let the articles below `content` go that are over at `now`, or with `dry_run` say which.

    Raises:
        ConfigurationError: the subscriptions are wrong.
        RetentionError: much of the archive would go, or a poll is running; nothing was removed.
        OSError: a file can't be read, written or removed.
    """
    file = content / "subscriptions.toml"
    if not file.exists():  # a site can be written by hand
        return
    subscriptions = load(file, cache)
    rules, max_loss = retention_rules(subscriptions), subscriptions.retention.max_loss
    if rules.shortest_keep_days is None and not (dry_run and rules.shortest_thin_days is not None):
        if not daily:
            print(f"{file} says of no article how long it is kept: none goes")
        return
    done = {"day": str(now.date()), "rules": repr(rules)}
    if daily and not dry_run and _read(cache / DONE_FILE) == done:
        return
    from .expiry import check_loss, let_go  # noqa: PLC0415  most runs have nothing to do
    from .retention_plan import plan_retention  # noqa: PLC0415

    if dry_run:
        plan = plan_retention(content, rules, now, with_thin=True)
        _show(plan)
        check_loss(plan, max_loss, now)
        return
    with _no_poll(cache):
        plan = plan_retention(content, rules, now)
        check_loss(plan, 1.0 if allow_loss else max_loss, now)
        gone = let_go(content, plan.over)
    _log.info("%s", _summary(plan, "went" if gone else "are over"))
    write_atomically(cache / DONE_FILE, json.dumps(done).encode())


def _show(plan: "RetentionPlan") -> None:
    """Print what would go, a line for each article."""
    for article in plan.over:
        files = "1 file" if not article.pictures else f"{1 + len(article.pictures)} files"
        print(f"goes   {article.record.path}  {article.record.source}, {files}, {article.bytes:,} bytes")
    for path in plan.edited:
        print(f"stays  {path}  a person wrote or edited it")
    for path in plan.thin:
        print(f"thin   {path}  has no page of its own, from the next build on")
    print(_summary(plan, "would go"))


def _summary(plan: "RetentionPlan", verb: str) -> str:
    edited = f"; {len(plan.edited)} as old stay, since a person wrote or edited them" if plan.edited else ""
    size = f"{plan.files:,} files, {plan.bytes / 1e6:.1f} MB"
    return f"{len(plan.over):,} of {plan.articles:,} articles {verb}: {size}{edited}"


@contextmanager
def _no_poll(cache: Path) -> Iterator[None]:
    """Keeps polls and imports from writing articles meanwhile.

    Raises:
        RetentionError: one is running.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  most runs have nothing to do

    cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise RetentionError(f"a poll or an import is running: {cache / _LOCK} is held") from error
    try:
        yield
    finally:
        lock.release()


def _read(file: Path) -> object:
    """What a run of this day has left; None where there is nothing that can be read."""
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser("digest.operations.retention", "Lets old articles go.", "content", "cache", "now")
    parser.set_defaults(content=Path("content"), cache=Path("cache"))
    parser.add_argument("--dry-run", action="store_true", help="remove nothing, and say what would go")
    parser.add_argument("--allow-loss", action="store_true", help="though much of the archive goes at once")
    parser.add_argument("--daily", action="store_true", help="not again on a day on which it was done")
    options = parser.parse_args(arguments)
    start_logging()
    now = run_clock(options.now) if options.now else datetime.now(UTC)
    flags = {"dry_run": options.dry_run, "allow_loss": options.allow_loss, "daily": options.daily}
    return exit_status(lambda: retain(options.content, options.cache, now, **flags))


if __name__ == "__main__":
    sys.exit(main())
