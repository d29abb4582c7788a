"""The responses of the cases that are about HTTP, most of which have no file but their sidecar. In alphabetical order.

A case has an answer for each of its polls, and perhaps answers at other paths.
"""

import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus.cases.answering_server import Answer, Answering, Request


@dataclass(frozen=True)
class HttpCase:
    """The answers of one case. `path` is that of its feed, if not the usual one; `beside` is a second feed's answer."""

    polls: Sequence[Answering]
    also: Mapping[str, Answering] = field(default_factory=dict)
    path: str = ""
    beside: Answering | None = None


def _feed(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>https://news.example/{title}</link><guid>{title}</guid>"
        "<description>It sails.</description></item>"
        for title in titles
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


FEED = _feed("Ferry")
MORE = _feed("Ferry", "Quay")
XML = {"Content-Type": "application/rss+xml"}
MODIFIED = "Mon, 16 Nov 2026 10:00:00 GMT"
HTML = {"Content-Type": "text/html"}


def _answer(body: bytes = FEED, **headers: str) -> Answer:
    """An answer with more headers, whose names have underscores for hyphens."""
    return Answer(body, {**XML, **{name.replace("_", "-"): value for name, value in headers.items()}})


def _raw(head: bytes, body: bytes = FEED) -> Answer:
    return Answer(raw=head + body)


def _redirect(status: str, location: str, **headers: str) -> Answer:
    return Answer(b"", {"Location": location, **headers}, status)


def _chunked(body: bytes, end: bytes) -> Answer:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    return Answer(raw=head + f"{len(body):x}\r\n".encode() + body + b"\r\n" + end)


def _when_cookie_is_back(path: str) -> Answering:
    """A server that sends its feed only to whoever brings its cookie."""

    def answer(request: Request) -> Answer:
        if "ok=1" in request.headers.get("cookie", ""):
            return _answer()
        return _redirect("302 Found", f"{path}?x=1", **{"Set-Cookie": "ok=1; Path=/"})

    return answer


def _kept(raw: bytes, late: bytes = b"") -> Answer:
    """These bytes on a connection that stays open; `late` comes in a packet of its own."""
    return Answer(raw=raw, late=late, closes=False)


def _second_poll(not_modified: Answer) -> HttpCase:
    return HttpCase([_answer(ETag='"1"'), not_modified], beside=_answer())


def http_cases(folder: Path) -> Mapping[str, HttpCase]:
    """The cases by name; those that are files of raw bytes are read from the folder."""

    def file(name: str) -> bytes:
        return (folder / name).read_bytes()

    to_feed: dict[str, Answering] = {"/real.xml": _answer()}
    return {
        "204": HttpCase([_kept(b"HTTP/1.1 204 No Content\r\n\r\n")]),
        "206": HttpCase([Answer(FEED, {"Content-Range": "bytes 0-99/1000"}, "206 Partial Content")]),
        "300": HttpCase([_redirect("300 Multiple Choices", "/real.xml")], to_feed),
        "304-chunked-empty": _second_poll(
            _kept(b"HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        ),
        "304-first-then-changed-address": HttpCase(
            [_answer(ETag='"1"'), *[_kept(b"HTTP/1.1 304 Not Modified\r\n\r\n")] * 2]
        ),
        "304-unasked": HttpCase([_kept(b"HTTP/1.1 304 Not Modified\r\n\r\n")]),
        "304-with-body": _second_poll(_kept(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", late=b"hello")),
        "403": HttpCase([Answer(b"<html>no</html>", {**HTML, "Server": "cloudflare"}, "403 Forbidden")]),
        "bad-header": HttpCase(
            [
                _raw(b"HTTP/1.1 200 OK\r\nX-Odd : 1\r\nContent-Type: text/xml\r\n\r\n"),
                _raw(b"HTTP/1.1 200 OK\r\nX(Odd): 1\r\nContent-Type: text/xml\r\n\r\n", MORE),
            ]
        ),
        "chunked": HttpCase([_chunked(FEED, b"0\r\n\r\n")]),
        "chunked-cut": HttpCase([_chunked(FEED, b"ff\r\nmore"), _chunked(FEED, b"0\r\n\r\n")]),
        "cookie-redirect": HttpCase(
            [_when_cookie_is_back("/cookie-redirect/feed")],
            {"/cookie-redirect/feed?x=1": _when_cookie_is_back("/cookie-redirect/feed")},
        ),
        "deflate-raw": HttpCase([_answer(_deflated(FEED), Content_Encoding="deflate")]),
        "enc-none": HttpCase([_answer(Content_Encoding="none")]),
        "enc-utf8": HttpCase([_answer(Content_Encoding="UTF-8")]),
        "etag-changes-lm-same": HttpCase(
            [
                _answer(ETag='"1"', Last_Modified=MODIFIED),
                _answer(MORE, ETag='"2"', Last_Modified=MODIFIED),
                _kept(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
            ]
        ),
        "etag-gzip-suffix": HttpCase([_answer(ETag='"abc-gzip"'), _kept(b"HTTP/1.1 304 Not Modified\r\n\r\n")]),
        "etag-stuck-lm-new": HttpCase([_answer(ETag='"1"'), _answer(MORE, ETag='"1"')]),
        "etag-unquoted": HttpCase(
            [_answer(ETag="abc"), _answer(MORE, ETag=MODIFIED), _kept(b"HTTP/1.1 304 Not Modified\r\n\r\n")]
        ),
        "gzip-cut": HttpCase([_answer(gzip.compress(FEED)[:-8], Content_Encoding="gzip")]),
        "gzip-plain": HttpCase([_answer(Content_Encoding="gzip")]),
        "gzip-twice": HttpCase([_answer(gzip.compress(gzip.compress(FEED)), Content_Encoding="gzip, gzip")]),
        "gzip-unlabelled": HttpCase([Answer(gzip.compress(FEED), {"Content-Type": "application/gzip"})]),
        "html-with-feed-link": HttpCase(
            [
                Answer(
                    b'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/all.xml">'
                    b"</head><body>Home</body></html>",
                    HTML,
                )
            ]
        ),
        "http-304-chunked-empty": _second_poll(_kept(file("http-304-chunked-empty.raw"))),
        "http-304-with-body": _second_poll(_kept(file("http-304-with-body.raw"))),
        "http-content-encoding": HttpCase(
            [
                _with_body(file("http-content-encoding.raw")),
                _answer(MORE, Content_Encoding="aws-chunked"),
            ]
        ),
        "http-cookie-redirect": HttpCase(
            [_with_cookie(file("http-cookie-redirect.raw"))],
            {"/cookie-redirect?x=1": _with_cookie(file("http-cookie-redirect.raw"))},
            "/cookie-redirect",
        ),
        "http-length-less": HttpCase([_kept(file("http-length-less.raw"))], beside=_answer()),
        "http-long-header": HttpCase([_with_body(file("http-long-header.raw"))]),
        "http09ish": HttpCase([_raw(b"HTTP/1.1 200\nContent-Type:text/xml\n\n")]),
        "http10": HttpCase([_raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n")]),
        "latin1-header": HttpCase([_raw("HTTP/1.1 200 OK\r\nX-Name: Café\r\n\r\n".encode("latin-1"))]),
        "length-short": HttpCase(
            [_raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 9999\r\n\r\n"), _answer()]
        ),
        "many-cookies": HttpCase([_answer(Set_Cookie="c=" + 8000 * "x")]),
        "meta-refresh": HttpCase(
            [Answer(b'<html><head><meta http-equiv="refresh" content="0;url=/real.xml"></head></html>', HTML)], to_feed
        ),
        "redirect-308": HttpCase(
            [_redirect("308 Permanent Redirect", "/c8")],
            {
                **to_feed,
                "/c8": _redirect("303 See Other", "/c7"),
                "/c7": _redirect("307 Temporary Redirect", "/real.xml"),
            },
        ),
        "redirect-fragment": HttpCase([_redirect("301 Moved Permanently", "/real.xml#x")], to_feed),
        "redirect-nonascii": HttpCase(
            [Answer(raw=file("redirect-nonascii.xml"))], {"/f%C3%A4hr%C3%A8%20datei.xml": _answer()}
        ),
        "redirect-relative": HttpCase(
            [_redirect("302 Found", "../real.xml"), _redirect("302 Found", "real.xml")],
            {**to_feed, "/redirect-relative/real.xml": _answer(MORE)},
        ),
        "redirect-userinfo": HttpCase([_redirect("302 Found", "http://u:p@127.0.0.1:1/real.xml")], to_feed),
        "url-encoded": HttpCase([_answer()], path="/url-encoded/a%2Fb%20c+d.xml?q=1+2%263"),
        "url-encoded/2": HttpCase([_answer()], path="/url-encoded/a%26b.xml?q=%2F"),
        "url-nonascii": HttpCase(
            [Answer(status="404 Not Found")],
            {"/url-nonascii/f%C3%A4hr%C3%A8.xml": _answer()},
            path="/url-nonascii/fährè.xml",
        ),
        "x-gzip": HttpCase([_answer(gzip.compress(FEED), Content_Encoding="x-gzip")]),
    }


def _deflated(body: bytes) -> bytes:
    """Deflated without zlib's header, as some servers do."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def _with_body(raw: bytes) -> Answer:
    """An answer in a file says that it is empty; here it has a body."""
    assert b"Content-Length: 0\r" in raw
    return _raw(raw.replace(b"Content-Length: 0\r", b"Content-Length: %d\r" % len(FEED)))


def _with_cookie(raw: bytes) -> Answering:
    return lambda request: _answer() if "ok=1" in request.headers.get("cookie", "") else _kept(raw)
