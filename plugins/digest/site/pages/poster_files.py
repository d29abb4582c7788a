"""The posters of pages, poster.png beside each: pictures that are shown with links to them elsewhere."""

from collections.abc import Callable, Iterator
from datetime import date

from babel.lists import format_list

from incremental import DeferredPage, Page

from ...archive.model.addresses import FRONT, poster_path
from ...archive.model.settings import PosterKind
from ...archive.questions.archive import Archive
from ..components.digest_sections import digest_summary
from ..components.poster_links import has_poster, site_poster_view
from ..components.topic_lists import topic_with
from ..i18n.date_wording import long_day
from ..i18n.messages import locale_name
from ..i18n.nouns import count, kind_name
from ..posters.poster_drawing import Poster, drawn
from ..posters.poster_letters import printable

NAMED_SOURCES = 3  # of more, only the number is said
_AS_IT_IS = ""  # instead of a template


def site_poster_file(archive: Archive) -> Iterator[Page]:
    """The poster of all pages without one of their own."""
    if site_poster_view(archive):
        yield Page(poster_path(FRONT), _AS_IT_IS, DeferredPage(site_poster))


def poster_file(
    archive: Archive, kind: PosterKind, path: str, title: str, function: Callable[..., bytes], *inputs: object
) -> Iterator[Page]:
    """The poster of the page at a path, `function(archive, *inputs)`, where it has one."""
    if has_poster(archive, kind, title):
        yield Page(poster_path(path), _AS_IT_IS, DeferredPage(function, *inputs))


def site_poster(archive: Archive) -> bytes:
    settings = archive.settings
    return drawn(Poster(name="", kicker="", title=settings.name, foot=settings.tagline))


def day_poster(archive: Archive, day: date) -> bytes:
    """The poster of a day: its first headline, and what it reports in numbers."""
    events, lang = archive.events.on(day), archive.settings.lang
    sources = {article.publisher.slug for event in events for article in event.articles}
    day_name, headline = long_day(day, lang).text, events[0].lead.headline
    has_letters = bool(printable(headline))
    return drawn(
        Poster(
            name=archive.settings.name,
            kicker=day_name if has_letters else "",
            title=headline if has_letters else day_name,
            foot=digest_summary(events, len(sources), lang),
        )
    )


def story_poster(archive: Archive, article_id: str) -> bytes:
    """The poster of the story that an article is part of: its headline, and who reports it."""
    event, lang = archive.events.of(article_id), archive.settings.lang
    names, independent = [source.name for source in event.sources], len(event.independent)
    return drawn(
        Poster(
            name=archive.settings.name,
            kicker=long_day(event.day, lang).text,
            title=event.lead.headline,
            foot=format_list(names, locale=locale_name(lang))
            if len(names) <= NAMED_SOURCES
            else count(independent, "independent source", lang),
        )
    )


def topic_poster(archive: Archive, slug: str) -> bytes:
    """The poster of an actor. It has no number, so that a new article costs no new picture."""
    topic, settings = topic_with(archive, slug), archive.settings
    return drawn(Poster(settings.name, kind_name(topic.kind, settings.lang), topic.name, settings.tagline))
