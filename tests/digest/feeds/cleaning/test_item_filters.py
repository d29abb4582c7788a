import pytest

from digest.contracts.subscriptions import FilterRules
from digest.feeds.cleaning.item_filters import judge

FIELDS = {
    "title": ("Grain deal ends",),
    "text": ("Ships may no longer  sail from Odesa.",),
    "author": ("Jane Doe", "Özlem Demir"),
    "category": ("World", "Trade"),
    "lang": ("en-GB",),
}


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("grain", True),
        ("GRAIN DEAL", True),
        ("grai", False),
        ("no longer sail", True),
        ("title: sail", False),
        ("text: sail", True),
        ("author: özlem demir", True),
        ("category: trade", True),
        ("lang: en", True),
        ("lang: e", False),
        ("en-GB", False),  # without a field a rule is about words, not about the language
        ("/gr[ae]in/", True),
        ("title: /^ends/", False),
        ("a.b", False),
    ],
)
def test_a_rule_finds_whole_words_or_what_its_expression_says(rule: str, found: bool) -> None:
    assert judge(FIELDS, FilterRules(drop=(rule,))).is_wanted is not found
    assert judge(FIELDS, FilterRules(keep=(rule,))).is_wanted is found


def test_the_rule_that_decided_is_named_and_drop_is_stronger_than_keep() -> None:
    assert judge(FIELDS, FilterRules(keep=("grain",), drop=("odd", "ships"))).rule == "drop: ships"
    assert judge(FIELDS, FilterRules(keep=("odd", "grain"))).rule == "keep: grain"
    assert judge(FIELDS, FilterRules(keep=("odd",))).rule == "no rule of keep"


@pytest.mark.timeout(60)  # measured: 0.2 s
def test_an_expression_that_would_take_years_is_given_up_and_named() -> None:
    text = {"text": ("a" * 5000 + "!",)}
    verdict = judge(text, FilterRules(drop=("/(a|aa)+$/",), keep=("/(a|aa)+$/",)))
    assert verdict.is_wanted
    assert "/(a|aa)+$/" in verdict.slow
