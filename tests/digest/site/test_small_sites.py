"""Sites in their first days: no heading without content, no empty box, no line that says nothing, no list of two."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .small_sites import SITES, build_small

CONTAINERS = "section, ul, ol, dl, figure, details, article, aside, p, .band, .cells, .stack, .side, .chips"
HEADINGS = ("h1", "h2", "h3", "h4")
LEAST = 3  # rows of a list of actors


@pytest.fixture(scope="module", params=sorted(SITES))
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, LexborHTMLParser]:
    """The pages of one of the sites by their paths."""
    output = build_small(request.param, tmp_path_factory.mktemp("small") / "site")
    return dict(parsed_pages(output))


def parsed_pages(output: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    for file in sorted(output.rglob("*.html")):
        page = LexborHTMLParser(file.read_text(encoding="utf-8"))
        if page.css_first("meta[http-equiv=refresh]") is None:
            yield file.parent.relative_to(output).as_posix(), page


def faults_of(page: LexborHTMLParser) -> list[str]:
    """What is empty on a page, or says nothing."""
    main = page.css_first("main")
    assert main is not None
    faults = [f"empty: {opening(node)}" for node in main.css(CONTAINERS) if is_empty(node)]
    stories = {node.mem_id for node in main.css("article :is(h2, h3, h4), li :is(h2, h3, h4)")}  # headlines
    headings = [node for node in main.css("h2, h3, h4") if node.mem_id not in stories]
    faults += [f"nothing below: {node.text().strip()}" for node in headings if is_alone(node)]
    faults += [f"flat: {opening(line)}" for line in main.css(".spark polyline") if is_flat(line)]
    faults += [f"an empty column: {name}" for table in main.css("table") for name in empty_columns(table)]
    return faults


def opening(node: LexborNode) -> str:
    return (node.html or "")[:100]


def is_empty(node: LexborNode) -> bool:
    return not node.text().strip() and not node.css("svg, img, input, button")


def is_alone(heading: LexborNode) -> bool:
    """Whether a heading is all that its section or its group has."""
    following = heading.next
    while following is not None and not (following.text() or "").strip() and following.tag != "svg":
        following = following.next
    parent = heading.parent
    if following is not None:
        return following.tag in HEADINGS and following.tag <= (heading.tag or "")
    return parent is None or (parent.text() or "").strip() == (heading.text() or "").strip()


def empty_columns(table: LexborNode) -> list[str]:
    rows = [[cell.text().strip() for cell in row.css("td, th")] for row in table.css("tbody tr")]
    heads = [head.text().strip() for head in table.css("thead th")]
    return [head for head, *column in zip(heads, *rows, strict=False) if column and not any(column)]


def is_flat(line: LexborNode) -> bool:
    heights = {point.split(",")[1] for point in (line.attributes["points"] or "").split()}
    return len(heights) < 2


def test_no_page_of_a_small_site_has_an_empty_part(pages: dict[str, LexborHTMLParser]) -> None:
    assert len(pages) > 10
    faults = {path: found for path, page in pages.items() if (found := faults_of(page))}
    assert faults == {}


def test_no_list_is_too_short_to_be_one(pages: dict[str, LexborHTMLParser]) -> None:
    for path, page in pages.items():
        if not path.startswith(("stories", "topics")):  # where one name more is the news
            short = [index.text().split() for index in page.css("main ol.index") if len(index.css("li")) < LEAST]
            assert short == [], path
        assert len(page.css(".nav .sections a")) != 1, path
        assert [opening(one) for one in page.css("main .jump") if not one.css("a")] == [], path


@pytest.mark.parametrize(
    "part",
    [
        "<section><h2>Quotes</h2></section>",
        "<section><h2>Quotes</h2><div></div></section>",
        "<div class='band'> </div>",
        "<h2>One</h2><h2>Two</h2><p>Text</p>",
        "<ul></ul>",
        "<table><thead><tr><th>A<th>B<tbody><tr><td>1<td><tr><td>2<td></table>",
        "<svg class='spark'><polyline points='2,15.5 9,15.5'/></svg>",
    ],
)
def test_what_these_checks_look_for_is_found(part: str) -> None:
    assert faults_of(LexborHTMLParser(f"<main><h1>Page</h1>{part}</main>"))


@pytest.mark.parametrize(
    "part",
    ["<section><h2>Quotes</h2><p>One</p></section>", "<h2>A</h2><h3>B</h3><p>C</p>", "<figure><svg></svg></figure>"],
)
def test_what_has_content_is_let_through(part: str) -> None:
    assert faults_of(LexborHTMLParser(f"<main><h1>Page</h1>{part}</main>")) == []
