"""The files of data beside the pages: they say what the pages say, and give away nothing that they may not."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.operations.build import build
from digest.site.open_data.open_data_files import FILES

from .conftest import EXTRACT, data_settings

JULY = "topics/odo-flinck/2023/07"


def table(site: Any, path: str) -> list[dict[str, str]]:
    with Path(site.output, path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def lines(site: Any, path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(site.output, path).read_text(encoding="utf-8").splitlines()]


def folders(site: Any) -> list[Path]:
    return sorted(file.parent for file in site.output.rglob("quotes.jsonl"))


def test_both_forms_of_a_table_have_the_same_rows(open_site: Any) -> None:
    for folder in folders(open_site):
        for name in ("articles", "mentions", "quotes"):
            rows, objects = table(open_site, f"{folder}/{name}.csv"), lines(open_site, f"{folder}/{name}.jsonl")
            assert [row["article"] for row in rows] == [each["article"] for each in objects]
            assert all(row.keys() == each.keys() for row, each in zip(rows, objects, strict=True))


def test_each_quote_and_mention_is_the_text_at_its_offsets(open_site: Any) -> None:
    """By the text that readers can check: the passages that the page marks, and the offsets between them."""
    seen = 0
    for folder in folders(open_site):
        for quote in lines(open_site, f"{folder}/quotes.jsonl"):
            page = open_site.page(quote["article"])
            assert quote["url"].endswith(f"{quote['article']}#q{quote['number']}")
            marked = page.css_first(f"#q{quote['number']}")
            assert quote["text"].rstrip(",”") in marked.text(deep=True)  # a card leaves out the comma before the mark
            assert quote["end"] - quote["start"] == len(quote["text"])
            assert quote["segments"] == [[quote["start"], quote["end"]]]
            seen += 1
    assert seen > 5


def test_sums_are_those_of_the_pages(open_site: Any) -> None:
    for root in ("topics/odo-flinck", "topics/guild-of-pilots", "sources/lantern"):
        index = json.loads(Path(open_site.output, root, "data.json").read_bytes())
        counted = [(month["month"], month["articles"]) for month in index["months"]]
        summary = open_site.page(root).css_first("header.head").text()
        assert f"{sum(number for _, number in counted)} article" in summary
        for month, number in counted:
            folder = f"{root}/{month.replace('-', '/')}"
            assert len(table(open_site, f"{folder}/articles.csv")) == number
            assert f"{number} article" in open_site.page(folder).css_first("header.head").text()


def test_an_actors_files_are_of_the_actor(open_site: Any) -> None:
    assert {row["actor"] for row in table(open_site, f"{JULY}/mentions.csv")} == {"Odo Flinck"}
    assert {row["speaker"] for row in table(open_site, f"{JULY}/quotes.csv")} == {"Odo Flinck"}
    everything = table(open_site, "sources/northern-wire/2023/07/mentions.csv")
    assert {"Odo Flinck", "Guild of Pilots"} <= {row["actor"] for row in everything}


def test_an_article_names_its_story(open_site: Any) -> None:
    slugs = {row["article"]: row["story"] for row in table(open_site, f"{JULY}/articles.csv")}
    story = slugs["2023/07/19/pilots-strike/"]
    assert slugs["2023/07/20/nets/"] == ""
    reports = table(open_site, f"stories/{story}/articles.csv")
    assert len(reports) == 3
    assert {row["story"] for row in reports} == {story}


def test_pages_lead_to_their_files_and_every_link_has_its_file(open_site: Any) -> None:
    story = table(open_site, f"{JULY}/articles.csv")[0]["story"]
    for path in ("topics/odo-flinck", JULY, "sources/lantern", f"stories/{story}"):
        links = [node.attributes["href"] for node in open_site.page(path).css("#data a")]
        assert {link.rpartition("/")[2] for link in links} >= set(FILES)
        assert all(Path(open_site.output, link.lstrip("/")).is_file() for link in links)
    index = json.loads(Path(open_site.output, "topics/odo-flinck/data.json").read_bytes())
    files = [file for month in index["months"] for file in month["files"]]
    assert all(Path(open_site.output, file.partition("8000/")[2]).is_file() for file in files)
    assert "https://data.example/all" in {
        node.attributes["href"] for node in open_site.page("subscribe").css("#data a")
    }


def test_no_file_gives_away_a_text_that_may_not_be_printed(open_site: Any) -> None:
    assert "“We have mended these nets" in Path(open_site.output, f"{JULY}/quotes.jsonl").read_text(encoding="utf-8")
    for file in open_site.output.rglob("*"):
        if file.is_file():
            assert EXTRACT.strip().encode() not in file.read_bytes(), file


def test_a_headline_that_is_a_formula_is_text_in_a_spreadsheet(open_site: Any) -> None:
    headlines = {row["headline"] for row in table(open_site, f"{JULY}/articles.csv")}
    assert '\'=cmd|"/C calc"!A0' in headlines
    assert '=cmd|"/C calc"!A0' in {each["headline"] for each in lines(open_site, f"{JULY}/articles.jsonl")}


def test_files_are_made_again_only_where_their_month_has_changed(
    new_site: Callable[[], Any], tmp_path: Path, root: Path
) -> None:
    grown, clean, settings = new_site(), new_site(), data_settings(tmp_path, root)
    news = ("2023/08/02/rope", "lantern", "A rope is sold", "08:00", "“This rope will hold,” said Odo Flinck.\n")
    grown.build(settings)
    grown.add(*news)
    old, new = f"{JULY}/quotes.csv", "topics/odo-flinck/2023/08/quotes.csv"
    places = {"content": grown.content, "output": grown.output, "cache": grown.cache}
    explained = build(settings, **places, explain=(old, new), jobs=1).explanations
    assert ["not rendered" in line for line in explained] == [True, False]
    (grown.content / "news/2023/07/19/helm.md").unlink()  # of the story
    grown.build(settings)
    clean.add(*news)
    (clean.content / "news/2023/07/19/helm.md").unlink()
    clean.build(settings)
    assert grown.state() == clean.state()


@pytest.mark.parametrize(
    ("pages", "expected"), [("[]", set()), ('["followed"]', {"topics"}), ("'sources'", {"sources"})]
)
def test_the_setting_says_which_pages_have_files(
    new_site: Callable[[], Any], tmp_path: Path, root: Path, pages: str, expected: set[str]
) -> None:
    site = new_site()
    site.build(data_settings(tmp_path, root, pages))
    assert {folder.relative_to(site.output).parts[0] for folder in folders(site)} == expected
    if pages == '["followed"]':
        assert not Path(site.output, "topics/neverhaven/data.json").exists()  # a found name


def test_a_kind_of_page_that_is_none_is_named(new_site: Callable[[], Any], tmp_path: Path, root: Path) -> None:
    with pytest.raises(ConfigurationError, match="DIGEST_OPEN_DATA has 'actors': expected some of followed"):
        new_site().build(data_settings(tmp_path, root, '["actors"]'))
