"""Copies of one text are told from independent reports."""

from collections.abc import Callable

import pytest

from digest.stories.clustering.copies import copy_groups
from digest.stories.reports import Report

MakeReport = Callable[..., Report]

AGENCY = (
    "The old footbridge at Velin fell into the river before dawn on Sunday. Nobody was on it at the time, the harbour "
    "master said, but two boats moored below were damaged. Engineers had warned two years ago that the pillars would "
    "not stand another flood. The council promised a ferry by Tuesday and a new bridge within three years."
)
OWN_WORDS = (
    "Two boats lie crushed where the footbridge of Velin stood until this morning. Its pillars gave way before dawn. "
    "We had asked the council about them in spring; the answer was that the bridge would outlive us all."
)


def test_one_agency_text_in_three_papers_is_one_group_and_an_own_report_is_in_none(report: MakeReport) -> None:
    reports = [
        report("wire", "Velin footbridge collapses", AGENCY),
        report("post", "Bridge gone, ferry promised", AGENCY.replace("on Sunday", "yesterday"), source="post"),
        report("own", "Two boats crushed", OWN_WORDS, source="own"),
        report("mail", "Bridge falls", "VELIN – " + AGENCY + " Reported by Wire.", source="mail"),
    ]
    assert copy_groups(reports) == (("wire", "post", "mail"),)


def test_two_sentences_of_a_text_are_a_copy_of_it(report: MakeReport) -> None:
    summary = AGENCY[: AGENCY.index("Engineers")]
    assert copy_groups([report("a", "x", AGENCY), report("b", "y", summary, source="post")]) == (("a", "b"),)


def test_a_byline_is_no_part_of_a_text_and_the_source_that_it_names_comes_first(report: MakeReport) -> None:
    printed = f"By Anna Moor of Wire. {AGENCY[: AGENCY.index('Engineers')]} {OWN_WORDS}"
    reports = [report("post", "x", printed, source="post"), report("wire", "y", AGENCY, hours=1)]
    assert copy_groups(reports) == (("wire", "post"),)


def test_a_summary_in_which_words_were_put_in_is_a_copy(report: MakeReport) -> None:
    summary = AGENCY[: AGENCY.index("Engineers")]
    changed = summary.replace("Nobody was", "Nobody at all was")
    assert copy_groups([report("a", "x", summary), report("b", "y", changed, source="post")]) == (("a", "b"),)


@pytest.mark.parametrize("credit", ["By Wire's Anna Moor  {}", "By Wire {}", "From Wire\n{}", "{} – Wire", "{} (Wire)"])
def test_a_credit_makes_a_shortened_text_a_copy(report: MakeReport, credit: str) -> None:
    shortened = f"{AGENCY[: AGENCY.index('but two')]} {OWN_WORDS}"
    reports = [report("wire", "x", AGENCY), report("post", "y", credit.format(shortened), source="post")]
    assert copy_groups(reports) == (("wire", "post"),)
    assert copy_groups([reports[0], report("post", "y", shortened, source="post")]) == ()


def test_headlines_do_not_make_copies(report: MakeReport) -> None:
    assert copy_groups([report("a", "One title", AGENCY), report("b", "One title", OWN_WORDS)]) == ()


def test_case_punctuation_and_spacing_do_not_hide_a_copy(report: MakeReport) -> None:
    shouted = AGENCY.upper().replace(",", " ;").replace(" ", "\n")
    assert copy_groups([report("a", "x", AGENCY), report("b", "y", shouted)]) == (("a", "b"),)


def test_a_text_with_a_fourth_of_its_sentences_rewritten_is_no_copy(report: MakeReport) -> None:
    rewritten = AGENCY[: AGENCY.index("The council")] + "Nobody knows yet who will pay for what comes after the ferry."
    assert copy_groups([report("a", "x", AGENCY), report("b", "y", rewritten)]) == ()


def test_texts_of_a_few_words_are_no_copies_of_each_other(report: MakeReport) -> None:
    assert copy_groups([report(str(n), "x", "More on this story as we get it.") for n in range(5)]) == ()


def test_empty_texts_are_no_copies_of_each_other(report: MakeReport) -> None:
    assert copy_groups([report("a", "x", ""), report("b", "x", "")]) == ()


def test_a_thousand_copies_and_a_thousand_other_texts_are_sorted_out(report: MakeReport) -> None:
    reports = [report(f"copy{n}", "x", f"{AGENCY} {n}") for n in range(1_000)]
    reports += [report(f"own{n}", "x", " ".join(f"{word}{n}" for word in OWN_WORDS.split())) for n in range(1_000)]
    assert copy_groups(reports) == (tuple(f"copy{n}" for n in range(1_000)),)
