"""The list of watches, /watches/: what each looks for, how much it has found, and its feed."""

from ...archive.model.addresses import WATCHES
from ...archive.model.list_names import watch_list
from ...archive.questions.archive import Archive
from ...archive.questions.watch_questions import KnownWatch
from ..components.page_head import page_head
from ..components.page_links import watch_feed
from ..i18n.date_wording import stamp
from ..i18n.messages import say
from ..views.search_views import WatchIndexPage, WatchTableRow


def watch_index_page(archive: Archive) -> WatchIndexPage:
    lang = archive.settings.lang
    description = say(lang, "What we look for in all articles, each with a feed")
    return WatchIndexPage(
        head=page_head(archive, WATCHES, say(lang, "Watches"), description, current=WATCHES),
        rows=tuple(_row(archive, watch) for watch in archive.watches.all()),
    )


def _row(archive: Archive, watch: KnownWatch) -> WatchTableRow:
    listed = watch_list(watch.slug)
    newest = archive.articles.newest(listed, 1)
    return WatchTableRow(
        name=watch.name,
        url=archive.addresses.watch(watch.slug),
        query=watch.query,
        articles=archive.articles.count(listed),
        latest=stamp(newest[0].date, archive.settings.local) if newest else None,
        feed=watch_feed(archive, watch.slug, watch.name),
    )
