"""The pages of stories, in a small real site."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def story_of(site: Any, article: str) -> str:
    """The path of the story that an article's page leads to."""
    [path] = {node.attributes["href"] for node in site.page(article).css(".source p a, #others p a")}
    return str(path).strip("/")


AGENCY = (
    "The harbour of Neverhaven has bought a second crane from a shipyard in the north, it said on Friday morning.\n\n"
    "“A crane is worth what it lifts, and this one lifts a locomotive,” said Odo Flinck, the harbourmaster.\n\n"
    "The crane arrives in spring on a barge of its own and will stand on the eastern quay beside the older one.\n"
)


OWN = (
    "Neverhaven’s harbour buys a second crane: the shipyard in the north delivers it by barge in spring.\n\n"
    '"A crane is worth what it lifts", Odo Flinck said of the purchase; the eastern quay will be its place.\n'
)


def with_crane(site: Any) -> Any:
    site.add("2023/07/23/crane", "northern-wire", "Harbour of Neverhaven buys second crane", "08:00", AGENCY)
    site.add("2023/07/23/lift", "harbour-post", "A second crane for Neverhaven’s harbour", "08:40", AGENCY)
    site.add("2023/07/24/barge", "lantern", "Neverhaven’s second crane comes by barge", "07:10", OWN)
    return site


@pytest.fixture(scope="module")
def crane(tmp_path_factory: pytest.TempPathFactory, root: Any, site: Any) -> Any:
    small_site = with_crane(type(site)(tmp_path_factory.mktemp("crane"), root))
    small_site.build()
    return small_site


def test_a_story_lists_its_reports_in_order_of_time(site: Any) -> None:
    page = site.page(story_of(site, "2023/07/19/pilots-strike"))
    assert texts(page, "#reports h3") == [
        "Pilots strike in Neverhaven, forty ships wait",
        "Forty ships wait as pilots strike in Neverhaven",
        "Neverhaven’s pilots strike over rest at the helm",
    ]
    assert texts(page, "#reports .evidence") == ["Northern Wire 09:12", "Harbour Post 10:40", "Lantern 12:00"]
    assert "3 sources" in texts(page, ".head .evidence")[0]
    assert "forty captains" in texts(page, "#sole blockquote")[0]
    assert "Guild of Pilots 3 reports" in texts(page, "#actors li")


def test_the_number_of_sources_leads_to_the_story_and_the_headline_to_its_lead(site: Any) -> None:
    story = f"/{story_of(site, '2023/07/19/pilots-strike')}/"
    for path in ("index.html", "2023/07/19"):
        page = site.page(path)
        assert page.css_first("article.story h3 a").attributes["href"].startswith("/2023/07/19/")
        assert story in [node.attributes["href"] for node in page.css(".evidence a")]
    river = site.page("topics/odo-flinck").css("#latest .river span a")
    assert [node.attributes["href"] for node in river] == ["https://northern-wire.example/pilots-strike", story]


def test_what_one_source_reports_has_no_story(site: Any) -> None:
    assert not [node for node in site.page("2023/07/18").css("a") if "/stories/" in node.attributes["href"]]


def test_a_copy_stands_under_the_report_that_it_prints(crane: Any) -> None:
    page = crane.page(story_of(crane, "2023/07/24/barge"))
    assert texts(page, "#reports h3") == [
        "Harbour of Neverhaven buys second crane",
        "Neverhaven’s second crane comes by barge",
    ]
    assert texts(page, "#reports .also li") == ["Harbour Post A second crane for Neverhaven’s harbour"]
    assert texts(page, "#reports .evidence") == ["Northern Wire 08:00", "Lantern 24 July, 07:10"]
    assert "2 sources reprinted by 1 other" in texts(page, ".head .evidence")[0]


def test_a_quote_stands_once_with_all_who_carry_it(crane: Any) -> None:
    page = crane.page(story_of(crane, "2023/07/24/barge"))
    [where] = texts(page, "#quotes .where")
    assert where == "Quoted by 3 sources: Northern Wire, Harbour Post, Lantern"
    assert "lifts a locomotive" in texts(page, "#quotes blockquote")[0]
    for node in page.css("#quotes .where a"):
        path, _, anchor = node.attributes["href"].partition("#")
        assert "crane is worth" in crane.page(path.strip("/")).css_first(f"#{anchor}").text()


def test_the_address_of_a_story_stays_good_when_an_earlier_report_turns_up(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.build()
    before = story_of(site, "2023/07/19/pilots-strike")
    site.add(
        "2023/07/19/dawn", "lantern", "Pilots of Neverhaven strike: ships wait", "06:00", site.content.joinpath(
            "news/2023/07/19/ships-wait.md").read_text(encoding="utf-8").partition("\n\n")[2],
    )  # fmt: skip
    site.build()
    after = story_of(site, "2023/07/19/pilots-strike")
    assert after != before
    moved = site.page(before)
    assert moved.css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url=/{after}/"
    assert moved.css_first("link[rel=canonical]").attributes["href"].endswith(f"/{after}/")
    assert moved.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert len(site.page(after).css("#reports h3, #reports .also li")) == 4


def test_the_address_of_a_story_stays_when_its_first_headline_is_changed(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.build()
    before = story_of(site, "2023/07/19/pilots-strike")
    file = site.content / "news/2023/07/19/pilots-strike.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Pilots strike in", "A strike of pilots in"), encoding="utf-8"
    )
    site.build()
    assert story_of(site, "2023/07/19/pilots-strike") == before


def test_a_story_of_one_day_stays_the_same_bytes_on_the_next(new_site: Callable[[], Any]) -> None:
    site = with_crane(new_site())
    site.build()
    stories = {path: data for path, data in site.state().items() if path.startswith("stories/")}
    site.add("2023/07/26/other", "lantern", "The library lends umbrellas", "09:00", "It rains, and it lends them.\n")
    site.build()
    after = site.state()
    assert {path: after[path] for path in stories} == stories


def test_machines_read_a_story_as_a_list_of_its_publishers_articles(site: Any) -> None:
    page = site.page(story_of(site, "2023/07/19/pilots-strike"))
    data = json.loads(page.css_first("script[type='application/ld+json']").text())
    assert data["@type"] == "CollectionPage"
    items = [each["item"] for each in data["mainEntity"]["itemListElement"]]
    assert [item["publisher"]["name"] for item in items] == ["Northern Wire", "Harbour Post", "Lantern"]
    assert items[0]["isBasedOn"] == "https://northern-wire.example/pilots-strike"
    assert {each["name"]: each["@type"] for each in data["about"]}["Guild of Pilots"] == "Organization"


def test_a_story_leads_to_the_one_that_it_follows(new_site: Callable[[], Any]) -> None:
    site = new_site()
    end = "Pilots end their strike in Neverhaven, forty ships enter the harbour"
    text = "The Guild of Pilots ended its strike in Neverhaven after forty ships had waited outside the harbour.\n"
    for number, source in enumerate(("northern-wire", "lantern")):
        site.add(f"2023/07/26/end-{number}", source, end, f"1{number}:00", text)
    site.build()
    pages = [site.page(f"stories/{folder.name}") for folder in (site.output / "stories").iterdir()]
    [after] = [page for page in pages if page.css("#earlier")]
    assert after.css_first("h1").text() == end
    [link] = after.css("#earlier li a")
    before = site.page(str(link.attributes["href"]).strip("/"))
    assert "strike" in before.css_first("h1").text()


def test_headlines_show_from_three_sources_on_what_only_one_says(site: Any, crane: Any) -> None:
    page = site.page(story_of(site, "2023/07/19/pilots-strike"))
    assert [node.text() for node in page.css("#reports h3 mark")] == ["rest at the helm"]
    # One of the crane's three sources prints another's text.
    assert crane.page(story_of(crane, "2023/07/24/barge")).css("mark") == []


def test_a_headline_stands_on_its_storys_page_at_most_twice(site: Any) -> None:
    page = site.page(story_of(site, "2023/07/19/pilots-strike"))
    headlines = texts(page, "main :is(h1, h2, h3, li > a)")
    assert max(headlines.count(headline) for headline in headlines) == 2
    lead = texts(page, "h1")
    assert [bool(report.css(".deck")) for report in page.css("#reports article")] == [
        headline not in lead for headline in texts(page, "#reports h3")
    ]


def test_a_source_leads_to_its_report_there(site: Any) -> None:
    page = site.page(story_of(site, "2023/07/19/pilots-strike"))
    link = page.css_first("#reports .evidence a")
    assert link.attributes["href"] == "https://northern-wire.example/pilots-strike"
    assert "external" in link.attributes["rel"]


def test_what_one_source_alone_has_stands_under_its_name(new_site: Callable[[], Any]) -> None:
    site = new_site()
    more = (
        "The new crane of Neverhaven’s harbour costs 1,250,000 crowns. It lifts 90 tons, and 7.5 per cent more than "
        "the old one. Mr. Flinck was not there.\n\n“Nobody asked us about the noise of it,” said Ada Fiction.\n"
    )
    site.add("2023/07/23/crane", "northern-wire", "Harbour of Neverhaven buys second crane", "08:00", AGENCY)
    site.add("2023/07/24/barge", "lantern", "Neverhaven’s second crane comes by barge", "07:10", OWN + more)
    site.build()
    page = site.page(story_of(site, "2023/07/24/barge"))
    assert texts(page, "#sole h3") == ["Lantern"]
    assert texts(page, "#sole li") == [
        "The new crane of Neverhaven’s harbour costs 1,250,000 crowns.",
        "It lifts 90 tons, and 7.5 per cent more than the old one.",
    ]
    assert texts(page, "#sole mark") == ["1,250,000", "7.5 per cent"]
    assert texts(page, "#sole blockquote") == ["“Nobody asked us about the noise of it”"]
    assert texts(page, "#quotes blockquote") == ["“A crane is worth what it lifts, and this one lifts a locomotive”"]


def test_an_address_stays_good_when_a_story_comes_apart(new_site: Callable[[], Any]) -> None:
    """Which happens while an archive is small, or by an editor's hand."""
    site = with_crane(new_site())
    site.build()
    before = {path for path in site.state() if path.startswith("stories/") and path.endswith("/index.html")}
    assert any("crane" in path for path in before)
    paths = ["2023/07/23/crane", "2023/07/23/lift", "2023/07/24/barge"]
    (site.content / "decisions.toml").write_text(f"split = {paths}\n")
    site.build()
    after = {path: data for path, data in site.state().items() if path in before}
    assert before <= after.keys()
    [moved] = [path for path in after if path.startswith("stories/crane-")]
    refresh = site.page(moved).css_first("meta[http-equiv=refresh]").attributes["content"]
    assert refresh == "0; url=/2023/07/23/crane/"
