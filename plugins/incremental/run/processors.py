"""How many processors there are to use: a module of its own, since `up_to_date` may import nothing that takes long."""

import os


def available_jobs() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
