"""Views that are made only when their page has to be rendered.

A recipe is a function and what it is given. As long as neither changes, the view can't, and so making it, and reading
it for its fingerprint, is spared: what remains is the fingerprint of the inputs, once for each record in a build,
however many recipes it is handed to.

That this is true rests on three things, which are checked: the function is one at the top level of a module, without
values of its own; what it is given can't change (records, tuples and scalars); and its module's package counts with the
program. What can't be checked is that it asks nothing else: the clock, a file, a variable of its module.
"""

import marshal
from collections.abc import Callable
from hashlib import blake2b
from operator import attrgetter
from types import FunctionType
from typing import Any, Final

from ..keys.code_digests import package_digest
from ..keys.fingerprint import DIGEST_BYTES, fingerprint, fingerprint_frozen
from ..read.cached_record import CachedRecord

_MARSHAL_VERSION: Final = 2  # without references, so that the bytes depend on the values alone
_DIGEST: Final = attrgetter("digest")
_PLAIN: Final = frozenset({type(None), bool, int, float, str, bytes})


class PureView:
    """In place of a view: `function(*inputs)` gives it."""

    __slots__ = ("function", "inputs")

    def __init__(self, function: Callable[..., object], *inputs: object) -> None:
        self.function = function
        self.inputs = inputs

    def view(self) -> object:
        return self.function(*self.inputs)


class PureViewKeys:
    """Fingerprints of the recipes of one build."""

    def __init__(self) -> None:
        self._functions = FunctionKeys()
        self._records: dict[
            int, tuple[object, tuple[bytes]]
        ] = {}  # with the record itself, so that its id stays its own

    def key(self, recipe: PureView, name: str) -> bytes:
        """A digest of all that the view is made from; `name` is for messages.

        Raises:
            TypeError: the function is not one of a module's own, or an input could change.
            SourceUnknownError: the function was not loaded from a file.
        """
        plain = (self._functions.key(recipe.function, name), *self._plain(recipe.inputs, name))
        return blake2b(marshal.dumps(plain, _MARSHAL_VERSION), digest_size=DIGEST_BYTES).digest()

    def _plain(self, values: tuple[Any, ...], name: str) -> list[Any]:
        """Scalars as they are, a tuple as a tuple with its length before it, any other value as its fingerprint in a
        tuple of one. A tuple of stored records has its length below zero, and their digests as one."""
        records = self._records
        plain: list[Any] = []
        for value in values:
            kind = type(value)
            if kind in _PLAIN:
                plain.append(value)
            elif kind is CachedRecord:
                plain.append((value.digest,))
            elif kind is tuple:
                if {CachedRecord}.issuperset(map(type, value)):  # the cards of a list, at a third of the cost
                    plain.append((-len(value), b"".join(map(_DIGEST, value))))
                else:
                    plain.append((len(value), *self._plain(value, name)))
            else:
                known = records.get(id(value))
                if known is None:
                    known = records[id(value)] = (value, (fingerprint_frozen(value, f"{name}: an input"),))
                plain.append(known[1])
        return plain


class FunctionKeys:
    """Digests of the functions that make the views of one build."""

    def __init__(self) -> None:
        self._known: dict[Any, bytes] = {}

    def key(self, function: Any, name: str) -> bytes:
        """A digest of a function and of the package that it is in; `name` is for messages.

        Raises:
            TypeError: it is not one at the top level of a module.
            SourceUnknownError: it was not loaded from a file.
        """
        if function not in self._known:
            self._known[function] = _function_key(function, name)
        return self._known[function]


def _function_key(function: Any, name: str) -> bytes:
    if not isinstance(function, FunctionType) or function.__closure__ or "<" in function.__qualname__:
        raise TypeError(f"{name}: its function is {function!r}: expected one at the top level of a module")
    package = function.__module__.partition(".")[0]
    defaults = (function.__defaults__ or (), tuple(sorted((function.__kwdefaults__ or {}).items())))
    parts = (function.__module__, function.__qualname__, package_digest(package))
    return fingerprint((*parts, fingerprint_frozen(defaults, f"{name}: a default of {function.__qualname__}")))
