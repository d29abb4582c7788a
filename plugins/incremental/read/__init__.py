"""Reads articles and pages: from the state if their files are unchanged, else by Pelican's readers.

A module is called by the one above it that is indented less:

    source_cache       puts the cache before the readers of a generator; reads changed files in several processes
      file_listing       lists a generator's files once, and has them read ahead
        content_folder     entries of a folder that aren't sources: links that lead back, pipes, devices
      forked_work        spreads work over processes
      cached_reader      a reader's `read`: parses a file only if its result isn't in the state
        metadata_codec     metadata -> bytes -> metadata, for values that come back exactly the same
      source_keys        digests of everything that a result depends on, except the file
      source_files       the stamp and the bytes of a file
    article_stream     all articles one after the other, outside a build
"""
