"""Writes the archive as data for other programs: `invoke export`.

    __main__         the command line
      archive_export   all files of an export, written together in one pass over the archive
        archive_rows     the rows of every table, a few articles at a time
        row_files        rows as CSV, JSON Lines and references
        row_database     rows as one SQLite file

The tables are those of `digest.site.open_data`; `docs/open-data.md` describes them.
"""
