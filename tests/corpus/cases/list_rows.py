"""What is expected of the cases that are lists of feeds: OPML, `subscriptions.toml`, and sites that name their feeds.

Columns: `status` (of the command's exit), `said` (all that it wrote), and of the subscriptions that it left, each a
list: `names`, `sections`, `urls`. In alphabetical order.
"""

from typing import Any

from tests.corpus.cases.expectation import Begins, OneOf, Says, row

A = "https://a.example/f"
B = "https://b.example/f"
ONE: dict[str, Any] = {"status": 0, "names": ["A"], "urls": [A]}
REFUSED: dict[str, Any] = {"status": 2, "names": []}

OPML_ROWS = [
    row("opml-300", status=0, said=Says("250 of 250 feeds")),
    row("opml-atom-type", status=0, names=["A", "B"], urls=[A, B]),
    row(
        "opml-bad-urls",
        status=0,
        names=["H", "I"],
        urls=["https://h.example/f", "https://i.example/f"],
        said=Says("'F'", "'G'", "'H'.*password", lacks=("pw@",)),
    ),
    row("opml-bare-amp", status=0, names=["NYT"], urls=["http://rss.nyt.example/HomePage.xml"]),
    row("opml-bom", **ONE),
    row("opml-case-attr", status=0, names=["A", "B"], urls=[A, B]),
    row("opml-category", **ONE, sections=["News / World"]),
    row("opml-comma-export", **ONE),
    row("opml-doctype", **ONE),
    row("opml-double-escaped", status=0, names=["Tom & Jerry ’s"], urls=[f"{A}?x=1&y=2"]),
    # Whether two addresses are one feed, only their server knows: all are followed, and told apart.
    row("opml-dup-http-https", status=0, names=["A", "A 2", "A 3"], urls=["http://a.example/f", A, f"{A}/"]),
    row("opml-emoji-name", status=0, names=["🚢", "🚢 2"], sections=["🚢", "🚢"], urls=[A, B]),
    row("opml-empty", **REFUSED, said=Says("names no feed")),
    row("opml-feed-scheme", status=0, urls=[Says("^https?://f.example/f$"), "https://g.example/f"]),
    row("opml-folder-type-rss", status=0, names=["MIT"], sections=["tech"], urls=["http://mit.example/rss.aspx"]),
    row("opml-html", **REFUSED, said=Says("isn't OPML", "html")),
    row("opml-html-entities", status=0, names=[Says("^Café\\sNews$")], urls=[A]),
    row("opml-json", **REFUSED, said=Says("isn't OPML")),
    row("opml-latin1", status=0, names=["Café"], urls=[A]),
    row("opml-long-name", status=0, names=[Begins("Name Name"), Says("^Name Name.* 2$")], urls=[A, B]),
    row(
        "opml-long-name-minimal",
        status=0,
        names=[Begins("Search results"), Says("^Search results.* 2$")],
        urls=["https://a.example/1", "https://a.example/2"],
    ),
    row("opml-mislabelled", names=OneOf([], ["Café"]), said=OneOf(Says("encoding|UTF-8"), Says("1 of 1 feeds"))),
    row("opml-nested3", status=0, names=["F"], sections=["A / B / C"], urls=["https://f.example/f"]),
    row("opml-no-text", status=0, names=[Says(r"f\.example")], urls=["https://f.example/f"]),
    row("opml-notype", status=0, names=["Arch"], urls=["https://arch.example/f"]),
    row("opml-ns", **ONE),
    row("opml-url-attr", **ONE, said=Says("'B'", "'C'")),
]

SITE_ROWS = [
    row("discover-inbody", status=0, names=["All"]),
    row("discover-no-html-tag", status=0, names=["All"]),
    row("discover-relfeed-notype", status=0, names=["All"]),
    row(
        "subscribe-notitle",
        status=0,
        names=[OneOf("127.0.0.1", "gazette.example")],
    ),
]

# `FILE` stands for the file's path.
SUBSCRIPTION_ROWS = [
    row("subs-bad-regex", status=2, said=Says("FILE.*'A'.*drop")),
    row("subs-bom", status=0, said=Says("A: ok: 1 new")),
    row("subs-empty-rule", status=2, said=Says("FILE.*'A'.*drop")),
    row("subs-keep-is-text", status=2, said=Says(r"FILE.*'A'.*keep = \[\"ferry\"\]")),
    row("subs-single-brackets", status=2, said=Says(r"FILE.*\[\[feed\]\]")),
    row("subs-unknown-field", said=Says("titel.*title|title.*titel")),
]
