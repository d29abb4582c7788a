"""The index of digests, /digests/: every day below its week, in groups of a month, newest first."""

from datetime import date
from itertools import groupby

from ...archive.model.addresses import DIGESTS
from ...archive.questions.archive import Archive
from ..components.digest_sections import day_row
from ..components.page_head import page_head
from ..components.page_links import digest_feed, top_stories_feed, week_link
from ..i18n.date_wording import month
from ..i18n.messages import say
from ..views.digest_views import DigestIndexPage, MonthRow, WeekRow

SHOWN_MONTHS = 2  # the earlier ones are shown on demand


def digest_index_page(archive: Archive) -> DigestIndexPage:
    lang = archive.settings.lang
    newest_first = reversed(archive.events.days())
    months = [_month(archive, list(days)) for _, days in groupby(newest_first, key=lambda day: (day.year, day.month))]
    return DigestIndexPage(
        head=page_head(
            archive,
            DIGESTS,
            say(lang, "Digests"),
            say(lang, "Every day’s digest: what several sources reported"),
            feeds=(digest_feed(archive), top_stories_feed(archive)),
            current=DIGESTS,
        ),
        months=tuple(months[:SHOWN_MONTHS]),
        earlier=tuple(months[SHOWN_MONTHS:]),
    )


def _month(archive: Archive, days: list[date]) -> MonthRow:
    """The row of a month; `days` are those of its days that have a digest, newest first."""
    weeks = groupby(days, key=lambda day: day.isocalendar()[:2])
    rows = tuple(_week(archive, list(days_of_week)) for _, days_of_week in weeks)
    return MonthRow(month(days[0], archive.settings.lang), rows, len(days))


def _week(archive: Archive, days: list[date]) -> WeekRow:
    return WeekRow(week_link(archive, days[0]), tuple(day_row(archive, day) for day in days))
