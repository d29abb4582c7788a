"""How deep elements stand, whatever the document is."""

import pytest

from digest.feeds.parsing.xml_feeds.nesting import nesting_depth


@pytest.mark.parametrize(
    ("body", "depth"),
    [
        (b"<a><b/><b><c></c></b></a>", 3),
        (b"<a><![CDATA[<b><c><d>]]><!-- <e><f> --></a>", 1),
        (b"<a>" * 500, 500),
        (b"<p>one<p>two<br>three", 0),
        ("<a><b></b></a>".encode("utf-16"), 2),
        (b"no elements", 0),
    ],
)
def test_elements_are_counted_without_their_names(body: bytes, depth: int) -> None:
    assert nesting_depth(body) == depth
