"""What says that two reports are on one event, and how much.

`Report`s come in, in order; for each, the evidence with earlier reports goes out, and a score for each pair. The
modules in the order in which a report passes them:

    report_features       what a report is compared by: stems of its headline, text and URL, time, source, names
      name_keys             names in any script, reduced to keys that are the same in all of them
      report_language       the language of a report
    sentence_vectors      what a report says as a vector, from an optional package, with a cache by text
      encoder_process       encodes texts while the build does other work
      text_encoder          encodes many texts at once, with the weights of that package
      vector_filling        fills that cache ahead of a build, by the processes of any executor
    recent_vectors        the vectors of the reports in reach, and their similarities
      recent_rows           what is known of the reports in reach, as arrays
    news_rarity           how rare a stem is in news of many years
    evidence_index        the evidence that a report has with each earlier one in reach, as named features
    pair_model            weighs the evidence: the odds that a pair is on one event

`data/news_rarity.txt` has the counts of stems, `data/pair_weights.json` the weights, with what they were learned on.
`data/MODEL_CARD.md` says how good they are on each labelled window, and what was tried and left.
"""
