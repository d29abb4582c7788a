"""Sends digests and hits of watches as content/delivery.toml says, each once.

    python -m digest.operations.delivery [--settings FILE] [--content DIR] [--cache DIR] [--now TIME]

What doesn't arrive is tried again in later runs, after 15 minutes, then half an hour, at last half a day, for a week.

Exit status: 0 done, also where a letter waits to be tried again; 1 there was no build, or the journal can't be used;
2 the editor's input is wrong, and nothing was sent; 75 another run is sending.
"""

import argparse
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from ...archive.index_file import INDEX_FILE, existing_index
from ...archive.model.settings import SiteSettings
from ...archive.questions.archive import Archive
from ...archive.watches import WATCHES_FILE, load_watches
from ...contracts.run_clock import run_clock
from ...errors import ConfigurationError, DigestError
from ...site.load.settings_reading import site_settings
from ..build import folder_settings, site_settings_of
from ..command_line import command_parser, exit_status, start_logging
from ..run_lock import AnotherRunError, run_lock
from ..site_places import SITEURL_ADVICE, is_of_this_machine
from .delivery_file import DELIVERY_FILE, load_deliveries
from .delivery_journal import JOURNAL_FILE, DeliveryJournal
from .delivery_run import DeliveryRun, recipients_of
from .delivery_ways import DeliveryWays

BUSY: Final = 75
LOCK_FILE: Final = "deliver.lock"
_log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser(
        "digest.operations.delivery", "Sends digests and hits.", "settings", "content", "cache", "now"
    )
    options = parser.parse_args(arguments)
    start_logging()
    busy: list[AnotherRunError] = []
    status = exit_status(lambda: _deliver(options, busy))
    for error in busy:
        _log.warning("%s", error)
    return BUSY if busy else status


def _deliver(options: argparse.Namespace, busy: list[AnotherRunError]) -> None:
    settings = _settings(options)
    deliveries = load_deliveries(settings.content / DELIVERY_FILE, load_watches(settings.content / WATCHES_FILE))
    recipients = recipients_of(deliveries)
    if not recipients:
        print(f"{settings.content / DELIVERY_FILE}: nothing is to be delivered")
        return
    clock = _clock(options.now)
    ways = DeliveryWays(deliveries, settings.name, clock)  # what is wrong with one is told before anything is sent
    if is_of_this_machine(settings.url):
        raise ConfigurationError(f"SITEURL is {settings.url!r}: letters would lead nowhere. {SITEURL_ADVICE}")
    index = existing_index(settings.cache / INDEX_FILE)
    if index is None:
        raise DigestError(f"{settings.cache}: no build of this version has been here; concordance build comes first")
    try:
        with run_lock(settings.cache / LOCK_FILE):
            journal = DeliveryJournal.read(settings.content / JOURNAL_FILE, clock())
            print(DeliveryRun(Archive(index, settings), journal, ways.send, clock).deliver(recipients))
    except AnotherRunError as error:
        busy.append(error)


def _settings(options: argparse.Namespace) -> SiteSettings:
    return site_settings(site_settings_of(options.settings, folder_settings(vars(options))))


def _clock(now: str) -> Callable[[], datetime]:
    """The clock of the run: the real one, unless a moment is given."""
    moment = run_clock(now) if now else None
    return lambda: moment or datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
