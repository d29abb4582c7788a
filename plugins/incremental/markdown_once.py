"""One Markdown parser for all articles of a build, where that can't be told from one for each.

Pelican makes a parser, with all its extensions, for every file; that takes a fifth of the time of parsing an article of
480 words. `Markdown.reset` is there to spare it. Only Markdown's own extensions are trusted to reset all that they
keep; with others Pelican goes on as ever.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from pelican import readers

_OWN: Final = "markdown.extensions."


@contextmanager
def one_parser() -> Iterator[None]:
    """For one run of Pelican."""
    make = getattr(readers, "Markdown", None)
    if not callable(make):
        yield  # Python-Markdown is not installed, or set to False by Pelican for that reason
        return
    readers.Markdown = reusing(make)
    try:
        yield
    finally:
        readers.Markdown = make


def reusing(make: Callable[..., Any]) -> Callable[..., Any]:
    """Instead of `make`: a parser that was made before with the same options, reset."""
    made: dict[str, tuple[Any, list[Any]]] = {}

    def parser(**options: Any) -> Any:
        extensions = options.get("extensions", [])
        if not all(isinstance(extension, str) and extension.startswith(_OWN) for extension in extensions):
            return make(**options)
        key = repr(sorted(options.items()))
        if key not in made:
            fresh = make(**options)
            made[key] = (fresh, [(dict(one._data), list(one._priority)) for one in _registries(fresh)])
        again, registered = made[key]
        for registry, (items, order) in zip(_registries(again), registered, strict=True):
            # Pelican takes the preprocessor of metadata away once it has done its work.
            registry._data, registry._priority, registry._is_sorted = dict(items), list(order), False
        return again.reset()

    return parser


def _registries(parser: Any) -> tuple[Any, ...]:
    processors = (parser.preprocessors, parser.parser.blockprocessors, parser.treeprocessors)
    return (*processors, parser.inlinePatterns, parser.postprocessors)
