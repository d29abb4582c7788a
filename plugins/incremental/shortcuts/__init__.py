"""Faster replacements for parts of Pelican and Python-Markdown, with the same results byte for byte.

Each module says what it saves, how it was measured, and which test compares it with the original. None of them is
necessary: without them a build only takes longer. An indented module is called by the one above it:

    quick_reading      Pelican's work for every file that it reads: dates, slugs, paths
    shared_markdown    one parser of Python-Markdown for all files
      quick_markdown     renders plain Markdown without Python-Markdown
    quick_scans        loops of Pelican that grow with the square of the number of articles
"""
