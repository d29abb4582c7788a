"""Why a story of the last build stands where it does in its digest."""

from collections.abc import Sequence
from typing import Final

from ..errors import DigestError
from ..stories.digests.story_report import ReportedStory
from .terminal_text import printable

STORIES: Final = "stories/"
_FEATURES: Final = {
    "sources": "independent sources",
    "growth": "sources that report it now",
    "duration": "days from the first report to the latest",
    "actors": "followed actors",
    "quotes": "quotes with speakers",
    "freshness": "freshness of the latest report",
}


def story_slug_in(name: str) -> str:
    """The slug in the address of a story, "https://news.example.org/stories/SLUG/"; "" where `name` is none."""
    _, found, rest = name.partition(STORIES)
    return rest.strip("/").partition("/")[0] if found else ""


def story_reasons(slug: str, stories: Sequence[ReportedStory]) -> str:
    """Lines on a story: its place, the points for each ranking feature, its subject, its reports and why they were
    joined.

    Raises:
        DigestError: the last build had no story with that slug.
    """
    story = next((story for story in stories if story.slug == slug), None)
    if story is None:
        raise DigestError(f"{printable(slug)!r}: the last build had no such story; its page may lead to another one")
    points = [f"{value:8.2f}  {_FEATURES.get(feature, feature)}" for feature, value in story.points]
    subject = []
    if story.subject:
        words = f", for the words {', '.join(story.key_words)} in headlines" if story.key_words else ""
        subject = [f"on the subject {story.subject}{words}"]
    lines = [
        story.headline,
        f"{story.place}. of {story.of} stories of {story.day}, by {story.score:.2f} points:",
        *points,
        *subject,
        f"{len(story.reports)} reports:",
        *(f"  {report}" for report in story.reports),
        *(["decided by the editor (decisions.toml):"] if story.decisions else []),
        *(f"  {decision}" for decision in story.decisions),
        *(["joined for what they share:"] if story.joins else []),
        *(f"  {join}" for join in story.joins),
    ]
    return "\n".join(map(printable, lines))
