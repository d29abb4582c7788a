"""Each film, recording or page that is embedded is a link, and no text beside it is lost."""

import pytest

from digest.feeds.cleaning.item_cleaning import clean_item
from digest.feeds.parsing.item import Item, TextConstruct


def body(html: str) -> str:
    text = TextConstruct(html, "text/html")
    return clean_item(Item(number=1, base="https://harbour.example/news/1", title="t", body=text)).body


YOUTUBE = "https://www.youtube.com/watch?v=dock_Film-1"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<iframe src='https://www.youtube.com/embed/dock_Film-1?rel=0'></iframe>", f"[▶ youtube.com]({YOUTUBE})"),
        ("<iframe src='//www.youtube-nocookie.com/embed/dock_Film-1'/>", f"[▶ youtube.com]({YOUTUBE})"),
        ("<iframe data-src='https://player.vimeo.com/video/77' src='about:blank'>", "[▶ vimeo.com](https://vimeo.com/77)"),
        (
            "<iframe title='Map of [docks]' src='https://maps.example/e?x=1'><p>No frames?</p></iframe>",
            "[▶ Map of \\[docks\\] (maps.example)](https://maps.example/e?x=1)\n\nNo frames?",
        ),
        ("<video src='/a.mp4' poster='/a.jpg'>Your browser is old.</video>", "[▶ harbour.example](https://harbour.example/a.mp4)"),
        (
            "<p>Hear:</p><audio controls><source type='audio/mpeg' src='b.mp3'><a href='b.mp3'>b.mp3</a></audio>",
            "Hear:\n\n[▶ harbour.example](https://harbour.example/news/b.mp3)",
        ),
        (
            "<object data='https://films.example/1'><param name='movie' value='x'><embed src='y'></object>",
            "[▶ films.example](https://films.example/1)",
        ),
        ("<object><param name='movie' value='/1.swf'></object>", "[▶ harbour.example](https://harbour.example/1.swf)"),
        ("<embed src='https://films.example/2' title='Film'>", "[▶ Film (films.example)](https://films.example/2)"),
    ],
)  # fmt: skip
def test_what_is_embedded_becomes_a_link(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src='javascript:alert(1)'></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<iframe src='data:text/html,x'></iframe>",
        "<iframe src='https://www.googletagmanager.com/ns.html?id=1' height=0 width=0></iframe>",
        "<embed src='file:///etc/passwd'>",
        "<video></video>",
        "<iframe>",
    ],
)
def test_what_leads_nowhere_or_counts_readers_leaves_nothing(html: str) -> None:
    assert body(f"<p>Before.</p>{html}<p>After.</p>") == "Before.\n\nAfter."


@pytest.mark.parametrize("start", ["<iframe src='/f'>", "<iframe src='/f'/>", "<video src='/f'>", "<audio>"])
def test_an_element_without_an_end_takes_no_text_with_it(start: str) -> None:
    text = "The ferry sails again. " * 20
    assert text.strip() in body(f"{start}<p>{text}</p>")


def test_many_frames_take_no_time() -> None:
    assert body("<iframe src='/f'" * 20_000) is not None
    assert body("<iframe src='/f'>x" * 2_000).count("▶") == 2_000
