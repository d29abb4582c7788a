"""Paths of sources are those that Pelican's own functions give."""

import os

from hypothesis import example, given
from hypothesis import strategies as st
from pelican.utils import file_suffix

from incremental.read.source_paths import absolute_path, folder_prefixes, path_below, relative_path, suffix_of

_FOLDERS = st.sampled_from(["/a/b", "/a/b/", "/", "a", "/a/../b", "//a"])
_PATHS = st.lists(st.sampled_from(["a", "b", "..", ".", "", "/", "/a/b", "c.md"]), min_size=1, max_size=5).map("/".join)


@given(_FOLDERS, _PATHS.filter(bool))
@example("/", "//")
@example("/a/b", "/a/b/c.md")
def test_a_relative_path_is_that_of_the_standard_library(folder: str, path: str) -> None:
    assert relative_path(path, folder) == os.path.relpath(path, folder)


def test_a_path_that_is_not_plainly_below_a_folder_has_to_be_looked_at_closer() -> None:
    assert path_below("/a/b/c.md", "/a/b") == "c.md"
    assert path_below("/a/b/../c.md", "/a/b") is None
    assert path_below("/a/bc.md", "/a/b") is None
    assert path_below("b/c.md", "b") is None


@given(_FOLDERS, _PATHS)
def test_an_absolute_path_is_named_as_pelican_names_a_source(folder: str, path: str) -> None:
    assert absolute_path(folder, path) == os.path.abspath(os.path.join(folder, path))  # noqa: PTH100, PTH118  what Pelican calls


@given(_PATHS)
def test_prefixes_of_a_folder_with_a_name_are_the_paths_of_its_file(folder: str) -> None:
    row_prefix, source_prefix = folder_prefixes("/content", folder)
    path = os.path.join(folder, "article.md")  # noqa: PTH118  what Pelican calls
    assert row_prefix + "article.md" == os.path.normpath(path)
    assert source_prefix + "article.md" == absolute_path("/content", path)


@given(st.text("ab./~", max_size=8))
def test_a_suffix_is_that_of_pelican(path: str) -> None:
    assert suffix_of(path) == file_suffix(path)
