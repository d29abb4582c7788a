"""Keeps Pelican from work whose result it throws away.

`generate_tags`, `generate_categories` and `generate_authors` go through all articles for each tag, category and author,
also where their pages are turned off and `write_file` returns at once: at 10,000 articles and 3,000 tags that is 30
million comparisons for nothing.
"""

from typing import Any, Final

from pelican.generators import ArticlesGenerator, Generator

_PAGES: Final = {
    "TAG_SAVE_AS": "generate_tags",
    "CATEGORY_SAVE_AS": "generate_categories",
    "AUTHOR_SAVE_AS": "generate_authors",
}


def skip_pages_turned_off(generator: Generator) -> None:
    """Takes away the methods for pages whose path is set to ""."""
    if isinstance(generator, ArticlesGenerator):
        for setting, method in _PAGES.items():
            if generator.settings[setting] == "":
                setattr(generator, method, _nothing)


def _nothing(_write: Any) -> None:
    """In place of pages that have no path."""
