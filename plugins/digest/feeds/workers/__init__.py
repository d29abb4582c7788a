"""Processes that parse strangers' documents, so that no document can hang or kill a poll, or fill its memory.

A task comes in; its result goes out, or a FeedError. An indented module is called by the one above it:

    worker_pool           gives tasks to a limited number of processes
      limited_process       one process with limits on time and memory: both ends of its connection
        drafting              FeedTask -> DraftedFeed: parsing, cleaning, filters
        picture_scaling       PictureTask -> pictures in one or two sizes
    worker_tasks          the records of tasks, and a scaled picture
    spool                 results that wait to be stored: in memory up to a bound, then in a file

`cleaning.page_extraction` does a PageTask.
"""
