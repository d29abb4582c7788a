"""Every template with every part, with none of the optional ones, and with texts that strangers might send."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import jinja2
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.site.views.frame_views import SiteView
from digest.site.views.shared_views import Link

Render = Callable[..., str]

STRANGERS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover=\"alert(1)\" style='color:red' x='",
    "closing": "</title></p></main></body></html>--><svg onload=alert(1)>",
    "template": "{{ 7 * 7 }}{% include 'base.html' %}",
    "arabic": "رئيس الاستخبارات البريطانية: موسكو عقدت صفقة مع فاغنر",
    "long": "A title of very many words " * 74,
    "word": "w" * 200,
    "entities": "Q&amp;A &lt;b&gt; \u202e \u2068 “«'\"",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


SEARCH_SCRIPT = {"type": "module", "src": "/theme/search.0123456789ab.js"}


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def faults(html: str) -> Iterator[str]:
    """Everything that is wrong with a page, whatever its kind."""
    tree = parsed(html)
    yield from heading_faults(tree)
    yield from empty_elements(tree)
    yield from active_markup(tree)
    yield from reference_faults(tree)
    yield from unnamed_graphics(tree)
    for node in tree.css("time"):
        if not node.attributes.get("datetime"):
            yield f"a time without datetime: {node.html}"
    root = tree.css_first("html")
    if not (root and root.attributes.get("lang") and root.attributes.get("dir") in ("ltr", "rtl")):
        yield "html without lang or dir"
    for node in tree.css("a[rel~=external]"):
        if "noopener" not in (node.attributes.get("rel") or ""):
            yield f"a way out that gives this window away: {node.html}"


def heading_faults(tree: LexborHTMLParser) -> Iterator[str]:
    levels = [int((node.tag or "h0")[1]) for node in tree.css(", ".join(HEADINGS))]
    if levels.count(1) != 1 or levels[:1] != [1]:
        yield f"headings are {levels}: not one h1, first"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"h{below} follows h{above}"


def empty_elements(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css(", ".join((*HEADINGS, "p", "a", "li", "dt", "dd", "td", "th", "b", "bdi", "figcaption"))):
        if not node.text(strip=True):
            yield f"empty: {node.html}"
    for node in tree.css("ul, ol, dl, nav, section, tbody, figure, aside"):
        if not any(child.is_element_node for child in node.iter()):
            yield f"nothing in: {node.html}"
    for node in tree.css("a"):
        if not node.attributes.get("href"):
            yield f"a link to nowhere: {node.html}"


def active_markup(tree: LexborHTMLParser) -> Iterator[str]:
    search = [node for node in tree.css("script") if node.attributes == SEARCH_SCRIPT]
    for node in tree.css("script"):
        if search == [node]:
            continue
        data = node.attributes == {"type": "application/ld+json"} and isinstance(json.loads(node.text()), dict)
        if not data or "<" in node.text():
            yield f"script in the page: {node.html}"
    for node in tree.css("style, img, iframe, object, embed, base" + ("" if search else ", form, input, button")):
        yield f"{node.tag} in the page: {node.html}"
    for node in tree.css("*"):
        for name in node.attributes:
            if name == "style" or name.startswith("on"):
                yield f"attribute {name} on {node.tag}"


def reference_faults(tree: LexborHTMLParser) -> Iterator[str]:
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    if len(ids) != len(set(ids)):
        yield f"ids twice: {ids}"
    named = {
        name for node in tree.css("[aria-labelledby]") for name in (node.attributes["aria-labelledby"] or "").split()
    }
    linked = {(node.attributes["href"] or "")[1:] for node in tree.css("a[href^='#']")}
    if missing := (named | linked) - set(ids):
        yield f"nothing has the ids {missing}"


def unnamed_graphics(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("svg"):
        title = node.css_first("title")
        if node.attributes.get("aria-hidden") != "true" and not (
            node.attributes.get("role") in ("img", "group") and title and title.text(strip=True)
        ):
            yield f"a graphic without a name: {node.html}"


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None, f"no {selector}"
    return node


def test_page_with_every_part_is_whole(render: Render, ordinary_views: Mapping[str, Any], template: str) -> None:
    html = render(template, ordinary_views[template])
    assert html.lstrip().startswith("<!DOCTYPE html>")
    assert list(faults(html)) == []


def test_page_without_its_optional_parts_is_whole(
    render: Render, minimal_views: Mapping[str, Any], template: str
) -> None:
    assert list(faults(render(template, minimal_views[template]))) == []


@pytest.mark.parametrize("stranger", sorted(STRANGERS))
def test_texts_of_strangers_stay_text(
    render: Render,
    ordinary_views: Mapping[str, Any],
    reworded: Callable[[Any, str], Any],
    template: str,
    stranger: str,
) -> None:
    """The page has the same elements as with tame texts, and shows the stranger's text letter for letter."""
    text = STRANGERS[stranger]
    html = render(template, reworded(ordinary_views[template], text))
    assert list(faults(html)) == []
    shown = one(parsed(html), "h1").text()
    if template != "front.html":  # its h1 is the site's name and the day
        assert text.strip() in shown
    tame = render(template, reworded(ordinary_views[template], "A tame text that stands where others stood"))
    assert [node.tag for node in parsed(html).css("*")] == [node.tag for node in parsed(tame).css("*")]


def test_hostile_site_settings_stay_text(render: Render, ordinary_views: Mapping[str, Any], site: SiteView) -> None:
    text = STRANGERS["attribute"] + STRANGERS["script"]
    hostile = replace(site, name=text, tagline=text, note=text, sections=(Link(text, "/s/"),))
    assert list(faults(render("article.html", ordinary_views["article.html"], hostile))) == []


def test_a_page_in_a_language_written_from_the_right_is_mirrored(
    render: Render, ordinary_views: Mapping[str, Any], site: SiteView
) -> None:
    view = replace(ordinary_views["article.html"], lang="ar", direction="rtl")
    tree = parsed(render("article.html", view))
    assert one(tree, "article[dir]").attributes["dir"] == "rtl"
    assert one(tree, "aside").attributes["dir"] == "ltr"  # our own words
    assert one(tree, "h1").attributes["lang"] == "ar"
    arabic = parsed(render("article.html", view, replace(site, lang="ar-EG", direction="rtl")))
    assert one(arabic, "html").attributes["dir"] == "rtl"
    assert arabic.css_first("main > article[dir]") is None


def test_an_article_of_unknown_direction_follows_its_letters(render: Render, ordinary_views: Mapping[str, Any]) -> None:
    view = replace(ordinary_views["article.html"], lang="", direction="auto")
    tree = parsed(render("article.html", view))
    for selector in ("h1", ".standfirst", ".prose"):
        assert one(tree, selector).attributes["dir"] == "auto"


def test_only_the_front_page_shows_the_day(
    render: Render, ordinary_views: Mapping[str, Any], template: str, site: SiteView
) -> None:
    """Every other page must stay as it is when time passes."""
    tree = parsed(render(template, ordinary_views[template]))
    folio = one(tree, ".folio").text(strip=True)
    if template == "front.html":
        assert "Wednesday 19 July 2023" in folio
        assert "18:40 UTC" in folio
    else:
        assert folio == site.tagline


def test_the_open_entry_of_the_menu_is_marked(render: Render, ordinary_views: Mapping[str, Any]) -> None:
    tree = parsed(render("topic_index.html", ordinary_views["topic_index.html"]))
    assert [node.text() for node in tree.css("nav [aria-current=page]")] == ["Actors"]


def test_head_names_page_feeds_and_canonical_address(render: Render, ordinary_views: Mapping[str, Any]) -> None:
    tree = parsed(render("topic.html", ordinary_views["topic.html"]))
    assert one(tree, "title").text() == "Wagner Group · The Concordance"
    assert one(tree, "link[rel=canonical]").attributes["href"] == "https://concordance.example/Wagner%20Group/"
    feeds = [node.attributes["href"] for node in tree.css("link[type='application/atom+xml']")]
    assert feeds == [
        "https://concordance.example/feeds/all.atom.xml",
        "https://concordance.example/feeds/topics/wagner-group.atom.xml",
    ]
    assert tree.css_first("meta[name=robots]") is None
    missing = parsed(render("404.html", ordinary_views["404.html"]))
    assert one(missing, "meta[name=robots]").attributes["content"] == "noindex"


def test_the_policy_allows_no_script_and_nothing_inline(render: Render, ordinary_views: Mapping[str, Any]) -> None:
    tree = parsed(render("front.html", ordinary_views["front.html"]))
    policy = one(tree, "meta[http-equiv=Content-Security-Policy]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy


def test_parts_that_are_missing_have_neither_heading_nor_jump_link(
    render: Render, ordinary_views: Mapping[str, Any]
) -> None:
    view = replace(ordinary_views["topic.html"], quotes_by=(), chart=None, network=None)
    tree = parsed(render("topic.html", view))
    jumps = [node.attributes["href"] for node in tree.css(".jump[aria-label='On this page'] a")]
    assert jumps == ["#latest", "#background", "#about", "#with", "#sources"]
    assert not any("Quotes by" in node.text() for node in tree.css("h2"))
    assert tree.css_first("#said, #coverage, svg.chart") is None


def test_a_page_has_one_way_to_the_original_that_of_an_excerpt_right_below_its_text(
    render: Render, ordinary_views: Mapping[str, Any]
) -> None:
    view = ordinary_views["article.html"]
    way = (view.source_box.original, "noopener external nofollow")

    def buttons(tree: LexborHTMLParser) -> list[tuple[str, str | None, str | None]]:
        return [(node.text(), node.attributes["href"], node.attributes["rel"]) for node in tree.css("a.button")]

    brief = parsed(render("article.html", replace(view, excerpt=True, brief=True)))
    assert buttons(brief) == [("Read on at Northline", *way)]
    assert brief.css_first(".prose + .way a.button")
    whole = parsed(render("article.html", view))
    assert buttons(whole) == [("Read it at Northline", *way)]


def test_a_compact_page_has_the_other_reports_as_lines_below(render: Render, ordinary_views: Mapping[str, Any]) -> None:
    view = replace(ordinary_views["article.html"], brief=True)
    brief = parsed(render("article.html", view))
    assert brief.css(".source li") == []
    assert len(brief.css("#others .river li")) == len(view.source_box.others.items)
    assert one(brief, ".evidence a[href='#others']")
    assert one(parsed(render("article.html", ordinary_views["article.html"])), ".evidence a[href='#from']")


def test_in_lists_the_headline_leads_to_our_page_and_the_source_to_the_report_there(
    render: Render, ordinary_views: Mapping[str, Any]
) -> None:
    line = parsed(render("404.html", ordinary_views["404.html"])).css(".river li")[1]
    links = [(node.text(), node.attributes["href"], node.attributes.get("rel")) for node in line.css("a")]
    assert links == [
        ("Washington announces a further $1.3bn in aid", "/b/", None),
        ("Northline", "https://northline.example/aid", "noopener external nofollow"),
        ("and 4 more", "/stories/aid/", None),
    ]


def test_pull_quotes_stand_where_the_body_has_them(render: Render, ordinary_views: Mapping[str, Any]) -> None:
    prose = one(parsed(render("article.html", ordinary_views["article.html"])), ".prose")
    tags = [child.tag for child in prose.iter() if child.is_element_node]
    assert tags[-2:] == ["figure", "p"]
    assert one(parsed(prose.html or ""), "figure blockquote").text(strip=True).startswith("“A handshake")


def test_foreign_texts_carry_their_language(render: Render, ordinary_views: Mapping[str, Any]) -> None:
    tree = parsed(render("front.html", ordinary_views["front.html"]))
    arabic = tree.css("h3[lang=ar], .river a[lang=ar], blockquote[lang=ar]")
    assert len(arabic) >= 3
    assert {node.attributes["dir"] for node in arabic} == {"auto"}


def test_a_name_that_the_view_lacks_is_an_error(templates: jinja2.Environment, site: SiteView) -> None:
    with pytest.raises(jinja2.UndefinedError):
        templates.get_template("text.html").render(view=object(), site=site)
