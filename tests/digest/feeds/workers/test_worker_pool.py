"""A worker's process is kept where it answers, and replaced where it doesn't."""

import asyncio
from typing import Any

import pytest

from digest.errors import FeedError
from digest.feeds.workers.worker_pool import IdleProcesses, WorkerPool
from digest.feeds.workers.worker_tasks import FeedTask, PageTask, PictureTask

URL = "https://news.example/feed"
FEED = b"<rss><channel><item><title>Mutiny ends</title></item></channel></rss>"


def results(processes: IdleProcesses, *tasks: FeedTask, time_limit_s: float = 60) -> list[Any]:
    """A record or an error for each task, asked of one worker in turn."""

    async def run() -> list[Any]:
        async with WorkerPool(processes, 1, time_limit_s=time_limit_s) as workers:
            return await asyncio.gather(*map(workers.draft, tasks), return_exceptions=True)

    return asyncio.run(run())


def test_a_document_comes_back_as_a_record_and_a_fault_as_an_error(processes: IdleProcesses) -> None:
    feed, fault, again = results(processes, *(FeedTask(body, "", URL) for body in (FEED, b"rubbish", FEED)))
    assert feed.drafts[0].title == "Mutiny ends"
    assert isinstance(fault, FeedError)
    assert "no feed that can be read" in str(fault)
    assert again == feed


def test_a_process_that_takes_too_long_is_replaced() -> None:
    with IdleProcesses() as processes:
        before, *_ = results(processes, FeedTask(FEED, "", URL))
        (slow,) = results(processes, FeedTask(FEED * 20_000, "", URL), time_limit_s=0.01)
        assert isinstance(slow, FeedError)
        assert "took more than 0.01 s" in str(slow)
        after, *_ = results(processes, FeedTask(FEED, "", URL))
        assert after == before


def test_pages_and_pictures_have_errors_of_their_own(processes: IdleProcesses) -> None:
    async def run() -> None:
        async with WorkerPool(processes, 1) as workers:
            with pytest.raises(FeedError, match="no main text"):
                await workers.extract(PageTask(b"<p>Log in.</p>", "text/html", URL))
            with pytest.raises(FeedError, match="no picture of these kinds"):
                await workers.picture(PictureTask(b"<svg/>", URL))

    asyncio.run(run())
