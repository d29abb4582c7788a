"""One process that reads what strangers sent, with limits on its time and memory: no document can hang or kill a poll.

The process lives on from task to task. A task goes to it as a pickle, and its result comes back as one; both ends of
the connection are this program's own.
"""

import contextlib
import logging
import pickle
import resource
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ...errors import FeedError
from .worker_tasks import FeedTask, PageTask, PictureTask, Task

START_TIME_LIMIT_S: Final = 60.0  # of a process: half a second, on a machine that does nothing else
MEMORY_LIMIT_BYTES: Final = 2 * 2**30  # of address space; a real feed of 2.7 MB takes 0.2 GiB of it
_RESULT: Final = b"+"  # the first byte of an answer: a pickled result follows
_FAULT: Final = b"-"  # the reason why there is no result follows, in UTF-8

log = logging.getLogger("digest.feeds")

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class LimitedProcess:
    """The poll's end of the connection to one such process."""

    def __init__(self, run: Callable[[Any], Any] | None = None) -> None:
        """Start the process. `run` makes the result of a task, and is a function of a module; without it the process
        does the tasks of `worker_tasks`."""
        import multiprocessing  # noqa: PLC0415  a run without news starts no process

        context = multiprocessing.get_context("spawn")  # a fork would copy the event loop's threads and sockets
        self._connection, other_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(other_end, run), daemon=True, name="digest-feeds-parser")
        self._process.start()
        other_end.close()
        self._is_ready = False
        self.is_idle = True  # False also after a task that got no answer: nobody knows what the process does then

    def ask(self, task: Any, time_limit_s: float) -> Any:
        """The task's result.

        Raises:
            FeedError: the task has none, the process crashed on it, or the task took more time or memory than it may.
        """
        self.is_idle = False
        try:
            if not self._is_ready:  # starting, which a busy machine makes long, doesn't count towards a document's time
                self._is_ready = self._connection.poll(START_TIME_LIMIT_S) and bool(self._connection.recv_bytes())
            if not self._is_ready:
                raise FeedError(f"the parser's process did not start within {START_TIME_LIMIT_S:g} s")
            self._connection.send(task)
            if not self._connection.poll(time_limit_s):
                raise FeedError(f"reading it took more than {time_limit_s:g} s")
            answer = self._connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise FeedError("reading it made the parser crash") from error
        self.is_idle = True
        if answer.startswith(_FAULT):
            raise FeedError(answer[1:].decode("utf-8", "replace"))
        return pickle.loads(memoryview(answer)[1:])  # noqa: S301  our own process wrote it

    def stop(self) -> None:
        """End the process, which has nothing to do."""
        self._connection.close()
        self._process.join(5)
        self.kill()

    def kill(self) -> None:
        """End the process, whatever it does."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._connection.close()
        self._process.close()


def _serve(connection: "Connection", run: Callable[[Any], Any] | None) -> None:
    """Run in the process: one task after the other, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the poll ends its workers itself
    with contextlib.suppress(ValueError, OSError):  # a stricter limit is in force, or the system knows none
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    # Imported before the first document's time begins, and here, since the poll itself needs none of it.
    from . import drafting  # noqa: F401, PLC0415

    connection.send_bytes(_RESULT)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        connection.send_bytes(_answer(task, run or _result))


def _answer(task: Any, run: Callable[[Any], Any]) -> bytes:
    try:
        return _RESULT + pickle.dumps(run(task), pickle.HIGHEST_PROTOCOL)
    except FeedError as error:
        return _FAULT + str(error).encode("utf-8", "replace")
    except MemoryError:
        return _FAULT + f"reading it took more than {MEMORY_LIMIT_BYTES // 2**30} GiB".encode()
    except Exception as error:  # the guard of the process's loop: a bug that one document finds is its own
        log.exception("reading %s failed", task.url)
        return _FAULT + f"the parser failed on it: {type(error).__name__}".encode()


def _result(task: Task) -> Any:
    """What the kind of task asks for. Each kind loads what it needs, since most lists have feeds alone."""
    match task:
        case FeedTask():
            from .drafting import draft_feed  # noqa: PLC0415

            return draft_feed(task)
        case PageTask():
            from ..cleaning.page_extraction import main_text  # noqa: PLC0415

            return main_text(task.html, task.url, task.title)
        case PictureTask():
            from .picture_scaling import scaled  # noqa: PLC0415

            return scaled(task.data)
