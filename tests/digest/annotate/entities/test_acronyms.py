import pytest

from digest.annotate.entities.acronyms import expanded_acronym, initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Federal Harbour Agency", "FHA"),
        ("Ministry of Ports and Rivers", "MPR"),
        ("Harbour", ""),
    ],
)
def test_initials_leave_out_small_words(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("Federal Harbour Agency (FHA) said", "Federal Harbour Agency", "FHA"),
        ("Federal Harbour Agency (the “FHA”) said", "Federal Harbour Agency", "FHA"),
        ("US Department of Agriculture (USDA)", "US Department of Agriculture", "USDA"),
        ("Federal Harbour Agency (Norhaven)", "Federal Harbour Agency", ""),
        ("Federal Harbour Agency (HFA)", "Federal Harbour Agency", ""),
        ("Federal Harbour Agency said (FHA)", "Federal Harbour Agency", ""),
    ],
)
def test_an_acronym_in_brackets_stands_for_the_name_before_it(text: str, name: str, acronym: str) -> None:
    assert expanded_acronym(text, len(name), name) == acronym


def test_an_acronym_may_follow_with_or() -> None:
    text = "The Federal Harbour Agency, or FHA, opened an office."
    assert expanded_acronym(text, text.index(","), "Federal Harbour Agency") == "FHA"
