"""The pages and feeds of watches, in a site that is built again after each edit of watches.toml."""

import json
from collections.abc import Callable
from xml.etree import ElementTree as ET

from digest.site.open_data.open_data_files import FILES, HIT_FILES
from tests.digest.site.conftest import SmallSite
from tests.digest.site.open_data.conftest import data_settings

WATCHES = """
[[watch]]
name = "Flinck & the guild"
slug = "flinck"
query = 'speaks:"Odo Flinck" OR "asked the pilots"'
[[watch]]
name = "Secret"
query = "organ"
private = true
"""
PAGE = "watches/flinck/"


def _texts(site: SmallSite, path: str, selector: str) -> list[str]:
    return [node.text(strip=True) for node in site.page(path).css(selector)]


def test_watches_have_pages_and_feeds_that_show_why(new_site: Callable[[], SmallSite]) -> None:
    site = new_site()
    settings = data_settings(site.content.parent, site.root, '["watches"]')
    with settings.open("a", encoding="utf-8") as file:
        file.write("DIGEST_MASTODON_FEEDS = True\n")
    site.build(settings)
    before = site.state()
    assert not any(path.startswith("watches/") for path in before)
    assert "Watches" not in _texts(site, "index.html", "nav a")
    (site.content / "watches.toml").write_text(WATCHES, encoding="utf-8")
    site.build(settings)
    after = site.state()
    made = {path for path in after if path.startswith("watches/")}
    names = ("index.html", "feed.xml", "feed.json", "rss.xml", "mastodon.xml", "data.json", "2023/07/index.html")
    files = {f"{PAGE}2023/07/{name}" for name in (*FILES, *HIT_FILES)}
    assert made == {"watches/index.html", *(f"{PAGE}{name}" for name in names)} | files
    _shows_passages(site)
    _is_linked(site)
    _has_other_forms(site)
    assert not any(b"Secret" in content or b"/watches/secret" in content for content in after.values())
    (site.content / "watches.toml").unlink()
    site.build(settings)
    assert site.state() == before


def _shows_passages(site: SmallSite) -> None:
    for path in (PAGE, f"{PAGE}2023/07/"):
        items = site.page(path).css(".river li")
        assert [item.css("a")[0].text() for item in items] == [
            "Forty ships wait as pilots strike in Neverhaven",
            "Pilots strike in Neverhaven, forty ships wait",
        ]
        marks = [[mark.text() for mark in item.css("blockquote mark")] for item in items]
        assert marks == [
            ["asked the pilots"],
            ["“I have forty captains asking me one question and I don’t have half an answer,”"],
        ]
    assert _texts(site, PAGE, "h1") == ["Flinck & the guild"]
    assert _texts(site, PAGE, "header code") == ['speaks:"Odo Flinck" OR "asked the pilots"']
    atom = ET.parse(site.output / PAGE / "feed.xml")
    space = {"a": "http://www.w3.org/2005/Atom"}
    contents = [node.text or "" for node in atom.findall(".//a:content", space)]
    assert contents[0].startswith("<blockquote><p>Harbourmaster Odo Flinck has <mark>asked the pilots</mark> and")
    ids = [node.text or "" for node in atom.findall("a:entry/a:id", space)]
    items = json.loads((site.output / PAGE / "feed.json").read_text(encoding="utf-8"))["items"]
    assert [item["id"] for item in items] == ids
    assert ids[0].endswith(",2023-07-19:/watches/flinck/2023/07/19/ships-wait/")
    assert [item["content_html"] for item in items] == contents


def _has_other_forms(site: SmallSite) -> None:
    """The feed as RSS, that of posts, and the hits as tables."""
    atom = ET.parse(site.output / PAGE / "feed.xml").getroot()
    space = {"a": "http://www.w3.org/2005/Atom"}
    for name in ("rss.xml", "mastodon.xml"):
        items = ET.parse(site.output / PAGE / name).findall("channel/item")
        assert [item.findtext("guid") for item in items] == [node.text for node in atom.findall("a:entry/a:id", space)]
        links = [node.attrib["href"] for node in atom.findall("a:entry/a:link[@rel='alternate']", space)]
        assert [item.findtext("link") for item in items] == links
        assert items[0].findtext("pubDate") == "Wed, 19 Jul 2023 10:40:00 +0000"
    assert [item.findtext("title") for item in items] == [
        "Forty ships wait as pilots strike in Neverhaven (Harbour Post) #GuildOfPilots #OdoFlinck #Neverhaven",
        "Pilots strike in Neverhaven, forty ships wait (Northern Wire) #GuildOfPilots #OdoFlinck #Neverhaven",
    ]
    rss = ET.parse(site.output / PAGE / "rss.xml")
    contents = [node.text for node in atom.findall(".//a:content", space)]
    assert [node.text for node in rss.findall("channel/item/description")] == contents
    lines = (site.output / PAGE / "2023/07/hits.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["watch"], first["article"], first["place"]) == ("flinck", "2023/07/19/pilots-strike/", "text")
    assert second["text"].startswith("Harbourmaster Odo Flinck has asked the pilots and")
    assert second["end"] - second["start"] == len(second["text"])
    hrefs = [str(node.attributes["href"]) for node in site.page(PAGE).css("head link, main a")]
    assert {"/watches/flinck/rss.xml", "/watches/flinck/mastodon.xml", "/watches/flinck/2023/07/hits.csv"} <= {*hrefs}


def _is_linked(site: SmallSite) -> None:
    assert "Watches" in _texts(site, "index.html", "nav a")
    assert _texts(site, "watches/", "th[scope=row]") == ["Flinck & the guild"]
    assert _texts(site, "watches/", "td.n") == ["2"]
    assert "/watches/flinck/feed.xml" in [node.attributes["href"] for node in site.page("subscribe/").css("a")]
    opml = (site.output / "feeds.opml").read_text(encoding="utf-8")
    assert "/watches/flinck/feed.xml" in opml
    sitemaps = "".join(file.read_text(encoding="utf-8") for file in (site.output / "sitemaps").iterdir())
    for path in ("watches/", PAGE, f"{PAGE}2023/07/"):
        assert f"/{path}</loc>" in sitemaps


def test_an_edit_of_one_watch_leaves_the_pages_of_others_alone(new_site: Callable[[], SmallSite]) -> None:
    site = new_site()
    file = site.content / "watches.toml"
    file.write_text(f'{WATCHES}[[watch]]\nname = "Organ"\nquery = "organ"\n', encoding="utf-8")
    site.build()
    pages = sorted(site.output.rglob("*.*ml"))
    times = {page: page.stat().st_mtime_ns for page in pages}
    file.write_text(f'{WATCHES}[[watch]]\nname = "Organ"\nquery = "organ OR brewery OR helm"\n', encoding="utf-8")
    site.build()
    touched = {page.relative_to(site.output).as_posix() for page in pages if page.stat().st_mtime_ns != times[page]}
    assert touched == {
        *(f"watches/organ/{name}" for name in ("index.html", "feed.xml", "rss.xml", "2023/07/index.html")),
        "watches/index.html",
        *(path for path in touched if path.startswith("sitemap")),
    }


def test_a_watch_that_has_found_nothing_says_so(new_site: Callable[[], SmallSite]) -> None:
    site = new_site()
    (site.content / "watches.toml").write_text('[[watch]]\nname = "Zeppelins"\nquery = "zeppelin"\n', encoding="utf-8")
    site.build()
    assert "Nothing has been found yet." in _texts(site, "watches/zeppelins/", "p")
    assert "none yet" in _texts(site, "watches/", "td")
