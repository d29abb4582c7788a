"""The accent colour that the editor sets: it must be readable on light pages and on dark ones (WCAG 2.2)."""

import colorsys
import re
from collections.abc import Iterable

from ...errors import ConfigurationError

TEXT_CONTRAST = 4.5  # the least that WCAG 2.2 (1.4.3) wants of text of the usual size, as links are
LIGHTNESS_STEP = 0.01  # fine enough to stay near the colour that was asked for
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_BACKGROUNDS = re.compile(r"--(paper|tint):\s*(#[0-9a-f]{3,6})", re.IGNORECASE)


def accent(colours: tuple[str, ...], tokens: str) -> bytes:
    """The CSS that sets an accent colour.

    `colours` are the colour for light pages and that for dark pages. Where the second is missing, it is made from the
    first, as light as dark pages need it. `tokens` is the text of the theme's tokens.css.

    Raises:
        ConfigurationError: a colour isn't #rrggbb, or has too little contrast; the message names one that has enough.
    """
    for colour in colours:
        if not _HEX.fullmatch(colour):
            raise ConfigurationError(f"DIGEST_ACCENT: {colour!r} is no colour such as #0b5570")
    light_backgrounds, dark_backgrounds = _backgrounds(tokens)
    light = colours[0]
    dark = colours[1] if len(colours) > 1 else _readable(light, dark_backgrounds, lighter=True)
    for scheme, colour, backgrounds, lighter in (
        ("light", light, light_backgrounds, False),
        ("dark", dark, dark_backgrounds, True),
    ):
        worst = min(backgrounds, key=lambda background: contrast(colour, background))
        if contrast(colour, worst) < TEXT_CONTRAST:
            raise ConfigurationError(
                f"DIGEST_ACCENT: {colour} on {worst} has a contrast of {contrast(colour, worst):.1f} on {scheme} "
                f"pages; text that everybody can read needs {TEXT_CONTRAST} (WCAG 2.2). "
                f"{_readable(colour, backgrounds, lighter=lighter)} would do"
            )
    rule = ":root {{ --spot: {0}; --bar: {0}; }}"
    return f"{rule.format(light)}\n@media (prefers-color-scheme: dark) {{ {rule.format(dark)} }}".encode()


def paper_colours(stylesheets: Iterable[str]) -> tuple[str, str]:
    """The colour of light pages and that of dark ones, as the last of the stylesheets sets it."""
    light, dark = "#ffffff", "#121517"
    for stylesheet in stylesheets:
        in_light, _, in_dark = stylesheet.partition("prefers-color-scheme: dark")
        light, dark = _paper(in_light) or light, _paper(in_dark) or dark
    return light, dark


def _paper(css: str) -> str:
    return next((colour for name, colour in _BACKGROUNDS.findall(css) if name.lower() == "paper"), "")


def contrast(colour: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _backgrounds(tokens: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The background colours of text on light pages, and those on dark pages."""
    light, _, dark = tokens.partition("prefers-color-scheme: dark")
    by_scheme = [tuple(colour for _, colour in _BACKGROUNDS.findall(part)) for part in (light, dark)]
    return by_scheme[0] or ("#ffffff",), by_scheme[1] or ("#121517",)


def _readable(colour: str, backgrounds: tuple[str, ...], *, lighter: bool) -> str:
    """The colour, made lighter or darker until it has enough contrast to each of the backgrounds."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while min(contrast(colour, background) for background in backgrounds) < TEXT_CONTRAST and 0 <= lightness <= 1:
        lightness += LIGHTNESS_STEP if lighter else -LIGHTNESS_STEP
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
