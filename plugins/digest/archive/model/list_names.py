"""The names of the lists in which an article stands."""

from typing import Final

ALL: Final = "all"  # every article
QUOTES: Final = "quotes"  # those with quotes that are worth listing


def source_list(slug: str) -> str:
    """The articles that came by the feed of a source."""
    return f"source/{slug}"


def section_list(slug: str) -> str:
    """The articles of a section."""
    return f"section/{slug}"


def topic_list(slug: str) -> str:
    """The articles that name a topic, or a name that has no page."""
    return f"topic/{slug}"


def watch_list(slug: str) -> str:
    """The hits of a public watch."""
    return f"watch/{slug}"
