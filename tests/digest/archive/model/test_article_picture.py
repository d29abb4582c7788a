"""Pictures of articles on the site that is made of them."""

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from tests.digest.site.conftest import SUBSCRIPTIONS, SmallSite

SMALL, LARGE = f"{'a' * 24}-640.webp", f"{'a' * 24}-1280.webp"
OTHER = f"{'b' * 24}-640.webp"
PICTURE = f"{SMALL} 640x360; {LARGE} 1280x720"
ALT = 'A harbour "><script>alert(1)</script>'


def webp(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "WEBP")
    return file.getvalue()


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory, root: Path) -> SmallSite:
    site = SmallSite(tmp_path_factory.mktemp("site"), root)
    shown = SUBSCRIPTIONS.replace('name = "Northern Wire"', 'name = "Northern Wire"\nimages = "show"')
    (site.content / "subscriptions.toml").write_text(shown, encoding="utf-8")
    folder = site.content / "news/2023/07/19"
    for name, size in ((SMALL, (640, 360)), (LARGE, (1280, 720)), (OTHER, (640, 360))):
        (folder / name).write_bytes(webp(*size))
    (site.content / "secret.webp").write_bytes(webp(9, 9))
    for slug, source, picture, fields in (
        ("shown", "northern-wire", PICTURE, {"Picture_Alt": ALT, "Picture_Credit": "A. <b>Doe"}),
        ("bare", "northern-wire", f"{OTHER} 640x360", {}),
        ("hidden", "harbour-post", PICTURE, {}),
        ("missing", "northern-wire", f"{'c' * 24}-640.webp 640x360", {}),
        ("outside", "northern-wire", "../../../secret.webp 9x9; x.webp 0x0", {}),
        ("none", "northern-wire", "none", {}),
    ):
        body = f"The {slug} report on the quays of Neverhaven.\n"
        site.add(f"2023/07/19/{slug}", source, f"Quays {slug}", "15:00", body, Picture=picture, **fields)
    site.build()
    return site


def page_of(site: SmallSite, slug: str) -> LexborHTMLParser:
    return site.page(f"2023/07/19/{slug}")


def test_a_picture_has_its_place_its_words_and_its_credit(pictured: SmallSite) -> None:
    page = page_of(pictured, "shown")
    [image] = page.css("figure.picture img")
    told = image.attributes
    assert (told["width"], told["height"], told["alt"]) == ("1280", "720", ALT)
    assert (told["loading"], told["decoding"]) == ("lazy", "async")
    assert told["src"] == f"/pictures/{LARGE}"
    assert told["srcset"] == f"/pictures/{SMALL} 640w, /pictures/{LARGE} 1280w"
    assert told["sizes"]
    [caption] = page.css("figure.picture figcaption")
    assert caption.text() == "Picture: A. <b>Doe"
    assert not page.css("figure.picture script")
    for name in (SMALL, LARGE):
        copied = (pictured.output / "pictures" / name).read_bytes()
        assert copied == (pictured.content / "news/2023/07/19" / name).read_bytes()


def test_without_words_and_credit_of_its_own_it_is_silent_and_its_sources(pictured: SmallSite) -> None:
    page = page_of(pictured, "bare")
    [image] = page.css("figure.picture img")
    assert image.attributes["alt"] in ("", None)
    assert "srcset" not in image.attributes
    [caption] = page.css("figure.picture figcaption")
    assert caption.text() == "Picture: Northern Wire"


@pytest.mark.parametrize("slug", ["hidden", "missing", "outside", "none", "helm"])
def test_where_terms_forbid_it_or_nothing_is_there_the_page_is_whole_without(pictured: SmallSite, slug: str) -> None:
    page = page_of(pictured, slug)
    assert page.css("h1")
    assert not page.css("main img")
    [drawn] = page.css("meta[property='og:image']")
    assert (drawn.attributes["content"] or "").endswith("/poster.png")
    assert sorted(file.name for file in (pictured.output / "pictures").iterdir()) == sorted([SMALL, LARGE, OTHER])


def test_machines_are_told_of_it(pictured: SmallSite) -> None:
    page = page_of(pictured, "shown")
    data = json.loads(page.css_first("script[type='application/ld+json']").text())  # type: ignore[union-attr]
    address = data["image"]["url"]
    assert re.fullmatch(rf"https?://[^/]+/pictures/{LARGE}", address)
    assert data["image"]["creditText"] == "A. <b>Doe"
    assert page.css_first("meta[property='og:image']").attributes["content"] == address  # type: ignore[union-attr]
    entries = json.loads((pictured.output / "feed.json").read_text(encoding="utf-8"))["items"]
    images = {entry["url"].rstrip("/").rpartition("/")[2]: entry.get("image") for entry in entries}
    assert images["shown"] == address
    assert images["hidden"] is None
    enclosures = [link.attributes for link in pictured.page("feed.xml").css("link[rel='enclosure']")]
    assert {link["href"]: link["type"] for link in enclosures}[address] == "image/webp"


def test_a_picture_that_goes_leaves_no_file(pictured: SmallSite) -> None:
    article = pictured.content / "news/2023/07/19/bare.md"
    article.write_text(re.sub("^Picture: .*$", "Picture: none", article.read_text(), flags=re.M), encoding="utf-8")
    pictured.build()
    assert not (pictured.output / "pictures" / OTHER).exists()
    assert not page_of(pictured, "bare").css("figure.picture")
    assert (pictured.output / "pictures" / LARGE).is_file()
