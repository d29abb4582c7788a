"""One Markdown parser for all articles of a build, if the results are the same as with one parser for each.

Pelican makes a parser, with all its extensions, for every file. This takes a fifth of the time for an article of 480
words. Instead, `Markdown.reset` makes a parser ready for the next document. Only Markdown's own extensions are known to
reset all their state; with other extensions Pelican makes its parsers itself. The parser is used only for documents
that quick_markdown.py can't render. tests/quick_pelican/test_shared_markdown.py compares it with new parsers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from pelican import readers

_OWN: Final = "markdown.extensions."


@contextmanager
def one_parser() -> Iterator[None]:
    """Has Pelican share parsers for one run."""
    make = getattr(readers, "Markdown", None)
    if not callable(make):
        yield  # Python-Markdown is not installed; Pelican then sets the name to False
        return
    readers.Markdown = reusing(make)
    try:
        yield
    finally:
        readers.Markdown = make


def reusing(make: Callable[..., Any]) -> Callable[..., Any]:
    """A replacement for `make`. It returns the parser made before with the same options, after a reset.

    The parser renders plain documents with `QuickMarkdown`.
    """
    # Options -> the parser, and the processors that were registered when it was made.
    parsers: dict[str, tuple[Any, list[Any]]] = {}

    def parser(**options: Any) -> Any:
        extensions = options.get("extensions", [])
        if not all(isinstance(extension, str) and extension.startswith(_OWN) for extension in extensions):
            return make(**options)
        key = repr(sorted(options.items()))
        if key not in parsers:
            new = make(**options)
            _quicken(new)
            registered = [(dict(registry._data), list(registry._priority)) for registry in _registries(new)]
            parsers[key] = (new, registered)
        shared, registered = parsers[key]
        for registry, (items, order) in zip(_registries(shared), registered, strict=True):
            # Pelican removes the preprocessor of metadata after it has run.
            if registry._data != items or registry._priority != order:
                registry._data, registry._priority, registry._is_sorted = dict(items), list(order), False
        return shared.reset()

    return parser


def _quicken(parser: Any) -> None:
    from .quick_markdown import QuickMarkdown, is_known, normalised, split_header  # noqa: PLC0415  imports Markdown

    if not is_known(parser):
        return
    quick = QuickMarkdown(parser)
    convert = parser.convert

    def convert_quickly(source: str) -> str:
        body = normalised(source)
        header = None
        if "meta" in parser.preprocessors:
            header, body = split_header(body)
        html = quick.render(body) if source.strip() else None
        if html is None:
            return convert(source)  # type: ignore[no-any-return]
        if header is not None:
            parser.Meta = header
        return html

    parser.convert = convert_quickly


def _registries(parser: Any) -> tuple[Any, ...]:
    processors = (parser.preprocessors, parser.parser.blockprocessors, parser.treeprocessors)
    return (*processors, parser.inlinePatterns, parser.postprocessors)
