"""The look that an editor sets without touching the theme: accent colour, logo, styles of their own."""

import colorsys
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from ...errors import ConfigurationError
from ..model.settings import SiteSettings

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: links are text of the usual size
STEP = 0.01  # of lightness; fine enough to stay near the colour that was asked for
MAX_LOGO_BYTES = 50_000  # as much as all of a page's text
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
# The width and height of a viewBox; the file is the editor's own, and no browser runs what an image holds.
_VIEW_BOX = re.compile(r"""<svg\b[^>]*\sviewBox\s*=\s*["']\s*(?:[-.\d]+[\s,]+){2}(\d+\.?\d*)[\s,]+(\d+\.?\d*)\s*["']""")
_GROUNDS = re.compile(r"--(paper|tint):\s*(#[0-9a-f]{3,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture with its size, which its page has to know before it has the picture."""

    suffix: str
    data: bytes
    width: int
    height: int


def own_styles(settings: SiteSettings) -> bytes:
    """What comes after the theme's own stylesheet: the accent, then the editor's files in the order given.

    Raises:
        ConfigurationError: a colour can't be read or can't be told from its ground, or a file is missing.
    """
    parts = [accent(settings.accent, _tokens(settings.theme))] if settings.accent else []
    for name in settings.styles:
        try:
            parts.append((settings.content / name).read_bytes())
        except OSError as error:
            raise ConfigurationError(f"DIGEST_STYLES: {settings.content / name}: {error.strerror}") from error
    return b"\n".join(parts)


def accent(colours: tuple[str, ...], tokens: str) -> bytes:
    """The tokens that an accent sets. `colours` are for light pages and for dark ones; the latter may be missing and
    is then made of the former, as light as dark pages need it. `tokens` is the theme's tokens.css.

    Raises:
        ConfigurationError: a colour isn't #rrggbb, or has too little contrast; the message names one that has enough.
    """
    for colour in colours:
        if not _HEX.fullmatch(colour):
            raise ConfigurationError(f"DIGEST_ACCENT: {colour!r} is no colour such as #0b5570")
    light_grounds, dark_grounds = _grounds(tokens)
    light = colours[0]
    dark = colours[1] if len(colours) > 1 else _readable(light, dark_grounds, lighter=True)
    for scheme, colour, grounds, lighter in (
        ("light", light, light_grounds, False),
        ("dark", dark, dark_grounds, True),
    ):
        worst = min(grounds, key=lambda ground: contrast(colour, ground))
        if contrast(colour, worst) < TEXT_CONTRAST:
            raise ConfigurationError(
                f"DIGEST_ACCENT: {colour} on {worst} has a contrast of {contrast(colour, worst):.1f} on {scheme} "
                f"pages; text that everybody can read needs {TEXT_CONTRAST} (WCAG 2.2). "
                f"{_readable(colour, grounds, lighter=lighter)} would do"
            )
    rule = ":root {{ --spot: {0}; --bar: {0}; }}"
    return f"{rule.format(light)}\n@media (prefers-color-scheme: dark) {{ {rule.format(dark)} }}".encode()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def logo(settings: SiteSettings) -> Logo | None:
    """The picture beside the site's name.

    Raises:
        ConfigurationError: it is missing, too large, or neither SVG nor PNG.
    """
    if not settings.logo:
        return None
    file = settings.content / settings.logo
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"DIGEST_LOGO: {file}: {error.strerror}") from error
    if len(data) > MAX_LOGO_BYTES:
        raise ConfigurationError(f"DIGEST_LOGO: {file} has {len(data):,} bytes; at most {MAX_LOGO_BYTES:,} fit a page")
    size = _png_size(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _svg_size(data)
    if size is None:
        raise ConfigurationError(f"DIGEST_LOGO: {file} is neither PNG nor an SVG with a viewBox")
    return Logo("png" if data.startswith(b"\x89PNG") else "svg", data, *size)


def _tokens(theme: Path) -> str:
    try:
        return (theme / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    except OSError:
        return ""  # another theme, whose grounds are taken to be white and nearly black


def _grounds(tokens: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The colours that text stands on, of light pages and of dark ones."""
    light, _, dark = tokens.partition("prefers-color-scheme: dark")
    found = [tuple(colour for _, colour in _GROUNDS.findall(part)) for part in (light, dark)]
    return found[0] or ("#ffffff",), found[1] or ("#121517",)


def _readable(colour: str, grounds: tuple[str, ...], *, lighter: bool) -> str:
    """The colour, made as much lighter or darker as its grounds need."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while min(contrast(colour, ground) for ground in grounds) < TEXT_CONTRAST and 0 <= lightness <= 1:
        lightness += STEP if lighter else -STEP
        red, green, blue = (
            round(255 * part) for part in colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), saturation)
        )
        colour = f"#{red:02x}{green:02x}{blue:02x}"
    return colour


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Of the header that every PNG begins with (section 11.2.2)."""
    if len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None


def _svg_size(data: bytes) -> tuple[int, int] | None:
    found = _VIEW_BOX.search(data.decode("utf-8", "replace"))
    if found is None or min(float(found[1]), float(found[2])) <= 0:
        return None
    return max(1, round(float(found[1]))), max(1, round(float(found[2])))
