"""What readers are shown of a change: the words, a few around them, and never more than bounds allow."""

from datetime import UTC, datetime

import pytest

from digest.archive.changes.changed_passages import MAX_PIECE_WORDS, ChangedPassage
from digest.archive.changes.compared_text import ComparedText
from digest.archive.changes.substance import compared, version
from digest.archive.changes.text_change import MAX_PASSAGES, TextChange, pack_change, text_change, unpack_change

from .test_substance import TEXT

NOW = datetime(2024, 3, 7, 10, tzinfo=UTC)
NOON, ASKED = "Neverhaven at noon on Monday", "the council answered questions about the wall"
FERRY, QUOTE, WALL, COUNCIL = TEXT.split("\n\n")


def change(before: str, after: str, headlines: tuple[str, str] = ("", "")) -> TextChange:
    found = text_change(NOW, compared(version(headlines[0], before), version(headlines[1], after)), (), ())
    assert unpack_change(pack_change(found)) == found
    return found


def shown(passage: ChangedPassage | None) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "come": "[+{}+]"}
    return "".join(signs[side].format(text) for side, text in passage.pieces) if passage else ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "40",
            "45",
            f"… left {NOON} with [-40-] [+45+] people on board, and reached Oldport late.",
        ),
        (" at noon", "", "The ferry Aurora left Neverhaven [-at noon-] on Monday with 40 people on board …"),
        ("said", "says", ""),
        (
            " The council meets",
            " Its clerk slept. The council meets",
            f"… {ASKED}. [+Its clerk slept+]. The council meets again in the week …",
        ),
        (
            "Nobody from the council answered questions about the wall. ",
            "",
            "[-Nobody from the council answered questions about the wall-] The council meets again in the week …",
        ),
    ],
)
def test_a_passage_has_the_words_with_a_few_around_them(old: str, new: str, expected: str) -> None:
    assert old in TEXT
    assert "\n".join(map(shown, change(TEXT, TEXT.replace(old, new, 1)).passages)) == expected


def test_a_paragraph_that_went_stands_alone_and_differences_side_by_side_are_one_passage() -> None:
    after = FERRY.replace("40", "45").replace("board", "deck")
    ferry, quote = change(TEXT, "\n\n".join((after, WALL, COUNCIL))).passages
    assert shown(ferry).endswith("with [-40 people on board-] [+45 people on deck+], and reached Oldport late.")
    assert shown(quote) == f"[-{QUOTE[1:-1]}-]"


def test_the_headline_is_shown_whole() -> None:
    long = "Ferry with " + "very " * 30 + "old engine "
    assert shown(change("", "", (f"{long}sinks", f"{long}floats")).headline) == f"{long}[-sinks-] [+floats+]"
    assert change("", "", ("Ferry, sinks", "ferry sinks!")).headline is None


def test_what_was_rewritten_is_cut() -> None:
    words = [f"w{number}x" for number in range(2_000)]
    after = [f"{word}y" if number % 40 == 0 else word for number, word in enumerate(words)]
    found = change(" ".join(words), " ".join(after))
    assert (len(found.passages), found.more) == (MAX_PASSAGES, 50 - MAX_PASSAGES)
    (passage,) = change(" ".join(words[:300]), " ".join(f"{word}y" for word in words[:300])).passages
    assert [len(text.split()) for side, text in passage.pieces if side != "same"] == [MAX_PIECE_WORDS + 1] * 2
    assert (passage.before, passage.after) == (300, 300)


def test_words_have_their_places_in_the_text() -> None:
    text = ComparedText(TEXT)
    for first in range(0, len(text.words), 7):
        assert text.span(first, first + 1).casefold() == text.words[first]
    assert text.place(0, 0) == (0, 0)
