"""Posts for Mastodon: short enough, with hashtags that are some."""

from dataclasses import replace

import pytest

from digest.annotate.records import Actor
from digest.site.syndication.rss_feeds import LINK_CHARS, POST_CHARS, hashtag, post
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SETTINGS, article


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Guild of Pilots", "#GuildOfPilots"),
        ("MI6", "#MI6"),
        ("Pilots’ Guild", "#PilotsGuild"),
        ("Odo <b> Flinck", "#OdoBFlinck"),
        ("ЧВК «Вагнер»", "#ЧВКВагнер"),
        ("1984", ""),
        ("«»", ""),
        ("A" * 41, ""),
    ],
)
def test_a_name_becomes_a_hashtag_where_it_can(name: str, tag: str) -> None:
    assert hashtag(name) == tag


@pytest.mark.parametrize("headline", ["Ferry sinks", "Call @everyone@example.org " * 30, "W" * 900])
def test_a_post_has_three_followed_actors_first_and_room_for_its_link(headline: str) -> None:
    names = ("Ada Quill", "Bo Maar", "Cy Wren", "Zoe Moss")
    one = replace(article(1, replace(NORTH, name="N" * 200), names=names), headline=headline)
    actors = [Actor(name, "person", name.split()[0].lower()) for name in names[3:]]
    archive = archive_of([one], actors, settings=replace(SETTINGS, topic_min_articles=1, topic_min_sources=1))
    text = post(archive, archive.articles.with_id(one.id))
    assert text.endswith(f"({'N' * 200}) #ZoeMoss #AdaQuill #BoMaar")
    assert text.startswith(headline[:60].replace("@", "@\u2060"))
    assert "@every" not in text
    assert len(text) + 1 + LINK_CHARS <= POST_CHARS
