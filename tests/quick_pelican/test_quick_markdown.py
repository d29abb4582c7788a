"""What the quick reader of Markdown renders has the bytes of Python-Markdown's."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Extension, Markdown

from quick_pelican.quick_markdown import QuickMarkdown, is_known, normalised, split_header

_PELICANS = ("codehilite", "extra", "meta")
_OURS = ("tables", "sane_lists", "fenced_code", "meta")
DIALECTS: dict[str, dict[str, Any]] = {
    name: {"extensions": [f"markdown.extensions.{one}" for one in extensions], "output_format": output}
    for name, extensions, output in (
        ("pelican", _PELICANS, "html5"),
        ("ours", _OURS, "html"),
        ("bare", ("meta",), "xhtml"),
    )
}

_MARKS = (
    *("*", "**", "***", "_", "__", "[", "]", "(", ")", "!", "\\", "\\*", "\\[", "\\]", "\\_", "\\>", "&", "&amp;"),
    *("&#38;", "&#x3e;", "&#", ";", "<", "`", "{", "}", "|", ":", '"', "'", "~~~", "#", ">", "=", "-", "  \n", "\n"),
    *("[a](b)", "[*a*](http://b/c_d_e?f=g&h=i)", "[a b](b\\_c 'd')", "[", "](x)", "[^1]", "\t", "\r", "\x02", "\x03"),
    *(" ", "  ", "\u00a0", "\u2028", "é", "a", "word", "two words", "1.", ".", "9", "-", "\x0b", "\x1f"),
)
_INLINE = st.lists(st.sampled_from(_MARKS), max_size=12).map("".join)
_CALM_MARKS = (
    *("word ", "x", "é", ", ", " *em* ", " **strong** ", '"**s**"', "_e_", "[a](b) ", "[*a* b](c)", "\\*", "&amp;"),
    *("& ", "> ", "  \n", "\n", "snake_case", "a [b] c", "**[a](b)**", "*a **b** c*", "_", "*", "\u00a0", "!"),
)
_CALM = st.lists(st.sampled_from(_CALM_MARKS), min_size=1, max_size=10).map("".join)
_TEXT = _CALM | _INLINE | st.text(max_size=30)
_STARTS = (
    "",
    "",
    "",
    "# ",
    "## ",
    "> ",
    "- ",
    "* ",
    "1. ",
    "2. ",
    "   ",
    "    ",
    "---",
    "===",
    ">",
    "+ ",
    "07. ",
    ": ",
)
_LINE = st.builds("".join, st.tuples(st.sampled_from(_STARTS), _TEXT))
_QUOTE = st.lists(_LINE, min_size=1, max_size=4).map(lambda lines: "\n".join(f"> {line}" for line in lines))
_LIST = st.builds(
    lambda mark, items: "\n".join(f"{mark} {item}" for item in items),
    st.sampled_from(["-", "*", "1.", "3."]),
    st.lists(_TEXT, min_size=1, max_size=3),
)
_BLOCK = _LINE | _QUOTE | _LIST | st.lists(_LINE, max_size=3).map("\n".join)
_HEADER = st.sampled_from(
    ["", "", "Title: a\nTags: b, c\n\n", "---\na: b\n    c\nA: d\n---\n", "Summary: x\nno header\n"]
)
DOCUMENTS = st.builds(
    lambda header, blocks, end: header + "\n\n".join(blocks) + end,
    _HEADER,
    st.lists(_BLOCK, max_size=5),
    st.sampled_from(["", "\n", "\n\n  \n"]),
)


class Both:
    """A parser of Python-Markdown and the quick reader beside it."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.parser: Any = Markdown(**options)
        self.quick = QuickMarkdown(self.parser)

    def compare(self, source: str) -> bool:
        """Whether the quick reader rendered the document; fails if it did so in another way."""
        header, body = split_header(normalised(source))
        html = self.quick.render(body)
        self.parser.reset()
        expected = self.parser.convert(source)
        if source.strip():
            assert self.parser.Meta == header
            assert html is None or html == expected
        return html is not None


@pytest.fixture(scope="module", params=sorted(DIALECTS))
def both(request: pytest.FixtureRequest) -> Both:
    return Both(DIALECTS[request.param])


@settings(deadline=None, max_examples=200)
@given(source=DOCUMENTS)
@example("a *b [c](d) e_f* g_ *h*")
@example("**a *b* c**, *x*")
@example("- a\n\n- b\n- c\n\n> d\n\n> e")
@example("[a [b](c) d](e)")
@example("*[b](c*d) _x_*")
def test_what_it_renders_has_the_bytes_of_python_markdown(both: Both, source: str) -> None:
    both.compare(source)


@pytest.mark.parametrize(
    "source",
    [
        "Plain words, in\ntwo lines.\n\nAnd a second paragraph & more > less.",
        'She said: "*No*", and **left** for [Oslo](https://example.org/a_b_c?d=e&f=g).',
        "## A heading\n\n> Quoted.\n>\n> Twice.\n\n- one\n- two\n\n3. three\n4. four\n\n---",
        "A line  \n*another* \\* snake_case [1] &amp; &#8211; 5 * 3",
    ],
)
def test_what_news_is_written_in_is_rendered(both: Both, source: str) -> None:
    assert both.compare(f"Title: x\n\n{source}\n")


@pytest.mark.parametrize(
    "options",
    [
        {"extensions": ["markdown.extensions.nl2br"]},
        {"extensions": ["markdown.extensions.legacy_em"]},
        {"extensions": ["markdown.extensions.smarty"]},
        {"extensions": ["markdown.extensions.admonition"]},
        {"extensions": ["markdown.extensions.abbr"], "extension_configs": {"abbr": {}}, "tab_length": 2},
    ],
)
def test_another_dialect_is_not_known(options: dict[str, Any]) -> None:
    assert not is_known(Markdown(**options))


def test_a_processor_of_somebody_else_is_not_known() -> None:
    class Other(Extension):
        def extendMarkdown(self, md: Any) -> None:  # noqa: N802  as Python-Markdown calls it
            md.parser.blockprocessors.register(type("Mine", (), {})(), "mine", 1)

    assert not is_known(Markdown(extensions=[Other()]))
