"""Where things stand on the site."""

import runpy
from datetime import UTC, date, datetime
from pathlib import Path

from digest.archive.model.addresses import (
    FRONT,
    Addresses,
    actor_slugs,
    article_path,
    day_path,
    editor_page_path,
    folder,
    month_of,
    month_path,
    output_file,
    section_path,
    topic_path,
    topic_slug,
)
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, article


def test_a_name_in_another_script_has_an_address_in_ascii() -> None:
    assert topic_slug("Вагнер") == "vagner"
    assert topic_slug("😀") == topic_slug("😀") != topic_slug("🎉")
    assert topic_slug("😀").isascii()


def test_addresses_stand_below_the_path_of_the_site() -> None:
    archive = archive_of([article(1, NORTH)])
    assert archive.addresses.topic("mi6") == "/news/topics/mi6/"
    assert archive.addresses.day(archive.events.days()[0]) == "/news/2023/07/01/"


def test_pelican_has_the_same_addresses_for_its_own_objects(root: Path) -> None:
    settings = runpy.run_path(str(root / "pelican.conf.py"))
    day = datetime(2026, 1, 2, tzinfo=UTC)
    assert settings["ARTICLE_URL"].format(date=day, slug="ferry-strike") == article_path(day.date(), "ferry-strike")
    assert settings["PAGE_URL"].format(slug="about") == editor_page_path("about")
    assert settings["TAG_URL"].format(slug="mi6") == topic_path("mi6")
    assert settings["CATEGORY_URL"].format(slug="world") == section_path("world")


def test_a_page_is_served_from_a_file_in_its_folder_and_a_file_is_itself() -> None:
    assert [output_file(path) for path in (FRONT, "topics/mi6/", "feed.xml")] == [
        "index.html",
        "topics/mi6/index.html",
        "feed.xml",
    ]


def test_an_id_is_made_of_host_day_and_path() -> None:
    addresses = Addresses("https://news.example.org/digest", "/digest", "news.example.org")
    assert addresses.tag_uri("feed.xml") == "tag:news.example.org,2026:/digest/feed.xml"
    assert addresses.tag_uri("about/", date(2027, 5, 6)) == "tag:news.example.org,2027-05-06:/digest/about/"
    assert addresses.absolute("about/") == "https://news.example.org/digest/about/"


def test_the_month_of_a_path_is_read_where_it_names_one() -> None:
    assert [month_of(path) for path in ("2026/11/22/ferry/", "topics/mi6/2023/07/", "2026/w47/", "about/")] == [
        "2026-11",
        "2023-07",
        "",
        "",
    ]


def test_the_file_of_an_actor_has_an_address_whatever_its_name_is() -> None:
    names = ("c", "c#", "c++", "what?", "oslo city", "100%", "a&b", "index.html", "mi6", "граница", "🦀", ".")
    slugs = actor_slugs(names)
    assert {name: slugs[name] for name in ("c", "mi6", "граница")} == {"c": "c", "mi6": "mi6", "граница": "граница"}
    assert [slugs[name] for name in ("what?", "oslo city", "100%", "a&b")] == ["what", "oslo-city", "100", "a-b"]
    assert slugs["c#"].startswith("c-")
    assert len({*slugs.values()}) == len(names)
    assert all(slug == folder(slug) for slug in slugs.values())
    assert actor_slugs(reversed(names)) == slugs


def test_letters_beyond_ascii_are_escaped_in_an_address_and_not_in_a_path() -> None:
    addresses = Addresses("https://news.example.org/digest", "/digest", "news.example.org")
    assert addresses.topic("гра-ница~1") == "/digest/topics/%D0%B3%D1%80%D0%B0-%D0%BD%D0%B8%D1%86%D0%B0~1/"
    assert addresses.absolute("é/") == "https://news.example.org/digest/%C3%A9/"
    assert output_file(topic_path("é")) == "topics/é/index.html"


def test_early_years_have_four_digits() -> None:
    assert (day_path(date(987, 1, 2)), month_path("topics/mi6/", date(987, 1, 2))) == (
        "0987/01/02/",
        "topics/mi6/0987/01/",
    )
