"""Whether the site is larger than its host takes: Cloudflare Pages takes 20,000 files, GitHub Pages 1 GB."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..errors import ConfigurationError

_MEGABYTE: Final = 1_000_000
_ADVICE: Final = "the handbook says under “Retention” what makes it smaller"


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """What a site may have; 0 is no limit."""

    files: int = 0
    megabytes: int = 0

    def warnings(self, files: int, size_bytes: int) -> Iterator[str]:
        """A line for each limit that a site of so many files and bytes is over."""
        if self.files and files > self.files:
            yield f"the site has {files:,} files, and DIGEST_MAX_FILES is {self.files:,}: {_ADVICE}"
        if self.megabytes and size_bytes > self.megabytes * _MEGABYTE:
            size = f"{size_bytes / _MEGABYTE:,.1f} MB"
            yield f"the site has {size}, and DIGEST_MAX_MB is {self.megabytes:,}: {_ADVICE}"


def size_limits(settings: Mapping[str, Any]) -> SizeLimits:
    """The limits of a site's settings.

    Raises:
        ConfigurationError: one is no whole number.
    """
    limits = {name: settings.get(name, 0) for name in ("DIGEST_MAX_FILES", "DIGEST_MAX_MB")}
    for name, value in limits.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ConfigurationError(f"{name} is {value!r}: expected a whole number, or 0 for no limit")
    return SizeLimits(*limits.values())
