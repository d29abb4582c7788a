"""Texts in, annotations out: in which order the rooms of `annotate` work, in which processes, and what is cached.

original_offsets         records in offsets of the normalised text -> offsets of the original
headline_mentions        the mentions in a headline
text_annotation          one parsed text: each room in turn
batch                    texts that are parsed together; one that fails takes no other with it
worker_processes         processes that annotate, each with a model of its own
annotation_cache         the annotations of earlier runs, by key
reusable_annotations     which of them today's followed actors leave as they are
annotator                the front: looks texts up, has the missing ones annotated, yields all in order
"""
