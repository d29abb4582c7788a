import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.contracts.article_header import HeaderField
from digest.contracts.expired_articles import add_expired, expired_article, load_expired, record_files

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATH = "news/2025/06/01/mutiny-ends.md"
FIELDS: dict[str, str] = {
    HeaderField.TITLE: "Mutiny ends",
    HeaderField.DATE: "2025-06-01T09:12:00+00:00",
    HeaderField.SLUG: "mutiny-ends",
    HeaderField.SOURCE: "wire",
    HeaderField.GUID: "g1",
    HeaderField.SOURCE_URL: "https://wire.example/1",
}
ONE = expired_article(PATH, FIELDS, NOW)


def test_what_is_put_on_record_comes_back_from_the_file_of_its_month(tmp_path: Path) -> None:
    other = replace(ONE, path="news/2025/07/01/x.md", date="2025-07-01T01:00:00+02:00")  # June in UTC
    third = replace(ONE, path="news/2025/07/02/y.md", date="2025-07-02")
    written = add_expired(tmp_path, [ONE, other, third])
    assert [file.name for file in written] == ["2025-06.jsonl", "2025-07.jsonl"]
    assert list(written) == record_files(tmp_path)
    assert [load_expired(file) for file in written] == [{ONE.path: ONE, other.path: other}, {third.path: third}]


def test_an_article_is_added_once_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    (file,) = add_expired(tmp_path, [ONE])
    file.write_text(f"{file.read_text()}a person's note")  # without a line end
    assert add_expired(tmp_path, [ONE]) == ()
    again = replace(ONE, expired="2027-01-01T00:00:00+00:00")  # it was back, and went again
    assert add_expired(tmp_path, [again]) == (file,)
    assert file.read_text().splitlines()[1] == "a person's note"
    assert load_expired(file) == {PATH: again}


@pytest.mark.parametrize(
    "line",
    [
        "no record",
        "[]",
        "3",
        '"' + "[" * 5000,
        json.dumps({"path": PATH}),
        json.dumps({"path": "../outside.md", "date": "2025-06-01"}),
        json.dumps({"path": "news/../../outside.md", "date": "2025-06-01"}),
        json.dumps({"path": "news/./a.md", "date": "2025-06-01"}),
        json.dumps({"path": "/etc/passwd.md", "date": "2025-06-01"}),
        json.dumps({"path": "news/a.txt", "date": "2025-06-01"}),
        json.dumps({"path": "news/a\0b.md", "date": "2025-06-01"}),
        json.dumps({"path": "news/\ud800.md", "date": "2025-06-01"}),
        json.dumps({"path": PATH, "date": "0001-01-01T00:00:00+14:00"}),
        json.dumps({"path": PATH, "date": "soon"}),
        json.dumps({"path": PATH, "date": None}),
    ],
)
def test_a_line_that_is_no_record_is_named_and_passed_over(
    line: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (file,) = add_expired(tmp_path, [ONE])
    file.write_text(f"{line}\n{file.read_text()}")
    assert load_expired(file) == {PATH: ONE}
    assert f"{file}, line 1: this is no record" in caplog.text


def test_values_on_several_lines_come_back_on_one(tmp_path: Path) -> None:
    (file,) = add_expired(tmp_path, [ONE])
    record = json.loads(file.read_text()) | {"title": "Mutiny\nends", "guid": None}
    file.write_text(json.dumps(record))
    (article,) = load_expired(file).values()
    assert (article.title, article.guid) == ("Mutiny ends", "")


def test_only_files_of_months_belong_to_the_record(tmp_path: Path) -> None:
    assert record_files(tmp_path) == []
    (file,) = add_expired(tmp_path, [ONE])
    for name in ("notes.jsonl", "2025-06.jsonl.bak", ".2025-06.jsonl.0000abcd.tmp", "2025-6.jsonl"):
        (file.parent / name).write_text("x")
    assert record_files(tmp_path) == [file]


def test_an_article_without_a_date_can_stand_in_no_record() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        expired_article(PATH, {**FIELDS, HeaderField.DATE: ""}, NOW)
