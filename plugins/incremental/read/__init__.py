"""Reads source files into Pelican's article and page objects, or restores the objects of unchanged files.

Source files come in; objects go out. A module is called by the one above it that is indented less:

    file_listing       lists a generator's files once, and has them read ahead
      content_folder     entries of a folder that aren't sources: links that lead back, pipes, devices
      source_cache       which files have changed; the objects of all others are restored from their records
        forked_work        reads the changed files in several processes
        cached_reader      a reader's `read`: parses a file only if its result isn't in the state
        source_keys        digests of everything that a result depends on, except the file
        source_files       the stamp and the bytes of a file
        source_paths       the names of a file in Pelican's forms
    article_stream     all articles one after the other, outside a build
"""
