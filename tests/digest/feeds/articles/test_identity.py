from datetime import UTC, datetime
from typing import Any

import pytest

from digest.feeds.articles.article_index import StoredArticle
from digest.feeds.articles.identity import match_items
from digest.feeds.cleaning.draft import Draft

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)


def draft(number: int, **fields: Any) -> Draft:
    return Draft(**{"number": number, "guid": "", "link": "", "title": "t", "body": "", "published": DAY, **fields})


def article(path: str, **fields: Any) -> StoredArticle:
    return StoredArticle(
        **{"path": path, "source": "s", "guid": "", "link": "", "title": "t", "date": DAY.isoformat(), **fields}
    )


def paths(drafts: list[Draft], articles: list[StoredArticle], now: datetime) -> list[str | None]:
    matches, dropped = match_items(drafts, articles, now)
    assert not dropped
    return [each.article.path if each.article else None for each in matches]


def test_a_guid_is_the_same_article_whatever_else_changes(now: datetime) -> None:
    one = article("1", guid="g", link="http://a.example/1", title="old")
    assert paths([draft(1, guid="g", link="https://b.example/2", title="new", published=now)], [one], now) == ["1"]


def test_without_a_guid_the_link_decides_by_http_and_https_alike(now: datetime) -> None:
    one = article("1", link="http://a.example/1", title="old")
    assert paths([draft(1, link="https://a.example/1/", title="new")], [one], now) == ["1"]


def test_without_guid_and_link_title_and_day_decide(now: datetime) -> None:
    articles = [article("1"), article("2", title="other")]
    assert paths([draft(1)], articles, now) == ["1"]
    assert paths([draft(1, published=datetime(2026, 11, 19, tzinfo=UTC))], articles, now) == [None]
    assert paths([draft(1, published=None)], articles, now) == ["1"]


def test_an_entry_that_is_there_twice_counts_once(now: datetime) -> None:
    entries = [draft(1, guid="g"), draft(2, guid="g", title="u"), draft(3), draft(4)]
    matches, dropped = match_items(entries, [], now)
    assert [each.draft.number for each in matches] == [1, 3]
    assert [(refusal.entry, refusal.reason) for refusal in dropped] == [
        ('entry 2 "u"', 'it has the same guid as entry 1 "t"'),
        ('entry 4 "t"', 'it has the same title and day as entry 3 "t"'),
    ]


def test_one_guid_on_different_entries_identifies_none_of_them(now: datetime) -> None:
    entries = [draft(n, guid="0", link=f"http://a.example/{n}", title=f"t{n}") for n in (1, 2, 3)]
    assert paths(entries, [], now) == [None, None, None]
    articles = [article(str(n), guid="0", link=f"http://a.example/{n}", title=f"t{n}") for n in (1, 2, 3)]
    assert paths(entries, articles, now) == ["1", "2", "3"]
    assert paths(entries[1:2], articles, now) == ["2"]


def test_one_link_on_different_entries_identifies_none_of_them(now: datetime) -> None:
    entries = [draft(n, link="http://a.example/", title=f"t{n}") for n in (1, 2)]
    assert paths(entries, [], now) == [None, None]
    articles = [article(str(n), link="http://a.example/", title=f"t{n}") for n in (1, 2)]
    assert paths(entries, articles, now) == ["1", "2"]
    assert paths([draft(1, link="http://a.example/", title="t3")], articles, now) == [None]


def test_a_renumbered_entry_is_the_same_article(now: datetime) -> None:
    one = article("1", guid="old", link="http://a.example/1")
    assert paths([draft(1, guid="new", link="http://a.example/1")], [one], now) == ["1"]
    # A page whose entries come and go under one link is not renumbered: nothing else is the same.
    other = draft(1, guid="new", link="http://a.example/1", title="other", published=now)
    assert paths([other], [one], now) == [None]
    both = [draft(1, guid="new", link="http://a.example/1"), draft(2, guid="old", link="http://a.example/1", title="x")]
    assert paths(both, [one], now) == [None, "1"]


def test_no_article_is_two_entries(now: datetime) -> None:
    one = article("1", link="http://a.example/1")
    entries = [draft(1, guid="a", link="http://a.example/1"), draft(2, guid="b", link="http://a.example/1")]
    found = paths(entries, [one], now)
    assert sorted(found, key=str) in ([None, None], ["1", None])


EARLIER = datetime(2026, 11, 19, 8, tzinfo=UTC)
HOME = "https://gazette.example/"
PAGE = "https://gazette.example/page"
COUNCIL = "The council votes on the new bridge after a long debate."
HARBOUR = "A freighter ran aground at dawn and blocks the entrance."
MARKET = "Prices of fish fell for the third week in a row."


def stored_after(
    *documents: list[Draft], now: datetime
) -> tuple[list[list[str | None]], dict[str, tuple[StoredArticle, str]]]:
    """The paths that each document's items had before it, and the articles with their texts after the last one."""
    stored: dict[str, tuple[StoredArticle, str]] = {}
    found: list[list[str | None]] = []
    for document in documents:
        matches, _ = match_items(
            document, [each for each, _ in stored.values()], now, body_at=lambda path: stored[path][1]
        )
        found.append([match.article.path if match.article else None for match in matches])
        for match in matches:
            given = match.draft
            path = match.article.path if match.article else str(len(stored) + 1)
            date = stored[path][0].date if path in stored else (given.published or now).isoformat()
            stored[path] = (
                article(path, guid=given.guid, link=given.link, title=given.title, date=date),
                given.body,
            )
    return found, stored


TEXTS = (COUNCIL, HARBOUR, MARKET)
ISSUES: list[dict[str, Any]] = [
    # Links that differ in the fragment only.
    {"link": PAGE + "#1", "body": COUNCIL},
    {"link": PAGE + "#2", "body": HARBOUR},
    {"link": PAGE + "#3", "body": MARKET},
]
ISSUES_WITHOUT_TEXT = [{"link": PAGE + f"#{number}", "published": None} for number in (1, 2, 3)]
ONE_LINK_AND_TITLE = [
    {"link": PAGE, "published": datetime(2026, 11, day, 6, tzinfo=UTC), "body": text}
    for day, text in ((17, COUNCIL), (18, HARBOUR), (19, MARKET))
]
UNDATED_ON_ONE_LINK = [{"link": PAGE, "published": None, "body": text} for text in TEXTS]
ONE_GUID = [
    {"guid": "show", "link": PAGE, "title": f"t{number}", "body": text, "published": None}
    for number, text in enumerate(TEXTS)
]
ONE_GUID_AND_TITLE = [{**fields, "guid": "show"} for fields in ONE_LINK_AND_TITLE]
PLACEHOLDERS = [{"guid": "N/A", "link": f"{PAGE}/{n}", "title": f"t{n}"} for n in (1, 2, 3)]
FRONT_PAGE = [{"guid": HOME, "link": HOME, "title": f"t{number}", "body": text} for number, text in enumerate(TEXTS)]
WITHOUT_ANYTHING = [{"published": DAY.replace(hour=hour), "body": text} for hour, text in enumerate(TEXTS)]
PERMALINK = [{**fields, "guid": PAGE, "title": f"t{number}"} for number, fields in enumerate(ONE_LINK_AND_TITLE)]
TEMPLATE = [
    {"link": PAGE, "published": datetime(2026, 11, day, 6, tzinfo=UTC), "body": f"Water level today: {level} cm."}
    for day, level in ((17, 298), (18, 305), (19, 312))
]
KINDS = {
    "fragments": ISSUES,
    "fragments without text": ISSUES_WITHOUT_TEXT,
    "one link and title": ONE_LINK_AND_TITLE,
    "one link and title, undated": UNDATED_ON_ONE_LINK,
    "one guid": ONE_GUID,
    "one guid and title": ONE_GUID_AND_TITLE,
    "placeholders": PLACEHOLDERS,
    "front page": FRONT_PAGE,
    "title alone": WITHOUT_ANYTHING,
    "one phrase": TEMPLATE,
    "one page as guid and link": PERMALINK,
}


@pytest.mark.parametrize("kind", KINDS)
def test_items_of_a_document_that_differ_are_all_kept_and_keep_their_articles(kind: str, now: datetime) -> None:
    items = [draft(number, **fields) for number, fields in enumerate(KINDS[kind], start=1)]
    found, _ = stored_after(items, items, items[::-1], now=now)
    assert found == [[None, None, None], ["1", "2", "3"], ["3", "2", "1"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_window_that_moves_over_items_which_differ_overwrites_none(kind: str, now: datetime) -> None:
    one, two, three = (draft(number, **fields) for number, fields in enumerate(KINDS[kind], start=1))
    found, stored = stored_after([two, one], [three, two], now=now)
    assert found == [[None, None], [None, "1"]]
    assert [text for _, text in stored.values()] == [two.body, one.body, three.body]


# A guid beside a link is believed where there is one item at a time: an update may change all the rest.
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"one guid", "one guid and title"}))
def test_a_feed_of_one_item_overwrites_nothing(kind: str, now: datetime) -> None:
    items = [draft(1, **fields) for fields in KINDS[kind]]
    found, _ = stored_after(*[[item] for item in items], now=now)
    assert found == [[None], [None], [None]]


def test_a_guid_that_stands_for_whatever_a_feed_has_now_overwrites_nothing(now: datetime) -> None:
    first = draft(1, guid="latest", link=PAGE + "/1", title="Bridge approved", body=COUNCIL, published=EARLIER)
    second = draft(1, guid="latest", link=PAGE + "/2", title="Freighter aground", body=HARBOUR)
    assert stored_after([first], [second], now=now)[0] == [[None], [None]]


UPDATES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "all but guid and link": (
        {"guid": "g", "title": "Bridge approved", "body": COUNCIL, "published": EARLIER},
        {"guid": "g", "title": "Freighter aground", "body": HARBOUR},
    ),
    "text edited and date pushed": (
        {"body": COUNCIL, "published": EARLIER},
        {"body": COUNCIL.replace("long", "heated") + " It passed."},
    ),
    "title edited": ({"title": "Bridge approved", "body": COUNCIL}, {"title": "Yes to the crossing", "body": COUNCIL}),
    "title and text rewritten": (
        {"title": "Bridge approved", "body": COUNCIL},
        {"title": "Yes to the crossing", "body": MARKET},
    ),
    "title edited and date pushed, no text": (
        {"title": "Council approves bridge", "published": EARLIER},
        {"title": "Council approves the new bridge"},
    ),
    "comment count": (
        {"link": "", "title": "Bridge approved (3 comments)", "body": COUNCIL},
        {"link": "", "title": "Bridge approved (17 comments)", "body": COUNCIL},
    ),
    "http and www": (
        {"guid": "http://gazette.example/1", "link": "", "title": "Bridge", "body": COUNCIL, "published": EARLIER},
        {"guid": "https://www.gazette.example/1/", "link": "", "title": "Freighter", "body": HARBOUR},
    ),
    "www in the link": ({"link": "https://gazette.example/1"}, {"link": "http://www.gazette.example/1", "title": "u"}),
    "tracking id in the link": (
        {"link": PAGE + "?mod=rss_top", "body": COUNCIL},
        {"link": PAGE + "?mod=rss_world", "body": COUNCIL},
    ),
    "tracking id in an undated link": (
        {"link": PAGE + "?mod=rss_top", "body": COUNCIL, "published": None},
        {"link": PAGE + "?mod=rss_world", "body": COUNCIL, "published": None},
    ),
    "corrected words in guid and link": (
        {"guid": PAGE + "/brigde", "link": PAGE + "/brigde", "body": COUNCIL},
        {"guid": PAGE + "/bridge", "link": PAGE + "/bridge", "body": COUNCIL},
    ),
    "another host": (
        {"guid": "https://mail.gazette.example/x", "link": "https://mail.gazette.example/x", "body": COUNCIL},
        {"guid": "https://gazette.example/x", "link": "https://gazette.example/x", "body": COUNCIL},
    ),
    "all but an item's own link": (
        {"link": PAGE + "/8317", "title": "Bridge approved", "body": COUNCIL, "published": EARLIER},
        {"link": PAGE + "/8317", "title": "Freighter aground", "body": HARBOUR},
    ),
    "all but the words of a link": (
        {"link": PAGE + "/council-approves-bridge-project", "title": "Bridge approved", "published": EARLIER},
        {"link": PAGE + "/council-approves-bridge-project", "title": "Freighter aground"},
    ),
    "date pushed, no text": ({"published": EARLIER}, {}),
    "renumbered": ({"guid": "1333"}, {"guid": "CAIi", "body": COUNCIL}),
    "stored before its fragment was": ({"body": COUNCIL}, {"link": PAGE + "#part", "body": COUNCIL}),
    "cut text": ({"body": COUNCIL, "published": EARLIER}, {"body": COUNCIL[:30]}),
}  # fmt: skip


@pytest.mark.parametrize("kind", UPDATES)
def test_an_update_stays_one_article(kind: str, now: datetime) -> None:
    before, after = ({"link": PAGE, **fields} for fields in UPDATES[kind])
    # Alone in its feed, and among others.
    assert stored_after([draft(1, **before)], [draft(1, **after)], now=now)[0] == [[None], ["1"]]
    other = draft(2, guid="other", link="https://gazette.example/other", title="other", body=MARKET)
    found, _ = stored_after([draft(1, **before), other], [other, draft(1, **after)], now=now)
    assert found == [[None, None], ["2", "1"]]


def test_an_entry_in_two_states_of_one_guid_counts_once(now: datetime) -> None:
    first = draft(1, guid="g", link=PAGE, body=COUNCIL, published=EARLIER)
    again = draft(2, guid="g", link=PAGE, body=COUNCIL + " It passed.")
    matches, dropped = match_items([first, again], [], now)
    assert [match.draft.number for match in matches] == [1]
    assert dropped[0].reason == 'it has the same guid as entry 1 "t"'


@pytest.mark.timeout(120)  # measured: 2 s
def test_thousands_of_items_of_one_link_and_title_take_little_time(now: datetime) -> None:
    drafts = [draft(n, link=PAGE, title="t", body=f"{n} " * 400, published=None) for n in range(3000)]
    articles = [article(f"{n:05}", link=PAGE) for n in range(3000)]
    match_items(drafts, articles, now, body_at=lambda path: f"{int(path)} " * 400)
