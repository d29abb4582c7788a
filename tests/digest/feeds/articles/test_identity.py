from datetime import UTC, datetime
from typing import Any

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
