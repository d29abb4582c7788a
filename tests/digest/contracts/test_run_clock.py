from datetime import UTC, datetime

import pytest

from digest.contracts.run_clock import run_clock
from digest.errors import ConfigurationError


@pytest.mark.parametrize(
    "text", ["2026-11-22T12:00:00Z", "2026-11-22T14:00:00+02:00", " 2026-11-22 12:00 ", "2026-11-22T12:00:00"]
)
def test_a_clock_is_aware_and_in_utc(text: str) -> None:
    assert run_clock(text) == datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "2026-13-01", "12:00", "0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"],
)
def test_what_no_run_can_have_for_its_clock_is_told(text: str) -> None:
    with pytest.raises(ConfigurationError, match="expected"):
        run_clock(text)
