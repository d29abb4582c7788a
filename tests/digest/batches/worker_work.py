"""What the tests have a cluster's workers do: in a module, since workers import it by its name."""

import os
import signal
import time
from collections.abc import Sequence

from tests.digest.batches.small_batches import Named, upper

IN_WORKER = "DIGEST_TEST_WORKER"  # set in the environment of the workers


def same_everywhere() -> dict[str, str]:
    return {"the rules": "1", "a model": "2"}


def other_rules() -> dict[str, str]:
    return {"the rules": "0" if IN_WORKER in os.environ else "1", "a model": "2"}


def no_model() -> dict[str, str]:
    return {"the rules": "1", "a model": "" if IN_WORKER in os.environ else "2"}


def deadly(items: Sequence[Named]) -> list[str]:
    if any(item.id == "k" for item in items) and IN_WORKER in os.environ:
        os.kill(os.getpid(), signal.SIGKILL)
    return upper(items)


def deeply_wrong(items: Sequence[Named]) -> list[str]:
    return deeply_wrong(items)


def slow(items: Sequence[Named]) -> list[str]:
    time.sleep(0.2)
    return upper(items)
