"""What a feed calls itself."""

import pytest

from digest.feeds.parsing.feed_title import feed_title


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b"<rss><channel><title> A &amp;amp; B </title></channel></rss>", "A & B"),
        (b"<feed><title type='html'><![CDATA[The <b>News</b>]]></title></feed>", "The News"),
        (b"<rss:channel><rss:title>Prefixed</rss:title></rss:channel>", "Prefixed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "title": "Quoted \\"news\\""}', 'Quoted "news"'),
        (b"<rss><channel><link/></channel></rss>", ""),
        (b"", ""),
        ('<?xml version="1.0" encoding="windows-1251"?><rss><title>Вестник</title></rss>'.encode("cp1251"), "Вестник"),
        ('<?xml version="1.0" encoding="utf-16"?><rss><title>Ліс і море</title></rss>'.encode("utf-16"), "Ліс і море"),
        (b"<rss><title>Half a \xd0</title><link>\xd0\xb0\xd0\xb1</link></rss>", ""),
        (b"<rss><channel><link/><item><title>A headline</title></item></channel></rss>", ""),
        (b"<feed><entry><title>A headline</title></entry></feed>", ""),
        (b"<rss><channel><image><title>Logo</title></image><title>Quay</title></channel></rss>", "Quay"),
        (b"<rss><channel><textInput><title>Find</title></textInput><item/></channel></rss>", ""),
        (b'{"items": [{"title": "A headline"}], "title": "Quay"}', "Quay"),
        (b'{"items": [{"title": "A headline"}]}', ""),
        (b'{"title": {"a": 1}}', ""),
        (b"[" * 100_000, ""),
    ],
)
def test_a_title_is_told_from_the_beginning_of_a_document(body: bytes, title: str) -> None:
    assert feed_title(body) == title
