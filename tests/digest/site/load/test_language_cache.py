"""The languages of articles whose feeds name none, told once and kept; and what follows from them on a site."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.site.load import language_cache
from digest.site.load.language_cache import LANGUAGES_FILE, LanguageCache

TEXTS = {
    "en": "The pilots of Neverhaven have been on strike since Monday, and forty ships wait outside the harbour.",
    "de": "Die Lotsen von Nimmerhafen streiken seit Montag, und vierzig Schiffe warten vor dem Hafen.",
    "fr": "Les pilotes de Havrejamais sont en grève depuis lundi et quarante navires attendent devant le port.",
    "es": "Los prácticos de Puertonunca están en huelga desde el lunes y cuarenta barcos esperan frente al puerto.",
    "ar": "يضرب مرشدو الميناء عن العمل منذ يوم الاثنين وتنتظر أربعون سفينة خارج الميناء.",
}


def test_a_language_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        with LanguageCache(tmp_path) as cache:
            assert [cache.language("", text) for text in TEXTS.values()] == list(TEXTS)
        monkeypatch.setattr(language_cache, "told_language", lambda _: pytest.fail("it was told already"))


def test_what_a_build_does_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    for texts in (TEXTS.values(), [TEXTS["de"]]):
        with LanguageCache(tmp_path) as cache:
            for text in texts:
                cache.language("", text)
    with sqlite3.connect(tmp_path / LANGUAGES_FILE) as database:
        assert database.execute("SELECT lang FROM languages").fetchall() == [("de",)]
    database.close()


@pytest.mark.parametrize("damage", ["UPDATE languages SET lang = 'english; x'", "UPDATE languages SET lang = x'ff'"])
def test_a_damaged_row_is_told_anew(tmp_path: Path, damage: str) -> None:
    with LanguageCache(tmp_path) as cache:
        cache.language("", TEXTS["de"])
    with sqlite3.connect(tmp_path / LANGUAGES_FILE) as database:
        database.execute(damage)
    database.close()
    with LanguageCache(tmp_path) as cache:
        assert cache.language("", TEXTS["de"]) == "de"


def test_a_site_in_german_says_of_each_text_in_which_language_it_is(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for lang, text in TEXTS.items():
        site.add(f"2023/07/20/{lang}", "harbour-post", text.split(",")[0], "08:00", f"{text}\n")
    site.add("2023/07/20/said", "harbour-post", "Said", "08:00", f"{TEXTS['fr']}\n", Lang="pt")
    site.add("2023/07/20/subscribed", "lantern", "Subscribed", "08:00", f"{TEXTS['fr']}\n")
    site.add("2023/07/20/own", "", "Own", "08:00", f"{TEXTS['fr']}\n", Source_Url="")
    settings = site.content / "settings.py"
    text = (site.root / "pelican.conf.py").read_text(encoding="utf-8").replace('DEFAULT_LANG = "en"', "")
    folders = "".join(f"{name} = {str(site.root / folder)!r}\n" for name, folder in (("THEME", "theme"),))
    settings.write_text(
        f"{text}\nDEFAULT_LANG = 'de'\n{folders}PLUGIN_PATHS = [{str(site.root / 'plugins')!r}]\n", encoding="utf-8"
    )
    site.build(settings)
    langs = {
        slug: site.page(f"2023/07/20/{slug}").css_first("h1").attributes.get("lang")
        or site.page(f"2023/07/20/{slug}").css_first("html").attributes["lang"]
        for slug in (*TEXTS, "said", "subscribed", "own")
    }
    assert langs == {lang: lang for lang in TEXTS} | {"said": "pt", "subscribed": "en", "own": "de"}
    assert site.page("2023/07/20/ar").css_first("article").attributes["dir"] == "rtl"
    assert site.page("2023/07/19/ships-wait").css_first("h1").attributes["lang"] == "en"
