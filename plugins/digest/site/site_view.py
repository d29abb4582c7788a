"""What every page shows: name, menu, colophon."""

from collections.abc import Sequence

from .archive import Archive
from .messages import say
from .pages.actor import ACTORS
from .pages.day import DIGESTS
from .pages.feed import SUBSCRIBE
from .pages.output import feed_link
from .pages.quotes import QUOTES
from .pages.search import SEARCH
from .pages.source import SOURCES
from .pages.status import STATUS
from .settings import SiteSettings
from .texts import EditorPage
from .views import Link, SiteView

MENU_SECTIONS = 5  # as many as stand beside the menu at 960 px


def site_view(archive: Archive, texts: Sequence[EditorPage], stylesheet: str) -> SiteView:
    """It must not change when a new article comes, or every page would be made again: no counts, no times; sections
    in the order of the alphabet."""
    settings, at = archive.settings, archive.urls.at
    lang = settings.lang
    sections = sorted(archive.sections.items(), key=lambda one: one[1].casefold())
    return SiteView(
        name=settings.name,
        tagline=settings.tagline,
        lang=settings.lang,
        url=settings.url,
        base=settings.base,
        stylesheet=at(stylesheet),
        nav=(
            Link(say(lang, "Digests"), at(DIGESTS)),
            Link(say(lang, "Actors"), at(ACTORS)),
            Link(say(lang, "Quotes"), at(QUOTES)),
            Link(say(lang, "Sources"), at(SOURCES)),
            Link(say(lang, "Search"), at(SEARCH)),
            Link(say(lang, "Subscribe"), at(SUBSCRIBE)),
        ),
        sections=tuple(Link(name, archive.urls.section(slug)) for slug, name in sections[:MENU_SECTIONS]),
        colophon=(
            *(Link(text.title, at(f"{text.slug}/")) for text in texts),
            Link(say(lang, "Feeds"), at(SUBSCRIBE)),
            Link(say(lang, "Status"), at(STATUS)),
        ),
        feed=feed_link(archive, "", settings.name),
        note=_note(settings),
    )


def _note(settings: SiteSettings) -> str:
    """How to read the site's times: of a zone that has summer time the name stands for both."""
    if settings.local.zone == "UTC":
        return say(settings.lang, "Times are in UTC.")
    return say(settings.lang, "Times are those of %(zone)s; days begin at 0:00 UTC.", zone=settings.local.zone)
