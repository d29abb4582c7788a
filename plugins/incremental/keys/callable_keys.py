"""What a filter, a global or a Markdown extension is, as plain data that `fingerprint` takes."""

import re
from collections.abc import Callable, Mapping, Set
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Final, TypeAlias

from .code_digests import package_digest
from .fingerprint import Fingerprinter

_MAX_PARTS: Final = 10_000  # an object graph of this size is the site itself, and describing it would cost a build
_Inner: TypeAlias = Callable[[Any], Any]


class OpaqueError(Exception):
    """A value whose behaviour can't be told from the outside."""


def describe(value: Any) -> Any:
    """`value` as nested tuples that change when its code or its data does.

    A function is its module's source, its name and what it closes over; an object is its class and its attributes.

    Raises:
        OpaqueError: an object of compiled code without attributes, or one from which half the program can be reached.
        SourceUnknownError: code that was not loaded from a file.
    """
    try:
        return _describe(value, {}, Fingerprinter())
    except RecursionError as error:
        raise OpaqueError(f"what belongs to {type(value).__qualname__} is nested too deep") from error


def _describe(value: Any, seen: dict[int, tuple[int, Any]], fingerprinter: Fingerprinter) -> Any:
    """`seen` are the values met so far, by their ids: each with its number."""
    try:
        return fingerprinter.fingerprint(value)
    except TypeError:
        pass  # the value is no plain data, and is described by its kind below

    def inner(part: Any) -> Any:
        return _describe(part, seen, fingerprinter)

    if id(value) in seen:
        return ("seen", seen[id(value)][0])
    if len(seen) >= _MAX_PARTS:
        raise OpaqueError(f"more than {_MAX_PARTS} objects belong to it")
    seen[id(value)] = (len(seen), value)  # held, since an id is free again once its object is gone
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
