"""The tasks of import's processes with limits: saved pages -> items, items -> drafts.

The processes are those of `digest.feeds.workers`, so that no page and no text can hang or kill an import.
"""

import logging
from dataclasses import dataclass, replace
from typing import Any

from ..contracts.subscriptions import FilterRules
from ..feeds.cleaning.draft import DraftedFeed
from ..feeds.cleaning.page_extraction import MIN_TEXT_CHARS, without_title
from ..feeds.parsing.item import Item, RejectedItem
from ..feeds.untrusted.plain_text import one_line
from .exports.export_record import ExportedItem, RecordError, WebPage

log = logging.getLogger("digest.importing")


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items of one subscription, with the rules by which it wants them. `are_pages` says that they are saved pages."""

    slug: str
    items: tuple[Item, ...]
    rules: FilterRules
    are_pages: bool = False


@dataclass(frozen=True, slots=True)
class PagesTask:
    """Saved pages to be read: each becomes an ExportedItem, or the reason why it doesn't."""

    pages: tuple[WebPage, ...]
    url: str = "a saved page"


@dataclass(frozen=True, slots=True)
class GroupsTask:
    """Groups of items to be cleaned and filtered: each becomes a DraftedFeed."""

    groups: tuple[ItemGroup, ...]
    url: str = "an export"


def run_task(task: PagesTask | GroupsTask) -> Any:
    """The result of a task: a tuple with a value for each page or group."""
    if isinstance(task, PagesTask):
        return tuple(map(_read_page, task.pages))
    from ..feeds.workers.drafting import draft_items  # noqa: PLC0415  pages alone don't need it

    feeds = [draft_items(group.items, group.rules, url=group.slug) for group in task.groups]
    return tuple(_as_pages(feed) if group.are_pages else feed for feed, group in zip(feeds, task.groups, strict=True))


def _read_page(page: WebPage) -> ExportedItem | str:
    from .exports.saved_pages import page_item  # noqa: PLC0415  a second that only pages take

    try:
        return page_item(page)
    except RecordError as error:
        return str(error)
    except Exception as error:  # the guard of the loop over pages: one never costs the others
        log.exception("page %d could not be read", page.number)
        return f"the page can't be read: {type(error).__name__}: {one_line(str(error), 200)}"


def _as_pages(feed: DraftedFeed) -> DraftedFeed:
    """The drafts of pages without their headlines; those that are only a notice or a teaser fail."""
    drafts = [replace(draft, body=without_title(draft.body, draft.title)) for draft in feed.drafts]
    failed = [
        RejectedItem(draft.name, "no main text can be found in the page")
        for draft in drafts
        if len(draft.body) < MIN_TEXT_CHARS
    ]
    whole = tuple(draft for draft in drafts if len(draft.body) >= MIN_TEXT_CHARS)
    return replace(feed, drafts=whole, failed=(*feed.failed, *failed))
