"""Pelican's article and page objects, from records of earlier builds.

    metadata_codec     values as bytes and back, if they come back exactly as they were
      -> content_record     an object's attributes as the bytes of its record
      -> content_restorer   the object made again from them                 uses restored_content, the class of such objects
      -> view_inputs        what views take of an object: its body, its record
    cached_body, cached_record   stand in views for a body and for an object's attributes, which are loaded when asked for
"""
