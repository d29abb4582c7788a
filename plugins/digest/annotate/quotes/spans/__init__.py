"""The spans of the quotations in a text. Whether they are speech, and whose, is decided later.

A normalised text and its paragraphs come in; quotations go out. An indented module is called by the one above it:

    quotation              the record: a quotation with its marks
    quotation_spans        all quotations of a text, with speeches over several paragraphs
      double_marks           pairs the double marks of one paragraph
      single_marks           quotations in single marks, outside double ones
      full_statements        speeches without marks after "Here is Moore's statement in full:"
    dialogue_dashes        speech that begins with a dash instead of a mark
    inner_attributions     cuts out attributions within the marks, as in French and Russian

All offsets count code points of the normalised text.
"""
