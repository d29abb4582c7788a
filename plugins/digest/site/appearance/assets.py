"""The style sheet, the script of the search and the logo: files named by their content, so that browsers may cache them
for ever."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ...archive.model.addresses import theme_file
from ...errors import ConfigurationError
from .logo import Logo


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site: its path below the root, and its content."""

    path: str
    data: bytes


def stylesheet(theme: Path, own: bytes = b"") -> Asset:
    """The files that the theme's `static/css/ORDER` lists, one name a line, in that order, and then `own`, the editor's
    styles.

    Raises:
        ConfigurationError: the list, or a file that it names, is missing.
    """
    folder = theme / "static" / "css"
    try:
        names = (folder / "ORDER").read_text(encoding="utf-8").split()
        data = b"\n".join([*((folder / name).read_bytes() for name in names), *([own] if own else [])])
    except OSError as error:
        raise ConfigurationError(f"{folder}: {error}; ORDER lists the parts of the stylesheet") from error
    return _asset("site", "css", data)


def search_script(theme: Path) -> Asset:
    """The theme's `static/js/search.js`.

    Raises:
        ConfigurationError: the theme has none.
    """
    try:
        return _asset("search", "js", (theme / "static" / "js" / "search.js").read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {error.strerror}; the page /search/ needs it") from error


def icon_asset(name: str, suffix: str, data: bytes) -> Asset:
    return _asset(name, suffix, data)


def logo_asset(logo: Logo) -> Asset:
    return _asset("logo", logo.suffix, logo.data)


def _asset(name: str, suffix: str, data: bytes) -> Asset:
    return Asset(theme_file(f"{name}.{blake2b(data, digest_size=6).hexdigest()}.{suffix}"), data)
