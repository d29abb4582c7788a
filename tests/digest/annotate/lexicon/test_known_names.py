"""Known names of several words in a text."""

from digest.annotate.lexicon.known_names import known_names


def test_the_longest_name_counts_and_only_whole_words() -> None:
    text = "From New York City to the New Yorkers of Procter and Gamble."
    assert [(text[start:end], kind) for start, end, kind in known_names(text)] == [
        ("New York City", "place"),
        ("Procter and Gamble", "organisation"),
    ]
