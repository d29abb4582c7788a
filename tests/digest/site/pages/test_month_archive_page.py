"""The archive of a month."""

import pytest

from digest.archive.model.archive_questions import answer_source
from digest.site.components.site_file import SiteFile
from digest.site.load.archive_assembly import build_archive
from digest.site.pages.month_archive_page import month_archive_pages
from digest.site.views.month_archive_views import MonthArchivePage
from digest.site.views.shared_views import Link
from incremental import DeferredPage

from tests.digest.archive.small_records import NORTH, SETTINGS, article


def test_a_month_of_very_many_articles_has_a_page_for_each_of_its_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.site.pages.month_archive_page.MONTH_MAX", 2)
    articles = [article(number, NORTH) for number in (1, 2, 3)]
    archive = build_archive(articles, (), {}, SETTINGS)

    def view_of(output: SiteFile) -> object:
        assert isinstance(output.view, DeferredPage)
        return answer_source(archive).make(output.view, b"")[0]

    month, *days = month_archive_pages(archive, "sources/north/", "Northern Wire", archive.articles, (), "sources/")
    assert [file.path for file in days] == [f"sources/north/2023/07/0{number}/" for number in (1, 2, 3)]
    view = view_of(month)
    assert isinstance(view, MonthArchivePage)
    assert (view.total, view.groups) == (3, ())
    assert [(row.url, row.count) for row in view.days] == [(f"/news/{file.path}", 1) for file in reversed(days)]
    middle = view_of(days[1])
    assert isinstance(middle, MonthArchivePage)
    assert [item.title for group in middle.groups for item in group.items.items] == ["Title 2"]
    assert middle.pager.up == Link("July 2023", "/news/sources/north/2023/07/")
    assert middle.pager.next == Link("Monday 3 July", "/news/sources/north/2023/07/03/")
