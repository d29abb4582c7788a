"""Why a report stands in its story, in words: what it shares with another report of the story."""

from babel.numbers import format_percent

from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ...stories.reports import Join
from ..i18n.messages import locale_name, say, say_number
from ..views.story_views import JoinView
from .page_links import article_url, foreign_language

_HOUR = 60  # minutes
_DAY = 24 * _HOUR


def join_reasons(archive: Archive, event: Event) -> tuple[JoinView, ...]:
    """For each report of a story but the first, in order of time, why it is part of it.

    Of one that the editor has put there, the reason is just that. One whose partner the editor has taken away has none.
    """
    lang = archive.settings.lang
    articles = {article.id: article for article in event.articles}
    joins = {join.report: join for join in (archive.events.joins_of(event.story.slug) if event.story else ())}
    placed = event.story.placed if event.story else ()
    views = []
    for article in event.articles:
        join = joins.get(article.id)
        if join is not None and join.partner in articles:
            source, evidence = articles[join.partner].publisher.name, join_evidence(join, lang)
            why = say(lang, "With %(source)s: %(evidence)s", source=source, evidence=evidence)
        elif article.id in placed:
            why = say(lang, "Placed here by an editor")
        else:
            continue
        views.append(
            JoinView(
                source=article.publisher.name,
                title=article.headline,
                url=article_url(archive, article),
                lang=foreign_language(archive, article),
                why=why,
            )
        )
    return tuple(views)


def join_evidence(join: Join, lang: str) -> str:
    """What two reports share: "the words crane, barge; 71% alike in meaning; 40 minutes apart"."""
    evidence = []
    for of_one, of_several, shared in (
        (say(lang, "the word %(words)s"), say(lang, "the words %(words)s"), join.words),
        (say(lang, "the name %(words)s"), say(lang, "the names %(words)s"), join.names),
        (say(lang, "the number %(words)s"), say(lang, "the numbers %(words)s"), join.numbers),
    ):
        if shared:
            evidence.append((of_one if len(shared) == 1 else of_several) % {"words": ", ".join(shared)})
    if join.meaning:
        percent = format_percent(join.meaning / 100, locale=locale_name(lang))
        evidence.append(say(lang, "%(percent)s alike in meaning", percent=percent))
    evidence.append(_apart(join.minutes, lang))
    return "; ".join(evidence)


def _apart(minutes: int, lang: str) -> str:
    if minutes < _HOUR:
        return say_number(lang, "%(number)s minute apart", "%(number)s minutes apart", minutes)
    if minutes < _DAY:
        return say_number(lang, "%(number)s hour apart", "%(number)s hours apart", round(minutes / _HOUR))
    return say_number(lang, "%(number)s day apart", "%(number)s days apart", round(minutes / _DAY))
