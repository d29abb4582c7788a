"""The language of a report."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from digest.stories.clustering.evidence.report_language import report_language
from digest.stories.reports import Report

MakeReport = Callable[..., Report]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Mayor of Velin quits", "She said that she had known of it for a year."),
        ("ru", "Мэр Велина ушёл", "Он сообщил об этом на заседании совета."),
        ("uk", "Мер Велина пішов", "Про це він повідомив на засіданні ради."),
        ("de", "Bürgermeister tritt zurück", "Das sagte er nach der Sitzung und ging."),
        ("fr", "Le maire démissionne", "Il l’a dit dans la salle du conseil et est parti."),
        ("uk", "Київ", ""),
        ("", "Velin 2026", ""),
    ],
)
def test_words_and_letters_say_the_language(report: MakeReport, language: str, title: str, text: str) -> None:
    assert report_language(report("a", title, text)) == language


def test_the_tag_of_a_report_is_believed(report: MakeReport) -> None:
    assert report_language(replace(report("a", "Velin"), lang="pt-BR")) == "pt"
