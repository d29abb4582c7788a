"""Rules of `keep` and `drop`: what they mean, and which can't be meant so."""

import pytest

from digest.contracts.filter_rule import FilterRule, parse_rule
from digest.errors import ConfigurationError

ALL = ("title", "text", "author", "category")


@pytest.mark.parametrize(
    ("rule", "meaning"),
    [
        ("grain deal", FilterRule(ALL, "grain deal", is_expression=False)),
        (" Title :  grain ", FilterRule(("title",), "grain", is_expression=False)),
        ("title:grain", FilterRule(("title",), "grain", is_expression=False)),
        ("lang: de", FilterRule(("lang",), "de", is_expression=False)),
        ("/gr[ae]in/", FilterRule(ALL, "gr[ae]in", is_expression=True)),
        ("category: /^sports?$/", FilterRule(("category",), "^sports?$", is_expression=True)),
        ("/^(?!.*sport)/", FilterRule(ALL, "^(?!.*sport)", is_expression=True)),
    ],
)
def test_a_rule_is_words_or_an_expression_for_one_field_or_for_all(rule: str, meaning: FilterRule) -> None:
    assert parse_rule(rule) == meaning


@pytest.mark.parametrize(
    "rule",
    [
        *("Live:", "Breaking: storm", "Test: a new car", "Source: CNN", "sponsored: x", "Summary: the week", "3:2"),
        *(
            "C++",
            "What is this?",
            "$100",
            "U.S.",
            "24/7",
            "[Video]",
            "(photos)",
            "Q&A",
            "A*",
            "M*A*S*H",
            "F*ck",
            "a | b",
        ),
        *("https://news.example/", "#news", "@user", "50%", "v1.0", "Yahoo!", "...", "?", "e.g. x", "author: O'Neil"),
    ],
)
def test_words_with_marks_of_all_kinds_are_words(rule: str) -> None:
    assert not parse_rule(rule).is_expression


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", "expected a word"),
        (" ", "expected a word"),
        ("title:  ", "expected a word"),
        ("//", "expected a word"),
        ("text: //", "expected a word"),
        ("/(/", "expected a regular expression, which this isn't: missing )"),
        ("title: /[a/", "expected a regular expression, which this isn't"),
        ("/x*/", "doesn't fit every text"),
        ("/tide|/", "doesn't fit every text"),
        ("/tide/i", "nothing after the last slash, since upper and lower case are the same: /tide/"),
        ("/tide", "between two slashes, /tide/"),
        ("tide.*table", "between two slashes, /tide.*table/, or, for these very characters, /tide\\.\\*table/"),
        ("^Tide", "/^Tide/"),
        ("table$", "/table$/"),
        ("tide|flood", "/tide|flood/"),
        ("tides?|floods", "between two slashes"),
        ("colou?r", "between two slashes"),
        ("gr[ae]in", "between two slashes"),
        ("\\btide\\b", "between two slashes"),
        ("tide*", "between two slashes"),
        ("title: (?i)tide", "between two slashes"),
        ("titel: tide", "did you mean title: tide?"),
        ("Autor: Ray", "did you mean author: Ray?"),
        ("texts: tide", "did you mean text: tide?"),
        ("catagory: tide", "did you mean category: tide?"),
        ("tag: tide", "did you mean category: tide?"),
        ("headline: tide", "did you mean title: tide?"),
        ("language: de", "did you mean lang: de?"),
        ("url: tide", "expected title, text, author, category or lang before the colon"),
    ],
)
def test_what_cannot_be_meant_so_is_refused_with_what_is_expected(rule: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        parse_rule(rule)
    assert expected in str(raised.value)
