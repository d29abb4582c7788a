"""The pictures of a feed's new items, where its subscription shows them: fetched politely, made small by a worker.

Where a picture can't be had, its article stands without one. What the network kept from us is asked for again in the
next run; what the server or the picture itself refuses is not.
"""

import asyncio
import hashlib
import logging
from collections.abc import Iterable
from typing import Final

import aiohttp

from ...errors import FeedError
from ..articles.picture_files import Picture, Pictures, Size
from ..http.crawler import Crawler
from ..http.http_errors import BusyError
from ..http.public_addresses import NotPublicError
from ..http.responses import DocumentKind
from ..parsing.item import Draft
from ..workers.spool import Spool
from ..workers.worker_pool import WorkerPool
from ..workers.worker_tasks import PictureTask

MAX_IMAGES: Final = 30  # of one feed in one run: as many as most feeds have entries; the rest comes in the next
MAX_IMAGE_BYTES: Final = 8 * 2**20  # a press photo of 24 million pixels has 5 to 8 MB
_AT_ONCE: Final = 4  # held in memory: fetched and not yet made small
IMAGE: Final = DocumentKind("image/webp,image/jpeg,image/png,image/avif;q=0.9,image/gif;q=0.8", MAX_IMAGE_BYTES)

log = logging.getLogger("digest.feeds")


class Images:
    """The pictures of one run."""

    def __init__(self, crawler: Crawler, workers: WorkerPool, spool: Spool) -> None:
        self._crawler = crawler
        self._workers = workers
        self._spool = spool
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def pictures(self, feed: str, drafts: Iterable[Draft]) -> Pictures:
        """The pictures of `drafts`, each of which has one. Every one that can't be had is logged under the feed's name
        and the draft's."""
        found: dict[int, Picture] = {}
        is_whole = True
        for asked, draft in enumerate(drafts):
            if asked == MAX_IMAGES:
                log.info("%s: more than %d pictures at once: the rest comes with the next run", feed, MAX_IMAGES)
                return Pictures(found, is_whole=False)
            try:
                found[draft.number] = await self._picture(draft)
            except FeedError as error:
                log.warning("%s: %s: its picture can't be had: %s", feed, draft.name, error)
                if _may_pass(error):
                    is_whole = False
                else:
                    found[draft.number] = Picture()
        return Pictures(found, is_whole)

    async def _picture(self, draft: Draft) -> Picture:
        async with self._crawler.turn(draft.image), self._room:
            answer = await self._crawler.get(draft.image, IMAGE)
            made = await self._workers.picture(PictureTask(answer.body, answer.url))
        sizes = tuple(Size(one.width, one.height, self._spool.put(one.data, len(one.data))) for one in made)
        digest = hashlib.sha256(answer.body).hexdigest()
        return Picture(sizes, digest, draft.image_alt, draft.image_credit)


def _may_pass(error: FeedError) -> bool:
    """Whether it is no answer, or one that may be another in an hour."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    if any(isinstance(one, NotPublicError) for one in causes):
        return False
    return any(isinstance(one, BusyError | TimeoutError | aiohttp.ClientError | OSError) for one in causes)
