"""The digest of a week, /2026/w47/, Monday to Sunday: its stories, its quotes, what changed since the week before."""

from datetime import date, timedelta

from ...archive.model.addresses import DIGESTS, week_path
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ..charts.days_chart import weeks_chart
from ..components.digest_sections import day_row, digest_summary, reported_by_several, sections_of
from ..components.highlights import best_quotes, day_highlights
from ..components.page_head import page_head
from ..components.page_links import digests_link, week_link
from ..components.period_changes import period_changes
from ..components.quote_cards import quote_cluster_view
from ..components.structured_data import collection_data
from ..components.top_lines import most_named, top_lines
from ..components.topic_lists import MIN_ROWS, topic_rows
from ..i18n.date_wording import plain_day, weekday
from ..i18n.messages import say
from ..views.digest_views import WeekPage
from ..views.shared_views import Link, Pager

MAX_STORIES = 15  # more than anybody remembers of a week
MAX_QUOTES = 9


def _days(monday: date) -> list[date]:
    return [monday + timedelta(days=number) for number in range(7)]


def _events(archive: Archive, monday: date) -> list[Event]:
    return [event for day in _days(monday) for event in archive.events.on(day)]


def _day_link(archive: Archive, day: date) -> Link:
    return Link(weekday(day, archive.settings.lang), archive.addresses.day(day))


def week_page(archive: Archive, monday: date, before: date | None, after: date | None) -> WeekPage:
    """The digest of a week; `before` and `after` are the Mondays of the weeks beside it that have a digest."""
    lang, days = archive.settings.lang, _days(monday)
    events = _events(archive, monday)
    articles = [article for event in events for article in event.articles]
    stories = archive.events.lasting(tuple(event.lead.id for event in reported_by_several(events)))
    shown, others = stories[:MAX_STORIES], say(lang, "Stories of the week")
    highlights = [cluster for day in days for cluster in day_highlights(archive, day)]
    summary = digest_summary(events, len({article.publisher.slug for article in articles}), lang)
    path, title = week_path(monday), week_link(archive, monday).text
    return WeekPage(
        head=page_head(
            archive,
            path,
            title,
            f"{summary}: {(stories or events)[0].lead.headline}",
            trail=(digests_link(archive),),
            current=DIGESTS,
            data=collection_data(archive, path, title, summary, (event.lead for event in (*stories, *events))),
        ),
        title=title,
        first=plain_day(monday, lang),
        last=plain_day(days[-1], lang),
        summary=summary,
        sections=sections_of(archive, shown, date.min, others=others),
        named=most_named(archive, articles),
        lines=top_lines(archive, shown, date.min, lambda event: _day_link(archive, event.day)),
        chart=weeks_chart(archive, monday),
        changes=period_changes(archive, monday, 7),
        quotes=tuple(quote_cluster_view(archive, cluster) for cluster in best_quotes(archive, highlights, MAX_QUOTES)),
        days=tuple(day_row(archive, day) for day in days if archive.events.on(day)),
        actors=topic_rows(archive, articles, days[-1], at_least=MIN_ROWS),
        pager=Pager(
            previous=week_link(archive, before) if before else None,
            up=Link(say(lang, "All digests"), archive.addresses.at(DIGESTS)),
            next=week_link(archive, after) if after else None,
        ),
    )
