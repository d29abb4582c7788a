"""The timeline of a story."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.annotate.records import Annotation
from digest.archive.model.article import Article, Source
from digest.archive.model.article_body import read_body
from digest.archive.model.local_time import LocalTime
from digest.site.charts.story_timeline import WIDTH, story_timeline

START = datetime(2023, 7, 19, 9, 12, tzinfo=UTC)


def report(minutes: int, source: str) -> Article:
    name = f"news/2023/07/19/{minutes}.md"
    return Article(
        id=name, path="2023/07/19/a/", headline="Title", lang="en", date=START + timedelta(minutes=minutes),
        day=START.date(), modified=None,
        section="News", source=Source(source, source.title(), "News"), original="", authors=(), categories=(),
        summary="", body=read_body(""), annotation=Annotation(name, ()),
    )  # fmt: skip


def test_a_story_has_a_line_for_each_source_and_a_dot_for_each_report() -> None:
    reports = [(0, "north"), (60, "south"), (120, "east"), (180, "west"), (240, "north")]
    timeline = story_timeline([report(*each) for each in reports], LocalTime("en"))
    assert timeline is not None
    assert [(row.name, [dot.x for dot in row.dots]) for row in timeline.rows] == [
        ("North", [8.0, 600.0]), ("South", [156.0]), ("East", [304.0]), ("West", [452.0]),
    ]  # fmt: skip
    assert [tick.label for tick in timeline.ticks] == ["10:00", "11:00", "12:00", "13:00"]
    assert [row.time.text[-9:] for row in timeline.reports][:3] == ["09:12 UTC", "10:12 UTC", "11:12 UTC"]


def test_reports_of_one_moment_or_of_three_sources_have_no_timeline() -> None:
    assert story_timeline([report(0, name) for name in ("north", "south", "east", "west")], LocalTime("en")) is None
    three = [report(number, name) for number, name in enumerate(("north", "south", "east"))]
    assert story_timeline(three, LocalTime("en")) is None


@given(st.lists(st.integers(0, 3_000_000), min_size=20, max_size=30, unique=True))
def test_a_timeline_stays_in_its_picture(minutes: list[int]) -> None:
    timeline = story_timeline(
        [report(number, f"s{place % 20}") for place, number in enumerate(sorted(minutes))],
        LocalTime("en", "Asia/Kolkata"),
    )
    assert timeline is not None
    assert len(timeline.rows) <= 12
    assert len(timeline.ticks) <= 6
    assert all(0 <= dot.x <= WIDTH for row in timeline.rows for dot in row.dots)
    assert all(0 <= tick.x <= WIDTH for tick in timeline.ticks)
