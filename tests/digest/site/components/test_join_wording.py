"""Why a report stands in its story, in words."""

from dataclasses import replace

import pytest

from digest.archive.model.events import Event
from digest.site.components.join_wording import join_evidence, join_reasons
from digest.site.load.archive_assembly import build_archive
from digest.stories.reports import Join, Story

from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article

JOIN = Join("b", "a", ("barge", "crane"), (), (), 71, 40, 1250)
ARTICLES = (replace(article(1, NORTH), id="a"), replace(article(2, SOUTH), id="b", lang="ru"))
ARCHIVE = build_archive(ARTICLES, (), {}, SETTINGS)


def test_what_two_reports_share_is_said_in_words() -> None:
    assert join_evidence(JOIN, "en") == "the words barge, crane; 71% alike in meaning; 40 minutes apart"
    assert join_evidence(JOIN, "de") == "die Wörter barge, crane; im Sinn zu 71\xa0% gleich; 40 Minuten Abstand"


def test_reports_in_two_languages_share_names_and_numbers() -> None:
    over_languages = replace(JOIN, words=(), names=("Прага",), numbers=("13",), meaning=0)
    assert join_evidence(over_languages, "en") == "the names Прага; the numbers 13; 40 minutes apart"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 minutes"), (1, "1 minute"), (59, "59 minutes"), (61, "1 hour"), (3000, "2 days")]
)
def test_the_time_between_them_is_rounded(minutes: int, words: str) -> None:
    assert join_evidence(replace(JOIN, words=(), meaning=0, minutes=minutes), "en") == f"{words} apart"


def test_each_report_but_the_first_has_its_reason_in_order_of_time() -> None:
    event = Event(ARTICLES[0], ARTICLES, Story("s", ("a", "b"), "a"))
    [view] = join_reasons(replace(ARCHIVE, _joins={"s": (JOIN,)}), event)
    assert (view.source, view.title, view.lang) == ("Southern Post", "Title 2", "ru")
    assert view.url == "/news/2023/07/02/a/"
    assert view.why.startswith("With Northern Wire: the words barge")


def test_what_the_editor_has_put_there_or_taken_away_has_no_reason() -> None:
    assert join_reasons(ARCHIVE, Event(ARTICLES[0], ARTICLES, Story("s", ("a", "b"), "a"))) == ()
    taken = replace(ARCHIVE, _joins={"s": (replace(JOIN, partner="gone"),)})
    assert join_reasons(taken, Event(ARTICLES[0], ARTICLES, Story("s", ("a", "b"), "a"))) == ()
    assert join_reasons(ARCHIVE, Event(ARTICLES[0], ARTICLES[:1], None)) == ()
