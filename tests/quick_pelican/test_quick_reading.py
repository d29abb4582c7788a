"""The short ways of reading give what Pelican's own give."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pelican import readers, urlwrappers, utils
from pelican.contents import Article, Content
from pelican.readers import find_empty_alt
from pelican.settings import read_settings
from pelican.utils import SafeDatetime, get_date, slugify, strftime

from quick_pelican.quick_reading import (
    quick_find_empty_alt,
    quick_get_date,
    quick_reading,
    quick_relative_source_path,
    quick_slugify,
    quick_strftime,
)

_DATES = st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds"))
_ZONES = st.sampled_from(["", "Z", "+00:00", "-00:00", "+02:00", "-11:30", "+25:00", " +0200", "z", " UTC"])
_NUMBERS = st.integers(0, 99).map("{:02}".format)
_ODD = st.builds("20{}-{}-{} {}:{}".format, *[_NUMBERS] * 5)
_TEXTS = st.builds("{}{}".format, _DATES | _DATES.map(lambda text: text[:10]) | _ODD, _ZONES) | st.text(max_size=9)


@pytest.fixture(params=["UTC", "Europe/London", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def _made(function: Callable[[str], Any], text: str) -> Any:
    try:
        moment = function(text)
    except ValueError as error:
        return str(error)
    return type(moment), moment.replace(tzinfo=None), type(moment.tzinfo), repr(moment.tzinfo), moment.fold


@pytest.mark.usefixtures("zone")
def test_dates_are_those_of_pelican() -> None:
    quick = quick_get_date(get_date)

    @settings(deadline=None)
    @given(_TEXTS)
    @example("2026-11-22T12:00:00Z")
    @example("2026-11-22 12:00")
    @example("2026-07-22 12:00Z")
    @example("0026-07-02")
    def agree(text: str) -> None:
        assert _made(quick, text) == _made(get_date, text)

    agree()


@settings(deadline=None)
@given(
    root=st.sampled_from(["/a/b", "/a/b/", "/", "a", "/a/../b", "//a"]),
    parts=st.lists(st.sampled_from(["a", "b", "..", ".", "", "/", "/a/b", "c.md"]), max_size=5),
    joined=st.booleans(),
)
@example(root="/", parts=["", "", ""], joined=False)
def test_paths_are_those_of_pelican(root: str, parts: list[str], joined: bool) -> None:
    path = ("/a/b/" if joined else "") + "/".join(parts)

    some = SimpleNamespace(settings={"PATH": root}, source_path=path or None)
    relative = Content.get_relative_source_path
    assert quick_relative_source_path(relative)(some) == relative(some)


_MIDNIGHT = datetime(2026, 11, 2)  # noqa: DTZ001  as an article without a zone
_FORMATS = st.lists(
    st.sampled_from(["%", "-", "%%", *(f"%{letter}" for letter in "aAbBcdHIjmMpUwWxXyYzZGuVfqé\n")]), max_size=5
).map("".join)


@settings(deadline=None)
@given(st.lists(st.tuples(st.datetimes(), _FORMATS), max_size=3), st.sampled_from([None, UTC, ZoneInfo("Europe/Oslo")]))
@example([(_MIDNIGHT.replace(hour=23), "%-d %B %Y, %H"), (_MIDNIGHT, "%-d %B %Y")], None)
def test_dates_are_written_as_by_pelican(dates: list[tuple[datetime, str]], zone: tzinfo | None) -> None:
    quick = quick_strftime(strftime)

    def written(write: Callable[[Any, str], str], date: Any, date_format: str) -> str:
        try:
            return write(date, date_format)
        except (ValueError, TypeError) as error:  # "%" before a line feed is one of them
            return type(error).__name__

    for moment, date_format in dates:
        for date in (SafeDatetime.combine(moment.date(), moment.time(), zone), moment.replace(tzinfo=zone)):
            assert written(quick, date, date_format) == written(strftime, date, date_format)


@given(st.text(max_size=8), st.booleans(), st.booleans())
def test_slugs_are_those_of_pelican(name: str, preserve_case: bool, use_unicode: bool) -> None:
    quick = quick_slugify(slugify)
    for substitutions in ([(r"[^\w\s-]", ""), (r"\s+", "-")], []):
        for _ in range(2):
            expected = slugify(name, substitutions, preserve_case, use_unicode)
            assert quick(name, substitutions, preserve_case, use_unicode) == expected


@pytest.mark.parametrize("content", ['<p><img alt="" src="a.png"></p>', "<p>a</p>", '<img src="a.png" alt="a">'])
def test_images_without_a_description_are_told_of_as_by_pelican(content: str, caplog: pytest.LogCaptureFixture) -> None:
    def told(find: Callable[[str, str], None], path: str) -> list[str]:
        caplog.clear()
        find(content, path)
        return [record.getMessage().removesuffix(path) for record in caplog.records]

    # Pelican says nothing twice, so the paths differ.
    assert told(quick_find_empty_alt(find_empty_alt), "a.md") == told(find_empty_alt, "b.md")


def test_everything_is_pelican_s_again_after_a_run() -> None:
    def seen() -> list[Any]:
        places = (readers.get_date, readers.find_empty_alt, utils.strftime)
        return [*places, urlwrappers.slugify, Content.get_relative_source_path]

    before = seen()
    with quick_reading():
        assert not set(map(id, seen())) & set(map(id, before))
    assert seen() == before
    with pytest.raises(KeyError), quick_reading():
        raise KeyError
    assert seen() == before


def test_an_article_is_the_same_in_a_run(tmp_path: Path) -> None:
    source = tmp_path / "content" / "a" / "b.md"
    source.parent.mkdir(parents=True)
    source.write_text("Title: x\nDate: 2026-11-22T12:00:00+01:00\nModified: 2026-11-23\nTags: a, b\n\n*text*")
    options = read_settings(override={"PATH": str(tmp_path / "content"), "TIMEZONE": "Europe/Oslo"})

    def read() -> dict[str, Any]:
        article = readers.Readers(options).read_file(os.fspath(tmp_path / "content"), "a/b.md", Article)
        return {name: str(value) for name, value in vars(article).items() if name != "settings"} | {
            "address": article.url,
            "place": article.save_as,
        }

    expected = read()
    with quick_reading():
        assert read() == expected
