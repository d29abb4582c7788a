"""Bodies that were read by an earlier build."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.archive.model.article_body import ArticleBody, read_body
from digest.site.load import body_cache
from digest.site.load.body_cache import BODIES_FILE, BodyCache
from incremental import CachedBody

HTML = "<h2>Harbour &amp; quay</h2><p>It <em>opens</em><br>today.</p><script>x()</script><ul><li>one</li></ul>"


def _stored(html: str) -> CachedBody:
    return CachedBody(html.encode(), lambda: html)


def _never() -> str:
    raise AssertionError("it was read already")


def _read(cache: Path, *bodies: CachedBody) -> list[ArticleBody]:
    with BodyCache(cache) as store:
        return [store.read(body) for body in bodies]


def test_a_body_is_read_once_and_stays_what_it_was(tmp_path: Path) -> None:
    first = _read(tmp_path, _stored(HTML))
    assert _read(tmp_path, CachedBody(HTML.encode(), _never)) == first
    assert (first[0].html, first[0].text) == (read_body(HTML).html, read_body(HTML).text)


def test_what_a_build_does_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    _read(tmp_path, _stored(HTML), _stored("<p>gone</p>"))
    _read(tmp_path, _stored(HTML))
    with pytest.raises(AssertionError):
        _read(tmp_path, CachedBody(b"<p>gone</p>", _never))


def test_another_program_reads_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _read(tmp_path, _stored(HTML))
    monkeypatch.setattr(body_cache, "code_digest", lambda *_: "another")
    with pytest.raises(AssertionError):
        _read(tmp_path, CachedBody(HTML.encode(), _never))
    _read(tmp_path, _stored(HTML))
    assert _read(tmp_path, CachedBody(HTML.encode(), _never))


@pytest.mark.parametrize(
    "damage", ["UPDATE bodies SET body = x'e9'", "UPDATE bodies SET body = 'text'", "DROP TABLE bodies"]
)
def test_a_damaged_store_is_none(damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = _read(tmp_path, _stored(HTML))
    connection = sqlite3.connect(tmp_path / BODIES_FILE)
    with connection:
        connection.execute(damage)
    connection.close()
    assert _read(tmp_path, _stored(HTML)) == first
    assert "it is set aside as bodies.sqlite.unusable and begun anew" in caplog.text
    assert _read(tmp_path, CachedBody(HTML.encode(), _never)) == first


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "a ", "&lt;", "<br>", "<h3>", "</h3>", "\n", "<pre>"])))
def test_any_body_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    cache, body = tmp_path_factory.mktemp("cache"), _stored("".join(pieces))
    assert _read(cache, body) == _read(cache, CachedBody(body.digest, _never))
