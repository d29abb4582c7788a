"""Which actors have a page."""

from dataclasses import replace

import pytest

from digest.annotate.records import Actor, Kind, Nationality, Sense
from digest.archive.model.article import Article
from digest.archive.model.list_names import topic_list
from digest.archive.model.topics import Topic
from digest.archive.questions.archive import Archive
from digest.archive.updating.article_files import kept_topic_pages
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article


def topics_of(archive: Archive) -> dict[Topic, tuple[str, ...]]:
    """The topics of an archive, each with the ids of the articles that name it, newest first."""
    return {
        topic: tuple(article.id for article in archive.articles.newest(topic_list(topic.slug), 99))
        for topic, _ in archive.topics.all()
    }


def test_a_found_name_needs_enough_articles_of_enough_sources() -> None:
    articles = [
        article(1, NORTH, names=("Ada Fiction", "Bo Fiction", "Cy Fiction")),
        article(2, SOUTH, names=("Ada Fiction", "Cy Fiction")),
        article(3, NORTH, names=("Bo Fiction",)),
    ]
    assert {topic.name for topic in topics_of(archive_of(articles))} == {"Ada Fiction", "Cy Fiction"}


def test_a_followed_actor_has_a_topic_without_any_article() -> None:
    [(topic, ids)] = topics_of(archive_of([], (Actor("Guild of Pilots", "organisation", "guild"),))).items()
    assert topic.slug == "guild"
    assert topic.followed
    assert ids == ()


def test_spellings_with_one_slug_are_one_topic_under_the_usual_one() -> None:
    names = ("São Fictício", "Sao Ficticio")
    articles = [article(1, NORTH, names=names), article(2, SOUTH, names=names[:1])]
    [(topic, ids)] = topics_of(archive_of(articles)).items()
    assert topic.name == "São Fictício"
    assert len(ids) == 2


def test_a_followed_country_has_the_articles_on_its_state_and_people() -> None:
    denmark = Actor("Kingdom of Denmark", "place", "denmark", aliases=("Denmark",))

    def on(day: int, word: str, sense: Sense) -> Article:
        plain = article(day, NORTH)
        said = Nationality(0, len(word), word, "Denmark", sense)
        return replace(plain, annotation=replace(plain.annotation, nationalities=(said,)))

    articles = [on(4, "Danish", "state"), on(3, "Danes", "people"), on(2, "Danish", "adjective")]
    assert [*topics_of(archive_of(articles, (denmark,))).values()] == [(articles[0].id, articles[1].id)]
    assert topics_of(archive_of(articles)) == {}


def test_a_page_that_was_there_stays_as_long_as_an_article_has_the_name() -> None:
    articles = [article(1, NORTH, names=("Ada Fiction",))]
    assert topics_of(archive_of(articles)) == {}
    kept = {"ada-fiction": "ada-fiction", "fiction": "ada-f", "ada-f": "ada-fiction", "nobody-named": "nobody-named"}
    archive = archive_of(articles, kept=kept | {"round": "about", "about": "round"})
    [topic] = topics_of(archive)
    assert (topic.name, archive.topics.former_slugs(topic.slug)) == ("Ada Fiction", ("ada-f", "fiction"))
    elsewhere = [article(1, NORTH, names=("Fiction",))]
    assert topics_of(archive_of(elsewhere, kept={"fiction": "ada-fiction"})) == {}  # it was no page, but the way to one
    archive = archive_of(articles, kept=kept)
    assert archive.topics.new_on(articles[0].day) == ()
    assert kept_topic_pages(archive.index.connection) == dict.fromkeys(
        ("ada-f", "ada-fiction", "fiction"), "ada-fiction"
    )


def test_the_kept_pages_of_names_that_were_merged_lead_to_the_actor() -> None:
    kept = {"pilots-league": "pilots-league", "league": "pilots-league", "the-league": "league", "else": "else"}
    guild = Actor("Guild of Pilots", "organisation", "guild", merge=("Pilots’ League", "Union of Pilots"))
    for articles in ([], [article(1, NORTH, names=("Guild of Pilots",))], [article(1, NORTH, names=("League",))]):
        archive = archive_of(articles, (guild,), kept=kept)
        assert {
            former: slug for slug in archive.topics.slugs() for former in archive.topics.former_slugs(slug)
        } == dict.fromkeys(("guild-of-pilots", "league", "pilots-league", "the-league", "union-of-pilots"), "guild")


def test_ways_to_a_spelling_lead_on_to_the_page_that_has_it_now() -> None:
    kept = {"adda-fiction": "adda-fiction", "a-fiction": "adda-fiction"}
    names = ("Yevgeny Fiction", "Evgeny Fiction", "Evgeny Fiction")
    articles = [
        article(n, source, names=(name,))
        for n, source, name in zip((1, 2, 3), (NORTH, SOUTH, NORTH), names, strict=True)
    ]
    kept = {"evgeny-fiction": "evgeny-fiction", "a-fiction": "evgeny-fiction"}
    archive = archive_of(articles, kept=kept)
    [topic] = topics_of(archive)
    assert (topic.slug, topic.name) == ("yevgeny-fiction", "Evgeny Fiction")  # the spelling that was reported first
    assert archive.topics.former_slugs(topic.slug) == ("a-fiction", "evgeny-fiction")


def test_a_merged_name_leads_to_the_followed_actor_before_any_other() -> None:
    guild = Actor("Zunft", "organisation", "zunft", merge=("League",))
    articles = [article(number, source, names=("Ada Fiction",)) for number, source in ((1, NORTH), (2, SOUTH))]
    archive = archive_of(articles, (guild,), kept={"league": "ada-fiction"})
    assert "league" in archive.topics.former_slugs("zunft")


@pytest.mark.parametrize(
    ("name", "kind"), [("Northern Wire", "organisation"), ("Great Depression", "event"), ("World War II", "event")]
)
def test_a_sources_name_or_an_event_of_history_is_no_actor_unless_it_is_followed(name: str, kind: Kind) -> None:
    articles = [article(1, NORTH, names=(name,)), article(2, SOUTH, names=(name,))]
    assert topics_of(archive_of(articles)) == {}
    followed = Actor(name, kind, "followed")
    assert {topic.slug for topic in topics_of(archive_of(articles, (followed,)))} == {"followed"}
