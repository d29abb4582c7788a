"""Brings the archive up to date with the articles that Pelican has read and the editor's files.

An indented module is called by the one above it that is indented less:

    archive_reading     which article files have to be read; articles that were read -> the index of the archive
      article_reading     Pelican's object -> the record of an article; one that can't be used is logged and left out
      (digest.annotate)   mentions, quotes and credit of each text
      (digest.archive)    all that follows from them, in tables
      progress_bar        the progress of annotating, on a terminal
      version_rendering   the Markdown of an earlier version -> HTML
    settings_reading    Pelican's settings -> the record of all settings
    pelican_tags        the topics as Pelican's native tags
    editor_pages        the editor's own pages: about, method, corrections
    handbook_pages      the pages of the handbook, where the site shows it
"""
