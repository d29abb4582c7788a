"""From the text as it was given to the parsed document on which every rule works.

In comes a text with its language tag; out comes a `ParsedDocument`: paragraphs, sentences, tokens and the model's
entities, with offsets that index the normalised text. The way of the data, each step a module:

    normalised_text     single spaces, composed letters, nothing unseen; and the way back to the original's offsets
    paragraphs          broken lines are joined; where each paragraph begins and ends
    language            whether the text is English; which language it is where nobody says it
    spacy_model         texts in, parsed documents out, the English ones by the model
      plain_tokeniser     documents of other languages: words and sentences by their marks
    parsed_document     the records: document, paragraph, token, entity
    page_boilerplate    paragraphs and picture credits that belong to the page and not to the article
    claimed_spans       a set of spans that answers quickly whether another span overlaps one of them
"""
