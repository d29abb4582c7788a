"""The clock of a run as people write it: `--now 2026-11-22T12:00:00Z`, or the setting `DIGEST_NOW`."""

from datetime import UTC, datetime
from typing import Final

from ..errors import ConfigurationError

# Runs count weeks back and forth from their clock, and Python's dates end at the years 1 and 9999.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999


def run_clock(text: str) -> datetime:
    """The moment, aware and in UTC. Without a zone it counts as UTC.

    Raises:
        ConfigurationError: it is no moment, or far from any that a run could have.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigurationError(f"{text!r} is no ISO 8601 time: expected one such as 2026-11-22T12:00:00Z") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ConfigurationError(f"{text!r}: expected a year from {FIRST_YEAR} to {LAST_YEAR}")
    return moment
