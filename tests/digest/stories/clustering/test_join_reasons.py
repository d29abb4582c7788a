"""Each report of a story but the first says why it is there."""

from collections.abc import Callable

from digest.stories.clustering.evidence.sentence_vectors import SentenceEncoder
from digest.stories.clustering.join_reasons import in_words
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import Join, Report

MakeReport = Callable[..., Report]


def test_a_join_names_the_rarest_words_that_both_reports_have(newsday: tuple[Report, ...]) -> None:
    story = cluster_reports(newsday)[0]
    assert [join.report for join in story.joins] == list(story.articles[1:])
    first = story.joins[0]
    assert first.partner == story.articles[0]
    assert {"Velin", "Mora", "footbridge"} <= set(first.words)
    assert (first.minutes, first.meaning, first.names) == (180, 0, ())


def test_a_join_over_languages_names_what_is_the_same_in_both(report: MakeReport, encoder: SentenceEncoder) -> None:
    reports = (
        report("a", "Velin mayor Novotny resigns", "Karel Novotny resigned; the papers for 40 million are missing."),
        report(
            "b", "Мэр Велина Новотный ушёл", "Карел Новотный ушёл: нет бумаг на 40 миллионов.", hours=2, source="post"
        ),
    )
    (story,) = cluster_reports(reports, encoder)
    (join,) = story.joins
    assert join.words == ()
    assert "Новотный" in join.names
    assert join.numbers == ("40",)
    assert join.meaning > 40
    assert story.languages == ("en", "ru")


def test_a_join_is_said_in_words() -> None:
    join = Join("b", "a", ("Velin", "Mora"), (), (), 72, 300, 2_000)
    assert in_words(join) == "shares Velin, Mora; 72 % alike in meaning; 5 hours apart"
