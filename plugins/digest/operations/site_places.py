"""Where a site is, as its settings file says: its folders, and its URL."""

import runpy
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ..errors import ConfigurationError

SITEURL_ADVICE: Final = (
    'Set SITEURL to the address that readers use, in the settings or for the run: SITEURL="https://news.example.org"'
)


@dataclass(frozen=True, slots=True)
class SitePlaces:
    """Where a site's files are. `code` has the folders of theme, templates and plugins; `url` is SITEURL; `values` are
    all names of the settings file."""

    settings: Path
    content: Path
    output: Path
    cache: Path
    code: tuple[Path, ...]
    url: str
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def base(self) -> str:
        """The path of SITEURL, below which the site lives, "" for the root of its host."""
        return urlsplit(self.url).path.rstrip("/")


def is_of_this_machine(url: str) -> bool:
    """Whether a URL leads to the machine that asks for it, as the default of SITEURL does; "" leads nowhere."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
        if host == "localhost" or host.endswith(".localhost"):
            return True
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def read_places(
    settings_file: Path, *, content: Path | None = None, output: Path | None = None, cache: Path | None = None
) -> SitePlaces:
    """The places that a settings file names; a folder that is given takes the place of the one in the settings.

    Pelican isn't imported: its `read_settings` would take half a second. It takes relative paths from the folder of
    the settings file, as this does.

    Raises:
        ConfigurationError: the settings can't be read.
    """
    try:
        settings: dict[str, Any] = runpy.run_path(str(settings_file))
    except Exception as error:  # it is the editor's file, which may raise anything
        raise ConfigurationError(f"{settings_file}: {type(error).__name__}: {error}") from error
    root = settings_file.absolute().parent
    code = (
        settings.get("THEME", "theme"),
        *settings.get("PLUGIN_PATHS", ()),
        *settings.get("THEME_TEMPLATES_OVERRIDES", ()),
    )
    return SitePlaces(
        settings=settings_file,
        content=content or root / settings.get("PATH", "content"),
        output=output or root / settings.get("OUTPUT_PATH", "output"),
        cache=cache or root / settings.get("CACHE_PATH", "cache"),
        code=tuple(root / folder for folder in code),
        url=str(settings.get("SITEURL", "")),
        values=settings,
    )
