"""The lines that come in and go out."""

import json
from datetime import UTC, datetime

import pytest

from digest.errors import ItemError
from digest.stories.reports import UNDATED, Story
from digest.stories.story_lines import mentioned_actors, read_article, story_line


def test_a_line_with_an_id_alone_is_an_article() -> None:
    line = read_article(b'{"id": "a"}')
    assert line.report.id == "a"
    assert line.report.date == UNDATED
    assert not line.annotated


def test_a_date_without_time_zone_is_in_utc() -> None:
    assert read_article(b'{"id": "a", "date": "2026-11-22T12:00:00"}').report.date == datetime(
        2026, 11, 22, 12, tzinfo=UTC
    )
    assert read_article(b'{"id": "a", "date": "2026-11-22T12:00:00+02:00"}').report.date == datetime(
        2026, 11, 22, 10, tzinfo=UTC
    )


def test_actors_of_text_and_title_come_once_each_in_alphabetical_order() -> None:
    record = {"mentions": [{"actor": "Velin"}, {"actor": "Mora"}], "title_mentions": [{"actor": "Velin"}]}
    assert mentioned_actors(record) == ("Mora", "Velin")
    assert read_article(json.dumps({"id": "a", **record}).encode()).annotated


def test_a_wrong_field_is_named() -> None:
    with pytest.raises(ItemError, match=r'"text" is list; expected a string'):
        read_article(b'{"id": "a", "text": []}')


def test_a_story_keeps_its_key_of_old_in_the_line() -> None:
    line = story_line(Story("ferry-strike-1a2b3c4d", ("a", "b"), "a", (("a", "b"),)))
    assert json.loads(line) == {
        "story": "ferry-strike-1a2b3c4d",
        "articles": ["a", "b"],
        "lead": "a",
        "copies": [["a", "b"]],
        "languages": [],
    }
