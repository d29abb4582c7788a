"""The files of a generator are those that Pelican finds."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pelican.generators import Generator

from quick_pelican.quick_reading import _with_joined_patterns


@given(
    st.text("ab./m#~d_\n", min_size=1, max_size=8).map(lambda name: f"news/{name}"),
    st.sampled_from([None, False, (), ("md", "a~")]),
    st.lists(st.sampled_from([".#*", "**/.*", "a[!b]*", "*~", "b?.md"]), max_size=3),
)
def test_files_are_ignored_as_pelican_ignores_them(path: str, extensions: Any, ignored: list[str]) -> None:
    readers = SimpleNamespace(extensions={"md": 1, "html": 1}.keys())
    generator = SimpleNamespace(settings={"IGNORE_FILES": ignored}, readers=readers)
    assert _with_joined_patterns(generator)(path, extensions) == Generator._include_path(generator, path, extensions)
