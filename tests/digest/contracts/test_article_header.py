"""The table of header fields: its parsers, and that reader and writer follow from it."""

from datetime import UTC, datetime

import pytest

from digest.contracts.article_header import HeaderField, Owner, PictureFile, former_titles, owned_by
from digest.feeds.articles.article_file import ArticleFile, read, render

FILE = f"{'a' * 24}-640.webp"


@pytest.mark.parametrize("field", sorted(set(HeaderField) - {HeaderField.FINGERPRINT}))
def test_every_field_of_the_table_is_written_and_read_back(field: HeaderField) -> None:
    assert read(render(ArticleFile({field: "value"}, "body"))).fields[field] == "value"


def test_the_lines_of_a_file_stand_in_the_order_of_the_table() -> None:
    text = render(ArticleFile(dict.fromkeys(reversed(HeaderField), "value"), "body"))
    names = [line.partition(":")[0] for line in text.partition("\n\n")[0].split("\n")]
    assert names == list(HeaderField)


def test_a_field_that_is_not_in_the_table_is_refused_and_not_lost() -> None:
    with pytest.raises(ValueError, match="Colour"):
        render(ArticleFile({HeaderField.TITLE: "t", "Colour": "red"}, "body"))


def test_the_editor_owns_the_lines_of_the_picture() -> None:
    assert owned_by(Owner.EDITOR) == (HeaderField.PICTURE, HeaderField.PICTURE_ALT, HeaderField.PICTURE_CREDIT)


def test_a_moment_is_aware_and_in_utc_whatever_the_header_says() -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for value in ("2026-11-22T12:00:00Z", "2026-11-22T14:00:00+02:00", "2026-11-22 12:00", moment):
        assert HeaderField.DATE.of({"date": value}) == moment
    assert HeaderField.MODIFIED.of({}) is None


@pytest.mark.parametrize(
    ("field", "value", "parsed"),
    [
        (HeaderField.TITLE, ["first", "second"], "first"),
        (HeaderField.TITLE, " two\n lines ", "two lines"),
        (HeaderField.SOURCE_URL, "https://news.example/1", "https://news.example/1"),
        (HeaderField.SOURCE_URL, "javascript:alert(1)", ""),
        (HeaderField.SOURCE_URL, "https://[", ""),
        (HeaderField.MORE_SOURCES, "wire; post", ("wire", "post")),
        (HeaderField.AUTHORS, "Jane Doe; John Roe;", ("Jane Doe", "John Roe")),
        (HeaderField.TAGS, "grain, ports", ("grain", "ports")),
        (HeaderField.TAGS, ["grain"], ("grain",)),
        (HeaderField.PICTURE, f"{FILE} 640x360; ../x.webp 9x9", (PictureFile(FILE, 640, 360),)),
        (HeaderField.PICTURE, f"{FILE} wide", (PictureFile(FILE, 0, 0),)),
        (HeaderField.PICTURE, "none", ()),
    ],
)
def test_a_field_is_parsed_from_what_pelican_made_of_it(field: HeaderField, value: object, parsed: object) -> None:
    assert field.of({field.lower(): value}) == parsed


@pytest.mark.parametrize("text", ["", "[", '{"title": "x"}', "7"])
def test_former_titles_that_a_person_spoilt_are_none(text: str) -> None:
    assert former_titles(text) == ()
