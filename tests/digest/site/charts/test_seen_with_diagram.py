"""The diagram of who is seen with whom."""

from collections.abc import Collection, Mapping
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from digest.archive.model.addresses import Addresses
from digest.archive.model.topics import Topic
from digest.site.charts.seen_with_diagram import MAX_NODES, WIDTH, seen_with_diagram
from digest.site.views.chart_views import SeenWithDiagram

ADDRESSES = Addresses("https://news.example.org", "", "news.example.org")


def diagram_of(named: Mapping[str, Collection[int]]) -> SeenWithDiagram | None:
    """The diagram of topics, each with the numbers of the articles that name it."""
    most_first = sorted(named, key=lambda slug: (-len(named[slug]), slug))[:MAX_NODES]
    pairs = [(one, other, len({*named[one]} & {*named[other]})) for one, other in combinations(most_first, 2)]
    topics = [Topic(slug, slug.title(), "person", None) for slug in most_first]
    return seen_with_diagram(topics, [pair for pair in pairs if pair[2]], ADDRESSES, "en")


NAMED = {"ada": (1, 2, 3), "bo": (1, 2, 3), "cy": (2, 3, 4), "di": (4, 9), "lone": (7, 8)}


def test_an_arc_joins_two_that_appear_together_and_the_table_says_how_often() -> None:
    diagram = diagram_of(NAMED)
    assert diagram is not None
    assert [(row.one.text, row.other.text, row.count) for row in diagram.rows] == [
        ("Ada", "Bo", 3), ("Ada", "Cy", 2), ("Bo", "Cy", 2),
    ]  # fmt: skip
    assert {node.name for node in diagram.nodes} == {"Ada", "Bo", "Cy"}
    assert diagram.arcs[0].width > diagram.arcs[1].width
    assert "3 names" in diagram.description


def test_two_names_are_no_map() -> None:
    assert diagram_of({"ada": (1, 2, 3), "bo": (1, 2, 3)}) is None
    assert diagram_of({}) is None


@given(st.lists(st.sets(st.integers(0, 12), min_size=1), max_size=40))
def test_a_map_stays_in_its_picture(named: list[set[int]]) -> None:
    diagram = diagram_of({f"t{number:02}": ones for number, ones in enumerate(named)})
    if diagram is None:
        return
    assert len(diagram.nodes) <= MAX_NODES
    assert all(0 < node.y < diagram.height for node in diagram.nodes)
    assert all(one.y < other.y for one, other in pairwise(diagram.nodes))
    for arc in diagram.arcs:
        wide = float(arc.path.partition("A")[2].split()[0])
        assert 318 + wide + arc.width / 2 <= WIDTH
