from typing import Any

import pytest

from digest.feeds.cleaning.item_cleaning import clean_item, is_cut
from digest.feeds.cleaning.plain_bodies import MAX_BODY_CHARS
from digest.feeds.parsing.item import Item, TextConstruct

BASE = "http://feed.example/feed.xml"


def item(**fields: Any) -> Item:
    return Item(number=1, base=BASE, **fields)


def html(text: str) -> TextConstruct:
    return TextConstruct(text, "text/html")


def test_links_are_resolved_against_the_entry_and_an_explicit_base_before_it() -> None:
    body = "<a href='x.html'>x</a>"
    entry = item(title="t", link="http://news.example/a/1.html", body=html(body))
    assert clean_item(entry).body == "[x](http://news.example/a/x.html)"
    based = item(
        title="t", link="http://news.example/a/1.html", body=TextConstruct(body, "text/html", "http://base.example/")
    )
    assert clean_item(based).body == "[x](http://base.example/x.html)"
    assert clean_item(item(title="t", body=html(body))).body == "[x](http://feed.example/x.html)"


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": " A\n  title\u202e "}, "A title"),
        ({"title": " \u200b ", "body": html("<p>One two</p><p>three</p>")}, "One two three"),
        ({"body": html("<p>" + "word " * 50)}, "word " * 11 + "word…"),
        ({"link": "https://news.example/x"}, "news.example"),
        ({"guid": "only this"}, "Untitled"),
    ],
)
def test_no_article_is_without_a_title(fields: dict[str, Any], title: str) -> None:
    draft = clean_item(item(**fields))
    assert draft.title == title
    assert draft.titled == ("title" in fields and title == "A title")


def test_plain_text_is_not_html() -> None:
    draft = clean_item(item(title="t", body=TextConstruct("5 < 6 & <b>x</b>\n\n* a\n# b", "text/plain")))
    assert draft.body == "5 &lt; 6 & &lt;b>x&lt;/b>\n\n\\* a  \n\\# b"


def test_names_and_tags_are_single_and_cannot_part_each_other() -> None:
    draft = clean_item(
        item(
            title="t",
            authors=(
                "Jane Doe, John Roe",
                "Doe, Jane",
                "x@y.example (Ann Bee)",
                "A\nB",
                "mailto:z@y.example",
                "Ann Bee",
            ),
            categories=("Paris, France", "a;b", "!!!", "", "a b"),
        )
    )
    assert draft.authors == ("Jane Doe", "John Roe", "Doe, Jane", "Ann Bee", "A B")
    assert draft.tags == ("Paris France", "a b")


@pytest.mark.parametrize(
    ("given", "lang"),
    [("EN_gb", "en-GB"), ("zh-hans", "zh-Hans"), ("uk", "uk"), ("x\nSlug: y", ""), ("english!", ""), ("", "")],
)
def test_languages_are_tags_or_nothing(given: str, lang: str) -> None:
    assert clean_item(item(title="t", lang=given)).lang == lang


def test_the_first_picture_that_is_meant_to_be_seen_is_the_articles() -> None:
    body = "<img src=/p.gif width=1 height=1><div><img src='/a.jpg' width=600px></div>"
    assert clean_item(item(title="t", body=html(body))).image == "http://feed.example/a.jpg"
    assert clean_item(item(title="t", body=html("x"), image="javascript:x")).image == ""


def test_an_xhtml_body_keeps_what_follows_an_empty_element() -> None:
    draft = clean_item(item(title="t", body=TextConstruct("<p>a <i/>b <b>c</b></p>", "application/xhtml+xml")))
    assert draft.body == "a b **c**"


def test_a_body_beyond_the_limit_is_cut_between_tags() -> None:
    entry = item(title="t", body=html("<p>word</p>" * (MAX_BODY_CHARS // 10)))
    assert is_cut(entry)
    body = clean_item(entry).body
    assert set(body.split("\n\n")) == {"word"}
