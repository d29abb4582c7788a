"""Pelican's article and page objects, from records of earlier builds.

The way of an object:

    metadata_codec          values as bytes and back, if they come back exactly the same
      -> content_record     an object's attributes as the bytes of its record
      -> content_restorer   the object made again from its record
        restored_content    the class of such objects
      -> view_inputs        what views take of an object: its body, its record

    cached_body             stands in views for a body, which is loaded when it is asked for
    cached_record           stands in views for an object's attributes, which are loaded when one is asked for
"""
