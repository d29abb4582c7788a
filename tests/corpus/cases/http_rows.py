"""What is expected of the cases that are about HTTP, whose answers are in `http_answers`. In alphabetical order."""

from typing import Any

from tests.corpus.cases.expectation import OneOf, Says, row

READ: dict[str, Any] = {"status": "ok", "count": 1, "titles": ["Ferry"]}

ROWS = [
    row("204", count=0, status="failed", said=Says("204|empty")),
    row("206", count=0, status="failed", said=Says("206")),
    row("300", count=0, status="failed", said=Says("300")),
    row(
        "304-chunked-empty",
        count=1,
        statuses=["ok", "not modified"],
        beside=["ok", "unchanged"],
    ),
    row("304-first-then-changed-address", count=1, validators=["", '"1"', '"1"']),
    row("304-unasked", count=0, status="failed", said=Says("304")),
    row(
        "304-with-body",
        count=1,
        statuses=["ok", "not modified"],
        beside=["ok", "unchanged"],
    ),
    row("403", count=0, status="failed", said=Says("403", "ask the publisher")),
    row("bad-header", said=OneOf("", Says("header"))),
    row("chunked", **READ),
    row("chunked-cut", count=1, statuses=["failed", "ok"]),
    row("cookie-redirect", **READ),
    row("deflate-raw", **READ),
    row("enc-none", **READ),
    row("enc-utf8", **READ),
    row("etag-changes-lm-same", count=2, validators=["", '"1"', '"2"'], statuses=["ok", "ok", "not modified"]),
    row("etag-gzip-suffix", validators=["", '"abc-gzip"'], statuses=["ok", "not modified"]),
    row("etag-stuck-lm-new", count=2, statuses=["ok", "ok"]),
    row("etag-unquoted", validators=["", "abc", "Mon, 16 Nov 2026 10:00:00 GMT"]),
    row("gzip-cut", count=0, status="failed", said=Says("broke off")),
    row("gzip-plain", **READ),
    row("gzip-twice", **READ),
    row("gzip-unlabelled", **READ),
    row("html-with-feed-link", count=0, status="failed", said=Says("web page", "/all.xml")),
    row(
        "http-304-chunked-empty",
        count=1,
        statuses=["ok", "not modified"],
        beside=["ok", "unchanged"],
    ),
    row(
        "http-304-with-body",
        count=1,
        statuses=["ok", "not modified"],
        beside=["ok", "unchanged"],
    ),
    row(
        "http-content-encoding",
        count=2,
        statuses=["ok", "ok"],
    ),
    row("http-cookie-redirect", **READ),
    row(
        "http-length-less",
        status="failed",
        said=Says("", lacks=("ClientResponseError",)),
        beside=["ok"],
    ),
    row("http-long-header", **READ),
    row("http09ish", **READ),
    row("http10", **READ),
    row("latin1-header", **READ),
    row("length-short", count=1, statuses=["failed", "ok"]),
    row("many-cookies", **READ),
    row("meta-refresh", count=0, status="failed", said=Says("web page")),
    row("redirect-308", **READ),
    row("redirect-fragment", **READ),
    row("redirect-nonascii", **READ),
    row("redirect-relative", count=2, statuses=["ok", "ok"]),
    row("redirect-userinfo", count=0, status="failed", said=Says("user name")),
    row("url-encoded", **READ, paths=["/url-encoded/a%2Fb%20c+d.xml?q=1+2%263"]),
    row("url-encoded/2", **READ, paths=["/url-encoded/a%26b.xml?q=%2F"]),
    row("url-nonascii", **READ),
    row("x-gzip", **READ),
]
