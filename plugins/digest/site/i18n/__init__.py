"""The language of the interface: all words on a page that don't come from an article.

    messages        looks messages up: English is in the code, other languages are in `locale/`
      nouns           the words for kinds, genres, languages and counted things  <- messages
      date_wording    days and times, in the site's language and time zone  <- messages
    line_breaks     marks the short words with a hyphen that stay on one line
    text_direction  the direction in which a language is written
    catalogues      the command that brings the files in `locale/` up to date with code and templates

To add a language, run `invoke messages --lang de` and translate `locale/de/LC_MESSAGES/messages.po`. To change how a
day is written, change `_day` in `date_wording`, or its translation for one language.
"""
