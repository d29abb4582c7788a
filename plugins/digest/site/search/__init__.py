"""The search of the site: from the archive to the files that the search page loads.

    search_records        a record for each article: the words that its page shows, and the filters
      search_parts          divides the records into spans of days, whose bounds stay when articles are added
    search_index          the files of all parts, cached as long as a part's records are the same
      pagefind              the program that indexes records
      reproducible_index    its files in a form that depends only on the records

A part is indexed again only when a record in it has changed, so a new article costs one part, not the whole archive.
"""

from .search_index import SearchBeside, SearchSummary, index_files, search_files

__all__ = ["SearchBeside", "SearchSummary", "index_files", "search_files"]
