"""The editor's own pages, and the page of an address that doesn't exist."""

from dataclasses import dataclass

from markupsafe import Markup

from .frame_views import PageHead
from .shared_views import River


@dataclass(frozen=True, slots=True)
class TextPage:
    """One of the editor's own pages: about, method, corrections."""

    head: PageHead
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    head: PageHead
    latest: River
