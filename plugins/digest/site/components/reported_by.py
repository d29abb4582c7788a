"""Who reports an event: how many sources, which was the first, when; and what its rank follows from."""

from collections.abc import Sequence
from datetime import date

from babel.lists import format_list

from ...archive.model.article import Article
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ..i18n.date_wording import clock_or_day
from ..i18n.messages import locale_name, say
from ..i18n.nouns import count, language_name
from ..views.shared_views import ReportedBy, Strip
from .page_links import story_url


def reported_by(archive: Archive, event: Event, today: date) -> ReportedBy:
    """Who reports the event."""
    local = archive.settings.local
    several = len(event.sources) > 1
    independent = len(event.independent)
    return ReportedBy(
        sources=independent,
        first=clock_or_day(event.first.date, today, local),
        first_source=event.first.publisher.name,
        latest=clock_or_day(event.latest.date, today, local) if several else None,
        latest_source=event.latest.publisher.name if several else "",
        strip=report_strip(event.articles),
        pinned=event.pinned,
        languages=told_languages(event, archive.settings.lang),
        reprints=len(event.sources) - independent,
        url=story_url(archive, event),
    )


def told_languages(event: Event, lang: str) -> str:
    """The languages in which an event is told, in order of its reports: "English, Russian and French". "" where it is
    told in one language, or where no other is known."""
    tags = dict.fromkeys(article.lang.split("-")[0].lower() for article in event.articles if article.lang)
    if len(tags) < 2:
        return ""
    return format_list([language_name(tag, lang) for tag in tags], locale=locale_name(lang))


def ranking_reason(archive: Archive, event: Event) -> str:
    """What the place of a story in its digest follows from, in one line; "" for an event that is no story.

    It has no number that changes with the clock.
    """
    lang = archive.settings.lang
    if event.rank is None:
        return ""
    weights = archive.settings.rank
    reasons = []
    if weights.sources or weights.growth or weights.duration:
        reasons.append(count(len(event.rank.sources), "independent source", lang))
    if weights.growth:
        reasons.append(say(lang, "how many of them are reporting it now"))
    if weights.duration:
        reasons.append(say(lang, "how long it has been reported"))
    if weights.actors and event.rank.followed:
        reasons.append(count(len(event.rank.followed), "followed actor", lang))
    if weights.quotes and event.rank.quotes:
        reasons.append(say(lang, "how many quotes its reports have"))
    if weights.freshness or not reasons:  # the time also decides between equals
        reasons.append(say(lang, "the time of its latest report"))
    return say(lang, "Ranked by %(reasons)s", reasons=format_list(reasons, locale=locale_name(lang)))


def report_strip(articles: Sequence[Article]) -> Strip | None:
    """One tick for each of the articles, which are in order of time; None where all came at one time."""
    first, last = articles[0].date, articles[-1].date
    span = (last - first).total_seconds()
    if len(articles) < 2 or span <= 0:
        return None
    return Strip(tuple(round((article.date - first).total_seconds() / span, 3) for article in articles))
