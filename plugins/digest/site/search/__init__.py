"""The search of the site: what can be found, divided into parts of time, each indexed by pagefind.

A part is indexed again only when a record in it has changed, so a new article costs one part and not the archive.
"""

from .search_index import SearchSummary, search_files

__all__ = ["SearchSummary", "search_files"]
