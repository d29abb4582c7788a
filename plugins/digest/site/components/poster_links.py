"""Which pages have a poster: a picture that is drawn for them, and shown with links to them elsewhere."""

from dataclasses import replace

from ...archive.model.addresses import FRONT, poster_path
from ...archive.model.settings import PosterKind
from ...archive.questions.archive import Archive
from ..posters.poster_drawing import HEIGHT, WIDTH
from ..posters.poster_letters import printable
from ..views.frame_views import HeadPicture, PageHead


def has_poster(archive: Archive, kind: PosterKind, title: str) -> bool:
    """Whether a page has a poster of its own: the editor wants one for pages of its kind, and the font has the letters
    of its title."""
    return kind in archive.settings.posters and bool(printable(title))


def with_poster(archive: Archive, kind: PosterKind, head: PageHead) -> PageHead:
    """The head of a page with its poster; as it is, with the site's, where the page has none of its own."""
    if not has_poster(archive, kind, head.title):
        return head
    return replace(head, picture=HeadPicture(poster_path(head.canonical), WIDTH, HEIGHT, head.title))


def site_poster_view(archive: Archive) -> HeadPicture | None:
    """The poster of all pages without one; None where the font lacks letters of the site's name."""
    name = archive.settings.name
    return HeadPicture(archive.addresses.absolute(poster_path(FRONT)), WIDTH, HEIGHT, name) if printable(name) else None
