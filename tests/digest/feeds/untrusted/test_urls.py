import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.untrusted.tracking_parameters import without_tracking
from digest.feeds.untrusted.urls import absolute_url, canonical_url, same_place_key, same_url_key

BASE = "http://news.example/world/page.html"


@given(st.text())
def test_an_address_is_harmless_or_empty(text: str) -> None:
    url = absolute_url(text, BASE)
    assert url == "" or urlsplit(url).scheme in ("http", "https")
    assert not set(url) & set("{}|<>\"'()[]\\ `^\n\r\t\0") or "[" in urlsplit(url).netloc
    assert url.isascii()
    assert absolute_url(url) == url


@pytest.mark.corpus
def test_none_of_the_nasty_links_leads_anywhere_but_to_the_web(corpus: Path) -> None:
    links = json.loads((corpus / "hostile" / "nasty-links.json").read_text(encoding="utf-8"))
    for link in links:
        url = absolute_url(link, BASE, mail=True)
        assert url == "" or urlsplit(url).scheme in ("http", "https", "mailto"), link
        assert not set(url) & set("{}|<>\"'()\\ \n"), link
        assert "@" not in urlsplit(url).netloc, link


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("../a b.html?x=1|2#t", "http://news.example/a%20b.html?x=1%7C2#t"),
        ("//Other.example:80/x", "http://other.example/x"),
        ("HTTPS://other.example:443", "https://other.example/"),
        ("https://other.example:8443/{filename}x", "https://other.example:8443/%7Bfilename%7Dx"),
        ("http://user:secret@other.example/", "http://other.example/"),
        ("http://пример.example/", "http://xn--e1afmkfd.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://☃.example/", "https://xn--n3h.example/"),
        ("https://my_höst.example/", "https://xn--my_hst-zxa.example/"),
        ("https://" + "é" * 70 + ".example/", ""),
        ("java\tscript:alert(1)", ""),
        ("javascript:alert(1)", ""),
        ("http://[::1", ""),
        ("http://a b/", ""),
        ("http://a.example:99999/", ""),
        ("http://a.example/" + "a" * 3000, ""),
        ("/50%25-off", "http://news.example/50%25-off"),
    ],
)
def test_addresses_are_made_absolute(given_url: str, expected: str) -> None:
    assert absolute_url(given_url, BASE) == expected


def test_canonical_addresses_have_no_fragment_and_no_tracking() -> None:
    url = "https://News.example/a?utm_source=rss&id=7&fbclid=x&at_medium=RSS#top"
    assert canonical_url(url) == "https://news.example/a?id=7"
    assert canonical_url("https://news.example/#!/a/1") == "https://news.example/#!/a/1"
    assert without_tracking("https://news.example/a?utm_source=rss#top") == "https://news.example/a#top"
    assert canonical_url("https://news.example/a?b&c=&d=1&d=2") == "https://news.example/a?b&c=&d=1&d=2"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("#issue-12", "#issue-12"),
        ("#13", "#13"),
        ("#xtor=RSS-1", ""),
        ("#tk.rss_all", ""),
        ("#comments", ""),
        ("#:~:text=a", ""),
        ("#", ""),
    ],
)
def test_canonical_addresses_keep_the_part_of_a_page_that_they_name(fragment: str, expected: str) -> None:
    assert canonical_url(f"https://news.example/a{fragment}") == f"https://news.example/a{expected}"


def test_the_parts_of_a_page_have_its_key_and_keys_of_their_own() -> None:
    one, two = "http://www.a.example/x#1", "https://a.example/x/#2"
    assert same_url_key(one) == same_url_key(two) == "a.example/x"
    assert (same_place_key(one), same_place_key(two)) == ("a.example/x#1", "a.example/x#2")
    assert same_url_key("https://a.example/#!/1") != same_url_key("https://a.example/#!/2")


def test_one_page_has_one_key() -> None:
    assert same_url_key("http://a.example/x/") == same_url_key("https://a.example/x")
    assert same_url_key("http://a.example/x") != same_url_key("http://a.example/y")


def test_mail_is_a_link_only_where_asked() -> None:
    assert absolute_url("mailto:a@b.example", mail=True) == "mailto:a@b.example"
    assert absolute_url("mailto:a@b.example") == ""
