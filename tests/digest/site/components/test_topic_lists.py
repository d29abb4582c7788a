"""Topics as chips and as rows of an index."""

from digest.site.components.topic_lists import source_rows, topic_rows
from digest.site.load.archive_assembly import build_archive

from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article

ARTICLES = [
    article(1, NORTH, names=("Ada Fiction", "Bo Fiction")),
    article(2, SOUTH, names=("Ada Fiction", "Bo Fiction")),
    article(3, NORTH, names=("Bo Fiction",)),
]
ARCHIVE = build_archive(ARTICLES, (), {}, SETTINGS)


def test_the_topic_that_most_articles_name_comes_first() -> None:
    rows = topic_rows(ARCHIVE, ARCHIVE.articles, None)
    assert [(row.name, row.count, row.spark) for row in rows] == [("Bo Fiction", 3, ()), ("Ada Fiction", 2, ())]


def test_a_topic_can_be_left_out_and_sparklines_end_with_a_day() -> None:
    [row] = topic_rows(ARCHIVE, ARCHIVE.articles, ARTICLES[-1].day, without="bo-fiction")
    assert row.name == "Ada Fiction"
    assert sum(row.spark) == 2


def test_the_source_that_published_most_comes_first() -> None:
    rows = source_rows(ARCHIVE, ARCHIVE.articles)
    assert [(row.name, row.count, row.url) for row in rows] == [
        ("Northern Wire", 2, "/news/sources/north/"),
        ("Southern Post", 1, "/news/sources/south/"),
    ]
