"""The samples for web servers serve a published site as they say, by real nginx and Caddy."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from digest.operations.publishing.publication import publish_site
from digest.operations.publishing.publish_settings import PublishSettings
from digest.operations.publishing.targets.http_headers import headers_of

from .web_servers import caddy_server, nginx_server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = {
    "index.html": "<!doctype html><title>News</title>" + "<p>The pier is safe.</p>" * 200,
    "404.html": "<!doctype html><title>Not found</title>",
    "topics/mi6/index.html": "<!doctype html><title>MI6</title>",
    "topics/mi6/feed.xml": "<feed/>",
    "topics/mi6/feed.json": "{}",
    "feeds.opml": "<opml/>",
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *",
    "theme/site.1668637b9b32.css": "body {}",
    "theme/search.b5c80a818614.js": "search()",
    "search/index.html": "<!doctype html><title>Search</title>",
    "search/index/parts.json": "{}",
    "search/index/one/wasm.en.pagefind": "wasm",
    "search/index/one/fragment/en_1.pf_fragment": "fragment",
}
Server = Callable[[Path, Path], AbstractContextManager[str]]


@pytest.fixture(scope="module", params=[nginx_server, caddy_server], ids=["nginx", "caddy"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    output, www, server = folder / "output", folder / "www", folder / "server"
    server.mkdir()
    _publish(output, www, {**SITE, "theme/site.0.css": "of the site before"})
    (output / "theme" / "site.0.css").unlink()
    _publish(output, www, {})
    (www / "releases" / ".hidden").write_text("nobody's business")
    (www / "current" / ".hidden").write_text("nobody's business")
    start: Server = request.param
    with start(server, www) as address:
        yield address


def _publish(output: Path, www: Path, site: dict[str, str]) -> None:
    for path, text in site.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(text)
    settings = PublishSettings(str(www), compress=("gzip",))
    publish_site(output, settings, cache=output.parent / "cache", now=NOW)


def ask(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(url, headers=headers), timeout=30) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


@pytest.mark.parametrize("path", [*SITE, "health.json"])
def test_each_file_has_its_type_and_says_how_long_it_may_be_kept(url: str, path: str) -> None:
    status, headers, body = ask(f"{url}/{path.removesuffix('index.html')}")
    expected = headers_of(path)
    assert status == 200
    assert body.decode() == SITE.get(path, body.decode())
    assert headers["cache-control"] == expected.cache_control
    kind = headers["content-type"].replace(" ", "").lower()
    if not expected.content_type.startswith("application/"):
        assert kind == expected.content_type.replace(" ", "")
    elif "feed" in path or path.endswith((".json", ".xml")):
        assert kind.partition(";")[0] in (expected.content_type, expected.content_type.replace("application", "text"))


def test_each_answer_has_the_policies(url: str) -> None:
    for path in ("", "topics/mi6/", "nowhere/", "theme/site.1668637b9b32.css"):
        _, headers, _ = ask(f"{url}/{path}")
        assert "script-src" not in headers["content-security-policy"], path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert "script-src 'self' 'wasm-unsafe-eval'" in ask(f"{url}/search/")[1]["content-security-policy"]


def test_what_is_not_there_has_the_sites_own_page_and_what_is_hidden_is_not_there(url: str) -> None:
    for path in ("nowhere/", "theme/nowhere.css", ".hidden", "topics/.hidden", "..%2Freleases/.hidden"):
        status, _, body = ask(f"{url}/{path}")
        assert status in (400, 404), path
        assert b"nobody" not in body
    assert ask(f"{url}/nowhere/")[2].decode() == SITE["404.html"]


def test_a_compressed_file_is_sent_as_it_is(url: str) -> None:
    _, headers, body = ask(f"{url}/", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert "accept-encoding" in headers["vary"].lower()
    assert gzip.decompress(body).decode() == SITE["index.html"]
    assert body[4:8] == b"\0\0\0\0"  # ours has no time


def test_a_page_that_did_not_change_is_not_sent_again(url: str) -> None:
    _, headers, _ = ask(f"{url}/topics/mi6/")
    assert ask(f"{url}/topics/mi6/", **{"If-None-Match": headers["etag"]})[0] == 304


def test_a_reader_in_the_middle_of_a_page_finds_the_styles_of_the_site_before(url: str) -> None:
    status, headers, body = ask(f"{url}/theme/site.0.css")
    assert (status, body) == (200, b"of the site before")
    assert headers["cache-control"].endswith("immutable")
