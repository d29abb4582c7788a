"""The page that explains feeds."""

from typing import Any


def test_the_subscribe_page_leads_to_every_form(site: Any) -> None:
    links = {node.attributes["href"] for node in site.page("subscribe").css("main a")}
    assert links >= {"/feed.xml", "/digests/feed.xml", "/digests/feed.json", "/feeds.opml", "/subscriptions.opml"}
    assert links >= {"/topics/odo-flinck/feed.xml", "/topics/odo-flinck/feed.json"}
