"""The editor's own pages, and the page of an address that doesn't exist."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import PageHead
from .shared_views import River


@dataclass(frozen=True, slots=True)
class TextPage:
    """One of the editor's own pages: about, method, corrections; or one of the handbook. `lang` is that of the text, ""
    for the language of the site."""

    head: PageHead
    title: str
    body: Markup
    lang: str = ""


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    head: PageHead
    latest: River
