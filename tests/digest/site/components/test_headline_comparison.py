"""Which words of a headline are marked."""

import pytest

from digest.site.components.headline_comparison import headline_parts
from digest.stories.clustering.words import words


@pytest.mark.parametrize(
    ("headline", "others", "only"),
    [
        ("Pilots end strike", ["Strike of pilots ends"], []),
        ("Pilots strike over rest at the helm", ["Pilots strike"], ["rest at the helm"]),
        ("Fury as pilots’ strike leaves ships idle", ["Pilots strike, ships wait"], ["Fury", "leaves", "idle"]),
        ("The strike", ["A strike"], []),
        ("", ["A strike"], []),
        ("…!", ["A strike"], []),
        ("Debt of $1.25m", ["Debt of $2m"], ["1.25m"]),
    ],
)
def test_words_that_stand_in_no_other_headline_are_marked(headline: str, others: list[str], only: list[str]) -> None:
    parts = list(headline_parts(headline, frozenset(word for other in others for word in words(other))))
    assert "".join(part.text for part in parts) == headline
    assert [part.text for part in parts if part.only] == only
