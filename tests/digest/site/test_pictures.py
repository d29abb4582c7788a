"""The map of who appears with whom, and the timeline of a story."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from digest.annotate.records import Annotation
from digest.site.charts.seen_with_diagram import MAX_NODES, WIDTH, seen_with_diagram
from digest.site.charts.story_timeline import story_timeline
from digest.site.i18n.date_formats import LocalTime
from digest.site.model.addresses import Addresses
from digest.site.model.article import Article, Source
from digest.site.model.article_body import read_body
from digest.site.model.topics import Topic

ADDRESSES = Addresses("https://news.example.org", "", "news.example.org")
START = datetime(2023, 7, 19, 9, 12, tzinfo=UTC)


def topics(**articles: tuple[int, ...]) -> dict[Topic, list[str]]:
    return {
        Topic(slug, slug.title(), "person", None): [f"a{number}" for number in numbers]
        for slug, numbers in articles.items()
    }


TOPICS = topics(ada=(1, 2, 3), bo=(1, 2, 3), cy=(2, 3, 4), di=(4, 9), lone=(7, 8))


def test_an_arc_joins_two_that_appear_together_and_the_table_says_how_often() -> None:
    made = seen_with_diagram(TOPICS, ADDRESSES, "en")
    assert made is not None
    assert [(row.one.text, row.other.text, row.count) for row in made.rows] == [
        ("Ada", "Bo", 3), ("Ada", "Cy", 2), ("Bo", "Cy", 2),
    ]  # fmt: skip
    assert {node.name for node in made.nodes} == {"Ada", "Bo", "Cy"}
    assert made.arcs[0].width > made.arcs[1].width
    assert "3 names" in made.description


def test_the_map_does_not_depend_on_the_order_of_the_topics() -> None:
    assert seen_with_diagram(TOPICS, ADDRESSES, "en") == seen_with_diagram(
        dict(reversed(TOPICS.items())), ADDRESSES, "en"
    )


def test_two_names_are_no_map() -> None:
    assert seen_with_diagram(topics(ada=(1, 2, 3), bo=(1, 2, 3)), ADDRESSES, "en") is None
    assert seen_with_diagram({}, ADDRESSES, "en") is None


@given(st.lists(st.sets(st.integers(0, 12), min_size=1), max_size=40))
def test_a_map_stays_in_its_picture(named: list[set[int]]) -> None:
    made = seen_with_diagram(
        topics(**{f"t{number:02}": tuple(sorted(ones)) for number, ones in enumerate(named)}), ADDRESSES, "en"
    )
    if made is None:
        return
    assert len(made.nodes) <= MAX_NODES
    assert all(0 < node.y < made.height for node in made.nodes)
    assert all(one.y < other.y for one, other in pairwise(made.nodes))
    for arc in made.arcs:
        wide = float(arc.path.partition("A")[2].split()[0])
        assert 318 + wide + arc.width / 2 <= WIDTH


def report(minutes: int, source: str) -> Article:
    name = f"news/2023/07/19/{minutes}.md"
    return Article(
        id=name, path="2023/07/19/a/", headline="Title", lang="en", date=START + timedelta(minutes=minutes),
        day=START.date(), modified=None,
        section="News", source=Source(source, source.title(), "News"), original="", authors=(), categories=(),
        summary="", body=read_body(""), annotation=Annotation(name, ()),
    )  # fmt: skip


def test_a_story_has_a_line_for_each_source_and_a_dot_for_each_report() -> None:
    made = story_timeline([report(0, "north"), report(60, "south"), report(240, "north")], LocalTime("en"))
    assert made is not None
    assert [(row.name, [dot.x for dot in row.dots]) for row in made.rows] == [
        ("North", [8.0, 600.0]), ("South", [156.0]),
    ]  # fmt: skip
    assert [tick.label for tick in made.ticks] == ["10:00", "11:00", "12:00", "13:00"]
    assert [row.time.text[-9:] for row in made.reports] == ["09:12 UTC", "10:12 UTC", "13:12 UTC"]


def test_reports_of_one_moment_have_no_timeline() -> None:
    assert story_timeline([report(0, "north"), report(0, "south")], LocalTime("en")) is None


@given(st.lists(st.integers(0, 3_000_000), min_size=2, max_size=30, unique=True))
def test_a_timeline_stays_in_its_picture(minutes: list[int]) -> None:
    made = story_timeline(
        [report(number, f"s{number % 20}") for number in sorted(minutes)], LocalTime("en", "Asia/Kolkata")
    )
    assert made is not None
    assert len(made.rows) <= 12
    assert len(made.ticks) <= 6
    assert all(0 <= dot.x <= WIDTH for row in made.rows for dot in row.dots)
    assert all(0 <= tick.x <= WIDTH for tick in made.ticks)
