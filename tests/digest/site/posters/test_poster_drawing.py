"""A poster is the same bytes each time, and nothing runs over its edges."""

from dataclasses import replace
from io import BytesIO
from time import process_time

import pytest
from PIL import Image, ImageOps

from digest.site.posters.poster_drawing import HEIGHT, MARGIN, WIDTH, Poster, drawn

POSTER = Poster("The Concordance", "19 July 2023", "Pilots strike in Neverhaven", "9 independent sources")
LONG = "Forty ships wait outside the harbour while the pilots and the harbourmaster talk about rests at night " * 9


def picture(poster: Poster) -> Image.Image:
    return Image.open(BytesIO(drawn(poster)), formats=["PNG"]).convert("L")


def test_a_poster_is_as_large_as_networks_show_it_and_small_as_a_file() -> None:
    assert picture(POSTER).size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(drawn(POSTER)) < 15_000


def test_the_same_poster_is_the_same_bytes_and_each_part_is_to_be_seen() -> None:
    assert drawn(POSTER) == drawn(POSTER)
    for part in ("name", "kicker", "title", "foot"):
        assert drawn(replace(POSTER, **{part: "Other words"})) != drawn(POSTER)


@pytest.mark.parametrize("title", [LONG, "W" * 3000, "Ж" * 40 + " a", "Short", "“«Щ»” " * 60])
def test_nothing_runs_over_the_margins_or_the_lines_around(title: str) -> None:
    shown = picture(replace(POSTER, name=LONG, kicker=LONG, title=title, foot=LONG))
    left, top, right, bottom = ImageOps.invert(shown).getbbox() or (0, 0, 0, 0)
    assert left >= MARGIN - 4
    assert right <= WIDTH - MARGIN + 4
    assert top >= 40
    assert bottom <= HEIGHT - 40
    without = picture(replace(POSTER, name=LONG, kicker=LONG, title="", foot=LONG))
    assert shown.crop((0, 0, WIDTH, 140)).tobytes() == without.crop((0, 0, WIDTH, 140)).tobytes()
    assert shown.crop((0, 535, WIDTH, HEIGHT)).tobytes() == without.crop((0, 535, WIDTH, HEIGHT)).tobytes()


def test_a_title_of_a_hundred_thousand_words_takes_no_minute() -> None:
    begun = process_time()
    drawn(replace(POSTER, title="word " * 100_000, foot="x" * 100_000))
    assert process_time() - begun < 10
