"""The background that the editor wrote about an actor, as HTML."""

from dataclasses import replace
from functools import lru_cache

import markdown
from markupsafe import Markup

from ...annotate.records import Actor
from ...archive.model.article_body import read_body

BRIEF_CHARS = 700  # of text; a longer background shows its first block, and the rest on demand


@lru_cache(maxsize=4096)
def background_of(actor: Actor) -> tuple[Markup, Markup]:
    """The background in an actor's file as sanitised HTML, in two parts: what is shown, and what is shown on demand;
    empty where the file has none."""
    body = read_body(markdown.markdown(actor.background, extensions=["tables", "sane_lists"], output_format="html"))
    if len(body.text) <= BRIEF_CHARS or len(body.blocks) < 2:
        return body.html, Markup("")
    second = body.blocks[1][1]
    first, rest = (replace(body, parts=parts).html.strip() for parts in (body.parts[:second], body.parts[second:]))
    return first, rest
