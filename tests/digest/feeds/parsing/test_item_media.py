"""The large picture of an entry is chosen, whatever the feed says of it, and the others follow it."""

import pytest

from digest.feeds.parsing.feed_parser import parse_feed
from digest.feeds.parsing.item import Item

BIG = "https://cdn.example/big.jpg"


def item(media: str) -> Item:
    spaces = "xmlns:media='http://search.yahoo.com/mrss/'"
    entry = f"<item><title>t</title><guid>1</guid><description>d</description>{media}</item>"
    document = f"<rss version='2.0' {spaces}><channel><title>c</title>{entry}</channel></rss>"
    return parse_feed(document.encode(), content_type="", url="https://wire.example/f").items[0]


def content(name: str, attributes: str = "") -> str:
    return f"<media:content url='https://cdn.example/{name}' {attributes}/>"


@pytest.mark.parametrize(
    "media",
    [
        content("big.jpg"),
        content("big.jpg", "width='700'"),
        content("s.jpg", "width='140'") + content("m.jpg", "width='460'") + content("big.jpg", "width='700'"),
        content("film.mp4", "type='video/mp4'") + content("big.jpg"),
        content("film.mp4") + content("big.jpg"),
        content("big.jpg", "medium='image'") + content("other.jpg", "medium='image'"),
        "<media:group>" + content("m.jpg", "width='700'") + content("big.jpg", "width='1600'") + "</media:group>",
        "<media:thumbnail url='https://cdn.example/s.jpg' width='150'/><enclosure url='https://cdn.example/big.jpg'/>",
        content("ann.jpg", "width='30' height='30'") + "<media:thumbnail url='https://cdn.example/big.jpg'/>",
    ],
)
def test_the_large_picture_is_chosen(media: str) -> None:
    assert item(media).image == BIG


def test_what_is_no_picture_is_none_and_the_rest_is_kept_to_be_tried() -> None:
    assert item(content("a.mp3", "duration='5'") + content("b") + content("c.jpg", "medium='document'")).image == ""
    assert item(content("s.jpg", "width='30px'")).image == ""
    entry = item(content("big.jpg") + content("b.png") + "<media:thumbnail url='https://cdn.example/t.jpg'/>")
    assert entry.more_images == ("https://cdn.example/b.png", "https://cdn.example/t.jpg")
