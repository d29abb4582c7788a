"""Full texts: the pages that a feed's new items lead to, fetched politely and put in the place of the feed's own text.

The text of a page is kept in the cache as long as its item says the same. Where a page can't be had, the feed's own
text stands.
"""

from dataclasses import replace
from typing import Final

from ...errors import FeedError
from ..cleaning.draft import Draft, DraftedFeed
from ..http.client_sessions import Access
from ..http.crawler import Crawler
from ..http.run_time import NextRunError
from ..workers.worker_pool import WorkerPool
from ..workers.worker_tasks import PageTask
from .poll_cache import PollCache

MAX_PAGES: Final = 100  # of one feed in one run; the rest comes in the next


class PageTexts:
    """The texts of pages, for all feeds of one run."""

    def __init__(self, crawler: Crawler, workers: WorkerPool, cache: PollCache) -> None:
        self._crawler = crawler
        self._workers = workers
        self._cache = cache

    async def fill(self, feed: DraftedFeed, access: Access) -> DraftedFeed:
        """The feed with the texts of the pages in its drafts, and with a note for each page that can't be had.

        `access` is that of the feed's subscription.
        """
        drafts: list[Draft] = []
        notes = list(feed.notes)
        fetched = waiting = 0
        reason = ""
        for draft in feed.drafts:
            if draft.is_same or not draft.link:
                drafts.append(draft)
                continue
            text = self._cache.page_text(draft.link, draft.digest)
            try:
                if text is None:
                    fetched += 1
                    text = await self._fetch(draft, access, fetched)
                    self._cache.keep_page_text(draft.link, draft.digest, text)
                    self._cache.commit()  # a run that is ended here goes on from here
                drafts.append(replace(draft, body=text))
            except NextRunError as error:
                waiting += 1
                reason = reason or str(error)
                drafts.append(replace(draft, has_own_body=False))
            except FeedError as error:
                notes.append(f"{draft.name}: its page can't be had: {error}")
                drafts.append(replace(draft, has_own_body=False))
        if waiting:
            notes.insert(0, f"{waiting} {'page waits' if waiting == 1 else 'pages wait'}: {reason}")
        return replace(feed, drafts=tuple(drafts), notes=tuple(notes), is_cut=waiting > 0)

    async def _fetch(self, draft: Draft, access: Access, number: int) -> str:
        """The text of the page of a draft, which is the feed's page of this number in this run.

        Raises:
            NextRunError: its turn is in the next run.
            FeedError: the page can't be had.
        """
        if number > MAX_PAGES:
            raise NextRunError(f"more than {MAX_PAGES} pages at once: its turn is in the next run")
        async with self._crawler.turn(access, draft.link):
            page = await self._crawler.get(access, draft.link)
        return await self._workers.extract(PageTask(page.body, page.content_type, page.url, draft.title))
