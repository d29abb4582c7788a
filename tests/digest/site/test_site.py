"""A small real site, read as a reader would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.errors import BuildError, ConfigurationError


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_the_front_page_shows_one_story_once_with_its_sources(site: Any) -> None:
    page = site.page("index.html")
    assert len(texts(page, ".lead h2")) == 1
    assert "3 sources" in texts(page, ".lead .evidence")[0]
    shown = [title for title in texts(page, "h2 a, h3 a, .river a") if "strike" in title.lower()]
    assert len(shown) == 1


def test_the_day_shows_the_story_and_what_one_source_reports(site: Any) -> None:
    assert "3 sources" in texts(site.page("2023/07/19"), "article.story .evidence")[0]
    assert texts(site.page("2023/07/18"), ".river a") == ["Lost organ score found in an attic"]


def test_an_article_says_where_it_comes_from(site: Any) -> None:
    box = site.page("2023/07/19/pilots-strike").css_first(".source")
    facts = dict(
        zip(
            [node.text().strip() for node in box.css("dt")],
            [" ".join(node.text().split()) for node in box.css("dd")],
            strict=True,
        )
    )
    assert facts["Source"] == "Northern Wire"
    assert facts["Credit"] == "Lantern"
    assert facts["Published"].startswith("19 July 2023, 09:12")
    assert box.css_first("a.button").attributes["href"] == "https://northern-wire.example/pilots-strike"
    assert len(box.css("li")) == 2


def test_a_good_quote_is_pulled_out_and_leads_to_its_passage(site: Any) -> None:
    page = site.page("2023/07/19/pilots-strike")
    assert texts(page, ".prose .quote figcaption b") == ["Odo Flinck"]
    anchor = page.css_first(".prose .quote .where a").attributes["href"]
    assert "forty captains" in page.css_first(f".prose span.said{anchor}").text()


def test_the_first_mention_of_an_actor_links_to_its_page_and_no_other(site: Any) -> None:
    page = site.page("2023/07/19/pilots-strike")
    links = [node.attributes["href"] for node in page.css(".prose > p a.actor")]
    assert links.count("/topics/guild-of-pilots/") == 1
    assert links.count("/topics/odo-flinck/") == 1


def test_an_actor_has_background_latest_quotes_and_a_feed(site: Any) -> None:
    page = site.page("topics/odo-flinck")
    assert "Harbourmaster of Neverhaven." in texts(page, "#background .prose p")
    assert len(page.css("#latest .river li")) == 1  # one event, though three articles
    assert "forty captains" in texts(page, "#said blockquote")[0]
    assert "Guild of Pilots" in texts(page, "#with a")
    feed = feedparser.parse((site.output / "topics/odo-flinck/feed.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 2


def test_a_followed_actor_without_news_has_a_page_and_a_feed(site: Any) -> None:
    assert "no articles yet" in site.page("topics/nobody-at-all").body.text().lower()
    feed = feedparser.parse((site.output / "topics/nobody-at-all/feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.entries == []


def test_every_source_and_section_has_a_page(site: Any) -> None:
    assert set(texts(site.page("sources"), "main table a, main .index a")) >= {"Northern Wire", "Silent Source"}
    assert site.page("sources/silent-source").css_first("h1").text().strip() == "Silent Source"
    assert site.page("sections/security").css_first("h1").text().strip() == "Security"


def test_an_excerpt_is_cut_where_its_terms_say_and_sends_readers_on(new_site: Callable[[], Any]) -> None:
    site = new_site()
    words = " ".join(f"word{number}" for number in range(500))
    said = "“It rains behind the end of the excerpt,” said Odo Flinck. It is a “storm”."
    site.add("2023/07/20/long", "harbour-post", "A long text", "09:00", f"{words}.\n\n{said}\n")
    site.add("2023/07/20/whole", "northern-wire", "A whole text", "09:00", f"{words}.\n")
    site.build()
    page = site.page("2023/07/20/long")
    assert len(page.css_first(".prose").text().split()) < 140
    assert page.css_first("link[rel=canonical]").attributes["href"] == "https://harbour-post.example/long"
    assert texts(page, "#quotes blockquote") == ["“It rains behind the end of the excerpt,”"]
    assert page.css_first("#quotes figure").attributes["id"] == "q1"
    assert any(node.text().strip() == "Read on at Harbour Post" for node in page.css("a.button"))
    assert "word499" in site.page("2023/07/20/whole").css_first(".prose").text()


def test_an_article_by_hand_without_source_is_the_sites_own(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/20/own", "", "A correction", "09:00", "We were wrong.\n", Source_Url="")
    site.build()
    page = site.page("2023/07/20/own")
    assert "The Concordance" in texts(page, ".source dd")[0]
    assert not page.css("a.button")


def test_a_second_build_writes_nothing(new_site: Callable[[], Any]) -> None:
    site = new_site()

    def times() -> dict[Path, int]:
        """Not of the record of what is ours: files that were new then are noted later."""
        return {file: file.stat().st_mtime_ns for file in site.output.rglob("[!.]*")}

    site.build()
    before = times()
    assert " 0 views rendered" in str(site.build())
    assert times() == before


def test_an_incremental_build_gives_the_bytes_of_a_clean_one(new_site: Callable[[], Any]) -> None:
    grown, clean = new_site(), new_site()
    grown.build()
    for site in (grown, clean):
        site.add(
            "2023/07/20/talks", "lantern", "Pilots and harbour talk in Neverhaven", "07:30", "Odo Flinck has news.\n"
        )
        (site.content / "news/2023/07/18/organ.md").unlink()
    grown.build()
    clean.build()
    assert grown.state() == clean.state()


def test_deleting_the_cache_changes_no_page(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.build()
    before = site.state()
    for file in sorted(site.cache.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    site.build()
    assert site.state() == before


def test_an_article_that_cannot_be_read_is_named_and_the_rest_is_built(
    new_site: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    site = new_site()
    (site.content / "news/2023/07/19/broken.md").write_bytes(b"Title: Broken\nDate: nonsense\n\n\xff\xfe text\n")
    assert site.build().built.articles == 4
    assert "broken.md" in caplog.text


@pytest.mark.parametrize("fault", ["plugin", "template", "missing"])
def test_a_failed_plugin_or_template_fails_the_build_and_leaves_the_output(
    new_site: Callable[[], Any], tmp_path: Path, root: Path, fault: str
) -> None:
    site = new_site()
    site.build()
    before = site.state()
    settings = tmp_path / "conf.py"
    lines = [
        "from pathlib import Path",
        f"exec(Path({str(root / 'pelican.conf.py')!r}).read_text())",
        f"THEME = {str(root / 'theme')!r}",
        f"PLUGIN_PATHS = [{str(root / 'plugins')!r}]",
    ]
    if fault == "plugin":
        lines.append("PLUGINS = ['digest.site', 'incremental', 'no_such_plugin']")
    else:
        (tmp_path / "over").mkdir()
        broken = "{{ view.nothing_of_that_name.at_all }}" if fault == "template" else "{% extends 'nowhere.html' %}"
        (tmp_path / "over" / "day.html").write_text(broken)
        lines.append(f"THEME_TEMPLATES_OVERRIDES = [{str(tmp_path / 'over')!r}]")
    settings.write_text("\n".join(lines))
    site.add("2023/07/21/new", "lantern", "Something new", "07:30", "Something happened.\n")
    with pytest.raises(BuildError):
        site.build(settings)
    assert site.state() == before


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("subscriptions.toml", '[[feed]]\nname = "X"\nurl = "x"\n', r"subscriptions\.toml: feed 1 \('X'\): url"),
        ("subscriptions.toml", "[[feed]\n", r"subscriptions\.toml: this isn't TOML"),
        ("actors/bad.md", "Title: Bad\nKind: animal\n\nx\n", r"bad\.md.*animal"),
        (
            "actors/twice.md",
            "Title: Twice\nKind: group\nAliases: Pilots’ Guild\n\nx\n",
            r"twice\.md|guild-of-pilots\.md",
        ),
    ],
)
def test_the_editors_mistake_is_named_and_nothing_is_built(
    new_site: Callable[[], Any], file: str, text: str, expected: str
) -> None:
    site = new_site()
    (site.content / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=expected):
        site.build()
    assert not site.output.exists() or not any(site.output.iterdir())


def test_a_markdown_file_cannot_take_a_page_of_ours(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for number, field in enumerate(("Save_as", "Url", "Template", "Status")):
        value = {"Save_as": "index.html", "Url": "/", "Template": "base", "Status": "published"}[field]
        site.add(f"2023/07/20/take-{number}", "lantern", f"Taking {field}", "07:30", "Text.\n", **{field: value})
    site.build()
    assert site.page("index.html").css_first(".wordmark").text().strip() == "The Concordance"
    assert site.page("2023/07/20/take-0").css_first("h1").text().strip() == "Taking Save_as"
