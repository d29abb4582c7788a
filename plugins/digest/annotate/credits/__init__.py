"""A parsed document and its quotations in, the credit out: who reported it first, as far as the text says so.

credited_name      a name as the text has it -> a credit, without article and footnote mark
source_lines       a line of its own: "Source: CNN", "Originally published by Hafenbote"
dateline_credits   the first lines: "NORHAVEN, July 3 (Reuters) -"
signatures         the end of the last paragraphs: "(AP)", "With files from CNN"
origin_notes       "This story was first published by the Gazette"
outlet_mentions    where a text names outlets: by lists, and by what it calls them ("the newspaper Hafenbote")
outlet_reports     "CNN first reported", "Reuters reported", "told the BBC" <- outlet_mentions
text_credit        the front: each of them in turn
"""
