"""Sources in, Pelican's article and page objects out: read now where something has changed, else from the state.

The way of a file:

    file_listing       a generator's files, listed once and read ahead
         content_folder  what in a folder is no source: links that lead back, pipes, devices
      -> source_cache  which of them have changed; the others' objects are restored from their records
      -> forked_work   those that have changed, spread over processes
      -> cached_reader a reader's `read`, which parses a file only when its result is not in the state
      -> content (a package beside this one): the object, and its record

    source_keys        digests of all that a result depends on beside the file
    source_files       what the file system tells of a file
    source_paths       its names, as Pelican makes them
"""
