"""What stands at the addresses of old articles, and where their lines lead, on a small real site."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.contracts.expired_articles import ExpiredArticle, add_expired, record_files
from digest.errors import ConfigurationError
from digest.operations.build import build

OLD, ORIGINAL = "2023/07/18/organ", "https://harbour-post.example/organ"
QUOTED = "2023/07/19/pilots-strike"
EXPIRED = ExpiredArticle(
    path="news/2022/05/04/gone.md",
    slug="gone",
    source="harbour-post",
    guid="g",
    link="https://harbour-post.example/gone",
    title="A <b>bridge</b> opens",
    date="2022-05-04T10:00:00+00:00",
    expired="2023-07-20T00:00:00+00:00",
)


def with_rules(site: Any, text: str) -> None:
    file = site.content / "subscriptions.toml"
    file.write_text(f"{file.read_text().partition('[retention')[0]}{text}\n", encoding="utf-8")


def build_at(site: Any, clock: str) -> dict[str, bytes]:
    """The files of the site."""
    build(site.root / "pelican.conf.py", content=site.content, output=site.output, cache=site.cache, now=clock)
    state: dict[str, bytes] = site.state()
    return state


def built_from_nothing(site: Any, clock: str) -> dict[str, bytes]:
    """The files of the same site, built anew."""
    output = site.output.with_name("clean")
    build(site.root / "pelican.conf.py", content=site.content, output=output, cache=output.with_name("c"), now=clock)
    files = (file for file in output.rglob("[!.]*") if file.is_file())
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in files}


def links(site: Any, path: str) -> list[str]:
    return [str(node.attributes["href"]) for node in site.page(path).css("main a")]


@pytest.fixture(scope="module")
def thinned(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Any:
    from .conftest import SmallSite  # noqa: PLC0415  the module-wide site is another one

    site = SmallSite(tmp_path_factory.mktemp("thinned"), root)
    with_rules(site, '[retention]\nthin = "1 day"')
    add_expired(site.content, [EXPIRED])
    build_at(site, "2023-07-22T12:00:00Z")
    return site


def test_the_address_of_a_thin_article_leads_to_its_day(thinned: Any) -> None:
    page = thinned.page(OLD)
    assert page.css_first("meta[http-equiv=refresh]").attributes["content"] == "0; url=/2023/07/18/"
    assert page.css_first("h1").text() == "Lost organ score found in an attic"
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert links(thinned, OLD) == ["/2023/07/18/", ORIGINAL]
    assert "attic of the old brewery" not in (thinned.output / OLD / "index.html").read_text()


def test_the_lines_and_quotes_of_thin_articles_stay_and_lead_to_the_original(thinned: Any) -> None:
    for path in ("2023/07/18", "sources/harbour-post", "sources/harbour-post/2023/07", "sections/security"):
        assert ORIGINAL in links(thinned, path), path
        assert f"/{OLD}/" not in links(thinned, path), path
    original = "https://northern-wire.example/pilots-strike"
    quote = thinned.page("topics/odo-flinck").css_first("figure.quote")
    assert "forty captains" in quote.text()
    assert quote.css_first(".where a").attributes["href"] == original
    for path in ("stories/pilots-strike-4177132a", "2023/07/19", "quotes/2023/07/19"):
        assert original in links(thinned, path), path


def test_no_link_of_the_site_leads_to_a_thin_page_and_no_sitemap_names_one(thinned: Any) -> None:
    link = re.compile(rf"""(?:href="|url": ?"|<loc>|<a [^>]*)[^"<]*(?:{OLD}|{QUOTED})/""")
    files = [file for file in thinned.output.rglob("*") if file.suffix in {".html", ".xml", ".json"}]
    assert len(files) > 50
    for file in files:
        assert not link.search(file.read_text(encoding="utf-8")), file


def test_feeds_keep_a_thin_article_under_its_id_without_its_text(thinned: Any) -> None:
    feed = thinned.page("sources/harbour-post/feed.xml")
    entry = next(node for node in feed.css("entry") if "organ" in node.css_first("title").text())
    assert entry.css_first("id").text().endswith(f":/{OLD}/")
    assert entry.css_first("link").attributes["href"] == ORIGINAL


def test_the_address_of_an_expired_article_says_so_and_links_to_the_original(thinned: Any) -> None:
    page = thinned.page("2022/05/04/gone")
    assert page.css_first("h1").text() == "A <b>bridge</b> opens"
    assert "This report is no longer kept on this site" in page.css_first(".standfirst").text()
    assert "4 May 2022" in page.css_first(".standfirst").text()
    assert page.css_first("meta[http-equiv=refresh]") is None
    button = page.css_first("a.button")
    assert (button.text(), button.attributes["href"]) == ("Read it at Harbour Post", EXPIRED.link)
    assert links(thinned, "2022/05/04/gone") == [EXPIRED.link]


def test_pages_go_with_the_clock_and_come_back_with_the_line_taken_out(new_site: Callable[[], Any]) -> None:
    site = new_site()
    whole = build_at(site, "2023-07-20T12:00:00Z")
    with_rules(site, '[retention]\nthin = "2 days"')
    assert build_at(site, "2023-07-20T12:00:00Z") == whole  # two days are not more than two days
    later = build_at(site, "2023-07-21T12:00:00Z")
    assert later == built_from_nothing(site, "2023-07-21T12:00:00Z")
    gone = {path for path, data in later.items() if b"no page of its own" in data}
    assert gone == {f"{OLD}/index.html"}
    assert len(later[f"{OLD}/index.html"]) < len(whole[f"{OLD}/index.html"]) / 2
    assert later.keys() == whole.keys()
    with_rules(site, '[retention]\nthin = "2 days"\n[retention.sections.Security]\nthin = "forever"')
    assert b"no page of its own" not in build_at(site, "2023-07-21T12:00:00Z")[f"{OLD}/index.html"]
    with_rules(site, "")
    assert build_at(site, "2023-07-20T12:00:00Z") == whole


def test_an_article_without_an_original_keeps_its_page(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/10/ours", "", "Our own words", "08:00", "We wrote this ourselves.\n", Source_Url="")
    with_rules(site, '[retention]\nthin = "1 day"')
    assert b"We wrote this ourselves" in build_at(site, "2023-07-22T12:00:00Z")["2023/07/10/ours/index.html"]


def test_a_file_that_is_back_or_has_the_address_comes_before_the_record(new_site: Callable[[], Any]) -> None:
    site = new_site()
    same_address = ExpiredArticle(
        "news/2022/05/04/other.md", "gone", "", "", "javascript:alert(1)", "Other", "2022-05-04", ""
    )
    add_expired(site.content, [EXPIRED, same_address])
    page = "2022/05/04/gone/index.html"
    assert b"no longer kept" in build_at(site, "2023-07-22T12:00:00Z")[page]
    site.add("2022/05/04/gone", "harbour-post", "A bridge opens", "10:00", "It is back.\n")
    assert b"It is back" in build_at(site, "2023-07-22T12:00:00Z")[page]
    (site.content / EXPIRED.path).unlink()
    again = build_at(site, "2023-07-22T12:00:00Z")[page]
    assert b"no longer kept" in again
    assert b"javascript:" not in again
    (file,) = record_files(site.content)
    file.unlink()
    assert page not in build_at(site, "2023-07-22T12:00:00Z")


def test_a_rule_that_cannot_be_read_names_the_place_and_leaves_the_site(new_site: Callable[[], Any]) -> None:
    site = new_site()
    with_rules(site, '[retention]\nthin = "soon"')
    with pytest.raises(ConfigurationError, match=r'subscriptions\.toml: line \d+, \[retention\]: thin = "soon"'):
        build(site.root / "pelican.conf.py", content=site.content, output=site.output, cache=site.cache)
    assert not (site.output / "index.html").exists()
