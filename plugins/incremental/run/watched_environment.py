"""The environment variables that a build reads.

The settings file and every plugin may read any variable, so the relevant ones aren't known beforehand. A comparison of
all variables would find a change in every scheduled run, since systemd gives each start of a service another
INVOCATION_ID (systemd.exec(5)). So during a build `os.environ` is replaced by a mapping that forwards everything to it
and notes the names that were read.
"""

# Only modules that Python imports at its start: see `up_to_date`.
import os
from collections.abc import Iterator, Mapping, MutableMapping

ALL_VARIABLES = "*"  # noted instead of a name if all variables were read; it can't be a variable's name


class WatchedEnvironment(MutableMapping[str, str]):
    """Forwards everything to `environment`. `names_read` are the names of the variables that were read.

    Within a `with` block it replaces `os.environ`.
    """

    def __init__(self, environment: MutableMapping[str, str]) -> None:
        self.names_read: set[str] = set()
        self._environment = environment

    def __enter__(self) -> "WatchedEnvironment":
        os.environ = self  # type: ignore[assignment]  # noqa: B003  it changes the same environment
        return self

    def __exit__(self, *_: object) -> None:
        os.environ = self._environment  # type: ignore[assignment]  # noqa: B003  restores the original

    def __getitem__(self, name: str) -> str:
        self.names_read.add(name)
        return self._environment[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._environment[name] = value

    def __delitem__(self, name: str) -> None:
        del self._environment[name]

    def __contains__(self, name: object) -> bool:
        self.names_read.add(str(name))
        return name in self._environment

    def __iter__(self) -> Iterator[str]:
        self.names_read.add(ALL_VARIABLES)
        return iter(self._environment)

    def __len__(self) -> int:
        self.names_read.add(ALL_VARIABLES)
        return len(self._environment)

    # The methods of `os.environ` that other mappings lack.

    def copy(self) -> dict[str, str]:
        return dict(self)

    def __or__(self, other: Mapping[str, str]) -> dict[str, str]:
        return {**self, **other}

    def __ror__(self, other: Mapping[str, str]) -> dict[str, str]:
        return {**other, **self}

    def __ior__(self, other: Mapping[str, str]) -> "WatchedEnvironment":
        self.update(other)
        return self
