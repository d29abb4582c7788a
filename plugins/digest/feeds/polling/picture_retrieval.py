"""The pictures of a feed's items, where the subscription shows them: fetched politely, made small by a worker.

Which pictures are wanted was decided before, and nothing of `content/` is read or written here. Where a picture can't
be had, its article stands without one. A picture that the network kept from us is asked for again in the next run; one
that its server refuses, or that can't be shown, is not.
"""

import asyncio
import hashlib
import logging
from collections.abc import Iterable
from typing import Final

import aiohttp

from ...errors import FeedError
from ..articles.picture_files import PictureSize, RetrievedPicture, RetrievedPictures
from ..cleaning.draft import Draft
from ..http.client_sessions import Access
from ..http.crawler import Crawler
from ..http.http_errors import BusyError
from ..http.public_addresses import NotPublicError
from ..http.responses import DocumentKind
from ..http.run_time import NextRunError
from ..workers.spool import Spool
from ..workers.worker_pool import WorkerPool
from ..workers.worker_tasks import PictureTask

MAX_PICTURES: Final = 30  # of one feed in one run: as many as most feeds have items; the rest comes in the next
MAX_PICTURE_BYTES: Final = 8 * 2**20  # a press photo of 24 million pixels has 5 to 8 MB
PICTURE_DOCUMENT: Final = DocumentKind(
    "image/webp,image/jpeg,image/png,image/avif;q=0.9,image/gif;q=0.8", MAX_PICTURE_BYTES
)
_MAX_UNSCALED: Final = 4  # pictures held in memory: fetched and not yet made small

log = logging.getLogger("digest.feeds")


class PictureRetriever:
    """Fetches and scales the pictures for all feeds of one run."""

    def __init__(self, crawler: Crawler, workers: WorkerPool, spool: Spool) -> None:
        self._crawler = crawler
        self._workers = workers
        self._spool = spool
        self._unscaled = asyncio.Semaphore(_MAX_UNSCALED)

    async def retrieve(self, feed_name: str, drafts: Iterable[Draft], access: Access) -> RetrievedPictures:
        """The pictures of `drafts`, all of which name one. A picture that can't be had is logged.

        `access` is that of the subscription.
        """
        pictures: dict[int, RetrievedPicture] = {}
        is_whole = True
        waiting = 0
        reason = ""
        for count, draft in enumerate(drafts):
            if count == MAX_PICTURES:
                log.info("%s: more than %d pictures at once: the rest comes with the next run", feed_name, MAX_PICTURES)
                return RetrievedPictures(pictures, is_whole=False, is_cut=True)
            try:
                pictures[draft.number] = await self._picture(draft, access)
            except NextRunError as error:
                waiting += 1
                reason = reason or str(error)
            except FeedError as error:
                log.warning("%s: %s: its picture can't be had: %s", feed_name, draft.name, error)
                if _is_passing(error):
                    is_whole = False
                else:
                    pictures[draft.number] = RetrievedPicture()
        if waiting:
            log.info("%s: %d %s: %s", feed_name, waiting, "picture waits" if waiting == 1 else "pictures wait", reason)
        return RetrievedPictures(pictures, is_whole and not waiting, is_cut=waiting > 0)

    async def _picture(self, draft: Draft, access: Access) -> RetrievedPicture:
        """The first of the item's pictures that can be shown.

        Raises:
            FeedError: none can be; or one may be had in an hour, and is the better one.
        """
        first_error: FeedError | None = None
        candidates = [(draft.image, draft.image_alt, draft.image_credit), *((*more, "") for more in draft.more_images)]
        for url, alt, credit in candidates:
            try:
                return await self._fetched(url, access, alt, credit)
            except FeedError as error:
                if _is_passing(error):
                    raise
                first_error = first_error or error
        raise first_error or FeedError("the feed names none")

    async def _fetched(self, url: str, access: Access, alt: str, credit: str) -> RetrievedPicture:
        async with self._crawler.turn(access, url), self._unscaled:
            response = await self._crawler.get(access, url, PICTURE_DOCUMENT)
            scaled = await self._workers.picture(PictureTask(response.body, response.url))
        sizes = tuple(
            PictureSize(size.width, size.height, self._spool.put(size.data, len(size.data))) for size in scaled
        )
        digest = hashlib.sha256(response.body).hexdigest()
        return RetrievedPicture(sizes, digest, alt, credit)


def _is_passing(error: FeedError) -> bool:
    """Whether the server gave no answer, or one that may be another in an hour."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    if any(isinstance(cause, NotPublicError) for cause in causes):
        return False
    return any(isinstance(cause, BusyError | TimeoutError | aiohttp.ClientError | OSError) for cause in causes)
