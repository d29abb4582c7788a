"""The words that say who speaks, by grammar only: names are resolved later, in `speakers`.

A parsed document with its quotations comes in; attributions go out. Each module imports only modules above it:

    quoted_text            the document with its quotations: the tokens inside, before and after each of them
    subjects               the subject of a verb, and the phrase around a noun
    speech_verbs           which tokens are verbs of speech, by lexicon/reporting_verbs
    attribution            the record: the tokens that name a speaker, the verb or mark, the evidence
    attribution_after      the attribution after a quotation: "said Moore", "according to Moore", "— Moore"
    attribution_before     the attributions before it: "Moore said, “", "According to Moore, “", "Moore:"
    denied_speech          whether words are only what nobody said: "never said “…”", "if Ray said “…”"
    speech_acts            every verb of speech outside quotations that has a subject
    indirect_speech        the clauses that acts of speech report, and sentences with "according to" somebody

Token indices are those of `ParsedDocument.tokens`. A range of tokens excludes its last index.
"""
