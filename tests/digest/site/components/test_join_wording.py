"""Why a report stands in its story, in words."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from digest.archive.model.events import Event
from digest.archive.questions.archive import Archive
from digest.site.components.join_wording import join_evidence, join_reasons
from digest.stories.reports import Join, Story
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article

JOIN = Join("b", "a", ("barge", "crane"), (), (), 71, 40, 1250)
ARTICLES = (replace(article(1, NORTH), id="a"), replace(article(2, SOUTH), id="b", lang="ru"))
ARCHIVE = archive_of(ARTICLES)


def test_what_two_reports_share_is_said_in_words() -> None:
    assert join_evidence(JOIN, "en") == "the words barge, crane; 71% alike in meaning; 40 minutes apart"
    assert join_evidence(JOIN, "de") == "die Wörter barge, crane; zu 71\xa0% sinngleich; 40 Minuten Abstand"


def test_reports_in_two_languages_share_names_and_numbers() -> None:
    over_languages = replace(JOIN, words=(), names=("Прага",), numbers=("13",), meaning=0)
    assert join_evidence(over_languages, "en") == "the name Прага; the number 13; 40 minutes apart"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 minutes"), (1, "1 minute"), (59, "59 minutes"), (61, "1 hour"), (3000, "2 days")]
)
def test_the_time_between_them_is_rounded(minutes: int, words: str) -> None:
    assert join_evidence(replace(JOIN, words=(), meaning=0, minutes=minutes), "en") == f"{words} apart"


class _Told:
    """An archive that knows why reports were joined."""

    def __init__(self, *joins: Join) -> None:
        self.addresses, self.settings = ARCHIVE.addresses, ARCHIVE.settings
        self.events = SimpleNamespace(joins_of=lambda slug: joins if slug == "s" else ())


def test_each_report_but_the_first_has_its_reason_in_order_of_time() -> None:
    event = Event(ARTICLES[0], ARTICLES, Story("s", ("a", "b"), "a"))
    [view] = join_reasons(cast("Archive", _Told(JOIN)), event)
    assert (view.source, view.title, view.lang) == ("Southern Post", "Title 2", "ru")
    assert view.url == "/news/2023/07/02/a/"
    assert view.why.startswith("With Northern Wire: the words barge")


def test_what_the_editor_has_put_there_says_so_and_what_has_lost_its_partner_has_no_reason() -> None:
    [view] = join_reasons(ARCHIVE, Event(ARTICLES[0], ARTICLES, Story("s", ("a", "b"), "a", placed=("b",))))
    assert (view.source, view.why) == ("Southern Post", "Placed here by an editor")
    assert join_reasons(ARCHIVE, Event(ARTICLES[0], ARTICLES, Story("s", ("a", "b"), "a"))) == ()
    taken = cast("Archive", _Told(replace(JOIN, partner="gone")))
    assert join_reasons(taken, Event(ARTICLES[0], ARTICLES, Story("s", ("a", "b"), "a"))) == ()
    assert join_reasons(ARCHIVE, Event(ARTICLES[0], ARTICLES[:1], None)) == ()
