"""The number of usable processors. This is a separate module, since `up_to_date` must import it in no time."""

import os


def available_jobs() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
