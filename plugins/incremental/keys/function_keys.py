"""Digests of the functions that make views."""

from types import FunctionType
from typing import Any

from .code_digests import package_digest
from .fingerprint import Fingerprinter, fingerprint


class FunctionKeys:
    """Digests of the functions of one build. Each is made once."""

    def __init__(self) -> None:
        self._keys: dict[Any, bytes] = {}

    def key(self, function: Any, name: str) -> bytes:
        """A digest of a function and of its package. `name` is for messages.

        Raises:
            TypeError: the function isn't at the top level of a module.
            SourceUnknownError: the function was not loaded from a file.
        """
        if function not in self._keys:
            self._keys[function] = _function_key(function, name)
        return self._keys[function]


def _function_key(function: Any, name: str) -> bytes:
    if not isinstance(function, FunctionType) or function.__closure__ or "<" in function.__qualname__:
        raise TypeError(f"{name}: its function is {function!r}: expected one at the top level of a module")
    package = function.__module__.partition(".")[0]
    defaults = (function.__defaults__ or (), tuple(sorted((function.__kwdefaults__ or {}).items())))
    fingerprinter = Fingerprinter(frozen_only=True)
    defaults_key = fingerprinter.fingerprint(defaults, f"{name}: a default of {function.__qualname__}")
    return fingerprint((function.__module__, function.__qualname__, package_digest(package), defaults_key))
