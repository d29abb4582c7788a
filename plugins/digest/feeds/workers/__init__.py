"""Processes beside the poll that read what strangers sent: no document can hang or kill a poll, or fill its memory.

In: a task. Out: its result, or a FeedError. A module knows those that are indented below it:

    worker_pool           hands out tasks to as many processes as may work at a time
      limited_process       one process with limits on time and memory: both ends of its connection
        drafting              FeedTask -> DraftedFeed: parsing, cleaning, filters
        picture_scaling       PictureTask -> pictures in one or two sizes
    worker_tasks          the records of tasks, and a scaled picture
    spool                 results that wait to be stored: in memory up to a bound, then in a file

A PageTask goes to `cleaning.page_extraction`.
"""
