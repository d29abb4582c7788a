"""The small graphics and the words beside them."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jinja2
import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.site.views.shared_views import QuoteView, ReportedBy, Strip, Time

Macro = Callable[..., Any]


@pytest.fixture
def macro(templates: jinja2.Environment) -> Callable[[str, str], Macro]:
    def _macro(file: str, name: str) -> Macro:
        found: Macro = getattr(templates.get_template(f"macros/{file}").module, name)
        return found

    return _macro


def attribute(svg: object, selector: str, name: str) -> str:
    node = LexborHTMLParser(str(svg)).css_first(selector)
    assert node is not None
    return node.attributes[name] or ""


@pytest.mark.parametrize(
    ("count", "width", "height"),
    [(1, 6, 13), (4, 18, 13), (5, 20, 13), (6, 26, 13), (23, 94, 13), (40, 160, 13), (41, 160, 29), (93, 160, 45)],
)
def test_tally_draws_a_stroke_for_each_source_in_fives(
    macro: Callable[[str, str], Macro], count: int, width: int, height: int
) -> None:
    svg = macro("tally.html", "tally")(count)
    path = attribute(svg, "path", "d")
    assert path.count("v11") == count - count // 5
    assert path.count("L") == count // 5
    assert (int(attribute(svg, "svg", "width")), int(attribute(svg, "svg", "height"))) == (width, height)
    ends = [float(x) for x in re.findall(r"[ML]([\d.]+) ", path)]
    assert max(ends) <= width


def test_tally_of_nine_is_the_designs(macro: Callable[[str, str], Macro]) -> None:
    expected = "M2 1v11M6 1v11M10 1v11M14 1v11M0 10.5L16 2.5M22 1v11M26 1v11M30 1v11M34 1v11"
    assert attribute(macro("tally.html", "tally")(9), "path", "d") == expected


def test_tally_grows_without_changing_its_units(macro: Callable[[str, str], Macro]) -> None:
    svg = macro("tally.html", "tally")(23, scale=2, groups=4)
    assert attribute(svg, "svg", "width") == "160"
    assert attribute(svg, "svg", "viewBox") == "0 0 80 29"


@pytest.mark.parametrize(
    ("counts", "points"),
    [
        ((0, 0, 0), "2.0,15.5 35.5,15.5 69.0,15.5"),
        ((0, 5, 10), "2.0,15.5 35.5,9.0 69.0,2.5"),
        ((7, 7), "2.0,2.5 69.0,2.5"),
    ],
)
def test_sparkline_spans_its_box(macro: Callable[[str, str], Macro], counts: tuple[int, ...], points: str) -> None:
    svg = macro("index.html", "spark")(counts)
    assert attribute(svg, "polyline", "points") == points
    assert attribute(svg, "circle", "cy") == points.rsplit(",", 1)[1]


@pytest.mark.parametrize("counts", [(), (3,)])
def test_one_number_makes_no_line(macro: Callable[[str, str], Macro], counts: tuple[int, ...]) -> None:
    assert str(macro("index.html", "spark")(counts)).strip() == ""


def test_strip_has_a_tick_a_report_from_end_to_end(macro: Callable[[str, str], Macro]) -> None:
    svg = macro("strip.html", "strip")(Strip((0.0, 0.25, 1.0)))
    assert attribute(svg, "path", "d") == "M1.0 2v11M42.5 2v11M167.0 2v11"
    assert str(macro("strip.html", "strip")(Strip((0.0,)))).strip() == ""
    assert str(macro("strip.html", "strip")(None)).strip() == ""


def test_one_source_is_named_and_not_counted(macro: Callable[[str, str], Macro]) -> None:
    first = Time("2023-07-19T09:12:00+00:00", "09:12")
    alone = ReportedBy(1, first, "Northline")
    for name in ("reported_by", "margin"):
        tree = LexborHTMLParser(str(macro("reported_by.html", name)(alone)))
        assert tree.css_first("svg") is None
        paragraph = tree.css_first("p.evidence")
        assert paragraph is not None
        assert paragraph.text(separator="").split() == ["Only", "in", "Northline", "09:12"]


def test_several_sources_are_counted_and_the_latest_is_named_where_there_is_room(
    macro: Callable[[str, str], Macro],
) -> None:
    view = ReportedBy(
        3, Time("a", "09:12"), "Northline", Time("b", "18:05"), "Radio Simsim", Strip((0.0, 1.0)), pinned=True
    )

    def words(markup: object) -> str:
        return " ".join(LexborHTMLParser(str(markup)).text().split())

    assert words(macro("reported_by.html", "reported_by")(view)) == "3 sources First 09:12"
    assert words(macro("reported_by.html", "margin")(view)) == "3 sources First 09:12, Northline"
    full = macro("reported_by.html", "margin")(view, full=True)
    assert words(full) == "3 sources First 09:12, Northline Latest 18:05, Radio Simsim Pinned by the editors"
    assert attribute(full, ".strip", "aria-hidden") == "true"
    at_once = macro("reported_by.html", "margin")(replace(view, latest=view.first), full=True)
    assert "Latest" not in words(at_once)


@pytest.mark.parametrize(("text", "hangs"), [("“Yes.”", True), ("«Да»", True), ("No marks", False), ("", False)])
def test_only_a_quotation_mark_hangs_in_the_margin(
    macro: Callable[[str, str], Macro], text: str, *, hangs: bool
) -> None:
    view = QuoteView(text or "–", "", "", "", "", "")
    markup = str(macro("quote.html", "quote")(view))
    assert ('class="hung"' in markup) is hangs


def test_a_quote_without_a_speaker_says_so_and_links_nobody(macro: Callable[[str, str], Macro]) -> None:
    view = QuoteView("“No.”", "", "/topics/nobody/", "in a post", "Northline, paragraph 2", "/a/#q1")
    tree = LexborHTMLParser(str(macro("quote.html", "quote")(view, "en")))
    caption = tree.css_first("figcaption")
    assert caption is not None
    assert caption.text().split() == ["Unattributed", "in", "a", "post"]
    assert [node.attributes["href"] for node in tree.css("a")] == ["/a/#q1"]


def test_a_quote_without_a_speaker_has_what_its_source_calls_them(macro: Callable[[str, str], Macro]) -> None:
    view = QuoteView("“No.”", "", "", "", "Northline, paragraph 2", "/a/#q1", speaker_text="a <harbour> official")
    caption = LexborHTMLParser(str(macro("quote.html", "quote")(view, "en"))).css_first("figcaption")
    assert caption is not None
    assert caption.text().strip() == "a <harbour> official"


def test_the_chart_has_its_numbers_in_a_table(templates: jinja2.Environment, ordinary_views: dict[str, Any]) -> None:
    view = ordinary_views["topic.html"].chart
    tree = LexborHTMLParser(str(templates.get_template("macros/coverage_chart.html").module.coverage_chart(view)))  # type: ignore[attr-defined]  # made by Jinja
    assert len(tree.css("rect")) == sum(bar.height > 0 for bar in view.bars)
    assert len(tree.css("rect.now")) == 1
    assert [node.text() for node in tree.css("td")] == ["33", "46"]
    assert [node.text() for node in tree.css("svg > text") if node.text().isalpha()] == [
        bar.label for bar in view.bars if bar.label
    ]
