"""The search of the site: from the archive to the files that the search page loads.

    search_records        what can be found: for each article the words that its page shows, and what to filter by
      search_parts          the records divided into spans of days, whose bounds stay when articles come
    search_index          the files of all parts, cached as long as a part's records are the same
      pagefind              the program that indexes records
      reproducible_index    its files in the form that depends on the records alone

A part is indexed again only when a record in it has changed, so a new article costs one part and not the archive.
"""

from .search_index import SearchSummary, search_files

__all__ = ["SearchSummary", "search_files"]
