import pytest

from digest.feeds.parsing.xml_feeds.document_decoding import decoded

TEXT = "Köln grüßt “Zürich”, Łódź und 東京"
FAULT = "it holds bytes that are not UTF-8"


@pytest.mark.parametrize("charset", ["", "utf-8", "UTF8"])
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="UTF-8"?>', '\n<?xml encoding="utf-8"?>'])
@pytest.mark.parametrize("broken", [b"\xe9", b"\x92", b"\xe2\x80", b"\xff\xfe", b"\xc0\x80", b"\xf0\x9f\x98"])
def test_broken_bytes_leave_all_others_as_they_are(charset: str, declaration: str, broken: bytes) -> None:
    text, fault = decoded(f"{declaration}<a>{TEXT}</a><b>".encode() + broken + b"</b>", charset)
    assert text.startswith(f"{declaration}<a>{TEXT}</a><b>\ufffd")
    assert fault == FAULT


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "windows-1251", "koi8-r", "us-ascii"])
def test_utf_8_that_is_declared_as_something_else_is_read_as_what_it_is(encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?><a>{TEXT}</a>'.encode()
    assert TEXT in decoded(body, "")[0]
    assert TEXT in decoded(body, encoding)[0]
    assert TEXT in decoded(body.replace(b"</a>", b"\xe9</a>"), "")[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1252", "Café “Zoé” – 5 €"),
        ("iso-8859-1", "Ça va, Zoé? \u00c3\u00a9 is rare"),
        ("iso-8859-2", "Łódź, Gdańsk"),
        ("windows-1251", "Мятеж окончен, сказал «Ё»"),
        ("koi8-r", "Мятеж окончен"),
        ("gb2312", "港口新闻：渡轮恢复运营"),
        ("shift_jis", "港のニュース"),
        ("euc-kr", "항구 소식"),
        ("utf-16", "Zürich – 東京"),
        ("utf-16-be", "Zürich – 東京"),
    ],
)
def test_an_encoding_is_believed_where_the_bytes_fit_it(encoding: str, text: str) -> None:
    declared = encoding.removesuffix("-be")
    body = f'<?xml version="1.0" encoding="{declared}"?><a>{text}</a>'.encode(encoding)
    assert text in decoded(body, "")[0]
    bare = f"<?xml version='1.0'?><a>{text}</a>".encode(encoding)
    assert text in decoded(bare, encoding)[0]


def test_what_is_no_utf_8_at_all_is_taken_for_windows_1252() -> None:
    assert "Café “Zoé”" in decoded("<a>Café “Zoé”</a>".encode("windows-1252"), "utf-8")[0]


def test_surrogates_in_utf_8_are_one_character() -> None:
    cesu = b"\xed\xa0\xbd\xed\xb8\x80"
    assert decoded(b"<a>" + cesu + b"\xed\xa0\xbd</a>", "")[0].startswith("<a>\U0001f600\ufffd")
