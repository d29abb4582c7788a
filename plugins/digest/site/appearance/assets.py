"""The stylesheet, its parts joined, and the script of the search: files that are named by their content, so that they
can be cached for ever."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ...errors import ConfigurationError
from ..model.addresses import theme_file
from .brand import Logo


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site: where it stands below the root, and what is in it."""

    path: str
    data: bytes


def stylesheet(theme: Path, own: bytes = b"") -> Asset:
    """The files that `static/css/ORDER` lists, one name a line, in that order, and behind them the editor's own.

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
    """`static/js/search.js`.

    Raises:
        ConfigurationError: the theme has none.
    """
    try:
        return _asset("search", "js", (theme / "static" / "js" / "search.js").read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {error.strerror}; the page /search/ needs it") from error


def logo_asset(logo: Logo) -> Asset:
    return _asset("logo", logo.suffix, logo.data)


def _asset(name: str, suffix: str, data: bytes) -> Asset:
    return Asset(theme_file(f"{name}.{blake2b(data, digest_size=6).hexdigest()}.{suffix}"), data)
