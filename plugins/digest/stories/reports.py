"""The records that go into clustering and come out of it: reports and stories."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

# The date of a report without a date. Such a report sorts first and joins no story.
UNDATED: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Report:
    """One article as clustering sees it. `actors` are the canonical names that its text and title mention."""

    id: str
    title: str
    text: str
    date: datetime  # aware, in UTC; UNDATED if it is not known
    source: str
    link: str = ""
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, two or more, in order of time.

    `slug` is made from the earliest article, so it stays the same when articles join. `lead` is the id of the report
    that stands for the story. `copies` are groups of ids of articles with nearly the same text (one agency's report,
    printed by several sources).
    """

    slug: str
    articles: tuple[str, ...]
    lead: str
    copies: tuple[tuple[str, ...], ...] = ()
