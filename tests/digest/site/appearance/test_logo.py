"""A logo has a size that pages can give; any other file is named."""

import struct
from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.site.appearance.editor_styles import editor_styles
from digest.site.appearance.logo import logo
from digest.site.load.settings_reading import site_settings

ROOT = Path(__file__).resolve().parents[4]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h9"/></svg>'


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 64, 32)


def settings(content: Path, **own: object) -> dict[str, object]:
    return {
        "SITEURL": "https://digest.example", "SITENAME": "Site", "DEFAULT_LANG": "en", "PATH": str(content),
        "CACHE_PATH": "cache", "THEME": str(ROOT / "theme"), "DEFAULT_CATEGORY": "News", **own,
    }  # fmt: skip


@pytest.mark.parametrize(("name", "data", "size"), [("logo.svg", SVG, (120, 40)), ("logo.png", PNG, (64, 32))])
def test_a_logo_has_its_size(tmp_path: Path, name: str, data: bytes, size: tuple[int, int]) -> None:
    (tmp_path / name).write_bytes(data)
    picture = logo(site_settings(settings(tmp_path, DIGEST_LOGO=name)))
    assert picture is not None
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg><path/></svg>", b"<svg viewBox='0 0 0 0'/>", b"x" * 60_000])
def test_what_can_be_no_logo_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo").write_bytes(data)
    with pytest.raises(ConfigurationError, match="DIGEST_LOGO"):
        logo(site_settings(settings(tmp_path, DIGEST_LOGO="logo")))


def test_a_logo_or_stylesheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.svg"):
        logo(site_settings(settings(tmp_path, DIGEST_LOGO="nowhere.svg")))
    with pytest.raises(ConfigurationError, match=r"nowhere\.css"):
        editor_styles(site_settings(settings(tmp_path, DIGEST_STYLES=["nowhere.css"])))
