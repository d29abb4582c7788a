"""What readers are told of changes, on a small real site."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborNode

from digest.contracts.kept_versions import KeptVersion, add_version
from digest.contracts.subscriptions import VersionSettings
from digest.feeds.articles.article_file import ArticleFile, render
from digest.operations.build import build

from .conftest import NEWS

ATOM = "{http://www.w3.org/2005/Atom}"
QUOTE = "“The pilots *knew* of the wall for years & years,” said Odo Flinck, the harbourmaster of Neverhaven."
LONG = "The harbour has a wall of stones. " * 30 + "\n\nThe wall cost 12 million crowns, and it leans."
BEFORE, AFTER = "2023-07-20T10:00:00+00:00", "2023-07-21T10:00:00+00:00"
# By path and source, the title and the text before and after a change.
CHANGED = {
    ("2023/07/20/wall", "northern-wire"): ("Wall leans", f"{LONG} {QUOTE}", "Wall leans", LONG.replace("12", "14")),
    ("2023/07/20/post", "harbour-post"): ("Wall of 12 stones", f"{LONG}\n\n{QUOTE}", "Wall of 14 stones", LONG),
    ("2023/07/20/typo", "lantern"): ("Wall leans", "The harbuor wall leans.", "Wall leans!", "The harbour wall leans."),
    ("2023/07/20/ours", "lantern"): ("Wall <b>3</b>", "It has 3 stones.", "Wall <b>3</b>", "It has 4 stones."),
}


def write(content: Path, path: str, source: str, title: str, text: str, more: str = "") -> None:
    slug = path.rpartition("/")[2]
    header = {"Title": title, "Date": "2023-07-20T08:00:00+00:00", "Slug": slug, "Source": source, "Guid": slug}
    header |= {"Category": "Security", "Source_Url": f"https://{source}.example/{slug}"}
    file = content / "news" / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render(ArticleFile(header, text)) + more, encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Any:
    from .conftest import SmallSite  # noqa: PLC0415  the module-wide site is another one

    site = SmallSite(tmp_path_factory.mktemp("changed"), root)
    for path in NEWS:
        (site.content / "news" / f"{path}.md").unlink()
    for (path, source), (title, text, next_title, next_text) in CHANGED.items():
        add_version(site.content, f"news/{path}.md", KeptVersion(AFTER, title, text), VersionSettings())
        write(site.content, path, source, next_title, next_text, more="\n" if path.endswith("ours") else "")
    build(root / "pelican.conf.py", content=site.content, output=site.output, cache=site.cache)
    return site


def words(node: LexborNode | None) -> str:
    """The words of a node that are seen."""
    assert node is not None
    for hidden in node.css(".hide"):
        hidden.decompose()
    return " ".join(node.text().split())


def test_the_page_says_what_changed_and_names_the_quotes_that_went(site: Any) -> None:
    page = site.page("2023/07/20/wall")
    summary = page.css_first("header a[href='#changes']").text()
    assert summary == "Changed since it was published: figures, quotes, passages"
    edit = page.css_first("#change-1 .edit")
    assert [words(node) for node in edit.css("del, ins")][:2] == ["12", "14"]
    assert "[" not in words(edit)
    quote = page.css_first("#changes figure")
    assert quote.css_first("blockquote").text() == "“The pilots knew of the wall for years & years,”"
    assert quote.css_first("figcaption a").attributes["href"] == "/topics/odo-flinck/"


def test_of_an_excerpt_no_word_is_shown_that_it_has_not(site: Any) -> None:
    page = site.page("2023/07/20/post")
    assert [words(node) for node in page.css("#change-1 .edit")] == ["Wall of 12 14 stones"]
    assert words(page.css_first("#change-1 .small")) == "1 more passage differs"
    assert page.css_first("#changes blockquote").text().startswith("“The pilots knew")


def test_typos_and_what_a_person_edited_are_silent(site: Any) -> None:
    for name in ("typo", "ours"):
        assert site.page(f"2023/07/20/{name}").css("#changes, header a[href='#changes']") == []


def test_the_list_and_the_feed_have_all_changes_and_are_linked(site: Any) -> None:
    page = site.page("changes")
    links = [str(node.attributes["href"]) for node in page.css("main h3 a")]
    assert sorted(links) == ["/2023/07/20/post/#change-1", "/2023/07/20/wall/#change-1"]
    assert "/changes/" in [node.attributes["href"] for node in page.css("footer a")]
    assert "/changes/feed.xml" in [node.attributes["href"] for node in site.page("subscribe").css("main a")]
    assert "/changes/feed.xml" in (site.output / "feeds.opml").read_text()
    assert "/changes/<" in "".join(file.read_text() for file in (site.output / "sitemaps").iterdir())
    entries = ET.parse(site.output / "changes/feed.xml").getroot().findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {
        "Northern Wire changed: Wall leans",
        "Harbour Post changed: Wall of 14 stones",
    }
    assert all(entry.findtext(f"{ATOM}updated") == "2023-07-21T10:00:00Z" for entry in entries)
    contents = " ".join(entry.findtext(f"{ATOM}content") or "" for entry in entries)
    assert "<del>12</del> <ins>14</ins>" in contents
    assert "years &amp; years" in contents
