"""The background that the editor wrote about an actor, as HTML."""

from functools import lru_cache

import markdown
from markupsafe import Markup

from ...annotate.records import Actor
from ...archive.model.article_body import read_body


@lru_cache(maxsize=4096)
def background_of(actor: Actor) -> Markup:
    """The background in an actor's file as sanitised HTML; empty where the file has none."""
    markup = markdown.markdown(actor.background, extensions=["tables", "sane_lists"], output_format="html")
    return read_body(markup).html
