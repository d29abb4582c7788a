"""What kind of item a report is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from digest.stories.clustering.report_genres import genre_of
from digest.stories.reports import Report

MakeReport = Callable[..., Report]


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Ferry strike ends after six days", "report"),
        ("The harbour is live again after the storm", "report"),
        ("Live music returns to the quay", "report"),
        ("Museum shows pictures of the flood", "report"),
        ("Comedian returns with podcast from a shed", "report"),
        ("Quiz show host retires", "quiz"),  # a headline that begins so is one more often than not
        ("Ferry strike: live updates", "live"),
        ("LIVE | Council votes on fares", "live"),
        ("Wahl in Velin – der Liveticker", "live"),
        ("EN DIRECT, la grève des ferries", "live"),
        ("Ferry strike, as it happened", "live"),
        ("World ferry news: live coverage", "live"),
        ("Piers, quays: Ferry live world news tracker", "live"),
        ("Pilots who live by the harbour", "report"),
        ("Week in pictures: 13-19 June", "pictures"),
        ("Photos: the flood in the old town", "pictures"),
        ("Watch: crane lifts locomotive", "video"),
        ("Crane lifts locomotive [Video]", "video"),
        ("Відео: кран піднімає локомотив", "video"),
        ("The Quay Podcast: what cranes cost", "audio"),
        ("Quiz of the week: who bought the crane?", "quiz"),
        ("Column: the crane that nobody wants", "opinion"),
        ("Leserbriefe: Was der Kran kostet", "opinion"),
        ("Letters to the editor, 14 June", "opinion"),
        ("A crane is no toy, writes Professor ODO FLINCK", "opinion"),
        ("Mayor writes to the harbour", "report"),
        ("Opinion poll: half of Velin is against the crane", "report"),
        ("Column of trucks leaves the quay", "report"),
        ("Your daily horoscope for Tuesday", "column"),
        ("From the archives, 1970: the first crane", "column"),
        ("Morning Briefing: top stories on July 16", "column"),
        ("Minister cancels briefing on the crane", "report"),
        ("", "report"),
    ],
)
def test_a_headline_tells_the_form(report: MakeReport, title: str, form: str) -> None:
    assert genre_of(report("a", title)) == form


@pytest.mark.parametrize(
    ("link", "form"),
    [
        ("https://wire.example/2026/11/22/video-of-crane", "report"),  # the last part is of the headline's words
        ("https://wire.example/videos/2026/crane", "video"),
        ("https://wire.example/News/AV/uk-1234", "video"),
        ("https://wire.example/uk/gallery/crane/index.html", "pictures"),
        ("https://wire.example/live-news/crane/post-3", "live"),
        ("https://wire.example/audio/123/crane", "audio"),
        ("https://wire.example/2026/11/22/opinion/crane.html", "opinion"),
        ("https://wire.example/recipes/123/soup", "column"),
        ("https://[broken", "report"),
        ("", "report"),
    ],
)
def test_an_address_tells_the_form(report: MakeReport, link: str, form: str) -> None:
    assert genre_of(replace(report("a", "Crane lifts locomotive"), link=link)) == form
