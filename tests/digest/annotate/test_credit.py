from collections.abc import Callable

import pytest

from digest.annotate.credit import credit
from digest.annotate.reading import Reading

BODY = "The harbour was closed on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (BODY + "Source: CNN", "CNN"),
        (BODY + "Source: CNN2", "CNN"),
        (BODY + "(Source: The Guardian)", "The Guardian"),
        (BODY + "Source: TV2", "TV2"),
        (BODY + "Source: France24", "France24"),
        (BODY + "Источник: ТАСС", "ТАСС"),
        ("NORHAVEN, July 3 (Reuters) - The harbour was closed.", "Reuters"),
        ("NORHAVEN (AP) — The harbour was closed.", "AP"),
        (BODY + "The port stays shut (AFP)", "AFP"),
        ("The harbour was closed, the Norhaven Gazette reported on Monday.", "Norhaven Gazette"),
        ("The harbour was closed, a pilot told the BBC.", "BBC"),
        ("The closure was first reported by CNN. Reuters reported later.", "CNN"),
        (BODY + "The source: a spring in the hills.", None),
        (BODY + "Source: https://example.org/cnn", None),
        ("The ministry reported a fire.", None),
        ("", None),
    ],
)
def test_the_credit_is_the_name_alone(reading: Callable[[str, bool], Reading], text: str, name: str | None) -> None:
    found = credit(reading(text, False))
    assert (found and found.name) == name
    if found:
        assert text[found.start : found.end] == found.name
