"""The search page."""

from dataclasses import dataclass

from .frame_views import PageHead
from .shared_views import Link


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`script` is the address of the script that searches, `index` of the folder that it loads its data from. `lists`
    are the pages on which everything can be found without a script."""

    head: PageHead
    script: str
    index: str
    lists: tuple[Link, ...]
