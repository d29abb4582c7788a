"""Full texts: the pages that a feed's new items lead to, fetched politely and put in the place of the feed's own text.

The text of a page is kept in the cache as long as its item says the same. Where a page can't be had, the feed's own
text stands, and the page is asked for again only if that may help: not where its server refuses it or it has no text
(as behind a paywall), and not more than MAX_TRIES times. So the feed is asked conditionally again.
"""

from dataclasses import replace
from typing import Final

import aiohttp

from ...errors import FeedError
from ..cleaning.draft import Draft, DraftedFeed
from ..http.client_sessions import Access
from ..http.crawler import Crawler
from ..http.http_errors import StatusError
from ..http.public_addresses import NotPublicError
from ..http.run_time import NextRunError
from ..workers.worker_pool import WorkerPool
from ..workers.worker_tasks import PageTask
from .poll_cache import MissingPage, PollCache

MAX_PAGES: Final = 100  # of one feed in one run; the rest comes in the next
MAX_TRIES: Final = 3  # in as many runs; a server that is away for longer keeps its pages
_PASSING_STATUSES: Final = frozenset({408, 425, 429, *range(500, 600)})


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
        is_whole = True
        fetched = waiting = 0
        reason = ""
        for draft in feed.drafts:
            if draft.is_same or not draft.link:
                drafts.append(draft)
                continue
            text = self._cache.page_text(draft.link, draft.digest)
            missing = self._cache.missing_page(draft.link, draft.digest) if text is None else None
            if text is None and (missing is None or missing.tries < MAX_TRIES):
                fetched += 1
                try:
                    text, missing = await self._text(draft, access, missing, fetched)
                except NextRunError as error:
                    waiting += 1
                    reason = reason or str(error)
                    drafts.append(replace(draft, has_own_body=False))
                    continue
                self._cache.commit()  # a run that is ended here goes on from here
            if missing is not None:
                notes.append(f"{draft.name}: its page can't be had: {missing.problem}")
                is_whole = is_whole and missing.tries >= MAX_TRIES
            drafts.append(replace(draft, body=text) if text is not None else replace(draft, has_own_body=False))
        if waiting:
            notes.insert(0, f"{waiting} {'page waits' if waiting == 1 else 'pages wait'}: {reason}")
        is_whole = is_whole and not waiting
        return replace(feed, drafts=tuple(drafts), notes=tuple(notes), is_whole=is_whole, is_cut=waiting > 0)

    async def _text(
        self, draft: Draft, access: Access, missing: MissingPage | None, number: int
    ) -> tuple[str | None, MissingPage | None]:
        """The text of the page of a draft, or what is known of it now where it can't be had; the cache keeps either.

        `missing` is what was known of the page before; it is the feed's page of this `number` in this run.

        Raises:
            NextRunError: its turn is in the next run.
        """
        if number > MAX_PAGES:
            raise NextRunError(f"more than {MAX_PAGES} pages at once: its turn is in the next run")
        try:
            async with self._crawler.turn(access, draft.link):
                page = await self._crawler.get(access, draft.link)
            text = await self._workers.extract(PageTask(page.body, page.content_type, page.url, draft.title))
        except NextRunError:
            raise
        except FeedError as error:
            tries = (missing.tries if missing else 0) + 1 if _is_passing(error) else MAX_TRIES
            known = MissingPage(tries, str(error))
            self._cache.keep_missing_page(draft.link, draft.digest, known)
            return None, known
        self._cache.keep_page_text(draft.link, draft.digest, text)
        return text, None


def _is_passing(error: FeedError) -> bool:
    """Whether the server gave no answer, or one that may be another in the next run."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    if any(isinstance(cause, NotPublicError) for cause in causes):
        return False
    if any(isinstance(cause, StatusError) and cause.status in _PASSING_STATUSES for cause in causes):
        return True
    return any(isinstance(cause, TimeoutError | aiohttp.ClientError | OSError) for cause in causes)
