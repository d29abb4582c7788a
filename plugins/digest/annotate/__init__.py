"""Texts go in; the names, quotes and credit of each text come out.

The subpackages in the order of the data. Each has a map of its own, and each imports only those above it:

    records            the records that go in and come out: texts, followed actors, annotations and their parts
    name_model/        finds the names in English paragraphs
    text/              the normalised text, its paragraphs, language and page boilerplate; the parsed document
    lexicon/           word lists, gazetteers, honorifics, reporting verbs, outlets
    actors/            the editor's files on followed actors; the names in a text that are theirs
    entities/          the names of a text with their kinds; roles and nationalities
    confidence/        learned models: the names of a text of which it leaves little doubt
    quotes/            quotations, the words that attribute them, and their speakers; indirect speech
    credits/           the outlet that reported the news first, if the text names one
    run/               runs one text through all of these; batches, worker processes, the cache
    names/             over a whole archive: one canonical name for all spellings of a name
    __main__           the command line: JSON Lines in, JSON Lines out

`names` works on finished annotations and needs no texts.

Offsets in records count code points of the text that the caller gave. Within `actors`, `entities`, `quotes` and
`credits` they count code points of the normalised text; `run` converts them.
"""
