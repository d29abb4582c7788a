"""The frame around the content of every page: the site's name and logo, the menu, the colophon."""

import logging
from collections.abc import Mapping, Sequence

from ...archive.model.addresses import (
    CHANGES,
    DIGESTS,
    FAVICON,
    HANDBOOK,
    MANIFEST,
    QUOTES,
    SEARCH,
    SOURCES,
    STATUS,
    SUBSCRIBE,
    TOPICS,
    editor_page_path,
)
from ...archive.model.settings import PageSettings
from ...archive.questions.archive import Archive
from ...similar_names import did_you_mean
from ..components.page_head import site_feed
from ..components.page_links import watches_link
from ..components.poster_links import site_poster_view
from ..i18n.messages import say
from ..i18n.text_direction import text_direction
from ..load.editor_pages import EditorPage
from ..views.frame_views import IconLinks, LogoView, SiteView
from ..views.shared_views import Link
from .assets import Asset
from .logo import Logo
from .site_icons import TOUCH

_log = logging.getLogger(__name__)
MENU_SECTIONS = 5  # as many as stand beside the menu at 960 px
MAX_NAMED_SECTIONS = 30  # in a message


def site_view(archive: Archive, texts: Sequence[EditorPage], stylesheet: str, logo: LogoView | None = None) -> SiteView:
    """What every page shows. It has no counts and no times, and an order of sections that doesn't depend on articles:
    if it changed with a new article, every page would be made again."""
    settings, at = archive.settings, archive.addresses.at
    lang = settings.lang
    return SiteView(
        name=settings.name,
        tagline=settings.tagline,
        lang=settings.lang,
        url=settings.url,
        base=settings.base,
        stylesheet=at(stylesheet),
        nav=(
            Link(say(lang, "Digests"), at(DIGESTS)),
            Link(say(lang, "Actors"), at(TOPICS)),
            Link(say(lang, "Quotes"), at(QUOTES)),
            *([watches_link(archive)] if archive.watches.all() else ()),
            Link(say(lang, "Sources"), at(SOURCES)),
            Link(say(lang, "Search"), at(SEARCH)),
            Link(say(lang, "Subscribe"), at(SUBSCRIBE)),
        ),
        sections=_menu_sections(archive),
        colophon=(
            *(Link(text.title, at(editor_page_path(text.slug))) for text in texts),
            Link(say(lang, "Feeds"), at(SUBSCRIBE)),
            *([Link(say(lang, "Changes"), at(CHANGES))] if archive.changes.any() else ()),
            Link(say(lang, "Status"), at(STATUS)),
            *([Link(say(lang, "Handbook"), at(HANDBOOK))] if archive.settings.handbook else []),
        ),
        feed=site_feed(archive, "", settings.name),
        note=_note(settings),
        logo=logo,
        hub=settings.hub,
        direction=text_direction(lang),
        picture=site_poster_view(archive),
    )


def logo_view(archive: Archive, asset: Asset | None, logo: Logo | None) -> LogoView | None:
    if asset is None or logo is None:
        return None
    return LogoView(archive.addresses.at(asset.path), logo.width, logo.height)


def icon_links(archive: Archive, icons: Mapping[str, Asset]) -> IconLinks | None:
    at = archive.addresses.at
    if not icons:
        return None
    svg = at(icons["icon"].path) if "icon" in icons else ""
    return IconLinks(at(FAVICON), svg, at(icons[TOUCH].path), at(MANIFEST))


def _menu_sections(archive: Archive) -> tuple[Link, ...]:
    """The sections that the editor names, as far as they have articles; by default the first of the alphabet, where
    there are several."""
    by_name = {name.casefold(): (slug, name) for slug, name in archive.sources.sections()}
    for name in archive.settings.menu_sections:
        if name.casefold() not in by_name:
            _log.warning("%s", _unknown_section(name, sorted(name for _, name in archive.sources.sections())))
    if len(by_name) < 2 and not archive.settings.menu_sections:
        return ()
    wanted = [name.casefold() for name in archive.settings.menu_sections] or sorted(by_name)[:MENU_SECTIONS]
    sections = (by_name[name] for name in wanted if name in by_name)
    return tuple(Link(name, archive.addresses.section(slug)) for slug, name in sections)


def _unknown_section(name: str, sections: Sequence[str]) -> str:
    """Why a section that the settings name isn't in the menu."""
    shown = ", ".join(map(repr, sections[:MAX_NAMED_SECTIONS])) or "none"
    return (
        f"DIGEST_MENU_SECTIONS: no article is in the section {name!r}, which the menu leaves out: "
        f"expected one of {shown}{did_you_mean(name, sections)}"
    )


def _note(settings: PageSettings) -> str:
    """The time zone of the site's times. Its name stands for summer time too, where it has one."""
    if settings.local.zone == "UTC":
        return say(settings.lang, "All times are UTC.")
    return say(settings.lang, "All times are %(zone)s time.", zone=settings.local.zone)
