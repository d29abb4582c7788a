"""Articles as nobody should write them, on one site: each is named or shown, and the rest goes on."""

import json
import logging
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest

from digest.archive.model.addresses import MAX_FOLDER_BYTES, folder
from digest.errors import ConfigurationError

from .conftest import SmallSite

LONG = "Ships " + "wait and wait " * 142  # 2,000 characters
ONE_WORD = "w" * 2000
TITLES = ("Index", "Archives", "🦀", "Feed", "index.html", "..", "Topics", "2023", LONG, ONE_WORD)
ACTOR_FILES = ("c", "c#", "what?", "oslo city", "index.html", "100%", "ö")
CROWD = 120  # five hundred and a thousand are for tests/digest/stories, where they cost no pages


def article(title: str = "", date: str = "2023-07-19T10:00:00+00:00", body: str = "It rains.", **fields: str) -> str:
    header = {"Title": title, "Date": date, **fields}
    return "".join(f"{name}: {value}\n" for name, value in header.items() if value) + f"\n{body}\n"


FILES = {
    "2023/07/19/no-title": article(Source="lantern"),
    "2023/07/19/no-date": article("No date", date="", Source="lantern"),
    "2023/07/19/no-such-date": article("No such date", date="tomorrow", Source="lantern"),
    "2023/07/19/nothing": "",
    "2023/07/19/no-text": article("No text", body="", Source="lantern"),
    "2023/07/19/no-source": article("No source"),
    "2023/07/19/no-language": article("No language", Source="silent-source"),
    "2023/07/19/odd": article("Odd", Source="🦀", Lang='"><script>', Category="🐙"),
    "2023/07/19/long": article("Long names", Source="q" * 1000, Category="s" * 1000, body="Nothing else."),
    "2023/07/19/outside": article("Outside", Slug="../../../outside", Source="lantern", body="A way out."),
    **{
        f"2023/07/19/twin-{number}": article("Twin", Slug="twin", Source="lantern", body=f"Twin {number}.")
        for number in (2, 1)
    },
    **{
        f"2023/07/18/title-{number}": article(title, "2023-07-18T10:00:00+00:00", f"Body {number}.", Source="lantern")
        for number, title in enumerate(TITLES)
    },
    **{
        f"{year}/12/31/odd-year": article("Odd year", f"{year}-{day}T{clock}", "It rains.", Source="lantern")
        for year, day, clock in (
            ("0001", "01-01", "00:30:00+05:00"),
            ("9999", "12-31", "23:30:00-05:00"),
            ("0023", "07-19", "08:00:00Z"),
        )
    },
    "1912/04/15/old": article("Old", "1912-04-15T08:00:00Z", "Fog.", Source="lantern"),
    # A language without a model, since there are many; the actor is in every one.
    **{
        f"2023/07/20/crowd-{number}": article(
            "Granda fajro",
            f"2023-07-20T{number // 60:02}:{number % 60:02}:00+00:00",
            f"Guild of Pilots: granda fajro en Neverhaven, raportas nia korespondanto {number % 7}.",
            Slug=f"granda-fajro-{number}",
            Source=f"gazeto-{number}",  # of one source they would be issues of one report
            Lang="eo",
        )
        for number in range(CROWD)
    },
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, root: Path) -> tuple[SmallSite, str]:
    """The site, and what was said while it was built."""
    site = SmallSite(tmp_path_factory.mktemp("bad"), root)
    for path, text in FILES.items():
        file = site.content / "news" / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name in ACTOR_FILES:
        (site.content / "actors" / f"{name}.md").write_text(f"Title: Society {name}\nKind: group\n", encoding="utf-8")
    (site.content / "decisions.toml").write_text('pin = ["2023/07/19/never-was"]\n', encoding="utf-8")
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        site.build()
    finally:
        logging.getLogger().removeHandler(handler)
    return site, "\n".join(lines)


def heading(site: SmallSite, path: str) -> str:
    node = site.page(path).css_first("h1")
    assert node is not None
    return node.text()


def test_what_cannot_be_shown_is_named(told: tuple[SmallSite, str]) -> None:
    _, log = told
    for file in ("no-title.md", "no-date.md", "no-such-date.md", "nothing.md"):
        assert file in log, file
    assert "twin-2.md: has the address of news/2023/07/19/twin-1.md, and is left out" in log
    assert "there is no story or article '2023/07/19/never-was'" in log


def test_an_article_without_text_source_or_language_is_shown(told: tuple[SmallSite, str]) -> None:
    site, _ = told
    for slug, title in {"no-text": "No text", "no-source": "No source", "no-language": "No language"}.items():
        assert heading(site, f"2023/07/19/{slug}") == title
    assert "The Concordance" in site.page("2023/07/19/no-source").css("article")[0].text()
    assert site.page("2023/07/19/odd").css("script:not([type='application/ld+json'])") == []


def test_every_title_has_an_address_of_its_own_on_the_site(told: tuple[SmallSite, str]) -> None:
    site, _ = told
    shown = {}
    for folder_ in (site.output / "2023/07/18").iterdir():
        if folder_.is_dir():
            shown[heading(site, f"2023/07/18/{folder_.name}")] = folder_.name
    assert {title.strip() for title in TITLES} <= {title.strip() for title in shown}
    assert all(len(name.encode()) <= MAX_FOLDER_BYTES for name in shown.values())
    assert heading(site, "2023/07/19/outside") == "Outside"
    assert not (site.output.parent / "outside").exists()
    assert len(list((site.output / "sections").iterdir())) == 4  # News, Security, 🐙 and the long one


def test_a_crowd_on_one_event_is_one_story_that_pages_and_feeds_can_bear(told: tuple[SmallSite, str]) -> None:
    site, _ = told
    told_of = (
        path for path in (site.output / "stories").iterdir() if site.page(f"stories/{path.name}").css("#reports")
    )
    [story] = [path for path in told_of if "Granda fajro" in site.page(f"stories/{path.name}").css("h1")[0].text()]
    assert (story / "index.html").stat().st_size < 2**20
    assert heading(site, "2023/07/20")
    ids: set[str] = set()
    path = "topics/guild-of-pilots/feed.xml"
    while path:
        parsed = feedparser.parse((site.output / path).read_bytes())
        assert not parsed.bozo
        assert len(parsed.entries) <= 50
        ids |= {entry.id for entry in parsed.entries}
        links = {link.rel: link.href for link in parsed.feed.links}
        path = links.get("prev-archive", "").removeprefix("http://localhost:8000/")
    assert len(ids) == CROWD + 3  # and the three on the strike


def test_every_feed_and_every_record_can_be_read(told: tuple[SmallSite, str]) -> None:
    site, _ = told
    for file in site.output.rglob("*.xml"):
        ET.parse(file)
    for file in site.output.rglob("feed*.json"):
        json.loads(file.read_bytes())


@pytest.mark.parametrize(
    "name", ["a b", "../..", "/", "a/b", "🦀", "w" * 300, "ж" * 300, ".", "%2e%2e", "a" * 199 + "-bc"]
)
def test_any_name_is_one_folder(name: str) -> None:
    made = folder(name)
    assert made == folder(made)
    assert 0 < len(made.encode()) <= MAX_FOLDER_BYTES
    assert not set(made) & set("/\\%?#\0 ")
    assert made.strip(".") == made


def test_names_that_are_addresses_already_stay_as_they_are() -> None:
    for name in ("pilots-strike", "граница-открыта", "v1.2", "a_b"):
        assert folder(name) == name
    assert folder("") == ""
    assert folder("w" * 300) != folder("w" * 301)


def test_pipes_devices_and_links_that_lead_back_cost_nothing_but_a_line(
    new_site: Callable[[], SmallSite], caplog: pytest.LogCaptureFixture
) -> None:
    site = new_site()
    news = site.content / "news"
    site.add("2023/07/21/rain", "lantern", "Rain", "08:00", "It rains.\n")
    os.mkfifo(news / "pipe.md")
    (news / "zero.md").symlink_to("/dev/zero")
    (news / "2023" / "back").symlink_to("../..")
    (news / "self").symlink_to(".")
    with caplog.at_level(logging.WARNING):
        articles = site.build().built.articles
    assert articles == len([file for file in news.rglob("*.md") if file.is_file() and not file.is_symlink()])
    for name in ("news/pipe.md", "news/zero.md", "news/2023/back", "news/self"):
        assert name in caplog.text


def test_a_pipe_among_the_actors_is_named(new_site: Callable[[], SmallSite]) -> None:
    site = new_site()
    (site.content / "actors").mkdir(exist_ok=True)
    os.mkfifo(site.content / "actors" / "odo.md")
    with pytest.raises(ConfigurationError, match=r"odo\.md: .*no regular file"):
        site.build()


def test_a_year_that_no_news_is_of_is_named_and_makes_no_page(told: tuple[SmallSite, str]) -> None:
    site, log = told
    for year in ("0001", "0023", "9999"):
        assert f"{year}/12/31/odd-year.md: Date" in log
        assert not (site.output / year).exists()
    assert "Traceback" not in log
    assert not (site.output / "1").exists()
    assert heading(site, "1912/04/15/old") == "Old"
    assert heading(site, "1912/04/15")


def test_the_pages_of_actors_are_found_by_their_links(told: tuple[SmallSite, str]) -> None:
    site, _ = told
    links = {node.text().strip(): str(node.attributes["href"]) for node in site.page("topics").css("main a")}
    for name in ACTOR_FILES:
        address = links[f"Society {name}"]
        assert address.isascii()
        assert heading(site, unquote(address.strip("/"))) == f"Society {name}"
