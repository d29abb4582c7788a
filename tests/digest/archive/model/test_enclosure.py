"""What a feed encloses, read from the line of a header."""

import pytest

from digest.archive.model.enclosure import Enclosure, enclosure_of

URL = "https://cast.example/42"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{URL}.mp3", Enclosure(f"{URL}.mp3", "audio/mpeg")),
        (f"{URL}.mp3?key=1", Enclosure(f"{URL}.mp3?key=1", "audio/mpeg")),
        (URL, Enclosure(URL)),
        (f"{URL} Audio/MPEG 12000000 1:02:03", Enclosure(URL, "audio/mpeg", 12_000_000, 3723)),
        (f"{URL} 3723s video/mp4", Enclosure(URL, "video/mp4", 0, 3723)),
        (f"{URL}; 45:10; 5", Enclosure(URL, "", 5, 2710)),
        (f"{URL} ٣ x:y 1e9 " + "9" * 5000, Enclosure(URL)),
        (f"{URL}.jpg", None),
        (f"{URL} image/png", None),
        ("javascript:alert(1) audio/mpeg", None),
        ("", None),
    ],
)
def test_an_enclosure_is_an_address_with_what_is_known_of_the_file(line: str, expected: Enclosure | None) -> None:
    assert enclosure_of(line) == expected
