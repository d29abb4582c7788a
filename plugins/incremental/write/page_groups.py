"""Pages that need not be made, and groups of pages that need not be listed, while nothing of theirs has changed.

    writer.set_subject(archive)
    writer.write_group(PageGroup(days))

    def days(archive):
        for day in archive.days.all():
            yield PageGroup(pages_of_day, day)

    def pages_of_day(archive, day):
        yield Page(f"{day}/index.html", "day.html", DeferredPage(day_view, day))

The functions are at the top level of a module, and read nothing except their stand-in (see `questions`) and their
inputs: no clock, no file, no variable that changes. Their code counts with the program. Inputs are None, bool, int,
float, str, dates, and tuples of these: they are stored, so that one page can be made again without its group.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType
from typing import Any

from ..keys.code_digests import SourceUnknownError, package_digest
from ..keys.fingerprint import fingerprint


class DeferredPage:
    """The view `function(subject, *inputs)`, not made yet. `subject` will be a stand-in that notes all questions."""

    __slots__ = ("function", "inputs")

    def __init__(self, function: Callable[..., object], *inputs: object) -> None:
        self.function = function
        self.inputs = inputs


class PageGroup:
    """The pages and groups that `function(subject, *inputs)` yields."""

    __slots__ = ("function", "inputs")

    def __init__(self, function: Callable[..., object], *inputs: object) -> None:
        self.function = function
        self.inputs = inputs


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a group: its path in the output folder, the name of its template, and its view.

    The view is a `DeferredPage` or plain data. A page of plain data is made again by listing its group again. Without a
    template ("") the view is the file itself, as bytes: a picture that is drawn.
    """

    save_as: str
    template: str
    view: object


class PageFunctions:
    """The functions of pages and groups by their names, and the digests of their code. Each is made once a build, and
    so are those of their packages: reading all files of one takes longer than most pages."""

    def __init__(self) -> None:
        self._keys: dict[Any, bytes] = {}
        self._packages: dict[str, bytes] = {}

    def key(self, function: Any, name: str) -> bytes:
        """A digest of a function and of its package. `name` is for messages.

        Raises:
            TypeError: the function isn't at the top level of a module, or was not loaded from a file.
        """
        if function not in self._keys:
            self._keys[function] = self._digest(function, name)
        return self._keys[function]

    def find(self, module: str, name: str) -> Any:
        """The function with this name in a module; None if there is none any more."""
        try:
            function = getattr(import_module(module), name, None)
        except ImportError:
            return None
        return function if isinstance(function, FunctionType) and function.__module__ == module else None

    def _digest(self, function: Any, name: str) -> bytes:
        if not isinstance(function, FunctionType) or function.__closure__ or "<" in function.__qualname__:
            raise TypeError(f"{name}: its function is {function!r}: expected one at the top level of a module")
        defaults = (function.__defaults__ or (), tuple(sorted((function.__kwdefaults__ or {}).items())))
        defaults_key = fingerprint(defaults, f"{name}: a default of {function.__qualname__}")
        package = function.__module__.partition(".")[0]
        try:
            if package not in self._packages:
                self._packages[package] = package_digest(package)
        except SourceUnknownError as error:
            raise TypeError(f"{name}: {error}") from error
        return fingerprint((function.__module__, function.__qualname__, self._packages[package], defaults_key))
