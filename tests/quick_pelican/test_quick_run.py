"""Builds with the plugin: they give what builds without it give."""

from typing import Any

import pytest
from pelican import signals

from tests.incremental.test_native_pages import NATIVE


@pytest.fixture
def native(site: Any) -> Any:
    site.settings = NATIVE
    for number in range(5):
        tags = "x, y" if number % 2 else "y"
        site.article(f"{number}.md", f"*text* {number}", tags=tags, date=f"2026-11-0{number + 1}", author="A. B.")
    return site


def test_the_pages_of_a_site_are_those_of_a_site_without_the_plugin(native: Any) -> None:
    native.build()
    plain = native.root / "plain"
    native.pelican(PLUGINS=[], OUTPUT_PATH=str(plain)).run()
    assert native.files() == native.files(plain)
    assert len(native.files()) > 20


def test_a_site_without_incremental_is_quick_too(native: Any) -> None:
    native.pelican(PLUGINS=["quick_pelican"]).run()
    plain = native.root / "plain"
    native.pelican(PLUGINS=[], OUTPUT_PATH=str(plain)).run()
    assert native.files() == native.files(plain)


def test_no_term_s_list_is_searched_for_every_article(native: Any) -> None:
    off = {"TAG_SAVE_AS": "", "AUTHOR_SAVE_AS": ""}
    called: list[str] = []

    def watch(generator: Any) -> None:
        for tag in generator.tags:
            generator.tags[tag] = _Watched(generator.tags[tag], called)

    with signals.article_generator_finalized.connected_to(watch):
        native.build(**off)
        native.build()
    assert called == []
    assert native.files() == native.clean_files()


class _Watched(list[Any]):
    """A list that notes when somebody looks for something in it."""

    def __init__(self, items: list[Any], called: list[str]) -> None:
        super().__init__(items)
        self.called = called

    def __contains__(self, item: object) -> bool:
        self.called.append("looked for")
        return super().__contains__(item)
