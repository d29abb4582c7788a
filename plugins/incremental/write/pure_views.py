"""Views that depend only on a function and its inputs. They are made only if their page must be rendered.

If neither the function nor its inputs change, the view can't change. So neither the view nor its fingerprint need be
made, only the fingerprints of the inputs: once for each record in a build, even if many views use it.

This has three conditions, which are checked: the function is at the top level of a module and closes over no values;
its inputs can't change (records, tuples and scalars); and the package of its module counts with the program. A fourth
can't be checked: the function reads nothing else, such as the clock, a file, or a variable of its module.
"""

import marshal
from collections.abc import Callable
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final

from ..content.cached_record import CachedRecord
from ..keys.fingerprint import DIGEST_BYTES, Fingerprinter
from ..keys.function_keys import FunctionKeys

_MARSHAL_VERSION: Final = 2  # without references, so that the bytes depend only on the values
_digest_of: Final = attrgetter("digest")
_SCALARS: Final = frozenset({type(None), bool, int, float, str, bytes})


class PureView:
    """The view `function(*inputs)`, not made yet."""

    __slots__ = ("function", "inputs")

    def __init__(self, function: Callable[..., object], *inputs: object) -> None:
        self.function = function
        self.inputs = inputs

    def view(self) -> object:
        return self.function(*self.inputs)


class PureViewKeys:
    """Digests of the pure views of one build."""

    def __init__(self) -> None:
        self._functions = FunctionKeys()
        self._fingerprinter = Fingerprinter(frozen_only=True)
        # Id of a record -> the record and its fingerprint in a tuple. The record is stored so that its id can't be
        # reused.
        self._records: dict[int, tuple[object, tuple[bytes]]] = {}

    def key(self, view: PureView, name: str) -> bytes:
        """A digest of everything that the view depends on. `name` is for messages.

        Raises:
            TypeError: the function isn't at the top level of a module, or an input could change.
            SourceUnknownError: the function was not loaded from a file.
        """
        plain = (self._functions.key(view.function, name), *self._plain(view.inputs, name))
        return blake2b(marshal.dumps(plain, _MARSHAL_VERSION), digest_size=DIGEST_BYTES).digest()

    def _plain(self, values: tuple[Any, ...], name: str) -> list[Any]:
        """The values in a form that `marshal` accepts. Different values have different forms.

        A scalar stays as it is. A tuple begins with its length. A tuple of cached records is the negative of its
        length, and all their digests joined. A record or any other value is a tuple of only its digest.
        """
        plain: list[Any] = []
        for value in values:
            kind = type(value)
            if kind in _SCALARS:
                plain.append(value)
            elif kind is CachedRecord:
                plain.append((value.digest,))
            elif kind is tuple:
                if {CachedRecord}.issuperset(
                    map(type, value)
                ):  # such as the cards of a list; this takes a third of the time
                    plain.append((-len(value), b"".join(map(_digest_of, value))))
                else:
                    plain.append((len(value), *self._plain(value, name)))
            else:
                plain.append(self._record_digest(value, name))
        return plain

    def _record_digest(self, record: Any, name: str) -> tuple[bytes]:
        known = self._records.get(id(record))
        if known is None:
            digest = self._fingerprinter.fingerprint(record, f"{name}: an input")
            known = self._records[id(record)] = (record, (digest,))
        return known[1]
