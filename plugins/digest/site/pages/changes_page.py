"""The list of what publishers changed in their texts, /changes/."""

from itertools import groupby

from ...archive.changes.text_change import TextChange
from ...archive.model.addresses import CHANGES
from ...archive.model.article import Article
from ...archive.questions.archive import Archive
from ..components.change_blocks import change_view
from ..components.page_head import page_head
from ..components.page_links import article_url, changes_feed, foreign_language, publisher_link
from ..i18n.date_wording import long_day
from ..i18n.messages import say
from ..views.article_views import ChangeDay, ChangeItem, ChangesPage

MAX_PASSAGES = 3  # of one change; the page of its article has the rest
MAX_CHANGES = 60  # of all; older ones stand on the pages of their articles


def changes_page(archive: Archive) -> ChangesPage:
    lang, local = archive.settings.lang, archive.settings.local
    newest = archive.changes.newest(MAX_CHANGES)
    feed = changes_feed(archive)
    description = say(lang, "What publishers changed in their reports after they had published them")
    return ChangesPage(
        head=page_head(archive, CHANGES, say(lang, "Changes"), description, feeds=(feed,)),
        feed=feed,
        days=tuple(
            ChangeDay(long_day(day, lang), tuple(_item(archive, *found) for found in group))
            for day, group in groupby(newest, key=lambda found: local.day(found[2].at))
        ),
    )


def _item(archive: Archive, article: Article, number: int, change: TextChange) -> ChangeItem:
    view = change_view(archive, article, number, change, at_most=MAX_PASSAGES)
    return ChangeItem(
        title=article.headline,
        url=f"{article_url(archive, article)}#{view.anchor}",
        lang=foreign_language(archive, article),
        source=publisher_link(archive, article),
        change=view,
    )
