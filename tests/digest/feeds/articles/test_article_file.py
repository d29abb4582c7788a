from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.readers import MarkdownReader
from pelican.settings import DEFAULT_CONFIG

from digest.contracts.article_fingerprint import is_as_written
from digest.contracts.article_header import HeaderField
from digest.feeds.articles.article_file import ArticleFile, read, read_header, render
from digest.feeds.untrusted.plain_text import exact_line, one_line

LINES = st.text(st.characters()).map(lambda text: one_line(text, 100))


def meta_of(text: str) -> dict[str, list[str]]:
    """The header as Python-Markdown's meta extension, and so Pelican, reads it."""
    reader = MarkdownReader({**DEFAULT_CONFIG, "FORMATTED_FIELDS": []})
    from markdown import Markdown  # noqa: PLC0415 -- what Pelican itself uses

    engine = Markdown(**reader.settings["MARKDOWN"])
    engine.convert(text)
    meta: dict[str, list[str]] = engine.Meta  # type: ignore[attr-defined]  # the extension adds it
    return meta


@given(st.dictionaries(st.sampled_from(sorted(set(HeaderField) - {HeaderField.FINGERPRINT})), LINES), LINES)
def test_every_field_is_read_back_as_it_was_written_and_no_other(fields: dict[str, str], body: str) -> None:
    fields = {name: value for name, value in fields.items() if value}
    text = render(ArticleFile({HeaderField.TITLE: "t", **fields}, body))
    meta = meta_of(text)
    mark = meta.pop("fingerprint")
    assert meta == {name.lower(): [value] for name, value in {HeaderField.TITLE: "t", **fields}.items()}
    assert is_as_written(text)
    back = read(text)
    assert back.fields == {HeaderField.TITLE: "t", **fields, HeaderField.FINGERPRINT: mark[0]}
    assert back.body == body


@given(st.text(st.characters()))
def test_no_guid_opens_another_field(guid: str) -> None:
    line = exact_line(guid, 200)
    meta = meta_of(render(ArticleFile({HeaderField.TITLE: "t", HeaderField.GUID: line}, "b")))
    assert set(meta) == {"title", "fingerprint", *(["guid"] if line else [])}


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("body", "Body"),
        lambda text: text.replace("Title: t", "Title: u"),
        lambda text: text + "\n",
        lambda text: text.replace("Title: t\n", "Title: t\nStatus: draft\n"),
        lambda text: "\n".join(line for line in text.split("\n") if not line.startswith("Fingerprint")),
        lambda text: text.replace("\n", "\r\n"),
        lambda _: "",
    ],
)
def test_a_file_that_a_person_changed_is_not_ours(edit: object) -> None:
    assert callable(edit)
    text = render(ArticleFile({HeaderField.TITLE: "t", HeaderField.GUID: "g"}, "body"))
    assert is_as_written(text)
    assert not is_as_written(edit(text))


def test_a_header_longer_than_one_reading_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"Title: {'ж' * 9000}\nGuid: g\n\nSlug: not a field\n", encoding="utf-8")
    fields = read_header(path)
    assert fields[HeaderField.GUID] == "g"
    assert len(fields[HeaderField.TITLE]) == 9000
    assert HeaderField.SLUG not in fields
