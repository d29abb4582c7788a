"""The direction of a language follows from its tag."""

import pytest

from digest.site.i18n.text_direction import text_direction


@pytest.mark.parametrize(
    ("lang", "direction"),
    [("en-GB", "ltr"), ("ar", "rtl"), ("ar-EG", "rtl"), ("HE", "rtl"), ("arn", "ltr"), ("", "ltr")],
)
def test_only_languages_of_right_to_left_scripts_run_from_the_right(lang: str, direction: str) -> None:
    assert text_direction(lang) == direction
