"""The archive of a month."""

from datetime import date
from typing import Any

import pytest

from digest.archive.model.list_names import source_list
from digest.site.pages.month_archive_page import month_archive_pages, month_page
from digest.site.views.month_archive_views import MonthArchivePage
from digest.site.views.shared_views import Link
from incremental import DeferredPage, Page, PageGroup
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, article


def test_a_month_of_very_many_articles_has_a_page_for_each_of_its_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.site.pages.month_archive_page.MONTH_MAX", 2)
    archive = archive_of([article(number, NORTH) for number in (1, 2, 3)])

    def view_of(page: Any) -> object:
        assert isinstance(page, Page)
        assert isinstance(page.view, DeferredPage)
        return page.view.function(archive, *page.view.inputs)

    month, of_days = month_archive_pages(archive, source_list("north"))
    assert isinstance(of_days, PageGroup)
    days: list[Any] = list(of_days.function(archive, *of_days.inputs))  # type: ignore[call-overload]
    assert [page.save_as for page in days] == [f"sources/north/2023/07/0{number}/index.html" for number in (1, 2, 3)]
    view = view_of(month)
    assert isinstance(view, MonthArchivePage)
    assert (view.total, view.groups) == (3, ())
    addresses = [f"/news/sources/north/2023/07/0{number}/" for number in (3, 2, 1)]
    assert [(row.url, row.count) for row in view.days] == [(address, 1) for address in addresses]
    middle = view_of(days[1])
    assert isinstance(middle, MonthArchivePage)
    assert [item.title for group in middle.groups for item in group.items.items] == ["Title 2"]
    assert middle.pager.up == Link("July 2023", "/news/sources/north/2023/07/")
    assert middle.pager.next == Link("Monday 3 July", "/news/sources/north/2023/07/03/")


def test_a_long_month_shows_the_lines_of_its_latest_days_and_the_others_on_demand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("digest.site.pages.month_archive_page.OPEN_LINES", 2)
    archive = archive_of([article(number, NORTH, text=f"Text {number}.") for number in (1, 2, 3)])
    view = month_page(archive, source_list("north"), date(2023, 7, 1), None, None, False)
    assert [(len(day.items.items), len(day.rest.items)) for day in view.groups] == [(1, 0), (1, 0), (0, 1)]
