"""Texts in; who is named in them, who says what, and whom they credit, out.

The way of the data, each step a subpackage with a map of its own; each knows those above it:

    records            what goes in and comes out: texts, followed actors, annotations and their parts
    text/              the normalised text, its paragraphs, language and page boilerplate; the document as it was parsed
    lexicon/           word lists, gazetteers, honorifics, reporting verbs, outlets
    actors/            the editor's files on followed actors; which names in a text are theirs
    entities/          the names of a text with their kinds; roles and nationalities
    quotes/            quotations, the words that attribute them, and their speakers; indirect speech
    credits/           who reported it first, as far as the text says so
    run/               one text through all of it; batches, worker processes, the cache
    names/             over a whole archive: one canonical name for the spellings of each name
    __main__           the command line: JSON Lines in, JSON Lines out

`names` works on finished annotations and needs no texts.

Offsets in records count code points of the text that was given. Within `actors`, `entities`, `quotes` and `credits`
they count those of the normalised text; `run` translates them.
"""
