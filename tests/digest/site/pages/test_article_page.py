"""The page of an article, in a small real site."""

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_an_article_says_where_it_comes_from(site: Any) -> None:
    box = site.page("2023/07/19/pilots-strike").css_first(".source")
    facts = dict(
        zip(
            [node.text().strip() for node in box.css("dt")],
            [" ".join(node.text().split()) for node in box.css("dd")],
            strict=True,
        )
    )
    assert facts["Source"] == "Northern Wire"
    assert facts["Credit"] == "Lantern"
    assert facts["Published"].startswith("19 July 2023, 09:12")
    assert box.css_first("a.button").attributes["href"] == "https://northern-wire.example/pilots-strike"
    assert len(box.css("li")) == 2


def test_a_good_quote_is_pulled_out_and_leads_to_its_passage(site: Any) -> None:
    page = site.page("2023/07/19/pilots-strike")
    assert texts(page, ".prose .quote figcaption b") == ["Odo Flinck"]
    anchor = page.css_first(".prose .quote .where a").attributes["href"]
    assert "forty captains" in page.css_first(f".prose span.said{anchor}").text()


def test_the_first_mention_of_an_actor_links_to_its_page_and_no_other(site: Any) -> None:
    page = site.page("2023/07/19/pilots-strike")
    links = [node.attributes["href"] for node in page.css(".prose > p a.actor")]
    assert links.count("/topics/guild-of-pilots/") == 1
    assert links.count("/topics/odo-flinck/") == 1


def test_an_excerpt_is_cut_where_its_terms_say_and_sends_readers_on(new_site: Callable[[], Any]) -> None:
    site = new_site()
    words = " ".join(f"word{number}" for number in range(500))
    said = "“It rains behind the end of the excerpt,” said Odo Flinck. It is a “storm”."
    site.add("2023/07/20/long", "harbour-post", "A long text", "09:00", f"{words}.\n\n{said}\n")
    site.add("2023/07/20/whole", "northern-wire", "A whole text", "09:00", f"{words}.\n")
    site.build()
    page = site.page("2023/07/20/long")
    assert len(page.css_first(".prose").text().split()) < 140
    assert page.css_first("link[rel=canonical]").attributes["href"] == "https://harbour-post.example/long"
    assert texts(page, "#quotes blockquote") == ["“It rains behind the end of the excerpt”"]
    assert page.css_first("#quotes figure").attributes["id"] == "q1"
    assert any(node.text().strip() == "Read on at Harbour Post" for node in page.css("a.button"))
    assert page.css_first("header.brief")
    assert not site.page("2023/07/20/whole").css_first("header.brief")
    assert "word499" in site.page("2023/07/20/whole").css_first(".prose").text()


def test_a_summary_has_the_way_on_below_it_and_the_other_reports_as_lines(site: Any) -> None:
    page = site.page("2023/07/19/helm")
    assert page.css_first(".prose + .way a.button").attributes["href"] == "https://lantern.example/helm"
    lines = page.css("#others .river li")
    assert [[link.attributes["href"] for link in line.css("a")] for line in lines] == [
        ["/2023/07/19/pilots-strike/", "https://northern-wire.example/pilots-strike"],
        ["/2023/07/19/ships-wait/", "https://harbour-post.example/ships-wait"],
    ]


def test_an_article_by_hand_without_source_is_the_sites_own(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/20/own", "", "A correction", "09:00", "We were wrong.\n", Source_Url="")
    site.build()
    page = site.page("2023/07/20/own")
    assert "The Concordance" in texts(page, ".source dd")[0]
    assert not page.css("a.button")
