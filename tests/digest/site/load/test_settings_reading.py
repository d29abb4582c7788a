"""Settings that the site can't be built with are named."""

from pathlib import Path
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.site.load.settings_reading import _web_address, site_settings, unknown_settings


@pytest.mark.parametrize("hub", ["hub.example", "javascript:alert(1)", 'http://"', "https://", 5])
def test_a_hub_that_is_no_address_is_an_error_that_names_the_setting(hub: Any) -> None:
    with pytest.raises(ConfigurationError, match="DIGEST_WEBSUB_HUB is "):
        _web_address({"DIGEST_WEBSUB_HUB": hub}, "DIGEST_WEBSUB_HUB")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SITEURL", ""),
        ("SITEURL", "ftp://x/"),
        ("DIGEST_EXCERPT_WORDS", 0),
        ("DIGEST_NOW", "yesterday"),
        ("DIGEST_RANK_SOURCES", -1),
        ("DIGEST_RANK_ACTORS", "many"),
        ("DIGEST_RANK_GROWTH", None),
        ("DIGEST_RANK_DURATION", [1]),
        ("DIGEST_RANK_QUOTES", float("nan")),
        ("DIGEST_RANK_FRESHNESS", True),
        ("DIGEST_RANK_HALF_LIFE_H", 0),
    ],
)
def test_a_wrong_setting_is_named(setting: str, value: object) -> None:
    settings = {
        "SITENAME": "Site",
        "SITEURL": "https://digest.example",
        "DEFAULT_LANG": "en",
        "PATH": "content",
        "CACHE_PATH": "cache",
        "THEME": "theme",
        "DEFAULT_CATEGORY": "News",
        setting: value,
    }
    with pytest.raises(ConfigurationError, match="--now" if setting == "DIGEST_NOW" else setting):
        site_settings(settings)


ROOT = Path(__file__).resolve().parents[4]


def settings(content: Path, **own: object) -> dict[str, object]:
    return {
        "SITEURL": "https://digest.example", "SITENAME": "Site", "DEFAULT_LANG": "en", "PATH": str(content),
        "CACHE_PATH": "cache", "THEME": str(ROOT / "theme"), "DEFAULT_CATEGORY": "News", **own,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["DIGEST_ACCENT", "DIGEST_STYLES", "DIGEST_MENU_SECTIONS"])
def test_a_list_of_something_else_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        site_settings(settings(tmp_path, **{name: [1]}))


def test_a_zone_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="DIGEST_TIMEZONE is 'Mars/Olympus'"):
        site_settings(settings(tmp_path, DIGEST_TIMEZONE="Mars/Olympus"))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DIGEST_TIMEZON", "DIGEST_TIMEZONE"),
        ("DIGEST_MENU_SECTION", "DIGEST_MENU_SECTIONS"),
        ("DIGEST_RANK_SOURCE", "DIGEST_RANK_SOURCES"),
        ("DIGEST_WEATHER", ""),
    ],
)
def test_a_setting_of_ours_that_nothing_reads_is_named_with_what_was_meant(name: str, meant: str) -> None:
    own = {"DIGEST_TIMEZONE": "UTC", "SITE_NAMES": "somebody's", "ARTICLE_URL": "", name: 1}
    question = f"; did you mean {meant}?" if meant else ""
    expected = f"there is no setting {name}: expected one of those in docs/reference.md{question}"
    assert list(unknown_settings(own)) == [expected]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("SITENAM", "SITENAME"), ("SITEURLL", "SITEURL"), ("THEME_TEMPLATE_OVERRIDES", "THEME_TEMPLATES_OVERRIDES")],
)
def test_a_setting_that_is_nearly_one_of_pelicans_is_told(name: str, meant: str) -> None:
    others = {"SITENAME": "Tide", "NER": "spacy", "TIPUE_SEARCH": True, "sitenam": "a variable"}
    assert list(unknown_settings({**others, name: "x"})) == [f"Pelican has no setting {name}: did you mean {meant}?"]
