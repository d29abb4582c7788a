"""Articles as entries of feeds."""

import xml.etree.ElementTree as ET
from html import escape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digest.site.syndication.feed_entries import xml_text

from .feed_reading import entries


def test_an_entry_carries_text_quote_source_and_actors(site: Any) -> None:
    entry = entries(site, "feed.xml")["tag:localhost,2023-07-19:/2023/07/19/pilots-strike/"]
    content = entry.content[0].value
    for part in (
        "forty ships wait outside",
        "<blockquote>",
        "— Odo Flinck",
        "19 July 2023, 09:12 UTC",
        "credits Lantern",
    ):
        assert part in content
    assert "http://localhost:8000/topics/guild-of-pilots/" in content
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://northern-wire.example/pilots-strike"]


@given(st.text())
def test_xml_text_holds_only_what_xml_can_hold(text: str) -> None:
    assert ET.fromstring(f"<a>{escape(xml_text(text))}</a>") is not None
