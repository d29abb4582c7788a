"""The index of digests, /digests/: every day in groups of a month, newest first, and every week."""

from ...archive.model.addresses import DIGESTS
from ...archive.questions.archive import Archive
from ..components.digest_sections import day_row
from ..components.page_head import page_head
from ..components.page_links import digest_feed, top_stories_feed, week_link
from ..components.period_changes import weeks_of
from ..i18n.date_wording import month
from ..i18n.messages import say
from ..views.digest_views import DayRow, DigestIndexPage


def digest_index_page(archive: Archive) -> DigestIndexPage:
    lang = archive.settings.lang
    months: dict[str, list[DayRow]] = {}
    for day in reversed(archive.events.days()):
        months.setdefault(month(day, lang), []).append(day_row(archive, day))
    return DigestIndexPage(
        head=page_head(
            archive,
            DIGESTS,
            say(lang, "Digests"),
            say(lang, "Every day’s digest: what several sources reported"),
            feeds=(digest_feed(archive), top_stories_feed(archive)),
            current=DIGESTS,
        ),
        months=tuple((name, tuple(rows)) for name, rows in months.items()),
        weeks=tuple(week_link(archive, monday) for monday in reversed(list(weeks_of(archive)))),
    )
