"""The page of a section."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import IndexRow, Link, RiverDay, SiteFeed, StoryBlock


@dataclass(frozen=True, slots=True)
class SectionPage:
    head: PageHead
    name: str
    summary: str
    feed: SiteFeed
    stories: tuple[StoryBlock, ...]
    latest: tuple[RiverDay, ...]
    months: tuple[Link, ...]
    actors: tuple[IndexRow, ...]
