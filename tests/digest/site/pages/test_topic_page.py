"""The page of an actor, in a small real site."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
from selectolax.lexbor import LexborHTMLParser

from digest.annotate.records import Annotation, Mention
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.questions.archive import Archive
from digest.archive.story_decisions import EditorDecisions
from digest.site.pages.topic_page import topic_page
from tests.digest.archive.small_archives import archive_of, inputs_of, update
from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_latest_comes_first_a_line_for_each_event_with_its_day(crowded: Any) -> None:
    page = crowded.page("topics/guild-of-pilots")
    assert page.css_first("main section").attributes["id"] == "latest"
    assert texts(page, "#latest .river time")[:2] == ["23 July", "22 July"]
    assert [link.attributes["href"] for link in page.css("#latest .jump a")] == ["/topics/guild-of-pilots/2023/07/"]


def test_a_story_stands_under_the_headline_that_names_the_actor(tmp_path: Path) -> None:
    named = Annotation("", title_mentions=(Mention(0, 5, "Title", "Ada Fiction", "person"),))
    articles = [article(1, NORTH, names=("Ada Fiction",)), replace(article(2, SOUTH), annotation=named)]
    index = IndexFile(tmp_path / INDEX_FILE)
    merged = EditorDecisions(merge=(("2023/07/01/a", "2023/07/02/a"),))
    update(index, articles, inputs_of(sources={"north": NORTH, "south": SOUTH}, decisions=merged))
    [line] = topic_page(Archive(index, SETTINGS), "ada-fiction").latest.items
    assert (line.title, line.url, line.sources) == ("Title 2", "/news/2023/07/02/a/", "Southern Post")
    assert (line.more, line.tally, bool(line.story_url)) == ("and 1 more", 2, True)
    index.close()


def test_names_that_one_article_alone_has_beside_the_actor_stand_with_all_names() -> None:
    once = [
        article(1, NORTH, names=("Ada Fiction", "Bo Fiction", "Cy Fiction")),
        article(2, SOUTH, names=("Cy Fiction",)),
    ]
    again = [article(3, SOUTH, names=("Ada Fiction", "Bo Fiction"))]
    page = topic_page(archive_of([*once, *again]), "ada-fiction")
    assert [group.name.text for group in page.seen_with] == ["Bo Fiction"]
    assert page.all_seen_with
    alone = [*once, article(3, SOUTH, names=("Ada Fiction",)), article(4, SOUTH, names=("Bo Fiction",))]
    groups = topic_page(archive_of(alone), "ada-fiction").seen_with
    assert sorted(group.name.text for group in groups) == ["Bo Fiction", "Cy Fiction"]


def facts_of(page: LexborHTMLParser) -> dict[str, str]:
    return dict(zip(texts(page, "#background dt"), texts(page, "#background dd"), strict=True))


def test_spellings_say_how_often_they_are_used(crowded: Any) -> None:
    assert facts_of(crowded.page("topics/guild-of-pilots"))["Also called"] == "Pilots’ Guild (4), Гильдия лоцманов"


def test_roles_are_told_in_the_words_of_the_texts(crowded: Any) -> None:
    assert facts_of(crowded.page("topics/ada-fiction"))["Described as"] == "director of the museum (4)"


def test_a_found_name_says_how_it_was_found(crowded: Any) -> None:
    page = crowded.page("topics/ada-fiction")
    assert texts(page, "#background p.small") == ["Found automatically; may mix two people of one name."]
    assert not crowded.page("topics/odo-flinck").css("#background p.small")


def test_coverage_is_drawn_from_four_weeks_on(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for day in ("06/23", "07/01", "07/10"):
        site.add(f"2023/{day}/boat", "lantern", f"A boat of {day}", "08:00", "The Guild of Pilots bought a boat.\n")
    site.build()
    assert not site.page("topics/guild-of-pilots").css("#coverage")
    site.add("2023/07/20/boat", "lantern", "A boat of July", "08:00", "The Guild of Pilots bought a boat.\n")
    site.build()
    assert site.page("topics/guild-of-pilots").css("#coverage svg")


def test_a_long_background_is_brief_and_the_rest_on_demand(new_site: Callable[[], Any]) -> None:
    site = new_site()
    long = "Title: Odo Flinck\nKind: person\n\nHarbourmaster.\n\n" + "He has been in many harbours. " * 40
    (site.content / "actors" / "odo-flinck.md").write_text(f"{long}\n\n- One\n- Two\n", encoding="utf-8")
    site.build()
    page = site.page("topics/odo-flinck")
    assert texts(page, "#background > div > .prose") == ["Harbourmaster."]
    assert texts(page, "#background details li") == ["One", "Two"]


def test_an_actor_shows_a_quote_once_though_several_carry_it(new_site: Callable[[], Any]) -> None:
    site = new_site()
    words = "“A crane is worth what it lifts, and this one lifts a locomotive,” said Odo Flinck, the harbourmaster.\n"
    site.add("2023/07/21/one", "lantern", "A crane comes", "08:00", words)
    site.add("2023/07/21/two", "harbour-post", "Of cranes and men", "09:00", "In Neverhaven it rains.\n\n" + words)
    site.build()
    assert texts(site.page("topics/odo-flinck"), "#said .where span")[0] == "Quoted by 2 sources: Lantern, Harbour Post"


def test_an_actors_address_stays_when_another_spelling_becomes_the_usual_one(new_site: Callable[[], Any]) -> None:
    site = new_site()
    body = "The governor {} spoke in Lyman on Monday. “We hold the bridge,” {} said.\n"
    for number, source in enumerate(("northern-wire", "harbour-post", "lantern"), start=1):
        text = body.format("Evgeny Orlenko", "Orlenko")
        site.add(f"2023/07/1{number}/bridge", source, f"The bridge, day {number}", "08:00", text)
    site.build()
    assert site.page("topics/evgeny-orlenko").css_first("h1").text().strip() == "Evgeny Orlenko"
    for number in range(4):
        text = body.format("Yevgeny Orlenko", "Orlenko")
        site.add(f"2023/07/2{number}/river", "lantern", f"The river, day {number}", "08:00", text)
    site.build()
    assert site.page("topics/evgeny-orlenko").css_first("h1").text().strip() == "Yevgeny Orlenko"
    assert moved_to(site, "yevgeny-orlenko") == "0; url=/topics/evgeny-orlenko/"
    (site.content / "actors" / "orlenko.md").write_text("Title: Yevgeny Orlenko\nKind: person\n", encoding="utf-8")
    site.build()
    assert {moved_to(site, former) for former in ("evgeny-orlenko", "yevgeny-orlenko")} == {"0; url=/topics/orlenko/"}
    for ending in ("xml", "json"):  # whoever subscribed goes on being told
        feeds = [site.output / "topics" / slug / f"feed.{ending}" for slug in ("orlenko", "evgeny-orlenko")]
        assert feeds[0].read_bytes() == feeds[1].read_bytes()
        assert f"http://localhost:8000/topics/orlenko/feed.{ending}" in feeds[1].read_text(encoding="utf-8")
    assert moved_to(site, "evgeny-orlenko/2023/07") == "0; url=/topics/orlenko/2023/07/"
    state = site.state()
    shutil.rmtree(site.cache)
    site.build()
    assert site.state() == state


def moved_to(site: Any, slug: str) -> str | None:
    content: str | None = site.page(f"topics/{slug}").css_first("meta[http-equiv=refresh]").attributes["content"]
    return content


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
