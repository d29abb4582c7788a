"""Every form of export, from the file to the article: its fields, and what strangers put into them."""

import re
from pathlib import Path

import pytest

from .conftest import FORMS, Imports, netnewswire, page, post, record, wordpress

TEXT = "<p>The <b>ferry</b> sails again on Monday, after a long winter in the dock of the old harbour.</p>"
# The forms of export that know who wrote a text.
WITH_AUTHOR = ("json lines", "wordpress", "netnewswire", "miniflux", "freshrss", "feedbin", "json feed")
HOSTILE_TITLE = "Ferry sails\nSave_as: index.html\rSlug: index\u2028Status: draft\x85Template: x\x00"
HOSTILE_HTML = (
    "<p>Before <script>alert(1)</script><img src=x onerror=alert(2)>the ferry.</p>"
    "<p>&lt;script&gt;alert(3)&lt;/script&gt; and &lt;img src=x onerror=alert(4)&gt; sailed on from the harbour.</p>"
    "<p>[one](javascript:alert(5)) <a href='java\tscript:alert(6)'>two</a> <a href='data:text/html,x'>three</a></p>"
    "<iframe src='https://evil.example/'></iframe><svg><a xlink:href='javascript:alert(7)'>four</a></svg>"
    "<p>{filename}/../../etc/passwd and |static|x and {{ 7 * 7 }} &#x202e;reversed</p>"
    "<style>*{display:none}</style><form action='https://evil.example/'><input></form>"
)


@pytest.mark.parametrize("form", FORMS)
def test_a_record_of_each_form_becomes_an_article(form: str, imports: Imports) -> None:
    report = imports.run(FORMS[form](imports, "Ferry sails &amp; returns", TEXT))
    assert report.is_whole
    assert report.summary["new"] == 1
    [(path, article)] = imports.articles().items()
    assert path == "2019/03/02/ferry-sails-returns.md"
    assert article.fields["Title"] == "Ferry sails & returns"
    assert article.fields["Date"] == "2019-03-02T10:00:00+00:00"
    assert "Date_Unknown" not in article.fields
    assert article.fields["Source"] == "harbour"
    assert article.fields["Source_Url"] == "https://harbour.example/news/1"
    assert "The **ferry** sails again on Monday" in article.body
    if form in WITH_AUTHOR[1:]:
        assert article.fields["Authors"] == "Jane Doe"


@pytest.mark.parametrize("form", FORMS)
def test_what_is_hostile_in_a_record_does_nothing_in_its_article(form: str, imports: Imports) -> None:
    report = imports.run(FORMS[form](imports, HOSTILE_TITLE, HOSTILE_HTML))
    assert report.summary["new"] == 1, report
    [file] = (imports.content / "news").rglob("*.md")
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    names = [line.partition(":")[0] for line in head.splitlines()]
    assert not {"Save_as", "Status", "Template"} & set(names)
    assert names.count("Slug") == names.count("Title") == 1
    assert file.name == f"{re.search('^Slug: (.+)$', head, re.M)[1]}.md"  # type: ignore[index]
    assert re.search(r"<(?!/?(?:sub|sup|br)\b)[a-zA-Z!/?]", body) is None
    assert re.search(r"(?<!\\)\]\((?!https?:|mailto:)", body) is None
    assert "display:none" not in body
    assert "\u202e" not in body


@pytest.mark.parametrize("form", FORMS)
def test_a_second_import_changes_nothing(form: str, imports: Imports) -> None:
    export = FORMS[form](imports, "Ferry sails", TEXT)
    imports.run(export)
    before = {path: article.body for path, article in imports.articles().items()}
    report = imports.run(export)
    assert (report.summary["new"], report.summary["unchanged"]) == (0, 1)
    assert {path: article.body for path, article in imports.articles().items()} == before


def test_the_fields_of_json_lines_are_all_kept(imports: Imports) -> None:
    fields = {
        "authors": ["Jane Doe", {"name": "John Roe"}],
        "tags": ["Ferries", "Harbour"],
        "lang": "en-GB",
        "summary": "A <b>short</b> text.",
        "image": "https://harbour.example/ferry.jpg",
        "enclosures": [{"url": "https://harbour.example/a.mp3", "mime_type": "audio/mpeg", "size": 12}],
    }
    imports.run(imports.lines(record(1, **fields)))
    [article] = imports.articles().values()
    assert article.fields["Authors"] == "Jane Doe; John Roe"
    assert article.fields["Tags"] == "Ferries, Harbour"
    assert article.fields["Lang"] == "en-GB"
    assert article.fields["Summary"] == "A short text."
    assert article.fields["Image"] == "https://harbour.example/ferry.jpg"
    assert article.fields["Enclosure"].startswith("https://harbour.example/a.mp3 audio/mpeg")
    assert article.fields["Guid"] == "harbour-1"


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"published": 1551520800}, "2019-03-02T10:00:00"),
        ({"published": 1551520800.5}, "2019-03-02T10:00:00"),
        ({"published": "1551520800000"}, "2019-03-02T10:00:00"),
        ({"published": None, "date_publish": "2019-03-02 10:00:00"}, "2019-03-02T10:00:00"),
        ({"published": None, "pubDate": "Sat, 02 Mar 2019 10:00:00 +0100"}, "2019-03-02T09:00:00"),
        ({"published": "1955-05-06"}, "1955-05-06T00:00:00"),
    ],
)
def test_dates_are_read_in_every_form_and_however_old(fields: dict[str, object], date: str, imports: Imports) -> None:
    imports.run(imports.lines(record(1, **fields)))
    [article] = imports.articles().values()
    assert article.fields["Date"] == f"{date}+00:00"
    assert "Date_Unknown" not in article.fields


def test_a_date_that_is_none_is_that_of_its_neighbour_and_says_so(imports: Imports) -> None:
    imports.run(imports.lines(record(1), record(2, published="1970-01-01T00:00:00Z"), record(3, published="soon")))
    dates = {article.fields["Title"]: article.fields for article in imports.articles().values()}
    for number in (2, 3):
        fields = dates[f"Ferry number {number} sails"]
        assert (fields["Date"], fields["Date_Unknown"]) == ("2019-03-02T10:00:00+00:00", "neighbour")


def test_only_published_posts_of_wordpress_are_articles(imports: Imports) -> None:
    export = wordpress(
        post(1),
        post(2, status="draft"),
        post(3, post_type="page"),
        post(4, post_type="attachment", status="inherit"),
        post(5, post_password="sesame"),
        post(6, status="private"),
    )
    report = imports.run(imports.write("wp.xml", export))
    assert (report.summary["new"], report.summary["no_article"]) == (1, 5)
    assert report.is_whole


def test_marks_of_wordpress_are_no_text(imports: Imports) -> None:
    html = (
        '<!-- wp:paragraph {"align":"left"} -->\n<p>First words.</p>\n<!-- /wp:paragraph -->\n'
        '[caption id="x" width="300"]<img src="https://harbour.example/f.jpg" alt="A ferry"> The ferry[/caption]\n\n'
        '[gallery ids="1,2"]\n\n[embed]https://video.example/1[/embed]\n\nLast words. [sic] [your-form id=1]'
    )
    imports.run(imports.write("wp.xml", wordpress(post(1, html=html))))
    [article] = imports.articles().values()
    assert "wp:" not in article.body
    assert "gallery" not in article.body
    assert "caption" not in article.body
    assert "(https://video.example/1)" in article.body
    assert "sic" in article.body
    assert article.fields["Authors"] == "Jane Doe"
    assert article.fields["Tags"] == "Ferries"
    assert article.fields["Lang"] == "en-GB"


def test_a_wordpress_export_in_another_encoding_keeps_its_letters(imports: Imports) -> None:
    imports.run(imports.write("wp.xml", wordpress(post(1, title="Fähre nach Öland"), encoding="ISO-8859-1")))
    assert imports.titles() == ["Fähre nach Öland"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_an_export_may_be_in_any_form_of_unicode(encoding: str, imports: Imports) -> None:
    lines = imports.lines(record(1, title="Fähre nach Öland")).read_text(encoding="utf-8")
    imports.run(imports.write("other.jsonl", lines.encode(encoding)))
    assert imports.titles() == ["Fähre nach Öland"]


def test_bytes_that_are_no_utf8_are_read_as_windows_1252(imports: Imports) -> None:
    line = b'{"url": "https://harbour.example/1", "title": "F\xe4hre \xc3\xb6stlich", "text": "A text."}\n'
    imports.run(imports.write("mixed.jsonl", line))
    assert imports.titles() == ["Fähre östlich"]


def test_the_guid_that_netnewswire_made_is_none(imports: Imports) -> None:
    url = "https://harbour.example/news/1"
    date = 1551520800
    rows = [
        {"title": "One", "contentHTML": "Text one.", "url": url, "uniqueID": f"{url}{date}", "datePublished": date},
        {"title": "Two", "contentText": "Text two.", "url": f"{url}2", "uniqueID": "0" * 32, "arrived": float(date)},
        {"title": "Three", "contentHTML": "Text three.", "url": f"{url}3", "uniqueID": "own", "datePublished": date},
    ]
    imports.run(netnewswire(imports.folder / "DB.sqlite3", *rows))
    guids = {article.fields["Title"]: article.fields.get("Guid") for article in imports.articles().values()}
    assert guids == {"One": None, "Two": None, "Three": "own"}
    assert all(path.startswith("2019/03/02/") for path in imports.articles())


def test_a_folder_has_pages_and_exports_and_no_link_leads_out_of_it(imports: Imports, tmp_path: Path) -> None:
    outside = imports.write("outside/secret.html", page("Secret", "Secret text."))
    folder = tmp_path / "mirror"
    text = "The ferry sails again."
    imports.write("mirror/harbour.example/2019/1.html", page("One", text))
    imports.write("mirror/harbour.example/2019/style.css", "*{}")
    imports.write("mirror/valley.example/index.html", page("Two", text))
    imports.lines(record(3, title="Three"), name="mirror/more.jsonl")
    (folder / "link.html").symlink_to(outside)
    (folder / "up").symlink_to(outside.parent)
    report = imports.run(folder)
    articles = {article.fields["Title"]: article.fields for article in imports.articles().values()}
    assert sorted(articles) == ["One", "Three", "Two"]
    assert articles["One"]["Source_Url"] == "https://harbour.example/2019/1.html"
    assert articles["Two"]["Source"] == "valley"
    assert articles["Two"]["Source_Url"] == "https://valley.example/"
    assert report.summary["no_article"] == 3


def test_a_page_without_a_text_is_named(imports: Imports) -> None:
    report = imports.run(
        imports.write("p/x.html", "<html><title>Cookies</title><p>Accept.</p></html>"), source="harbour"
    )
    assert report.summary["new"] == 0
    assert not report.is_whole
