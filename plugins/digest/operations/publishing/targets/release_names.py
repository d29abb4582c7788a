"""Names of releases: the time at which they were made, so that the oldest by name is the oldest."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from ....errors import PublishError

KEPT_RELEASES: Final = (
    3  # the one that is served, the one before for readers in the middle of a page, one to go back to
)
PARTIAL: Final = ".partial-"  # before the name of a release that is being filled
FRESH_LINK: Final = ".current-"  # before the name of the release that the next `current` leads to
_TIME_FORMAT: Final = "%Y%m%dT%H%M%S%f"
_RELEASE: Final = re.compile(r"\d{8}T\d{12}")


def is_release(name: str) -> bool:
    """Whether a folder's name is that of a release. Other folders are somebody else's and stay."""
    return _RELEASE.fullmatch(name) is not None


def next_name(names: Iterable[str], now: datetime) -> str:
    """The name of a new release: the time, or what comes right after the newest of `names` where the clock is behind
    that. Names only grow, so that a clock that was ahead does no harm."""
    name = now.strftime(_TIME_FORMAT)
    newest = max(names, default="")
    if name > newest:
        return name
    after_newest = datetime.strptime(newest, _TIME_FORMAT).replace(tzinfo=now.tzinfo) + timedelta(microseconds=1)
    return after_newest.strftime(_TIME_FORMAT)


def superseded(names: Iterable[str], served: str, keep: int) -> list[str]:
    """Those of the releases that are to be removed: all but the newest `keep`, and never the one that is served."""
    return [name for name in sorted(names)[:-keep] if name != served]


def release_to_go_back_to(names: Sequence[str], served: str, wanted: str) -> str:
    """The wanted one of the releases, or, where `wanted` is "", the last one that is older than the one that is served.

    Raises:
        PublishError: there is none; the message names those that are there.
    """
    if wanted:
        if wanted in names:
            return wanted
        raise PublishError(f"there is no release {wanted}; there are: {', '.join(sorted(names)) or 'none'}")
    older = [name for name in names if name < served]
    if not older:
        raise PublishError("there is no release before the one that is served")
    return max(older)
