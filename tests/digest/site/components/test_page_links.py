"""Links that several kinds of pages have."""

from dataclasses import replace
from datetime import date

from digest.archive.model.list_names import section_list
from digest.site.components.page_links import foreign_language, month_links, week_link, with_neighbours
from digest.site.views.shared_views import Link
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, article

ARCHIVE = archive_of([article(1, NORTH), article(2, NORTH)])


def test_each_date_stands_between_its_neighbours() -> None:
    first, second = date(2023, 7, 1), date(2023, 7, 2)
    assert list(with_neighbours([first, second])) == [(None, first, second), (first, second, None)]
    assert list(with_neighbours([])) == []


def test_a_month_is_linked_with_the_number_of_its_articles() -> None:
    assert month_links(ARCHIVE, "sections/security/", section_list("security")) == (
        Link("July 2023: 2", "/news/sections/security/2023/07/"),
    )


def test_a_week_at_the_turn_of_the_year_belongs_to_the_year_of_its_thursday() -> None:
    assert week_link(ARCHIVE, date(2023, 1, 1)) == Link("Week 52 of 2022", "/news/2022/w52/")


def test_a_variant_of_the_sites_language_is_not_foreign() -> None:
    british, german = replace(article(1, NORTH), lang="en-GB"), replace(article(1, NORTH), lang="de")
    assert foreign_language(ARCHIVE, british) == ""
    assert foreign_language(ARCHIVE, german) == "de"
