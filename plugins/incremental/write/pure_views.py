"""Views that are a function of given values, made only where their page has to be rendered.

As long as neither the function nor its inputs change, the view can't. So it need not be made, nor read for its
fingerprint: what remains is the fingerprint of the inputs, once for each record in a build, however many views it is an
input of.

This rests on three things, which are checked: the function is one at the top level of a module, without values of its
own; its inputs can't change (records, tuples and scalars); and the package of its module counts with the program. What
can't be checked is that the function asks for nothing else: the clock, a file, a variable of its module.
"""

import marshal
from collections.abc import Callable
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final

from ..content.cached_record import CachedRecord
from ..keys.fingerprint import DIGEST_BYTES, Fingerprinter
from ..keys.function_keys import FunctionKeys

_MARSHAL_VERSION: Final = 2  # without references, so that the bytes depend on the values alone
_digest_of: Final = attrgetter("digest")
_SCALARS: Final = frozenset({type(None), bool, int, float, str, bytes})


class PureView:
    """Stands for the view `function(*inputs)`."""

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
        # By the id of a record: its fingerprint in a tuple, with the record itself, so that the id stays its own.
        self._records: dict[int, tuple[object, tuple[bytes]]] = {}

    def key(self, view: PureView, name: str) -> bytes:
        """A digest of all that the view is made from; `name` is for messages.

        Raises:
            TypeError: the function is not one at the top level of a module, or an input could change.
            SourceUnknownError: the function was not loaded from a file.
        """
        plain = (self._functions.key(view.function, name), *self._plain(view.inputs, name))
        return blake2b(marshal.dumps(plain, _MARSHAL_VERSION), digest_size=DIGEST_BYTES).digest()

    def _plain(self, values: tuple[Any, ...], name: str) -> list[Any]:
        """The values as `marshal` takes them, so that no two different ones look alike.

        A scalar is itself; a record, or any other value, is a tuple of its digest alone; a tuple begins with its
        length. A tuple of cached records begins with its length below zero, and has all their digests as one.
        """
        plain: list[Any] = []
        for value in values:
            kind = type(value)
            if kind in _SCALARS:
                plain.append(value)
            elif kind is CachedRecord:
                plain.append((value.digest,))
            elif kind is tuple:
                if {CachedRecord}.issuperset(map(type, value)):  # the cards of a list, at a third of the cost
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
