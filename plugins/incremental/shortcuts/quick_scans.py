"""Spares Pelican scans that grow with the square of the number of articles. The result is the same.

Three of them are in `ArticlesGenerator`, and one in `pelican.utils`:

- `generate_tags`, `generate_categories` and `generate_authors` ask of every article, for each tag, category and author,
  whether it is in that one's list: at 10,000 articles and 3,000 tags that is 30 million searches of lists. They do so
  also where those pages are turned off, and `write_file` throws the result away.
- `_build_period_archives` asks of every article, for each year, month and day, whether it is in that period's list.
- `generate_articles` works out the address of every article, also where articles are written by somebody else;
- `process_translations` asks of every article whether it is in the list of originals.

Upstream each is one line: `in` a list becomes `in` a set of the same objects' ids. From outside, the first get lists
that know their members, the second is given no articles and gets them afterwards, and the third is called for one group
of translations at a time.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Final

from pelican import generators, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator

_PAGES: Final = {
    "TAG_SAVE_AS": ("generate_tags", "tags"),
    "CATEGORY_SAVE_AS": ("generate_categories", "categories"),
    "AUTHOR_SAVE_AS": ("generate_authors", "authors"),
}


def spare_scans(generator: Generator) -> None:
    if not isinstance(generator, ArticlesGenerator):
        return
    generator.generate_articles = _if_anywhere(generator, generator.generate_articles)
    for setting, (method, taxonomy) in _PAGES.items():
        if generator.settings[setting] == "":
            setattr(generator, method, _nothing)
        else:
            setattr(generator, method, _knowing(generator, getattr(generator, method), taxonomy))

    generator._build_period_archives = _filled_afterwards(generator._build_period_archives)


def _if_anywhere(generator: ArticlesGenerator, generate_articles: Any) -> Any:
    """Goes through the articles only if one of them has a place, or somebody listens."""

    def generate(write: Any) -> None:
        places = [generator.settings[name] for name in ("ARTICLE_SAVE_AS", "ARTICLE_LANG_SAVE_AS")]
        kinds = (generator.translations, generator.articles, generator.hidden_translations, generator.hidden_articles)
        heard = signals.article_generator_write_article.receivers
        if heard or any(places) or any(hasattr(one, "override_save_as") for one in chain(*kinds)):
            generate_articles(write)

    return generate


@contextmanager
def translations_by_group() -> Iterator[None]:
    """For one run, since Pelican has no place of its own to say this."""
    process_translations = generators.process_translations

    def by_group(
        contents: list[Any], translation_id: str | Collection[str] | None = None
    ) -> tuple[list[Any], list[Any]]:
        names = (translation_id,) if isinstance(translation_id, str) else tuple(translation_id or ())
        if not names or not all(hasattr(content, name) for content in contents for name in names):
            return process_translations(contents, translation_id)  # type: ignore[no-any-return]  # pelican has no types
        value = attrgetter(*names)
        contents.sort(key=value)
        originals: list[Any] = []
        translations: list[Any] = []
        for _, group in groupby(contents, value):
            first, others = process_translations(list(group), translation_id)
            originals += first
            translations += others
        return originals, translations

    generators.process_translations = by_group
    try:
        yield
    finally:
        generators.process_translations = process_translations


def _filled_afterwards(build_period_archives: Any) -> Any:
    def build(sorted_articles: Any, articles: Any, settings: Any) -> Any:
        archives = build_period_archives(sorted_articles, [], settings)
        order = {id(article): number for number, article in enumerate(articles)}
        for periods in archives.values():
            for period in periods:
                inside = [article for article in period["dates"] if id(article) in order]
                period["articles"] = sorted(inside, key=lambda article: order[id(article)])
        return archives

    return build


def _nothing(_write: Any) -> None:
    """In place of pages that have no path."""


class _Members(list[Any]):
    """A list that answers `in` from a set, for objects that are equal only to themselves."""

    def __init__(self, items: Iterable[Any]) -> None:
        super().__init__(items)
        self._ids = frozenset(map(id, self))

    def __contains__(self, item: object) -> bool:
        return id(item) in self._ids


def _knowing(generator: ArticlesGenerator, generate: Any, taxonomy: str) -> Any:
    def generate_with_members(write: Any) -> None:
        terms = getattr(generator, taxonomy)
        if type(generator.dates) is not list or Content.__eq__ is not object.__eq__:
            generate(write)  # somebody has changed what Pelican does
            return
        pairs = [(term, _Members(articles)) for term, articles in (terms.items() if hasattr(terms, "items") else terms)]
        setattr(generator, taxonomy, dict(pairs) if hasattr(terms, "items") else pairs)
        try:
            generate(write)
        finally:
            setattr(generator, taxonomy, terms)

    return generate_with_members
