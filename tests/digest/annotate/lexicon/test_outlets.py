import pytest

from digest.annotate.lexicon.outlets import outlet_key


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("BBC", "BBC News – World"),
        ("CNN", "CNN.com Top Stories"),
        ("the AP", "Associated Press"),
        ("The Associated Press", "AP Top News"),
        ("Guardian", "The Guardian"),
        ("THE STRAITS TIMES", "Straits Times"),
        ("ТАСС", "TASS"),
        ("Quayside Gazette", "Quayside Gazette Online"),
        ("Daily", "Daily"),
    ],
)
def test_names_of_one_outlet_have_one_key(name: str, other: str) -> None:
    assert outlet_key(name) == outlet_key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("The Guardian", "Guardian Nigeria"),
        ("Times", "Times of India"),
        ("Fox News", "Fox Business"),
        ("New York Daily News", "New York Magazine"),
        ("News", "News Daily"),
        ("Reuters", "CNN"),
    ],
)
def test_names_of_two_outlets_have_two(name: str, other: str) -> None:
    assert outlet_key(name) != outlet_key(other)
