"""Scans that are spared give what Pelican's own give."""

from typing import Any

import pytest
from pelican import generators
from pelican.utils import process_translations

from quick_pelican.quick_scans import translations_by_group


class _Content:
    def __init__(self, slug: str, lang: str, *, default: bool, translation: str = "false") -> None:
        self.slug = slug
        self.lang = lang
        self.in_default_lang = default
        self.metadata = {"translation": translation}
        self.source_path = f"{slug}-{lang}.md"
        self.translations: list[Any] = []


def _contents() -> list[_Content]:
    return [
        _Content("b", "ru", default=False),
        _Content("a", "en", default=True),
        _Content("b", "en", default=True),
        _Content("c", "fr", default=False),
        _Content("a", "fr", default=False, translation="true"),
        _Content("d", "en", default=True, translation="true"),
    ]


def _told(result: tuple[list[_Content], list[_Content]]) -> Any:
    return [
        [(one.source_path, [other.source_path for other in one.translations]) for one in contents]
        for contents in result
    ]


@pytest.mark.parametrize("names", ["slug", ("slug",), ["slug", "lang"], None, ""])
def test_translations_group_by_group_are_those_of_all_at_once(names: Any) -> None:
    contents = _contents()
    with translations_by_group():
        by_group = generators.process_translations(contents, translation_id=names)
    plain = _contents()
    assert _told(by_group) == _told(process_translations(plain, translation_id=names))
    assert [one.source_path for one in contents] == [one.source_path for one in plain]
    assert generators.process_translations is process_translations


def test_an_attribute_that_is_missing_is_complained_of_by_pelican() -> None:
    with translations_by_group(), pytest.raises(AttributeError, match="without these metadata attributes"):
        generators.process_translations(_contents(), translation_id="nothing")


def test_archives_of_periods_hold_their_articles_in_the_order_of_all(site: Any) -> None:
    site.settings = {
        **{f"{name}_ARCHIVE_SAVE_AS": f"{name}/{{date:%Y-%m-%d}}.html" for name in ("YEAR", "MONTH", "DAY")},
        "ARTICLE_ORDER_BY": "title",
        "ARTICLE_SAVE_AS": "{slug}.html",
    }
    line = "{%% for one in %s %%}{{ one.title }} {%% endfor %%}|"
    lines = line % "articles" + line % "dates"
    site.template("period_archives.html", lines)
    site.template("article.html", "{{ article.title }}")
    for number, date in enumerate(("2026-11-22", "2026-11-21", "2025-01-01", "2026-10-01", "2026-11-22T10:00:00Z")):
        site.article(f"{number}.md", title=f"{(number * 7) % 5} title", date=date)
    site.build()
    plain = site.root / "plain"
    site.pelican(PLUGINS=[], OUTPUT_PATH=str(plain)).run()
    assert len(site.files()) > 10
    assert site.files() == site.files(plain)
