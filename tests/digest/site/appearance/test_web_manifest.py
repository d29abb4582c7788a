"""The web manifest and the icons of a small real site, and the colours of the frame around its pages."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from digest.site.appearance.accent_colour import paper_colours

ROOT = Path(__file__).resolve().parents[4]


def test_pages_name_icons_manifest_and_colours_that_are_there(site: Any) -> None:
    page = site.page("about")
    links = {rel: page.css(f"link[rel='{rel}']") for rel in ("icon", "apple-touch-icon", "manifest")}
    paths = [link.attributes["href"].lstrip("/") for found in links.values() for link in found]
    assert [len(found) for found in links.values()] == [2, 1, 1]
    assert paths[0] == "favicon.ico"
    assert all((site.output / path).is_file() for path in paths)
    colours = [(meta.attributes["content"], meta.attributes["media"]) for meta in page.css("meta[name=theme-color]")]
    assert colours == [("#fff", "(prefers-color-scheme: light)"), ("#121517", "(prefers-color-scheme: dark)")]
    assert "manifest-src 'self'" in page.css_first("meta[http-equiv]").attributes["content"]


def test_the_manifest_names_icons_of_the_sizes_that_it_says(site: Any) -> None:
    manifest = json.loads((site.output / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["name"], manifest["start_url"], manifest["lang"]) == ("The Concordance", "/", "en")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        data = (site.output / icon["src"].lstrip("/")).read_bytes()
        if icon["type"] == "image/png":
            width, height = Image.open(BytesIO(data)).size
            assert icon["sizes"] == f"{width}x{height}"
        else:
            assert data.startswith(b"<svg")


def test_the_colour_of_pages_is_the_last_that_a_stylesheet_sets() -> None:
    tokens = (ROOT / "theme" / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    assert paper_colours([tokens, ""]) == ("#fff", "#121517")
    assert paper_colours([tokens, ":root { --paper: #fffaf0 }"]) == ("#fffaf0", "#121517")
    both = ":root{--paper:#eee}\n@media (prefers-color-scheme: dark) {:root {--paper: #000}}"
    assert paper_colours([tokens, both]) == ("#eee", "#000")
    assert paper_colours([]) == ("#ffffff", "#121517")
