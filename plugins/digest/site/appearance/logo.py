"""The picture beside the site's name, which the editor sets."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from ...archive.model.settings import SiteSettings
from ...errors import ConfigurationError
from ...storage.regular_file import read_regular_file

MAX_LOGO_BYTES = 50_000  # as much as all of a page's text


# The width and height of a viewBox. The file needs no parser: it is the editor's own, and browsers run nothing that
# an image holds.
_VIEW_BOX = re.compile(r"""<svg\b[^>]*\sviewBox\s*=\s*["']\s*(?:[-.\d]+[\s,]+){2}(\d+\.?\d*)[\s,]+(\d+\.?\d*)\s*["']""")


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture with its size, which a page has to give before a browser has loaded the picture."""

    suffix: str
    data: bytes
    width: int
    height: int


def logo(settings: SiteSettings) -> Logo | None:
    """The editor's logo; None where the settings name none.

    Raises:
        ConfigurationError: it is missing, too large, or neither SVG nor PNG.
    """
    if not settings.logo:
        return None
    file = settings.content / settings.logo
    try:
        data = read_regular_file(file)
    except OSError as error:
        raise ConfigurationError(f"DIGEST_LOGO: {file}: {error.strerror}") from error
    if len(data) > MAX_LOGO_BYTES:
        raise ConfigurationError(f"DIGEST_LOGO: {file} has {len(data):,} bytes; at most {MAX_LOGO_BYTES:,} fit a page")
    size = _png_size(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _svg_size(data)
    if size is None:
        raise ConfigurationError(f"DIGEST_LOGO: {file} is neither PNG nor an SVG with a viewBox")
    return Logo("png" if data.startswith(b"\x89PNG") else "svg", data, *size)


def svg_logo(file: Path) -> Logo | None:
    """The SVG of a theme as a logo; None where there is none that has a size."""
    data = file.read_bytes() if file.is_file() else b""
    size = _svg_size(data)
    return Logo("svg", data, *size) if size else None


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the header that every PNG begins with (section 11.2.2); None where they are missing."""
    if len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None


def _svg_size(data: bytes) -> tuple[int, int] | None:
    view_box = _VIEW_BOX.search(data.decode("utf-8", "replace"))
    if view_box is None or min(float(view_box[1]), float(view_box[2])) <= 0:
        return None
    return max(1, round(float(view_box[1]))), max(1, round(float(view_box[2])))
