"""The Atom template, read by the parser that readers use."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

import feedparser
import pytest
from markupsafe import Markup

from digest.site.views.feed_views import FeedEntry, FeedView, OpmlFeed, OpmlView

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = Markup("<p>It&#39;s <em>said</em> &amp; written, &lt;b&gt; 5 &gt; 4 <code>]]&gt;</code> 🙂</p>")
ENTRY = FeedEntry(
    id="tag:concordance.example,2023-07-19:/2023/07/19/a/",
    title="Fish & chips <b>\"cost\"</b> ]]> 5 > 4 🙂 'more'",
    url="https://concordance.example/2023/07/19/a/?a=1&b=2",
    published="2023-07-19T09:12:00Z",
    updated="2023-07-19T14:05:00Z",
    source="Northline & Sons",
    source_url="https://concordance.example/sources/northline/",
    authors=(),
    categories=("Wagner Group", 'R&D "x"'),
    summary="A summary with <script> & ]]>",
    content=CONTENT,
    lang="en",
)
FEED = FeedView(
    id="tag:concordance.example,2023:/feed.xml",
    title="The Concordance <&>",
    subtitle="What several sources report & who said what",
    url="https://concordance.example/feed.xml",
    page="https://concordance.example/",
    updated="2023-07-19T14:05:00Z",
    entries=(ENTRY, replace(ENTRY, id="tag:b", authors=("Jan Vzorek", "ليلى مثال"), lang="ar")),
)


@pytest.fixture
def xml(render: Callable[..., str]) -> Callable[[FeedView], str]:
    def _xml(view: FeedView) -> str:
        return render("feed.xml", view)

    return _xml


def test_every_field_comes_back_as_it_went_in(xml: Callable[[FeedView], str]) -> None:
    read = feedparser.parse(xml(FEED).encode(), sanitize_html=False)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert (read.feed.id, read.feed.title, read.feed.subtitle) == (FEED.id, FEED.title, FEED.subtitle)
    assert {(link.rel, link.href) for link in read.feed.links} == {("self", FEED.url), ("alternate", FEED.page)}
    first = read.entries[0]
    assert (first.id, first.title, first.link, first.summary) == (ENTRY.id, ENTRY.title, ENTRY.url, ENTRY.summary)
    assert (first.published, first.updated) == (ENTRY.published, ENTRY.updated)
    assert tuple(tag.term for tag in first.tags) == ENTRY.categories
    assert first.content[0].type == "text/html"
    # Letter for letter by an XML parser: feedparser resolves references within the markup as well.
    assert ET.fromstring(xml(FEED)).findtext(f"{ATOM}entry/{ATOM}content") == str(CONTENT)


def test_the_document_is_what_the_rfc_asks_for(xml: Callable[[FeedView], str]) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each, an author an entry, at most one alternate link."""
    text = xml(FEED)
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
    root = ET.fromstring(text)
    for node in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        assert len([link for link in node.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
    for entry in root.iter(f"{ATOM}entry"):
        assert all(author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author"))
        assert entry.find(f"{ATOM}author") is not None
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"
        assert len(content) == 0  # escaped, not markup of the feed


def test_the_source_is_author_where_nobody_is_named_and_contributor_otherwise(
    xml: Callable[[FeedView], str],
) -> None:
    unnamed, named = ET.fromstring(xml(FEED)).findall(f"{ATOM}entry")
    names = [[node.findtext(f"{ATOM}name") for node in entry.findall(f"{ATOM}author")] for entry in (unnamed, named)]
    assert names == [["Northline & Sons"], ["Jan Vzorek", "ليلى مثال"]]
    assert [node.findtext(f"{ATOM}name") for node in named.findall(f"{ATOM}contributor")] == ["Northline & Sons"]
    assert unnamed.find(f"{ATOM}contributor") is None


def test_parts_that_are_missing_are_left_out(xml: Callable[[FeedView], str]) -> None:
    bare = replace(
        ENTRY, published="", source="", source_url="", categories=(), summary="", content=Markup(""), lang=""
    )
    read = feedparser.parse(xml(replace(FEED, subtitle="", entries=(bare,))).encode())
    assert not read.bozo
    assert "subtitle" not in read.feed
    assert "content" not in read.entries[0]
    assert read.entries[0].author == "The Concordance"


def test_archives_say_what_they_are_and_where_the_others_stand(xml: Callable[[FeedView], str]) -> None:
    """RFC 5005, section 4."""
    text = xml(
        replace(
            FEED,
            previous="https://c.example/6/feed",
            following="https://c.example/8/feed",
            current="https://c.example/feed",
        )
    )
    root = ET.fromstring(text)
    assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["prev-archive"] == "https://c.example/6/feed.xml"
    assert links["next-archive"] == "https://c.example/8/feed.xml"
    assert links["current"] == "https://c.example/feed.xml"
    assert "history" not in xml(FEED)


def test_the_json_feed_gives_every_field_back(render: Callable[..., str]) -> None:
    view = replace(FEED, json="https://concordance.example/feed.json")
    read = json.loads(render("feed.json", replace(view, entries=(replace(ENTRY, original="https://n.example/?a&b"),))))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert (read["title"], read["feed_url"], read["home_page_url"]) == (view.title, view.json, view.page)
    [item] = read["items"]
    assert item["content_html"] == str(CONTENT)
    assert (item["id"], item["url"], item["title"], item["summary"]) == (
        ENTRY.id,
        ENTRY.url,
        ENTRY.title,
        ENTRY.summary,
    )
    assert (item["date_published"], item["date_modified"]) == (ENTRY.published, ENTRY.updated)
    assert item["authors"] == [{"name": ENTRY.source, "url": ENTRY.source_url}]
    assert tuple(item["tags"]) == ENTRY.categories
    assert item["external_url"] == "https://n.example/?a&b"


def test_a_json_feed_without_optional_parts_is_one(render: Callable[..., str]) -> None:
    bare = replace(
        ENTRY, published="", source="", source_url="", categories=(), summary="", content=Markup(""), lang=""
    )
    [item] = json.loads(render("feed.json", replace(FEED, subtitle="", entries=(bare,))))["items"]
    assert item["content_html"] == ""  # an item needs content
    assert json.loads(render("feed.json", replace(FEED, entries=())))["items"] == []


def test_an_opml_file_keeps_strangers_names_as_they_are(render: Callable[..., str]) -> None:
    name = "\"R&D\" <b> 'x'"
    text = render(
        "opml.xml",
        OpmlView(
            name,
            (
                ("Africa", (OpmlFeed(name, "https://x.example/?a=1&b=2", "https://x.example/", name, "fr"),)),
                ("Empty", ()),
                ("Private", (OpmlFeed("Ours", "", ""),)),
            ),
        ),
    )
    root = ET.fromstring(text)
    groups = root.findall("body/outline")
    assert [group.get("text") for group in groups] == ["Africa", "Private"]
    assert groups[0][0].attrib == {
        "type": "rss", "xmlUrl": "https://x.example/?a=1&b=2", "text": name, "title": name,
        "htmlUrl": "https://x.example/", "description": name, "language": "fr",
    }  # fmt: skip
    assert groups[1][0].get("xmlUrl") is None


def test_an_empty_feed_is_a_feed(xml: Callable[[FeedView], str]) -> None:
    read = feedparser.parse(xml(replace(FEED, entries=())).encode())
    assert not read.bozo
    assert read.entries == []
