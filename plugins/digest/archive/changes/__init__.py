"""What a publisher changed in a text: two versions -> whether they differ in substance, and what readers are shown.

    text_change          the record of a change, with the quotes that went
      changed_passages     the words that are others, each with a few around it
      substance            whether two versions differ in substance, and why
        word_pairs           whether words say the same as those in their place
        word_differences     the diff by words
        compared_text        the words of a text that count

All are pure. An indented module is called by the one above it.
"""
