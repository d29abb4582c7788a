"""The tokens of sanitised HTML are all of it, and those that a parser of HTML sees."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.markup.html_policy import clean_page_html, clean_publisher_html
from digest.markup.html_tokens import attributes_of, html_tokens, tag_source

PIECES = (
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br/>",
        "<a href='?a=1&amp;b=\"2\"'>",
        "</a>",
        "<a href=x title='<&gt;>'>",
        "&lt;",
    ),
    *("<table><tr><td rowspan=2>", "</table>", "<img src=x alt='a > b \" c'>", "<!-- c -->", "<![CDATA[x]]>", "<?x?>"),
    *(
        "text & more",
        "&nbsp;",
        "<",
        ">",
        '"',
        "<pre>\n\n",
        "<plaintext>",
        "<svg><p>",
        "<ol start=3>",
        "\0",
        "Ä",
        "\r\n",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_tokens_make_up_all_of_the_html_again(html: str) -> None:
    for cleaned in (clean_publisher_html(html), clean_page_html(html)):
        tokens = html_tokens(cleaned)
        assert "".join(tag_source(token) if token[1] else token[3] for token in tokens) == cleaned


@pytest.mark.corpus
def test_tags_are_those_that_a_parser_sees_in_hostile_documents(corpus: Path) -> None:
    for vector in json.loads((corpus / "hostile" / "h5sc.json").read_text(encoding="utf-8")):
        cleaned = clean_publisher_html(vector["payload"])
        starts = [name for slash, name, *_ in html_tokens(cleaned) if name and not slash]
        tree = LexborHTMLParser(f"<body>{cleaned}")
        nodes = [str(node.tag) for node in tree.css("body *")]
        assert sorted(starts) == sorted(nodes), vector


def test_attributes_are_decoded() -> None:
    (token,) = html_tokens('<a href="/x?a=1&amp;b=&quot;2&quot;" title="1 > 0">')
    assert attributes_of(token[2]) == {"href": '/x?a=1&b="2"', "title": "1 > 0"}
