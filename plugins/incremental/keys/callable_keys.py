"""Describes a filter, a global or a Markdown extension as plain data, of which `fingerprint` makes a digest."""

import re
from collections.abc import Callable, Mapping, Set
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Final, TypeAlias

from .code_digests import package_digest
from .fingerprint import Fingerprinter

_MAX_PARTS: Final = 10_000  # a larger object graph is the site itself; describing it would take as long as a build
_Inner: TypeAlias = Callable[[Any], Any]


class OpaqueError(Exception):
    """A value whose behaviour can't be known from its code and data."""


def describe(value: Any) -> Any:
    """Nested tuples that change when the code or data of `value` changes.

    A function is described by its module's source, its name and the values that it closes over; an object by its class
    and its attributes.

    Raises:
        OpaqueError: an object has compiled code and no attributes, or half the program can be reached from it.
        SourceUnknownError: some code was not loaded from a file.
    """
    try:
        return _describe(value, {}, Fingerprinter())
    except RecursionError as error:
        raise OpaqueError(f"what belongs to {type(value).__qualname__} is nested too deep") from error


def _describe(value: Any, seen: dict[int, tuple[int, Any]], fingerprinter: Fingerprinter) -> Any:
    """`seen` are the values described so far: id -> (number, value)."""
    try:
        return fingerprinter.fingerprint(value)
    except TypeError:
        pass  # the value isn't plain data; it is described by its kind below

    def inner(part: Any) -> Any:
        return _describe(part, seen, fingerprinter)

    if id(value) in seen:
        return ("seen", seen[id(value)][0])
    if len(seen) >= _MAX_PARTS:
        raise OpaqueError(f"more than {_MAX_PARTS} objects belong to it")
    seen[id(value)] = (len(seen), value)  # the value stays referenced, since its id could otherwise be reused
    for kind, describe_kind in _KINDS.items():
        if isinstance(value, kind):
            return (kind.__name__, describe_kind(value, inner))
    if hasattr(value, "__dict__"):
        return ("object", inner(type(value)), inner(vars(value)))
    raise OpaqueError(f"{type(value).__module__}.{type(value).__qualname__} can't be looked into")


def _mapping(value: Mapping[Any, Any], inner: _Inner) -> Any:
    return tuple((inner(key), inner(item)) for key, item in value.items())


def _sequence(value: list[Any] | tuple[Any, ...], inner: _Inner) -> Any:
    return (type(value).__qualname__, *map(inner, value))


def _unordered(value: Set[Any], inner: _Inner) -> Any:
    return tuple(sorted(repr(inner(item)) for item in value))


def _module(value: ModuleType, _inner: _Inner) -> Any:
    return (value.__name__, package_digest(value.__name__))


def _class(value: type, _inner: _Inner) -> Any:
    return (value.__module__, value.__qualname__, package_digest(value.__module__))


def _function(value: FunctionType, inner: _Inner) -> Any:
    cells = tuple(inner(cell.cell_contents) for cell in value.__closure__ or ())
    place = (value.__module__, package_digest(value.__module__), value.__qualname__, value.__code__.co_firstlineno)
    return (place, cells, inner(value.__defaults__), inner(value.__kwdefaults__))


def _method(value: MethodType, inner: _Inner) -> Any:
    return (inner(value.__func__), inner(value.__self__))


def _builtin(value: BuiltinFunctionType, inner: _Inner) -> Any:
    return (value.__qualname__, inner(value.__self__))


def _partial(value: partial[Any], inner: _Inner) -> Any:
    return (inner(value.func), inner(value.args), inner(value.keywords))


def _pattern(value: re.Pattern[Any], _inner: _Inner) -> Any:
    return (value.pattern, value.flags)


_KINDS: Final[dict[type, Callable[[Any, _Inner], Any]]] = {
    Mapping: _mapping,
    list: _sequence,
    tuple: _sequence,
    Set: _unordered,
    ModuleType: _module,
    type: _class,
    FunctionType: _function,
    MethodType: _method,
    BuiltinFunctionType: _builtin,
    partial: _partial,
    re.Pattern: _pattern,
}
