"""What goes into clustering and what comes out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

# The date of a report that has none: such a report sorts first and joins nothing.
UNDATED: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Report:
    """One article as clustering sees it. `actors` are the canonical names that its text and title mention."""

    id: str
    title: str
    text: str
    date: datetime  # aware, UTC; UNDATED where nobody knows
    source: str
    link: str = ""
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, two or more, in order of time.

    `slug` stays the same while articles join: it is made from the earliest article. `lead` is the id of the article
    that stands for the event. `copies` are groups of ids with nearly the same text (one agency report printed by
    several sources).
    """

    slug: str
    articles: tuple[str, ...]
    lead: str
    copies: tuple[tuple[str, ...], ...] = ()
