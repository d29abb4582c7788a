"""A reader's metadata, to JSON and back."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import gettz, tzlocal, tzoffset, tzutc  # type: ignore[import-untyped]  # ships no types
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.urlwrappers import Author, Category, Tag
from pelican.utils import SafeDatetime

from incremental.read.metadata_codec import NotStorableError, dump_metadata, load_metadata

SETTINGS = {"TAG_URL": "t/{slug}", "SLUG_REGEX_SUBSTITUTIONS": [(r"\s+", "-")]}
ZONES = [None, UTC, tzutc(), tzlocal(), tzoffset(None, 7200), tzoffset("EST", -18000), ZoneInfo("Europe/Prague")]
ZONES += [timezone(timedelta(hours=3)), timezone(timedelta(hours=3), "MSK")]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("kind", [datetime, SafeDatetime])
def test_a_date_comes_back_with_its_class_and_its_zone(zone: Any, kind: type[datetime]) -> None:
    moment = kind(2026, 10, 25, 2, 30, 1, 7, tzinfo=zone, fold=1)
    (found,) = load_metadata(dump_metadata({"date": moment}), SETTINGS).values()
    assert type(found) is kind
    assert (repr(found.tzinfo), found.fold, found.isoformat()) == (repr(zone), 1, moment.isoformat())
    assert found.strftime("%Z %z") == moment.strftime("%Z %z")


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(st.characters()), _PLAIN | st.dates() | st.text().map(Markup), max_size=4))
def test_plain_values_come_back_as_they_were_and_in_their_order(metadata: dict[str, Any]) -> None:
    found = load_metadata(dump_metadata(metadata), SETTINGS)
    assert repr(found) == repr(metadata)


def test_tags_and_others_come_back_bound_to_the_settings_given() -> None:
    metadata = {
        "tags": [Tag(" a b ", {}), Tag("c", {})],
        "category": Category("News", {}),
        "author": Author("A. B.", {}),
    }
    found = load_metadata(dump_metadata(metadata), SETTINGS)
    assert [type(tag) for tag in found["tags"]] == [Tag, Tag]
    assert [tag.url for tag in found["tags"]] == ["t/a-b", "t/c"]
    assert (type(found["category"]), found["category"].name) == (Category, "News")
    assert (type(found["author"]), found["author"].name) == (Author, "A. B.")


def _tag_with_a_slug() -> Tag:
    tag = Tag("a", {})
    tag.slug = "other"
    return tag


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    [
        *({1}, b"a", object(), Text("a"), {1: 2}, float("nan"), _tag_with_a_slug(), [object()], date, 1j),
        datetime(2026, 11, 22, tzinfo=gettz("Europe/Prague")),
    ],
)
def test_what_would_not_come_back_as_it_was_is_refused(value: Any) -> None:
    with pytest.raises(NotStorableError):
        dump_metadata({"key": value})
