import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.operations.http_server import QuietHandler, server


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "a").mkdir(parents=True)
    (folder / "empty").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "loop").symlink_to(folder / "loop")
    for name in ("index.html", "a/index.html"):
        (folder / name).write_text(name)
    (folder / "404.html").write_text("not here")
    return folder


class Based(QuietHandler):
    base = "/news"


@pytest.fixture(params=["", "/news"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def port(site: Path, base: str) -> Iterator[int]:
    with server(site, handler=Based if base else QuietHandler) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield running.server_port
        running.shutdown()


def _get(port: int, target: str, method: str = "GET") -> tuple[int, str | None, bytes]:
    """Status, type and body, of a target that nothing on the way makes decent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection._validate_path = lambda _: None  # type: ignore[attr-defined]
    connection.putrequest(method, target, skip_host=True)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.getheader("Location") or answer.getheader("Content-Type"), body


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("x.woff2", "font/woff2"),
        ("x.webp", "image/webp"),
        ("x.avif", "image/avif"),
        ("x.svg", "image/svg+xml"),
        ("x.wasm", "application/wasm"),
        ("x.css", "text/css; charset=utf-8"),
        ("x.js", "text/javascript; charset=utf-8"),
        ("x.html", "text/html; charset=utf-8"),
        ("a/feed.json", "application/feed+json"),
        ("a/feed.xml", "application/atom+xml"),
        ("sitemap.xml", "application/xml"),
        ("pagefind-entry.json", "application/json"),
        ("index/x.pf_index", "application/octet-stream"),
        ("wasm.en.pagefind", "application/octet-stream"),
    ],
)
def test_a_file_is_sent_as_what_it_is(site: Path, port: int, base: str, name: str, content_type: str) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_bytes(b"\0bytes")
    assert _get(port, f"{base}/{name}?query") == (200, content_type, b"\0bytes")


def test_a_folder_is_its_page_with_a_slash(port: int, base: str) -> None:
    html = "text/html; charset=utf-8"
    assert _get(port, f"{base}/") == (200, html, b"index.html")
    assert _get(port, f"{base}/a/") == (200, html, b"a/index.html")
    assert _get(port, f"{base}/a")[:2] == (301, f"{base}/a/")
    assert _get(port, f"{base}/a/", "HEAD") == (200, html, b"")


@pytest.mark.parametrize(
    "target",
    [
        *("/none", "/none/", "/index.html/", "/empty/", "/empty", "/loop", "/link.html", "/../secret.html"),
        *("/%2e%2e/secret.html", "/a/../../secret.html", "/..%2fsecret.html", "/%00", "/" + "x" * 5000, "/a\\..\\"),
    ],
)
def test_what_is_not_there_is_the_sites_own_page_and_nothing_outside_is_there(
    port: int, base: str, target: str
) -> None:
    assert _get(port, base + target) == (404, "text/html; charset=utf-8", b"not here")
    assert _get(port, base + target, "HEAD")[::2] == (404, b"")


@pytest.mark.parametrize("name", [".incremental.sqlite", ".git/config", "a/.htaccess"])
def test_hidden_files_are_not_sent(site: Path, port: int, base: str, name: str) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_bytes(b"state")
    assert _get(port, f"{base}/{name}")[0] == 404
    assert _get(port, f"{base}/{name.replace('.', '%2e')}", "HEAD")[0] == 404


def test_a_site_below_a_path_is_there_only(site: Path) -> None:
    with server(site, handler=Based) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        assert _get(running.server_port, "/")[:2] == (302, "/news/")
        assert _get(running.server_port, "/a/")[0] == 404
        running.shutdown()


@pytest.mark.parametrize("port", [70000])
def test_a_port_that_cannot_be_is_an_error_that_names_it(site: Path, port: int) -> None:
    with pytest.raises(ConfigurationError, match="port 70000"):
        server(site, port)
