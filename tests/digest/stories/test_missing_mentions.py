"""Mentions for articles that come without, made by another program."""

import sys
from dataclasses import replace

import pytest

from digest.errors import AnnotationError
from digest.stories.missing_mentions import with_mentions
from digest.stories.reports import Report
from digest.stories.story_lines import ArticleLine

STAND_IN = """
import json, sys
for line in sys.stdin:
    text = json.loads(line)
    actors = [{"actor": word} for word in text["text"].split() if word.istitle()]
    print(json.dumps({"id": text["id"], "mentions": actors, "title_mentions": [{"actor": text["title"]}]}))
"""


def articles(newsday: tuple[Report, ...], *, known: int) -> list[ArticleLine]:
    return [ArticleLine(replace(report, actors=("Known",)), n < known) for n, report in enumerate(newsday)]


def test_only_articles_without_mentions_are_annotated_and_title_mentions_count(newsday: tuple[Report, ...]) -> None:
    given = articles(newsday, known=3)
    done = with_mentions(given, (sys.executable, "-c", STAND_IN))
    assert done[:3] == given[:3]
    assert done[5].report.actors == ("Its", "Lighthouse museum reopens")
    assert [entry.report.id for entry in done] == [report.id for report in newsday]


def test_nothing_is_run_where_every_article_has_mentions(newsday: tuple[Report, ...]) -> None:
    given = articles(newsday, known=len(newsday))
    assert with_mentions(given, ("/nonexistent",)) == given


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit(3)",
        "print('no JSON')",
        "print('[]')",
        "print('{}')",
        "pass",
        'print(\'{"id": "0", "mentions": [{"name": "x"}]}\')',
    ],
)
def test_an_annotation_that_fails_is_an_error_and_not_an_absence_of_actors(
    program: str, newsday: tuple[Report, ...]
) -> None:
    with pytest.raises(AnnotationError):
        with_mentions(articles(newsday, known=0), (sys.executable, "-c", program))


def test_a_command_that_is_missing_is_an_annotation_error(newsday: tuple[Report, ...]) -> None:
    with pytest.raises(AnnotationError, match="mentions can't be made"):
        with_mentions(articles(newsday, known=0), ("/nonexistent/annotate",))
