"""A report that its source issued twice, on a small real site."""

from collections.abc import Callable
from typing import Any

import pytest

TEXT = (
    "After the driest June for forty years heavy rain fell on the whole of Neverhaven, where the Mill Brook rose by "
    "two metres in one night and took a bridge with it.\n"
)
FIRST, AGAIN = "2023/07/21/brook", "2023/07/22/brook-again"


def add_reports(site: Any) -> None:
    site.add(FIRST, "northern-wire", "Mill Brook takes a bridge of Neverhaven", "08:00", TEXT)
    site.add(AGAIN, "northern-wire", "Mill Brook took a bridge of Neverhaven", "09:00", TEXT)


@pytest.fixture(scope="module")
def reissued(tmp_path_factory: pytest.TempPathFactory, root: Any) -> Any:
    from .conftest import SmallSite  # noqa: PLC0415  the module-wide site is another one

    site = SmallSite(tmp_path_factory.mktemp("reissued"), root)
    add_reports(site)
    site.build()
    return site


def fact(site: Any, path: str, term: str) -> tuple[str, str] | None:
    page = site.page(path)
    for dt, dd in zip(page.css("dl.facts dt"), page.css("dl.facts dd"), strict=True):
        if dt.text() == term:
            return dd.text(), str(dd.css_first("a").attributes["href"])
    return None


def test_each_issue_leads_to_the_other(reissued: Any) -> None:
    assert fact(reissued, FIRST, "Published again") == ("22 July 2023, 09:00 UTC", f"/{AGAIN}/")
    assert fact(reissued, AGAIN, "First published") == ("21 July 2023, 08:00 UTC", f"/{FIRST}/")
    assert fact(reissued, FIRST, "First published") is None
    assert "Also reported" not in reissued.page(AGAIN).css_first("aside.source").text()
    assert reissued.page(AGAIN).css_first("link[rel=canonical]").attributes["href"].endswith(f"/{FIRST}/")


def test_lists_feeds_and_the_search_have_the_report_once(reissued: Any) -> None:
    for file in reissued.output.rglob("*"):
        path = file.relative_to(reissued.output).as_posix()
        if file.suffix in {".html", ".xml", ".json"} and not path.startswith((FIRST, AGAIN)):
            assert "brook-again" not in file.read_text(encoding="utf-8"), path
    headlines = [node.text() for node in reissued.page("sources/northern-wire").css("ol.river li > a")]
    assert headlines == ["Mill Brook takes a bridge of Neverhaven", "Pilots strike in Neverhaven, forty ships wait"]


def test_the_page_of_the_first_issue_is_made_again_when_another_comes(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add(FIRST, "northern-wire", "Mill Brook takes a bridge of Neverhaven", "08:00", TEXT)
    site.build()
    add_reports(site)
    site.build()
    later = site.state()
    site.cache, site.output = site.cache.with_name("cache2"), site.output.with_name("output2")
    site.build()
    assert {path for path, data in site.state().items() if later.get(path) != data} == set()
    assert fact(site, FIRST, "Published again") is not None


def test_decisions_on_a_later_issue_are_on_its_report(new_site: Callable[[], Any]) -> None:
    site = new_site()
    add_reports(site)
    (site.content / "decisions.toml").write_text(f'pin = ["{AGAIN}"]\n', encoding="utf-8")
    site.build()
    assert (
        "Mill Brook" in site.page("index.html").css_first("main h2, main h1").text()
        or "Pinned" in site.page("index.html").html
    )
    (site.content / "decisions.toml").write_text(f'drop = ["{FIRST}"]\n', encoding="utf-8")
    site.build()
    assert not (site.output / FIRST).exists()
    assert not (site.output / AGAIN).exists()
    (site.content / "decisions.toml").write_text(f'drop = ["{AGAIN}"]\n', encoding="utf-8")
    site.build()
    assert (site.output / FIRST).exists()
    assert not (site.output / AGAIN).exists()
