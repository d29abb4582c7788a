"""The credit of a text: the outlet that reported the news first, if the text names one.

A parsed document and its quotations come in; at most one credit goes out. A module is called by the one above it that
is indented less:

    text_credit          tries the next modules in this order; the first credit counts
      source_lines         separate lines: "Source: CNN", "Originally published by Hafenbote"
      dateline_credits     the first lines: "NORHAVEN, July 3 (Reuters) -"
      signatures           the end of the last paragraphs: "(AP)", "With files from CNN"
      origin_notes         "This story was first published by the Gazette"
      outlet_reports       "CNN first reported", "Reuters reported", "told the BBC"
        outlet_mentions      outlets by name, and by the words for their kind ("the newspaper Hafenbote")
    credited_name        a name in the text -> a credit, without article and footnote mark; called by the first four
    rules
"""
