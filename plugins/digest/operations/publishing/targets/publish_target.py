"""What all targets have in common: what a publication is given, and what it says afterwards.

A target knows nothing of news, settings or hubs. It is given the files of a whole site. Afterwards these are what is
served, or, where it raises, what was served before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from ..published_files import PublishedFile


@dataclass(frozen=True, slots=True)
class Publication:
    """What one run published.

    `text` says for the log what is served now. `changed` has the paths of the files that are new or have other bytes
    than those that were served before. `is_first` says that nothing was served before.
    """

    text: str
    changed: frozenset[str]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Release:
    """One site that a target keeps. `name` is made of its time; `pages` counts its pages."""

    name: str
    pages: int
    is_served: bool


class PublishTarget(Protocol):
    """A place to which sites are published."""

    @property
    def serves(self) -> bool:
        """Whether readers are served from the target itself, so that a health file in it tells something."""

    def served_paths(self) -> frozenset[str] | None:
        """Paths of the files that are served now; None where nothing is.

        Raises:
            PublishError: the target can't be asked.
        """

    def publish(self, files: Sequence[PublishedFile], *, now: datetime) -> Publication:
        """Serve these files, and none of those that were served before.

        Raises:
            PublishError: the target can't be reached or written, or somebody else is publishing into it.
        """


@runtime_checkable
class ReleasingTarget(PublishTarget, Protocol):
    """A target that keeps the sites of the last runs, so that one can be served again."""

    def releases(self) -> list[Release]:
        """The sites that are kept, the oldest first.

        Raises:
            PublishError: the target can't be asked.
        """

    def roll_back(self, name: str = "") -> Release:
        """The release that is served from now on: that of the name, or the one before the one that is served.

        Raises:
            PublishError: there is no such release, or the target can't be written.
        """
