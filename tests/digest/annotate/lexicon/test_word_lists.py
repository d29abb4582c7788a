import re

import pytest

from digest.annotate.lexicon.word_lists import any_of, words


def test_a_list_is_found_by_its_name() -> None:
    assert "ministry" in words("organisation")
    with pytest.raises(KeyError):
        words("no such list")


def test_any_word_of_several_lists_matches_with_a_space_for_an_underscore() -> None:
    expression = re.compile(any_of("organisation_pairs", "homes", without={"surgery"}))
    assert expression.fullmatch("rest home")
    assert expression.fullmatch("hospice")
    assert not expression.fullmatch("rest_home")
    assert not expression.fullmatch("surgery")


def test_a_full_stop_in_a_word_stands_for_itself() -> None:
    assert re.fullmatch(any_of("generic_first"), "u.s.")
    assert not re.fullmatch(any_of("generic_first"), "uxsx")
