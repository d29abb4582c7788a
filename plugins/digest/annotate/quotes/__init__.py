"""A parsed document with its names and roles in, its quotes with their speakers out.

The way of the data; each module knows those above it:

    spans/                 where quotations begin and end
    attributions/          the words around them that say who speaks, and indirect speech
    speakers/              whom those words name: names, roles, pronouns; the confidence of each rule
    spoken_quotation       the record: a quotation that is speech, with its speaker
    quotation_kind         what a quotation is: speech, a title, an adjective, a word quoted as a word
    act_speakers           the speakers of the text's acts of speech
    attributed_speaker     the speaker whom the words right around a quotation name
    running_speaker        the speaker who goes on, where a quotation has no such words
    split_speech           several quotations that are one quote
    quote_extraction       all of it, for English texts
    other_languages        texts that no model reads: only a followed actor right beside a reporting verb

All offsets count code points of the normalised text. `run` translates them to the original.
"""
