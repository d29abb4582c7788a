"""What an editor sets of the look: it holds, or the message says what would."""

import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError
from digest.site.appearance.accent_colour import accent, contrast
from digest.site.appearance.editor_styles import editor_styles
from digest.site.appearance.logo import logo
from digest.site.model.settings import site_settings

ROOT = Path(__file__).resolve().parents[4]
TOKENS = (ROOT / "theme" / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h9"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 64, 32)


def settings(content: Path, **own: object) -> dict[str, object]:
    return {
        "SITEURL": "https://digest.example", "SITENAME": "Site", "DEFAULT_LANG": "en", "PATH": str(content),
        "CACHE_PATH": "cache", "THEME": str(ROOT / "theme"), "DEFAULT_CATEGORY": "News", **own,
    }  # fmt: skip


def test_one_colour_is_enough_and_is_made_lighter_for_dark_pages() -> None:
    light, dark = re.findall(r"--spot: (#\w+)", accent(("#7a1f3d",), TOKENS).decode())
    assert light == "#7a1f3d"
    assert contrast(dark, "#121517") >= 4.5
    assert contrast(dark, "#1f2528") >= 4.5


def test_two_colours_are_taken_as_they_are() -> None:
    assert re.findall(r"--bar: (#\w+)", accent(("#0b5570", "#7fc3da"), TOKENS).decode()) == ["#0b5570", "#7fc3da"]


@pytest.mark.parametrize(("colours", "scheme"), [(("#ffcc00",), "light"), (("#0b5570", "#0b5570"), "dark")])
def test_too_little_contrast_is_an_error_that_names_a_colour_with_enough(colours: tuple[str, ...], scheme: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"contrast of \d\.\d on {scheme} pages") as error:
        accent(colours, TOKENS)
    better = re.findall(r"(#[0-9a-f]{6}) would do", str(error.value))
    accent((*better, "#7fc3da") if scheme == "light" else (colours[0], *better), TOKENS)


@pytest.mark.parametrize("colour", ["red", "#12", "0b5570", "#0b5570; } body { display: none", "#0b557g"])
def test_what_is_no_colour_is_an_error(colour: str) -> None:
    with pytest.raises(ConfigurationError, match="is no colour"):
        accent((colour,), TOKENS)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_is_taken_or_refused_with_one_that_is_taken(number: int) -> None:
    try:
        accent((f"#{number:06x}",), TOKENS)
    except ConfigurationError as error:
        accent((re.findall(r"(#[0-9a-f]{6}) would do", str(error))[0],), TOKENS)


@pytest.mark.parametrize(("name", "data", "size"), [("logo.svg", SVG, (120, 40)), ("logo.png", PNG, (64, 32))])
def test_a_logo_has_its_size(tmp_path: Path, name: str, data: bytes, size: tuple[int, int]) -> None:
    (tmp_path / name).write_bytes(data)
    made = logo(site_settings(settings(tmp_path, DIGEST_LOGO=name)))
    assert made is not None
    assert (made.width, made.height) == size


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


def test_editor_styles_come_behind_the_accent(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text(":root { --spot: #000; }", encoding="utf-8")
    made = editor_styles(site_settings(settings(tmp_path, DIGEST_ACCENT="#0b5570", DIGEST_STYLES=["own.css"]))).decode()
    assert made.index("#0b5570") < made.index("#000")


@pytest.mark.parametrize("name", ["DIGEST_ACCENT", "DIGEST_STYLES", "DIGEST_MENU_SECTIONS"])
def test_a_list_of_something_else_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        site_settings(settings(tmp_path, **{name: [1]}))


def test_a_zone_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="DIGEST_TIMEZONE is 'Mars/Olympus'"):
        site_settings(settings(tmp_path, DIGEST_TIMEZONE="Mars/Olympus"))


def settings_file(made: Any, lines: str) -> Path:
    """The site's own settings and then `lines`."""
    file: Path = made.content.parent / "settings.py"
    file.write_text(
        "from runpy import run_path\n"
        f"globals().update(run_path({str(ROOT / 'pelican.conf.py')!r}))\n"
        f"PLUGIN_PATHS, THEME = [{str(ROOT / 'plugins')!r}], {str(ROOT / 'theme')!r}\n{lines}",
        encoding="utf-8",
    )
    return file


def test_days_are_those_of_the_zone_and_addresses_of_articles_are_not(new_site: Callable[[], Any]) -> None:
    made = new_site()
    made.add("2023/07/18/bell", "lantern", "Neverhaven casts a new bell", "12:30", "The bell weighs nine tonnes.\n")
    made.build(settings_file(made, 'DIGEST_TIMEZONE = "Pacific/Auckland"\n'))
    assert {file.name for file in (made.output / "2023" / "07" / "18").iterdir()} == {"index.html", "bell", "organ"}
    [bell] = [node for node in made.page("2023/07/19/").css("a") if node.text() == "Neverhaven casts a new bell"]
    assert bell.attributes["href"] == "/2023/07/18/bell/"
    trail = [node.attributes["href"] for node in made.page("2023/07/18/bell").css(".trail a")]
    assert trail[-1] == "/2023/07/19/"
    feed = (made.output / "digests" / "feed.xml").read_text(encoding="utf-8")
    assert "<published>2023-07-19T12:00:00Z</published>" in feed  # 20 July, 0:00 there
    assert "tag:localhost,2023-07-18:/2023/07/18/bell/" in (made.output / "feed.xml").read_text(encoding="utf-8")


def test_a_site_in_german_with_logo_and_templates_of_its_own(new_site: Callable[[], Any]) -> None:
    made = new_site()
    (made.content / "logo.svg").write_bytes(SVG)
    (made.content / "templates").mkdir()
    (made.content / "templates" / "text.html").write_text("{{ view.title }}, {{ site.name }}", encoding="utf-8")
    file = settings_file(
        made,
        f"THEME_TEMPLATES_OVERRIDES = [{str(made.content / 'templates')!r}]\n"
        'DEFAULT_LANG, DIGEST_TIMEZONE, DIGEST_LOGO, DIGEST_ACCENT = "de", "Europe/Berlin", "logo.svg", "#7a1f3d"\n'
        'DIGEST_MENU_SECTIONS = ["Security", "Nothing"]\n',
    )
    made.build(file)
    front = made.page("index.html")
    assert front.css_first("html").attributes["lang"] == "de"
    assert "Zum Text" in front.css_first("a.skip").text()
    assert "Mittwoch, 19. Juli 2023" in front.css_first("h1").text()
    assert "19. Juli 2023, 14:00 CEST" in front.css_first(".folio").text()
    assert [node.text() for node in front.css(".nav .sections a")] == ["Security"]
    picture = front.css_first(".wordmark img").attributes
    assert (picture["width"], picture["height"], picture["alt"]) == ("120", "40", "")
    assert (made.output / (picture["src"] or "").lstrip("/")).read_bytes() == SVG
    [style] = made.output.glob("theme/site.*.css")
    assert "--spot: #7a1f3d" in style.read_text(encoding="utf-8")
    assert (made.output / "about" / "index.html").read_text(encoding="utf-8") == "About, The Concordance"
