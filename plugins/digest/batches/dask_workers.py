"""An executor of batches that are done by the workers of a Dask cluster (https://distributed.dask.org).

A worker needs this package on its PYTHONPATH, in the same version, with the same libraries and models; it gets shared
values from here. Dask hands out the work, notices workers that die or join, and has the batches of dead ones done by
others. This module adds what is ours: it compares versions before anything is done, and gives each worker, also one
that joins later, the shared values.

Dask unpickles what it is sent: everyone who reaches the scheduler can run code on all of its machines.
"""

import logging
import pickle
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from ..errors import WorkerError
from .batch_executor import BatchExecutor
from .batch_run import MAX_DEATHS
from .shared_values import KeptValue, Refusal, SharedValue, keep_values, value_key

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
Versions = Mapping[str, str]

CONNECT_S: Final = 10
FIRST_WORKER_S: Final = 30
THREADS_ASKED_S: Final = 5  # how often the number of threads is asked for, since workers join and leave

# Two for each thread: while it does one, the next is on the way. All that is more waits in this process, which reads
# articles no faster than they are annotated.
OPEN_A_THREAD: Final = 2

_log = logging.getLogger(__name__)


class DaskWorkers(BatchExecutor):
    """The workers of the cluster of one scheduler."""

    def __init__(self, scheduler: str, versions: Callable[[], Versions]) -> None:
        """Connects to a scheduler and compares its workers with this process.

        `scheduler` is an address such as "tcp://10.0.0.5:8786"; for "tls://" Dask's configuration names the
        certificates. `versions` is a function of a module that says, in each process, on what its results depend.

        Raises:
            WorkerError: `distributed` is missing, the scheduler can't be reached or has no workers, or a worker is of
                another version; one line for each worker.
        """
        self._scheduler = scheduler
        self._versions = versions
        self._client = _connected(scheduler)
        self._shared: set[str] = set()
        self._threads, self._asked_at = 1, 0.0
        try:
            _wait_for_workers(self._client, scheduler)
            _compare_versions(self._client, versions)
        except BaseException:
            self._client.close()
            raise
        self._executor: Executor = self._client.get_executor(pure=False)

    def max_open(self) -> int:
        return OPEN_A_THREAD * self.threads() + 1

    def threads(self) -> int:
        """The number of threads of all workers, which is that of the batches that are done at once."""
        if monotonic() - self._asked_at > THREADS_ASKED_S:
            self._asked_at = monotonic()
            self._threads = max(1, self._threads_now())
        return self._threads

    def look_after(self) -> None:
        if not self._threads_now():
            _log.warning(
                "the scheduler %s has no workers at the moment; the run goes on when one joins", self._scheduler
            )

    def _threads_now(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except Exception as error:  # Dask raises errors of several kinds for a lost connection
            raise self._lost() from error

    def deaths_in(self, error: BaseException) -> int:
        """Dask tries a batch again by itself, and gives up after several deaths (`allowed-failures`)."""
        from distributed import KilledWorker  # noqa: PLC0415  an optional package

        return MAX_DEATHS if isinstance(error, KilledWorker) else 0

    def share(self, value: T) -> SharedValue[T]:
        key = value_key(value)
        if key not in self._shared:
            self._shared.add(key)
            plugin = _keeping_plugin(key, pickle.dumps(value), self._versions, dict(self._versions()))
            self._client.register_plugin(plugin, name=_plugin_name(key))
        return KeptValue(key)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        try:
            return self._executor.submit(fn, *args, **kwargs)
        except OSError as error:
            raise self._lost() from error

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002  the standard's names
        """Takes leave of the cluster. Its workers go on without us."""
        from distributed.comm import CommClosedError  # noqa: PLC0415  an optional package

        try:
            for key in self._shared:
                self._client.unregister_worker_plugin(_plugin_name(key))
            self._client.close()
        except (OSError, CommClosedError, TimeoutError) as error:
            _log.debug("%s is gone: %s", self._scheduler, error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown()

    def _lost(self) -> WorkerError:
        return WorkerError(
            f"the scheduler {self._scheduler} can't be reached any more; what is done is kept, and another run goes on "
            "from there"
        )


def _connected(scheduler: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415  an optional package
    except ImportError as error:
        raise WorkerError(f'Dask is not installed: pip install "distributed" (requirements.txt) ({error})') from error
    try:
        try:
            return Client(scheduler, timeout=CONNECT_S, set_as_default=False)
        except AssertionError:  # its own thread did not begin within ten seconds, as happens on a busy machine
            return Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError, AssertionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise WorkerError(f"the scheduler {scheduler} can't be reached: {reason}") from error


def _wait_for_workers(client: "Client", scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER_S)
    except TimeoutError as error:
        raise WorkerError(
            f"the scheduler {scheduler} has no workers: start one on each machine (handbook: “Beyond one machine”)"
        ) from error


def _compare_versions(client: "Client", versions: Callable[[], Versions]) -> None:
    """Raises:
    WorkerError: a worker differs from this process in what its results depend on; one line for each.
    """
    own = versions()
    reports = client.run(versions, on_error="return")
    faults = [
        f"worker {address}: {fault}" for address, report in sorted(reports.items()) if (fault := _fault(own, report))
    ]
    if faults:
        raise WorkerError("\n".join(faults))
    for address, threads in sorted(client.nthreads().items()):
        if threads > 1:
            _log.warning("worker %s has %d threads: as many workers of one thread are faster", address, threads)


def _fault(own: Versions, report: Versions | BaseException) -> str:
    """What makes a worker unfit; "" if nothing does."""
    if isinstance(report, BaseException):
        return f"it can't run this program: {type(report).__name__}: {report}"
    return version_fault(own, report)


def version_fault(own: Versions, other: Versions) -> str:
    """In what another process differs from this one, in one line; "" if in nothing."""
    missing = [name for name, version in own.items() if version and not other.get(name)]
    if missing:
        return f"it doesn't have {', '.join(missing)}: install requirements.txt there"
    differing = [
        f"{name} {other.get(name)} instead of {version}" for name, version in own.items() if version != other.get(name)
    ]
    return f"it is of another version: {'; '.join(differing)}" if differing else ""


def _plugin_name(key: str) -> str:
    return f"digest-{key}"


def _keeping_plugin(key: str, pickled: bytes, versions: Callable[[], Versions], expected: Versions) -> Any:
    """A plugin of Dask's that gives each worker a value when it joins, or refuses the worker.

    Its class is made here, so that it is sent whole: a worker without this package can still join the cluster, for the
    work of others.
    """
    from distributed import WorkerPlugin  # noqa: PLC0415  an optional package

    class KeepingPlugin(WorkerPlugin):  # type: ignore[misc]  # Dask's base has no types
        def __init__(self) -> None:
            self.pickled_parts = pickle.dumps((keep_shared, key, pickled, versions, expected))

        def setup(self, worker: Any) -> None:
            try:
                keep, *parts = pickle.loads(self.pickled_parts)  # noqa: S301  Dask unpickles all that it is sent
            except ImportError:
                return  # a batch that it is given will say so
            keep(*parts, worker.address)

    return KeepingPlugin()


def keep_shared(key: str, pickled: bytes, versions: Callable[[], Versions], expected: Versions, address: str) -> None:
    """Keeps a value in this worker, or its refusal if the worker is of another version."""
    fault = version_fault(expected, versions())
    value = Refusal(f"worker {address}: {fault}") if fault else pickle.loads(pickled)  # noqa: S301
    keep_values({key: value})
