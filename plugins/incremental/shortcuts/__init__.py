"""Shorter ways for what Pelican and Python-Markdown do, with the same result byte for byte.

Each module says what it spares, against what it was measured, and which test holds it to the behaviour of the program
that it stands in for. None of them is needed: without them a build takes longer.

    quick_reading      what Pelican does for every file that it reads: dates, slugs, paths
    shared_markdown    one parser of Python-Markdown for all files      -> quick_markdown for plain documents
    quick_markdown     plain Markdown, rendered without Python-Markdown
    quick_scans        loops of Pelican that grow with the square of the number of articles
"""
