"""From the text that the caller gave to the parsed document on which all rules work.

A text with its language tag comes in. A `ParsedDocument` goes out: paragraphs, sentences, tokens and the model's
entities, with offsets that index the normalised text. The modules in the order of the data; an indented module is
called by the one above it:

    normalised_text     single spaces, composed letters, no invisible characters; maps offsets back to the original
    paragraphs          where each paragraph begins and ends; lines that were broken within a paragraph are joined
    language            whether the text is English; its language if no tag gives it
      common_words        the words of a text that are not names
    models              which models read English texts
    spacy_model         parses texts: the English ones with the model
      plain_tokeniser     parses texts of other languages: words and sentences by their marks
    other_models        entities of texts in French, if the model for it is installed
    parsed_document     the records: document, paragraph, token, entity
    page_boilerplate    paragraphs and picture credits that belong to the page, not to the article
    claimed_spans       a set of spans that quickly answers whether another span overlaps one of them
"""
