"""The name model: finds the names in English paragraphs. `data/MODEL_CARD.md` says how it was trained.

Paragraphs come in; spans with labels and confidence go out. A module is called by the one above it that is indented
less:

    recogniser        runs the model over the paragraphs of a text
      windows           paragraphs put together to the sequences that the model reads at once
        word_pieces       text cut into the pieces of the model's vocabulary, each with the case of its word
      decoding          the best sequence of labels for a text's words, and the names in it
      labels            the labels that the model gives to words
    training/         how the model was made; needs torch, which nothing else does
    data/             its weights and vocabulary
"""
