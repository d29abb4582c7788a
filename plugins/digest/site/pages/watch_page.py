"""The page of a watch, /watches/harbour-strikes/: what it looks for, and its newest hits, each with its passages."""

from ...archive.model.addresses import WATCHES, watch_path
from ...archive.model.list_names import watch_list
from ...archive.questions.archive import Archive
from ...archive.questions.watch_questions import KnownWatch
from ..components.page_head import page_head
from ..components.page_links import month_links, watch_feed, watches_link
from ..components.river_lines import hit_days
from ..components.structured_data import MAX_ITEMS, collection_data
from ..i18n.messages import say
from ..i18n.nouns import count
from ..open_data.open_data_files import newest_data_links
from ..views.search_views import WatchPage

MAX_LATEST = 30


def watch_with(archive: Archive, slug: str) -> KnownWatch:
    """The public watch with a slug.

    Raises:
        LookupError: there is none.
    """
    watch = archive.watches.with_slug(slug)
    if watch is None:
        raise LookupError(slug)
    return watch


def watch_page(archive: Archive, slug: str) -> WatchPage:
    """The page of the public watch with that slug."""
    lang, path, listed = archive.settings.lang, watch_path(slug), watch_list(slug)
    watch = watch_with(archive, slug)
    feed = watch_feed(archive, slug, watch.name)
    summary = say(
        lang,
        "%(articles)s from %(sources)s",
        articles=count(archive.articles.count(listed), "article", lang),
        sources=count(archive.articles.publishers(listed), "source", lang),
    )
    return WatchPage(
        head=page_head(
            archive,
            path,
            watch.name,
            f"{watch.name}: {summary}",
            trail=(watches_link(archive),),
            feeds=(feed,),
            current=WATCHES,
            data=collection_data(archive, path, watch.name, summary, archive.articles.newest(listed, MAX_ITEMS)),
        ),
        name=watch.name,
        query=watch.query,
        summary=summary,
        feed=feed,
        latest=hit_days(archive, slug, archive.articles.newest(listed, MAX_LATEST)),
        months=month_links(archive, path, listed),
        data=newest_data_links(archive, listed),
    )
