"""Who reports an event: how many sources, which was the first, when; and why the event stands where it does."""

from collections.abc import Sequence
from datetime import date

from babel.lists import format_list

from ..i18n.date_wording import clock_or_day
from ..i18n.messages import locale_name, say
from ..i18n.nouns import count
from ..model.archive import Archive
from ..model.article import Article
from ..model.events import Event
from ..views.shared_views import ReportedBy, Strip
from .page_links import story_url


def reported_by(archive: Archive, event: Event, today: date, *, why: str = "") -> ReportedBy:
    """Who reports the event. `why` says what its rank follows from; only digests give it, since freshness is a part of
    a rank and other pages would change with the clock."""
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
        why=why,
        reprints=len(event.sources) - independent,
        url=story_url(archive, event),
    )


def ranking_reason(archive: Archive, event: Event) -> str:
    """Why an event stands where it does, in one line; "" where it has no rank."""
    lang = archive.settings.lang
    if event.pinned:
        return say(lang, "Pinned by the editors")
    if event.rank is None:
        return ""
    weights = archive.settings.rank
    reasons = []
    if weights.sources:
        reasons.append(count(len(event.rank.sources), "independent source", lang))
    if weights.actors and event.rank.followed:
        reasons.append(count(len(event.rank.followed), "followed actor", lang))
    if weights.quotes and event.rank.quotes:
        reasons.append(count(event.rank.quotes, "quote", lang))
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
