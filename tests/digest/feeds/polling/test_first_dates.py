"""An item without a date that can be believed is as old as the items beside it, and its article says so."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from digest.feeds.articles.article_file import read
from digest.feeds.cleaning.draft import Draft
from digest.feeds.polling.first_dates import FirstDate, first_dates

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MAY, JUNE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def drafts(*published: datetime | None) -> list[Draft]:
    return [Draft(number, "", "", "t", "", published=date) for number, date in enumerate(published, start=1)]


def test_an_item_is_as_old_as_the_one_before_it() -> None:
    dates = first_dates(drafts(JUNE, None, datetime(1970, 1, 1, tzinfo=UTC), MAY, None), NOW, is_first_poll=False)
    assert dates == {
        1: FirstDate(JUNE),
        2: FirstDate(JUNE, "neighbour"),
        3: FirstDate(JUNE, "neighbour"),
        4: FirstDate(MAY),
        5: FirstDate(MAY, "neighbour"),
    }


def test_what_leads_a_feed_without_a_date_is_new_only_where_the_feed_was_seen_before() -> None:
    assert first_dates(drafts(None, None, MAY), NOW, is_first_poll=True)[1] == FirstDate(MAY, "neighbour")
    assert first_dates(drafts(None, None, MAY), NOW, is_first_poll=False)[2] == FirstDate(NOW, "first seen")


def test_without_any_date_the_poll_dates_and_its_origin_tells_first_polls_from_others() -> None:
    assert first_dates(drafts(None), NOW, is_first_poll=True) == {1: FirstDate(NOW, "first poll")}
    assert first_dates(drafts(None), NOW, is_first_poll=False) == {1: FirstDate(NOW, "first seen")}


def test_no_item_is_dated_ahead_of_the_poll_by_another() -> None:
    dates = first_dates(drafts(NOW + timedelta(hours=20), None), NOW, is_first_poll=True)
    assert dates[2] == FirstDate(NOW, "neighbour")


def feed(*items: str) -> bytes:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>".encode()


def item(name: str, date: str) -> str:
    said = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{name}</title><guid>{name}</guid><description>{name} happened.</description>{said}</item>"


def headers(content: Path) -> dict[str, dict[str, str]]:
    files = sorted(content.glob("news/**/*.md"))
    all_fields = [dict(read(file.read_text(encoding="utf-8")).fields) for file in files]
    return {fields["Title"]: fields for fields in all_fields}


def test_a_poll_says_where_dates_come_from_and_which_it_could_not_read(server: Any, answer: Any, polls: Any) -> None:
    dated, unread = item("Dated", "16 novembre 2026 10h00"), item("Unread", "some day in spring")
    server.answers["/f"] = answer(feed(dated, unread))
    (report,) = polls("/f").feeds
    assert report.new == 2
    assert '1 entry has a date that can\'t be told for certain: entry 2 "Unread"' in report.message
    assert "1 new entry has no date that can be believed: dated by the entries beside them" in report.message
    fields = headers(polls.content)
    assert fields["Dated"]["Date"] == fields["Unread"]["Date"] == "2026-11-16T10:00:00+00:00"
    assert "Date_Unknown" not in fields["Dated"]
    assert fields["Unread"]["Date_Unknown"] == "neighbour"
    server.answers["/f"] = answer(feed(dated, item("Unread", "some day in spring").replace("happened", "happened so")))
    polls("/f")
    assert headers(polls.content)["Unread"]["Date_Unknown"] == "neighbour"
