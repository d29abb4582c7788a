"""References that the programs which read them can read, whatever a stranger writes."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.archive.model.addresses import Addresses
from digest.archive.model.article import Source
from digest.site.open_data.citations import bibtex, csl_json, reference_key
from tests.digest.archive.small_records import NORTH, article

ADDRESSES = Addresses("https://digest.example/news", "/news", "digest.example")
ARTICLE = replace(
    article(3, NORTH),
    headline="Ferries & “trams” cost 5 % more",
    original="https://north.example/ferries",
    authors=("Ada Fiction", "Odo von Flinck"),
)
STRANGERS = (
    "}} , url = {https://evil.example}, x = {{",
    "\\input{/etc/passwd} \\write18{rm}",
    "@article{x, title={y}}",
    "100 % {open",
    "$x^2$ ~ # _ \"quoted\" 'so'",
    "line\nline\r\u2028line",
    "\\",
)


def test_an_article_as_bibtex() -> None:
    assert bibtex(ADDRESSES, ARTICLE) == (
        f"@article{{{reference_key(ARTICLE)},\n"
        "  title = {{Ferries \\& “trams” cost 5 \\% more}},\n"
        "  author = {{Ada Fiction} and {Odo von Flinck}},\n"
        "  journal = {Northern Wire},\n"
        "  year = {2023},\n"
        "  month = jul,\n"
        "  day = {3},\n"
        "  url = {https://north.example/ferries},\n"
        "  language = {en},\n"
        "}\n"
    )


def test_an_article_as_csl_json() -> None:
    assert json.loads(csl_json(ADDRESSES, ARTICLE)) == {
        "id": reference_key(ARTICLE),
        "type": "article-newspaper",
        "title": "Ferries & “trams” cost 5 % more",
        "container-title": "Northern Wire",
        "author": [{"literal": "Ada Fiction"}, {"literal": "Odo von Flinck"}],
        "issued": {"date-parts": [[2023, 7, 3]]},
        "URL": "https://north.example/ferries",
        "language": "en",
    }


def test_an_article_without_an_original_is_cited_by_its_page() -> None:
    own = replace(ARTICLE, original="")
    assert json.loads(csl_json(ADDRESSES, own))["URL"] == "https://digest.example/news/2023/07/03/a/"


@pytest.mark.parametrize("text", STRANGERS)
def test_a_strangers_text_opens_no_field_and_runs_no_command(text: str) -> None:
    source = Source("north", text, "News")
    hostile = replace(ARTICLE, headline=text, source=source, authors=(text,), lang=text, original=f"https://x/{text}")
    entry = bibtex(ADDRESSES, hostile)
    head, *fields, end = entry.rstrip("\n").split("\n")
    assert head == f"@article{{{reference_key(hostile)},"
    assert end == "}"
    names = [field.partition(" = ")[0].strip() for field in fields]
    assert names == ["title", "author", "journal", "year", "month", "day", "url", "language"]
    for field in fields:
        value = field.partition(" = ")[2].removesuffix(",")
        depth = 0
        for number, char in enumerate(value):
            depth += (char == "{") - (char == "}")
            assert depth > 0 or number == len(value) - 1 or value == "jul"
        commands = set(re.findall(r"\\([A-Za-z]+|.)", value))
        assert commands <= {
            *"#$%&_",
            "textbackslash",
            "textbraceleft",
            "textbraceright",
            "textasciitilde",
            "textasciicircum",
        }
    assert "\n" not in csl_json(ADDRESSES, hostile)


def test_a_key_is_of_its_article_alone() -> None:
    day = datetime(2023, 7, 3, tzinfo=UTC)
    keys = {reference_key(replace(ARTICLE, path=f"2023/07/03/{slug}/", date=day)) for slug in ("a-b", "a_b", "ä", "—")}
    assert len(keys) == 4
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)
