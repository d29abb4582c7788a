"""Topics as chips and as rows of an index."""

from digest.archive.model.list_names import ALL, source_list
from digest.site.components.topic_lists import list_topic_rows, rows_alike, source_rows, topic_rows
from digest.site.views.shared_views import IndexRow
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article

ARTICLES = [
    article(1, NORTH, names=("Ada Fiction", "Bo Fiction")),
    article(9, SOUTH, names=("Ada Fiction", "Bo Fiction")),
    article(17, NORTH, names=("Bo Fiction",)),
    article(25, NORTH, names=("Bo Fiction",)),
]
ARCHIVE = archive_of(ARTICLES)
OF_NORTH = source_list(NORTH.slug)


def test_the_topic_that_most_articles_name_comes_first() -> None:
    rows = topic_rows(ARCHIVE, ARTICLES, None)
    assert [(row.name, row.count, row.spark) for row in rows] == [("Bo Fiction", 4, ()), ("Ada Fiction", 2, ())]


def test_a_sparkline_ends_with_its_day() -> None:
    bo, ada = list_topic_rows(ARCHIVE, OF_NORTH, ARTICLES[-1].day)
    assert (bo.name, bo.spark[-5:]) == ("Bo Fiction", (1, 1, 0, 1, 1))
    assert ada.name == "Ada Fiction"


def test_two_weeks_make_no_sparkline() -> None:
    archive = archive_of(ARTICLES[:2])
    assert [row.spark for row in list_topic_rows(archive, OF_NORTH, ARTICLES[1].day)] == [(), ()]


def test_the_source_that_published_most_comes_first() -> None:
    rows = source_rows(ARCHIVE, ALL, 5)
    assert [(row.name, row.count, row.url) for row in rows] == [
        ("Northern Wire", 3, "/news/sources/north/"),
        ("Southern Post", 1, "/news/sources/south/"),
    ]


def test_a_list_has_sparklines_where_half_of_its_rows_have_one() -> None:
    drawn, plain = IndexRow("Bo Fiction", "", 4, (1, 0, 1, 1, 1)), IndexRow("Ada Fiction", "", 2)
    assert rows_alike([drawn, plain]) == (drawn, plain)
    assert [row.spark for row in rows_alike([drawn, plain, plain])] == [(), (), ()]


def test_rows_that_are_not_shown_take_no_sparkline_from_those_that_are() -> None:
    others = [
        article(2, SOUTH, names=("Cy Fiction", "Di Fiction")),
        article(10, NORTH, names=("Cy Fiction", "Di Fiction")),
    ]
    articles = [*ARTICLES, *others]
    archive, until = archive_of(articles), ARTICLES[-1].day
    assert [bool(row.spark) for row in topic_rows(archive, articles, until)] == [False] * 4
    assert [bool(row.spark) for row in topic_rows(archive, articles, until, at_most=2)] == [True, False]
    assert topic_rows(archive, articles, until, at_least=5, at_most=2) == ()
