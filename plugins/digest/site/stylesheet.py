"""The stylesheet: its parts joined into one file that is named by its content, so that it can be cached for ever."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ..errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Stylesheet:
    path: str
    data: bytes


def stylesheet(theme: Path) -> Stylesheet:
    """The files that `static/css/ORDER` lists, one name a line, in that order.

    Raises:
        ConfigurationError: the list, or a file that it names, is missing.
    """
    folder = theme / "static" / "css"
    try:
        names = (folder / "ORDER").read_text(encoding="utf-8").split()
        data = b"\n".join((folder / name).read_bytes() for name in names)
    except OSError as error:
        raise ConfigurationError(f"{folder}: {error}; ORDER lists the parts of the stylesheet") from error
    return Stylesheet(f"theme/site.{blake2b(data, digest_size=6).hexdigest()}.css", data)
