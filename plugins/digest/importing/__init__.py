"""Imports archives: exports of a newsroom's system, of WordPress and of other readers, saved pages.

Exports come in. Article files in `content/news` go out, by the rules of polled feeds: items are cleaned, filtered,
recognised and written by `digest.feeds`, so that a later poll of the feed finds its articles. An indented module is
called by the one above it that is indented less:

    __main__, import_console   the command line; the log and the progress bar
      archive_import             the run: one export after the other, in chunks
        exports                    an export -> its records, one by one
        import_chunks              records -> chunks; a chunk -> drafts, by subscription
          record_subscription        which subscription a record belongs to
          import_worker              the tasks of processes with limits: pages -> items, items -> drafts
        chunk_storing              drafts -> articles: decided on and written as polled ones are
        import_progress            how far each export has come, in cache/
        import_report              what became of the records

Whatever is damaged costs only itself, and is named. `cache/import.sqlite` can be lost at any time, and a loss costs
only time.
"""
