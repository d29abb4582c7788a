"""Open data: the articles, mentions and quotes of the archive as tables for other programs.

    open_data_tables   every table and column, with its type and meaning; the version of all of them
    data_rows          an article -> its rows in each table
    table_text         rows as CSV for spreadsheets, and as JSON Lines
    citations          articles as BibTeX and CSL-JSON
    open_data_files    the files beside the pages of actors, sources and stories, and the links to them

`docs/open-data.md` describes the tables to those who use them. `digest.operations.export` writes the whole archive with
the same rows. No table gives away a text that the terms of its source don't allow to be printed.
"""
