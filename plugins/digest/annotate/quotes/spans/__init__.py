"""A normalised text and its paragraphs in, the spans of its quotations out; not yet who speaks or whether anybody does.

    quotation              the record: a quotation with its marks
    double_marks           pairs the double marks of one paragraph
    single_marks           quotations in single marks, outside double ones
    quotation_spans        all of a text, with speeches over several paragraphs <- double_marks, single_marks
    dialogue_dashes        speech that a dash opens instead of a mark
    inner_attributions     cuts out attributions that stand within the marks, as in French and Russian

All offsets count code points of the normalised text.
"""
