"""The site's icons in the sizes that browsers and phones want, all drawn from one picture: the editor's logo, or else
the theme's `static/icon.svg`.

Phones cut a maskable icon to any form; a circle of 80 % is safe (W3C, Web App Manifest), and a square of 56 % fits it.
"""

import marshal
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from ...archive.model.addresses import FAVICON
from ...errors import ConfigurationError
from ...storage.atomic_file import write_atomically
from ...storage.code_digest import code_digest
from .assets import Asset, icon_asset
from .logo import Logo, svg_logo

ICONS_FILE: Final = "icons.cache"
_DRAWN_BY: Final = ("digest.site.appearance.site_icons",)
_CHECKSUM_BYTES: Final = 32
FAVICON_SIZES: Final = ((16, 16), (32, 32), (48, 48))
TOUCH_SIZE: Final = 180
APP_SIZES: Final = (192, 512)
MASKABLE_SIZE: Final = 512
TOUCH: Final = f"icon-touch-{TOUCH_SIZE}"
TOUCH_SHARE: Final = 0.72  # phones cut the corners
MASKABLE_SHARE: Final = 0.56  # of the safe circle of 80 %
MAX_LOGO_PIXELS: Final = 4096 * 4096  # 50 KB can unpack to gigabytes


@dataclass(frozen=True, slots=True)
class SiteIcons:
    """The icons as files; `svg` is b"" of a logo that is a PNG. The larger ones are by size."""

    favicon: bytes
    svg: bytes
    touch: bytes
    apps: tuple[tuple[int, bytes], ...]
    maskable: bytes


def site_icons(picture: Logo | None, theme: Path, paper: str, cache_folder: Path) -> SiteIcons | None:
    """The icons, those that may not be transparent on the colour `paper`. None where the editor has no logo and the
    theme no icon. They are kept in a file of `cache_folder`, since drawing them takes a tenth of a second.

    Raises:
        ConfigurationError: the logo can't be drawn.
    """
    picture = picture or svg_logo(theme / "static" / "icon.svg")
    if picture is None:
        return None
    key = picture.data + f"\n{paper} {code_digest(*_DRAWN_BY)}".encode()
    file = cache_folder / ICONS_FILE
    if kept := _kept_icons(file, key):
        return kept
    try:
        icons = _drawn_icons(picture, paper)
    except (ValueError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ConfigurationError(f"DIGEST_LOGO: no icon can be drawn from it: {error}") from error
    data = marshal.dumps((icons.favicon, icons.svg, icons.touch, icons.apps, icons.maskable))
    write_atomically(file, _checksum(key, data) + data)
    return icons


def _kept_icons(file: Path, key: bytes) -> SiteIcons | None:
    """The icons that are kept for a key, if the file is whole."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    checksum, data = content[:_CHECKSUM_BYTES], content[_CHECKSUM_BYTES:]
    return SiteIcons(*marshal.loads(data)) if checksum == _checksum(key, data) else None  # noqa: S302  our own bytes


def _checksum(key: bytes, data: bytes) -> bytes:
    return blake2b(len(key).to_bytes(8, "little") + key + data, digest_size=_CHECKSUM_BYTES).digest()


def _drawn_icons(picture: Logo, paper: str) -> SiteIcons:
    return SiteIcons(
        favicon=_favicon(picture),
        svg=picture.data if picture.suffix == "svg" else b"",
        touch=_png(_square(picture, TOUCH_SIZE, TOUCH_SHARE, paper).convert("RGB")),
        apps=tuple((size, _png(_square(picture, size, 1, ""))) for size in APP_SIZES),
        maskable=_png(_square(picture, MASKABLE_SIZE, MASKABLE_SHARE, paper).convert("RGB")),
    )


def _favicon(picture: Logo) -> bytes:
    """An ICO file, which browsers and feed readers look for without being told."""
    drawings = [_square(picture, size, 1, "") for size, _ in FAVICON_SIZES]
    file = BytesIO()
    drawings[-1].save(file, "ICO", sizes=FAVICON_SIZES, append_images=drawings[:-1])
    return file.getvalue()


def _square(picture: Logo, size: int, share: float, background: str) -> Image.Image:
    """The picture in the middle of a square, as large as the share of the side lets it be."""
    scale = size * share / max(picture.width, picture.height)
    width, height = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    canvas = Image.new("RGBA", (size, size), background or (0, 0, 0, 0))
    drawing = _drawing(picture, width, height)
    canvas.alpha_composite(drawing, ((size - width) // 2, (size - height) // 2))
    return canvas


def _drawing(picture: Logo, width: int, height: int) -> Image.Image:
    if picture.suffix == "svg":
        return _opened(_svg_as_png(picture.data, width, height)).resize((width, height))
    return _opened(picture.data).resize((width, height), Image.Resampling.LANCZOS)


def _svg_as_png(data: bytes, width: int, height: int) -> bytes:
    """An SVG drawn without the fonts of the machine, so that it is the same everywhere. Letters are Source Serif's."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415  a site that has no SVG needs none of it

    with as_file(files("font_source_serif_pro") / "files" / "SourceSerifPro-Semibold.otf") as font:
        return bytes(
            svg_to_bytes(
                svg_string=data.decode("utf-8"),
                width=width,
                height=height,
                skip_system_fonts=True,
                font_files=[str(font)],
                font_family="Source Serif Pro",
                serif_family="Source Serif Pro",
                sans_serif_family="Source Serif Pro",
            )
        )


def _opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=["PNG"])
    if image.width * image.height > MAX_LOGO_PIXELS:
        raise ValueError(f"it has {image.width} x {image.height} pixels")
    return image.convert("RGBA")


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def icon_assets(icons: SiteIcons) -> dict[str, Asset]:
    """The icons' files by their names, which have a digest of the content but for the favicon's."""
    files_of = {
        **({"icon": ("svg", icons.svg)} if icons.svg else {}),
        TOUCH: ("png", icons.touch),
        **{f"icon-{size}": ("png", data) for size, data in icons.apps},
        f"icon-maskable-{MASKABLE_SIZE}": ("png", icons.maskable),
    }
    assets = {
        name: icon_asset("logo" if name == "icon" else name, suffix, data)  # one file with the logo beside the name
        for name, (suffix, data) in files_of.items()
    }
    return {**assets, FAVICON: Asset(FAVICON, icons.favicon)}
