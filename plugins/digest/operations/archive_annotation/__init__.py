"""Annotates all articles ahead of a build, by processes of this machine or of many: `invoke annotate`.

The texts go one way: article files -> batches -> an executor -> results -> the caches that a build reads. A module is
called by the one above it that is indented less:

    __main__           the command line
      annotation_run     both passes over the archive, annotations and sentence vectors, and what came of them
        archive_texts      the texts of the article files, one after the other, as a build reads them
        run_progress       how far a pass is, how fast, and how long it will take
      worker_versions    on what the results of a process depend
"""
