"""The environment's variables that a build reads.

Which variables count can't be said beforehand: the settings file and every plugin are somebody's code, and read
whichever they like. Comparing all of them instead would find a change in every scheduled run, since systemd gives each
start of a service another INVOCATION_ID (systemd.exec(5)). So `os.environ` is replaced during a build by a mapping that
passes everything on to it, and notes the names that were read.
"""

# Only modules that Python has imported by itself: `up_to_date` says why.
import os
from collections.abc import Iterator, Mapping, MutableMapping

ALL_VARIABLES = "*"  # noted in place of a name when somebody went through all of them; no variable's own name


class WatchedEnvironment(MutableMapping[str, str]):
    """Passes everything on to `environment`; `names_read` are the variables that were asked for.

    In a `with` block it takes the place of `os.environ`.
    """

    def __init__(self, environment: MutableMapping[str, str]) -> None:
        self.names_read: set[str] = set()
        self._environment = environment

    def __enter__(self) -> "WatchedEnvironment":
        os.environ = self  # type: ignore[assignment]  # noqa: B003  it changes the same environment
        return self

    def __exit__(self, *_: object) -> None:
        os.environ = self._environment  # type: ignore[assignment]  # noqa: B003  the one that was there before

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

    # What `os.environ` can do beside a mapping's own methods.

    def copy(self) -> dict[str, str]:
        return dict(self)

    def __or__(self, other: Mapping[str, str]) -> dict[str, str]:
        return {**self, **other}

    def __ror__(self, other: Mapping[str, str]) -> dict[str, str]:
        return {**other, **self}

    def __ior__(self, other: Mapping[str, str]) -> "WatchedEnvironment":
        self.update(other)
        return self
