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
    ],
)
def test_a_title_is_told_from_the_beginning_of_a_document(body: bytes, title: str) -> None:
    assert feed_title(body) == title
