import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.text.normalised_text import normalised

ODD = "a \u00a0\u200b\u00ad\r\n\n\u2028é e\u0301 и\u0306 😀 \ud800 \x00 \ufeff “ ” , . \" '"


def test_spaces_line_ends_and_unseen_characters_are_made_even() -> None:
    assert normalised("Ottoline\u00a0 Va\u00adne\r\nsaid\u2028\u2028 no").text == "Ottoline Vane\nsaid\n\nno"


def test_every_span_leads_back_to_the_words_of_the_original() -> None:
    text = "\ufeffA\u00a0\u00a0😀 “Va\u200bne”\r\n\r\n cafe\u0301 x"
    copy = normalised(text)
    at = copy.text.index("Vane")
    assert text[slice(*copy.span(at, at + 4))] == "Va\u200bne"
    at = copy.text.index("café")
    assert text[slice(*copy.span(at, at + 4))] == "cafe\u0301"


def test_words_and_marks_that_stand_apart_are_put_together() -> None:
    text = 'The cell , she said , is n\'t " quite ready " ( yet ) .'
    copy = normalised(text)
    assert copy.text == 'The cell, she said, isn\'t "quite ready" (yet).'
    at = copy.text.index('"quite ready"')
    assert text[slice(*copy.span(at, at + 13))] == '" quite ready "'


def test_offsets_hold_in_a_text_that_begins_with_what_nobody_sees_and_has_loose_marks() -> None:
    text = "\u200bAnn Ray , who spoke , left ."
    copy = normalised(text)
    assert copy.text == "Ann Ray, who spoke, left."
    assert text[slice(*copy.span(0, 7))] == "Ann Ray"


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters()), max_size=80))
def test_the_map_is_in_order_and_its_visible_characters_are_those_of_the_text(text: str) -> None:
    copy = normalised(text)
    offsets = [copy.original(index) for index in range(len(copy.text))]
    assert offsets == sorted(offsets)
    for char, offset in zip(copy.text, offsets, strict=True):
        if char.isalnum() and not unicodedata.combining(char):
            assert unicodedata.normalize("NFC", text[offset:]).startswith(char) or text[offset] == char[0]
