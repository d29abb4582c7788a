"""Makes Pelican's article and page objects from records of earlier builds.

The modules in the order of the data; each imports only modules above it:

    cached_body          the body of an object in a view; it is loaded on first use
    cached_record        the attributes of an object in a view; they are loaded on first use
    metadata_codec       values -> bytes -> values, for values that come back exactly the same
    content_record       an object's attributes -> the bytes of its record
    restored_content     the class of objects made from records
    content_restorer     makes an object from its record
    view_inputs          an object -> the body and the record that views take
"""
