"""The archive of a month or a day below the page of a topic, a source or a section."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import DataLinks, IndexRow, Pager, RiverDay


@dataclass(frozen=True, slots=True)
class MonthArchivePage:
    """All articles of one month or day, by day, newest first. A month of very many articles has its `days` in their
    place, each with a page like this one."""

    head: PageHead
    title: str
    groups: tuple[RiverDay, ...]
    pager: Pager
    total: int = 0
    days: tuple[IndexRow, ...] = ()
    data: DataLinks | None = None
