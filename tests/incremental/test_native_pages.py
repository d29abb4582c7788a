"""Pelican's own pages, with its own theme: the plugin must not be seen in them."""

from pathlib import Path
from typing import Any

import pytest
from pelican import signals

NATIVE = {
    "THEME": "simple",
    "ARTICLE_SAVE_AS": "{slug}.html",
    "TAG_SAVE_AS": "tag/{slug}.html",
    "CATEGORY_SAVE_AS": "category/{slug}.html",
    "AUTHOR_SAVE_AS": "author/{slug}.html",
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "FEED_RSS": "feeds/all.rss.xml",
    "DIRECT_TEMPLATES": ["index", "tags", "categories", "authors", "archives"],
    "DEFAULT_PAGINATION": 2,
    "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
    "STATIC_PATHS": ["images"],
    "OUTPUT_SOURCES": True,
}


@pytest.fixture
def native(site: Any) -> Any:
    site.settings = NATIVE
    for number in range(5):
        site.article(
            f"n{number}.md", f"*text* {number}", slug=f"n{number}", tags=f"t{number % 2}", date=f"2026-11-1{number}"
        )
    site.article("pages/about.md", "about {filename}/n0.md")
    site.article("draft.md", "unfinished", status="draft")
    site.article("n0-ru.md", "текст", slug="n0", lang="ru")
    (site.content / "images").mkdir()
    (site.content / "images" / "map.svg").write_text("<svg/>")
    site.pages = {}
    return site


def test_output_is_what_pelican_makes_without_the_plugin(native: Any) -> None:
    native.build()
    plain = native.root / "plain"
    native.pelican(PLUGINS=[], OUTPUT_PATH=str(plain)).run()
    assert len(native.files()) > 20
    assert native.files() == native.files(plain)


def test_a_second_build_touches_no_file(native: Any) -> None:
    native.build()
    before = native.states()
    assert native.build().written == 0
    assert native.states() == before


def test_a_new_article_touches_what_shows_it(native: Any) -> None:
    native.build()
    before = native.states()
    native.article("n9.md", "new", slug="n9", tags="t9", date="2026-10-01")
    native.build()
    after = native.states()
    changed = {name for name in after if after[name] != before.get(name)}
    assert {"n9.html", "index3.html", "tag/t9.html", "feeds/all.atom.xml"} <= changed
    assert not {"n0.html", "index.html", "images/map.svg"} & changed
    assert native.files() == native.clean_files()


def test_a_removed_article_takes_its_pages_with_it(native: Any) -> None:
    native.build()
    (native.content / "n1.md").unlink()
    (native.content / "images" / "map.svg").unlink()
    native.build()
    assert "n1.html" not in native.files()
    assert not (native.output / "images").exists()
    assert native.files() == native.clean_files()


def test_a_native_page_that_overrides_a_view_wins_and_its_end_gives_the_view_back(native: Any) -> None:
    native.settings = NATIVE | {"THEME": str(native.theme), "DIRECT_TEMPLATES": [], "ARTICLE_SAVE_AS": ""}
    for name in ("tag", "category", "author", "period_archives", "page", "article"):
        native.template(f"{name}.html", name)
    native.template("view.html", "the view")
    native.pages = {"home.html": ("view.html", {})}
    native.build()
    assert native.files()["home.html"] == b"the view"
    (native.content / "home.in").write_text("over")
    override = {"TEMPLATE_PAGES": {"home.in": "home.html"}}
    for _ in range(2):
        native.build(**override)
        assert native.files()["home.html"] == b"over"
    native.build()
    assert native.files()["home.html"] == b"the view"


def test_a_static_file_over_a_view_wins_and_its_end_gives_the_view_back(native: Any) -> None:
    native.settings = {
        "STATIC_PATHS": ["extra"],
        "STATIC_EXCLUDE_SOURCES": False,
        "ARTICLE_EXCLUDES": ["extra"],
        "EXTRA_PATH_METADATA": {"extra/home.html": {"path": "home.html"}},
        "CATEGORY_SAVE_AS": "category/{slug}.html",
    }
    for name in ("article", "page", "view", "category"):
        native.template(f"{name}.html", f"the {name}")
    native.pages = {"home.html": ("view.html", {})}
    (native.content / "extra").mkdir()
    static = native.content / "extra" / "home.html"
    static.write_text("a static file")
    for _ in range(2):
        native.build()
        assert native.files()["home.html"] == b"a static file"
    static.unlink()
    native.build()
    assert native.files()["home.html"] == b"the view"


def test_a_link_to_a_static_file_that_is_not_there_is_no_error(native: Any) -> None:
    native.article("n8.md", "![x]({static}/images/none.svg)", slug="n8")
    for _ in range(2):
        native.build()
        assert "images/none.svg" not in native.files()
    assert native.files() == native.clean_files()


def test_static_links_stay_links(native: Any) -> None:
    native.settings = NATIVE | {"STATIC_CREATE_LINKS": True}
    for _ in range(2):
        native.build()
        assert (native.output / "images" / "map.svg").samefile(native.content / "images" / "map.svg")
    (native.content / "images" / "map.svg").unlink()
    (native.content / "images" / "map.svg").write_text("<svg>new</svg>")
    native.build()
    assert (native.output / "images" / "map.svg").read_text() == "<svg>new</svg>"


def test_a_symbolic_link_that_another_plugin_makes_is_moved_as_a_link(native: Any) -> None:
    def link(pelican: Any) -> None:
        Path(pelican.output_path, "latest.html").symlink_to("n4.html")

    with signals.finalized.connected_to(link):
        written = [native.build().written for _ in range(2)]
    assert (native.output / "latest.html").readlink() == Path("n4.html")
    assert written[1] == 0
