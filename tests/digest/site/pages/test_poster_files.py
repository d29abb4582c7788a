"""The posters of a small real site: which pages have one, and when one is drawn again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from digest.errors import ConfigurationError
from digest.site.load.settings_reading import site_settings

from ..conftest import SmallSite

STORY = "stories/pilots-strike-4177132a/"
DAY = "2023/07/19/"
ACTOR = "topics/guild-of-pilots/"


def shown(site: SmallSite, path: str) -> tuple[str, str, str]:
    """The path below the site's root of the picture of a page, its measures, and what it says of itself."""
    page = site.page(path)

    def content(name: str) -> str:
        return page.css(f'meta[property="og:image{name}"]')[0].attributes["content"] or ""

    return (
        content("").removeprefix("http://localhost:8000/"),
        f"{content(':width')}x{content(':height')}",
        content(":alt"),
    )


def test_the_front_a_day_a_story_and_an_actor_have_posters(site: SmallSite) -> None:
    for path, alt in {
        "": "The Concordance",
        DAY: "Wednesday 19 July 2023",
        STORY: "Pilots strike in Neverhaven, forty ships wait",
        ACTOR: "Guild of Pilots",
    }.items():
        assert shown(site, path) == (f"{path}poster.png", "1200x630", alt)
        assert Image.open(BytesIO((site.output / path / "poster.png").read_bytes())).size == (1200, 630)


def test_other_pages_show_the_poster_of_the_site(site: SmallSite) -> None:
    for path in (f"{DAY}pilots-strike/", "quotes/", "sources/lantern/", "about/", "search/"):
        assert shown(site, path)[0] == "poster.png"


def test_a_page_whose_title_has_letters_that_the_font_lacks_has_the_site_s(new_site: Callable[[], SmallSite]) -> None:
    site = new_site()
    (site.content / "actors" / "guild-of-pilots.md").write_text(
        "Title: نقابة\nKind: organisation\nAliases: Guild of Pilots\n\nPilots.\n", encoding="utf-8"
    )
    site.build()
    assert shown(site, ACTOR)[0] == "poster.png"
    assert not (site.output / ACTOR / "poster.png").exists()


def test_an_article_draws_only_the_posters_that_it_changes(new_site: Callable[[], SmallSite]) -> None:
    site = new_site()
    site.build()
    before = {path: file for path, file in site.state().items() if path.endswith("poster.png")}
    text = "Forty ships wait at Neverhaven, where the Guild of Pilots began a strike over rests at the helm.\n"
    site.add("2023/07/19/fourth", "silent-source", "Pilots strike in Neverhaven as forty ships wait", "13:00", text)
    site.build()
    after = {path: file for path, file in site.state().items() if path.endswith("poster.png")}
    assert {path for path in after if after[path] != before.get(path)} == {f"{STORY}poster.png", f"{DAY}poster.png"}
    clean = new_site()
    clean.add("2023/07/19/fourth", "silent-source", "Pilots strike in Neverhaven as forty ships wait", "13:00", text)
    clean.build()
    assert clean.state() == site.state()


def test_an_editor_may_have_fewer_posters(new_site: Callable[[], SmallSite], tmp_path: Path) -> None:
    site = new_site()
    settings = tmp_path / "pelican.conf.py"
    text = (site.root / "pelican.conf.py").read_text(encoding="utf-8")
    for name in ("plugins", "theme"):
        text = text.replace(f'"{name}"', f'"{site.root / name}"')
    settings.write_text(f'{text}\nDIGEST_POSTERS = ["stories"]\n', encoding="utf-8")
    site.build(settings)
    assert [path for path in site.state() if path.endswith("poster.png")] == ["poster.png", f"{STORY}poster.png"]
    assert shown(site, DAY)[0] == "poster.png"


def test_a_kind_that_no_page_has_is_named() -> None:
    settings = {"SITEURL": "https://x.example", "SITENAME": "X", "DEFAULT_LANG": "en", "PATH": "content"}
    settings |= {"CACHE_PATH": "cache", "THEME": "theme", "DEFAULT_CATEGORY": "News"}
    with pytest.raises(ConfigurationError, match=r"DIGEST_POSTERS: 'weeks' is none of 'days', 'stories', 'actors'"):
        site_settings(settings | {"DIGEST_POSTERS": ["weeks"]})
