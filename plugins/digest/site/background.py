"""What the editor wrote about an actor, as markup."""

from dataclasses import dataclass
from functools import lru_cache

import markdown
from markupsafe import Markup

from ..annotate.records import Actor
from .bodies import read_body


@dataclass(frozen=True, slots=True)
class Background:
    body: Markup
    standfirst: str  # its first sentence, as plain text


@lru_cache(maxsize=4096)
def background_of(actor: Actor) -> Background | None:
    """The background of an actor's file, None where the file has none."""
    if not actor.background.strip():
        return None
    body = read_body(markdown.markdown(actor.background, extensions=["tables", "sane_lists"], output_format="html"))
    return Background(body.html, body.text.split("\n\n")[0].split(". ")[0])
