"""Full texts: the pages that a feed's new items lead to, fetched politely and put in the place of the feed's own text.

What was had once is kept as long as the item says the same. Where a page can't be had, the feed's own text stands.
"""

from dataclasses import replace
from typing import Final

from ...errors import FeedError
from ..http.crawler import Crawler
from ..parsing.item import Draft, DraftedFeed
from ..workers.worker_pool import WorkerPool
from ..workers.worker_tasks import PageTask
from .poll_cache import State

MAX_PAGES: Final = 100  # of one feed in one run; the rest comes in the next


class Pages:
    """The pages of one run."""

    def __init__(self, crawler: Crawler, workers: WorkerPool, state: State) -> None:
        self._crawler = crawler
        self._workers = workers
        self._state = state

    async def fill(self, feed: DraftedFeed) -> DraftedFeed:
        """The feed with the pages' texts in its drafts; for each that couldn't be had there is a note."""
        drafts: list[Draft] = []
        notes = list(feed.notes)
        asked = 0
        for draft in feed.drafts:
            if draft.is_same or not draft.link:
                drafts.append(draft)
                continue
            body = self._state.page(draft.link, draft.digest)
            try:
                if body is None:
                    asked += 1
                    body = await self._text(draft, asked)
                    self._state.note_page(draft.link, draft.digest, body)
                drafts.append(replace(draft, body=body))
            except FeedError as error:
                notes.append(f"{draft.name}: its page can't be had: {error}")
                drafts.append(replace(draft, has_own_body=False))
        return replace(feed, drafts=tuple(drafts), notes=tuple(notes))

    async def _text(self, draft: Draft, number: int) -> str:
        if number > MAX_PAGES:
            raise FeedError(f"more than {MAX_PAGES} pages at once: its turn is in the next run")
        async with self._crawler.turn(draft.link):
            page = await self._crawler.get(draft.link)
        return await self._workers.extract(PageTask(page.body, page.content_type, page.url, draft.title))
