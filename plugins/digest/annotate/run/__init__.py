"""Runs texts through all steps of `annotate`: in batches, by any executor, with a cache.

Texts come in; annotations go out in the same order. A module is called by the one above it that is indented less:

    annotator                looks texts up in the cache, has the missing ones annotated in batches, and stores them
                             (`digest.batches` gives the batches to processes)
      reusable_annotations     the cached annotations that are still right for today's followed actors
        annotation_cache         the annotations of earlier runs, by key
      batch                    parses texts together; an error in one text doesn't affect the others
        text_annotation          one parsed text: calls each step in turn
          headline_mentions        the mentions in a headline
            sure_headline_names      names of which the name model is sure, though the text may not have them
          original_offsets         records with offsets of the normalised text -> with offsets of the original
"""
