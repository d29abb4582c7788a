"""What Python-Markdown makes of what we write shows the same text as the HTML it came from, and does nothing else."""

import csv
import html
import json
import re
from pathlib import Path

import feedparser
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.feeds.cleaning.html_tree import read_html, shown_text
from digest.feeds.cleaning.markdown_paragraphs import paragraphs_of_text
from digest.feeds.cleaning.markdown_writer import MarkdownWriter

BASE = "http://news.example/world/"
PLAIN = {"-text", "html", "head", "body", "p", "br", "strong", "em", "a", "code", "pre", "ul", "ol", "li"}
PLAIN |= {"blockquote", "h2", "h3", "h4", "h5", "h6", "hr", "table", "thead", "tbody", "tr", "th", "td"}


def written(source: str) -> str:
    return MarkdownWriter(BASE, "").write(read_html(source))


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", "sane_lists", "fenced_code"])


def visible(source: str) -> str:
    return " ".join(shown_text(read_html(source)).split())


def assert_nothing_active(page: str) -> None:
    root = LexborHTMLParser(page).root
    assert root is not None
    for node in root.traverse():
        assert node.tag in PLAIN, page[:200]
        for name, value in node.attributes.items():
            assert (name == "href" and (value or "").startswith(("http://", "https://", "mailto:"))) or name == "start"


@pytest.mark.parametrize(
    "source",
    [
        "<p>He said: “We won’t.” <b>Then</b> he 'left'... -- really</p><p>Second.</p>",
        "<ul><li>one<ul><li>two<pre>code\n  x</pre></li></ul></li><li>three</li></ul><ol start=5><li>five</li></ol>",
        "<table><tr><th>a</th><td>b|c</td></tr><tr><td>x<br>y</td><td><code>z|</code></td></tr></table>",
        "<table><tr><td><p>laid</p><p>out</p></td></tr></table>after",
        "text<br>line<br/><br/>- more <code>a`b</code> <code>x &lt;y</code><pre>1\n\n```\n2</pre>end",
        "<blockquote><p>q</p><pre>a\n- b</pre><blockquote>deeper</blockquote></blockquote>",
        "<h1>He<br>ad #</h1><h3>## x</h3><dl><dt>t</dt><dd>d</dd></dl>",
        "a<strong>b</strong><em>c</em><strong><em>d</em></strong>e",
        "<b>a</b><b>b</b> <i> c </i>d<b>\u00a0e\u00a0</b>f <b></b>g",
        "1. x<br>2. y<br>---<br>===<br># h<br>&gt; q<br>| a | b<br>~~~<br>:---|---<br>+ z<br>* * *",
        "snake_case _em_ *x* **y** \\ \\* 5&lt;6 a&amp;b &amp;amp; &amp;copy; `t` [a](b) [a]: c ![x](y)",
        "http://a.example/_x_ https://a.example/*x*?a=1&b=2",
        'Wow!<a href="/a_b*c?d=(e)">l[i]nk</a>(no) <a href="/q?a=1&amp;copy;=2">x</a>',
        "<a href='/x'><h2>Head</h2><p>body</p></a><b><p>strong</p><ul><li>li</li></ul></b>",
        "<div>a<div>b</div>c</div><p>&nbsp;</p><p>no\u00a0break</p>",
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt; &lt;!-- x --&gt; &lt;![CDATA[ &lt;?php",
        "<ul><li><h3>h</h3>t</li><li><blockquote>q</blockquote></li><li><ol><li>n</li></ol></li></ul>",
    ],
)
def test_the_way_there_and_back_keeps_every_character(source: str) -> None:
    page = rendered(written(source))
    assert visible(page) == visible(source)
    assert_nothing_active(page)


TAGS = "<br><hr><b></b><i></i><p><ul></ul><li><blockquote><a href=/x></a><code></code><pre></pre><h2></h2>"
PIECES = [*"ab *_`[]()<>#+-=|!\\&;:~.1\n\"'”\u00a0", "&lt;", "&amp;", "http://a.example/", *re.findall("<.+?>", TAGS)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_no_mixture_of_marks_and_tags_loses_or_adds_text(pieces: list[str]) -> None:
    source = "".join(pieces)
    page = rendered(written(source))
    assert "".join(visible(page).split()) == "".join(visible(source).split())
    assert_nothing_active(page)


@given(st.text())
def test_plain_text_stays_plain(text: str) -> None:
    page = rendered(paragraphs_of_text(text.replace("\x00", "").replace("\r", "\n")))
    assert_nothing_active(page)


def test_what_an_article_needs_is_kept() -> None:
    source = (
        "<h2>Head</h2><p>A <b>b</b> <i>i</i> <a href='x.html?utm_source=r&a=1'>l</a></p><blockquote>q</blockquote>"
        "<ol><li>1</li></ol><pre>c</pre><table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"
        "<figure><img src='x.jpg' alt='a photograph of the speaker'><figcaption>The speaker</figcaption></figure>"
    )
    assert written(source) == (
        "## Head\n\nA **b** *i* [l](http://news.example/world/x.html?a=1)\n\n> q\n\n1. 1\n\n```\nc\n```\n\n"
        "| a | b |\n| --- | --- |\n| c | d |\n\n*a photograph of the speaker*\n\n*The speaker*"
    )


def test_what_is_active_or_asks_for_something_is_dropped_and_pictures_are_not_loaded() -> None:
    source = (
        "a<script>1</script><style>2</style><form>3<input></form><iframe>4</iframe><img src=http://t.example/p.gif>"
        "<svg><text>5</text></svg><button>7</button>b <a href='javascript:x'>c</a> <a href='#f'>d</a>"
    )
    assert written(source) == "ab c d"


def test_a_picture_says_in_words_what_it_shows_once_and_not_what_the_title_says() -> None:
    image = "<img src=a.jpg alt='{}'>"
    source = (
        image.format("Soldiers leave the burning city") * 2 + image.format("The title of it") + image.format("IMG 1")
    )
    assert MarkdownWriter(BASE, "The title of it").write(read_html(source)) == "*Soldiers leave the burning city*"


@pytest.mark.corpus
@pytest.mark.parametrize("times_escaped", [0, 1, 2])
def test_the_html5_security_cheat_sheet_does_nothing(corpus: Path, times_escaped: int) -> None:
    vectors = json.loads((corpus / "hostile" / "h5sc.json").read_text(encoding="utf-8"))
    assert len(vectors) == 149
    for vector in vectors:
        payload = vector["payload"]
        for _ in range(times_escaped):
            payload = html.escape(payload)
        for source in (payload, f"a {payload}", f"<ul><li><pre>{payload}", f"<code>{payload}</code>"):
            page = rendered(written(source))
            assert_nothing_active(page)
            assert visible(page) == visible(source)


@pytest.mark.corpus
def test_the_bodies_of_real_feeds_come_back_with_all_their_text(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MarkdownWriter, "_alts", lambda *_: [])  # words that browsers don't show
    bodies = 0
    with (corpus / "feeds" / "MANIFEST.csv").open(encoding="utf-8") as manifest:
        names = [row["file"] for row in csv.DictReader(manifest)]
    for name in names:
        data = (corpus / "feeds" / name).read_bytes()
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        for entry in feed.entries:
            for detail in [*entry.get("content", ()), entry.get("summary_detail", {})]:
                body = detail.get("value", "")
                if 0 < len(body) <= 100_000:
                    tree = read_html(body, xml=detail.get("type") == "application/xhtml+xml")
                    page = rendered(MarkdownWriter(BASE, "").write(tree))
                    assert visible(page) == " ".join(shown_text(tree).split()), (name, entry.get("title"))
                    bodies += 1
    assert bodies > 3000


@pytest.mark.parametrize(
    "source",
    [
        "<blockquote>" * 20_000 + "x",
        "<div>x" * 20_000,
        "<ul><li>x" * 20_000,
        "<blockquote>" * 900 + "x",
        "<table><tr><td>x" * 5_000,
        "<b>" * 20_000 + "x",
        "".join(f"<b a={number}>" for number in range(900)) + "<p>x" * 1200,
        "[" * 20_000,
        "![" * 10_000,
        "*" * 20_000,
        "`" * 20_000,
        "\\" * 20_000,
        "&lt;" * 20_000,
        "x<br>" * 20_000,
        "<a href=/x>x</a> " * 5_000,
        "<!--" * 20_000,
        "<![" * 20_000,
        "<a<" * 20_000,
    ],
    ids=lambda source: source[:12],
)
@pytest.mark.timeout(120)  # measured: 0.1 to 2.5 s
def test_no_nesting_and_no_run_of_marks_takes_long_here_or_in_python_markdown(source: str) -> None:
    page = rendered(written(source))
    assert "".join(visible(page).split()) == "".join(visible(source).split())
    assert_nothing_active(page)
