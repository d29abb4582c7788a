"""All icons are drawn from one picture, in their sizes; a picture that can't be drawn is named."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from digest.errors import ConfigurationError
from digest.site.appearance.logo import Logo
from digest.site.appearance.site_icons import FAVICON_SIZES, ICONS_FILE, SiteIcons, icon_assets, site_icons

ROOT = Path(__file__).resolve().parents[4]
THEME = ROOT / "theme"
RED_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path fill="#f00" d="M0 0h60v20H0z"/></svg>'
PAPER = (18, 21, 23)


def red_png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 20), "#f00").save(file, "PNG")
    return file.getvalue()


def icons_of(picture: Logo | None, cache_folder: Path) -> SiteIcons:
    icons = site_icons(picture, THEME, "#121517", cache_folder)
    assert icons
    return icons


def drawn(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("picture", [Logo("svg", RED_SVG, 60, 20), Logo("png", red_png(), 60, 20)])
def test_a_wide_logo_stands_in_the_middle_of_every_icon(picture: Logo, tmp_path: Path) -> None:
    icons = icons_of(picture, tmp_path)
    for size, data in icons.apps:
        icon = drawn(data)
        assert icon.size == (size, size)
        assert icon.getpixel((size // 2, size // 2)) == (255, 0, 0, 255)
        assert icon.getpixel((size // 2, size // 4)) == (0, 0, 0, 0)
    assert icons.svg == (RED_SVG if picture.suffix == "svg" else b"")
    favicon = Image.open(BytesIO(icons.favicon))
    assert favicon.info["sizes"] == set(FAVICON_SIZES)


def test_what_phones_cut_has_the_colour_of_pages_around_the_logo(tmp_path: Path) -> None:
    icons = icons_of(Logo("svg", RED_SVG, 60, 20), tmp_path)
    for data, size, outside in ((icons.touch, 180, 20), (icons.maskable, 512, 110)):
        icon = drawn(data)
        assert icon.size == (size, size)
        assert icon.getpixel((outside, size // 2)) == (*PAPER, 255)  # nothing of the logo beyond the safe circle
        assert icon.getpixel((size // 2, size // 2)) == (255, 0, 0, 255)


def test_without_a_logo_the_theme_s_icon_is_drawn_and_without_that_there_is_none(tmp_path: Path) -> None:
    assert icons_of(None, tmp_path).svg == (THEME / "static" / "icon.svg").read_bytes()
    assert site_icons(None, tmp_path, "#ffffff", tmp_path) is None


def test_the_same_logo_gives_the_same_files_drawn_or_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Logo("svg", RED_SVG, 60, 20)
    first = icons_of(picture, tmp_path)
    monkeypatch.setattr("digest.site.appearance.site_icons._drawn_icons", lambda *_: pytest.fail("drawn again"))
    assert icons_of(picture, tmp_path) == first
    monkeypatch.undo()
    icons_of(Logo("png", red_png(), 60, 20), tmp_path)  # which takes its place
    assert icons_of(picture, tmp_path) == first
    assert sum(len(asset.data) for asset in icon_assets(first).values()) < 60_000


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_damaged_file_of_icons_is_made_again(tmp_path: Path, at: int) -> None:
    picture = Logo("svg", RED_SVG, 60, 20)
    first = icons_of(picture, tmp_path)
    data = bytearray((tmp_path / ICONS_FILE).read_bytes())
    data[at] ^= 1
    (tmp_path / ICONS_FILE).write_bytes(data)
    assert icons_of(picture, tmp_path) == first


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 64, 32)


@pytest.mark.parametrize(
    "picture",
    [
        Logo("png", PNG, 64, 32),
        Logo("png", red_png()[:60], 60, 20),
        Logo("svg", b"<svg viewBox='0 0 9 9'", 9, 9),
        Logo("svg", b"<svg viewBox='0 0 9 9'>\xff</svg>", 9, 9),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_an_error(picture: Logo, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^DIGEST_LOGO: no icon can be drawn from it"):
        site_icons(picture, THEME, "#ffffff", tmp_path)
