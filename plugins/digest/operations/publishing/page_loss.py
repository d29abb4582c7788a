"""Refuses to publish a site that has lost many of its pages: something went wrong before, and what is served is better.

Pages are told by their paths, which never change once they are published. What a site loses in ordinary runs is a few
pages: an article that the editor removed, a name that no article has any more.
"""

from collections.abc import Iterable
from typing import Final

from ...errors import PublishError
from .published_files import is_page

MAX_LOSS: Final = 0.2  # of the pages; a week's polling moves under a hundredth, an empty content folder all of them
_NAMED: Final = 3  # lost pages that the message names


def check_page_loss(served: Iterable[str], paths: Iterable[str], max_loss: float) -> None:
    """Compare the files that are served with those that are to be published.

    Raises:
        PublishError: more than the share `max_loss` of the served pages is not among the new ones.
    """
    before = {path for path in served if is_page(path)}
    lost = sorted(before.difference(paths))
    if len(lost) <= max_loss * len(before):
        return
    names = ", ".join(lost[:_NAMED]) + (", ..." if len(lost) > _NAMED else "")
    raise PublishError(
        f"{len(lost)} of {len(before)} pages that are served are not in the new site ({names}): nothing was published. "
        "If that is meant, publish once with --allow-loss"
    )
