"""One parser for all files gives what one for each gives."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Extension, Markdown
from pelican import readers
from pelican.settings import read_settings

from quick_pelican.shared_markdown import one_parser, reusing

_WORDS = """abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html
meta nl2br sane_lists smarty tables toc wikilinks"""
NAMES = tuple(_WORDS.split())
_LINES = r"""# Title
Title: x
[a]: /b
[a]
[^1]
[^1]: note
*[ab]: cd
ab **b** _e_
`
- x
1. y
<div markdown='1'>
</div>
    code
[[Wiki]]
![i](j){: #k}
\* &amp; "q" <!-- c --> [l](m 'n')
[TOC]
> q"""
_BLOCKS = ("```\ncode\n```", "| a | b |\n|---|---|\n| c | d |", "term\n: text", "!!! note\n    x")
PIECES = st.sampled_from([*_LINES.splitlines(), *_BLOCKS])
TEXTS = st.lists(st.lists(PIECES | st.text(max_size=20), max_size=6).map("\n\n".join), min_size=2, max_size=4)


@settings(deadline=None)
@given(TEXTS, st.lists(st.sampled_from(NAMES), unique=True))
def test_a_parser_that_is_reset_makes_what_a_new_one_makes(texts: list[str], names: list[str]) -> None:
    options: Any = {"extensions": [f"markdown.extensions.{name}" for name in names], "extension_configs": {}}
    parser = reusing(Markdown)
    for text in texts:
        fresh, again = Markdown(**options), parser(**options)
        assert again.convert(text) == fresh.convert(text)
        assert getattr(again, "Meta", None) == getattr(fresh, "Meta", None)


@pytest.mark.parametrize("extension", [Extension(), "tests.of.another"])
def test_other_people_s_extensions_get_a_parser_for_each_file(extension: Any) -> None:
    made: list[dict[str, Any]] = []
    parser = reusing(lambda **options: made.append(options))
    for _ in range(2):
        parser(extensions=["markdown.extensions.meta", extension])
    assert len(made) == 2


def test_pelican_s_reader_finds_metadata_in_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Title: one\nSummary: *two*\n\ntext")
    options = read_settings(override={"TIMEZONE": "UTC"})
    plain = readers.MarkdownReader(options).read(str(tmp_path / "a.md"))
    with one_parser():
        reader = readers.MarkdownReader(options)
        for _ in range(3):
            assert reader.read(str(tmp_path / "a.md")) == plain
    assert readers.Markdown is Markdown
