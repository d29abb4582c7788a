"""The newsroom that an address says."""

import pytest

from digest.contracts.newsrooms import newsroom_domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://feeds.northernwire.co.uk/world", "northernwire.co.uk"),
        ("https://user:word@northernwire.co.uk:8443/", "northernwire.co.uk"),
        ("https://one.blogspot.com/feed", "one.blogspot.com"),
        ("https://news.google.com/rss/search?q=x", ""),
        ("https://feeds.feedburner.com/northern", ""),
        ("https://letter.substack.com/feed", ""),
        ("http://127.0.0.1:8000/world.xml", ""),
        ("https://[::1]/world.xml", ""),
        ("https://wire.example/", ""),
        (f"https://{'a' * 3_000}.co.uk/", ""),
        ("no address", ""),
        ("", ""),
    ],
)
def test_a_newsroom_is_known_by_its_domain_where_no_others_share_it(url: str, domain: str) -> None:
    assert newsroom_domain(url) == domain
