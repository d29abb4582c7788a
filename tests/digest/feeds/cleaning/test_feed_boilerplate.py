import pytest

from digest.feeds.cleaning.feed_boilerplate import may_have_boilerplate, without_boilerplate
from digest.feeds.cleaning.html_tree import read_html, shown_text


def left(html: str) -> str:
    tree = read_html(html)
    return " ".join(shown_text(without_boilerplate(tree) if may_have_boilerplate(html) else tree).split())


@pytest.mark.parametrize(
    "added",
    [
        '<p>The post <a href="https://a.example/1">Mutiny</a> appeared first on <a href="https://a.example">A</a>.</p>',
        '<p>The post <a href="https://a.example/1">Mutiny</a> first appeared on <a href="https://a.example">A</a>.</p>',
        '<p>Der Beitrag <a href="https://a.example/1">Meuterei</a> erschien zuerst auf <a href="https://a.example">A</a>.</p>',
        '<div class="feedflare"><a href="http://feeds.feedburner.com/~ff/x?a=1"><img src="http://feeds.feedburner.com/~ff/x"></a></div>',
        '<p>Share this: <a href="https://twitter.com/intent/tweet?x">Tweet</a> | <a href="mailto:?body=y">Mail</a></p>',
        '<ul><li><a href="https://www.linkedin.com/shareArticle?url=x">LinkedIn</a></li></ul>',
        '<img src="https://pixel.wordpress.com/b.gif?x=1" alt="a counter of all readers">',
        '<img src="https://a.example/x.gif" width="1" height="1" alt="a counter of all readers">',
    ],
)
def test_what_publishers_software_adds_is_removed(added: str) -> None:
    assert left(f"<p>The column turned back.</p>{added}") == "The column turned back."


@pytest.mark.parametrize(
    "html",
    [
        "<p>This article originally appeared on Inside Climate News, a newsroom.</p>",
        '<p>He wrote on <a href="https://twitter.com/jane/status/1">Twitter</a> that it was over.</p>',
        '<p>Write to <a href="mailto:jane@a.example">Jane</a>.</p>',
        "<p>The post office was closed.</p>",
        '<p>The post <a href="https://a.example/1">Mutiny</a> appeared first on <a href="https://a.example">A</a>.</p>',
    ],
)
def test_text_stays_and_nothing_is_taken_from_a_body_of_which_nothing_would_be_left(html: str) -> None:
    assert left(html) == " ".join(shown_text(read_html(html)).split())
