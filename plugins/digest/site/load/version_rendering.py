"""Earlier versions of texts as HTML, by the Markdown that Pelican reads articles by."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any


def version_renderer(pelican_settings: Mapping[str, Any]) -> Callable[[str], str]:
    """The function that makes HTML of a version's Markdown, which has no header. Most builds need none: the parser is
    made for the first version."""

    @cache
    def parser() -> Any:
        from markdown import Markdown  # noqa: PLC0415  few builds have a new version

        return Markdown(**pelican_settings["MARKDOWN"])

    return lambda text: str(parser().reset().convert(text))
