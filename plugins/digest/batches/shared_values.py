"""Values that every process needs for its work: each process gets them once, and a batch only names them.

The followed actors of a large desk take a megabyte. Sent along with every batch of eight texts, they would be most of
what goes over the network.
"""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, Generic, Protocol, TypeVar

from ..errors import WorkerError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_KEY_BYTES: Final = 12
_kept: dict[str, Any] = {}  # of this process, by key


class SharedValue(Protocol[T_co]):
    """A value that can be read in the process that does the work."""

    def get(self) -> T_co: ...


@dataclass(frozen=True, slots=True)
class CarriedValue(Generic[T]):
    """A value that is sent along with each batch: for executors that know nothing of shared values."""

    value: T

    def get(self) -> T:
        return self.value


@dataclass(frozen=True, slots=True)
class KeptValue(Generic[T]):
    """The name of a value that the process has been given before, by `keep_values`."""

    key: str

    def get(self) -> T:
        """The value.

        Raises:
            WorkerError: this process was never given it, or was refused.
        """
        if self.key not in _kept:
            raise WorkerError("a worker doesn't have what the texts are annotated with: start it anew")
        value: T | Refusal = _kept[self.key]
        if isinstance(value, Refusal):
            raise WorkerError(value.reason)
        return value


@dataclass(frozen=True, slots=True)
class Refusal:
    """Kept in place of a value in a process that must not do the work."""

    reason: str


def value_key(value: object) -> str:
    """The name of a value, by its content."""
    return blake2b(pickle.dumps(value), digest_size=_KEY_BYTES).hexdigest()


def keep_values(values: Mapping[str, Any]) -> None:
    """Keeps values by their keys for the work of this process, until the process ends."""
    _kept.update(values)
