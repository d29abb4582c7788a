"""Whether what watches look for is there: actors, sources and sections; and whether they have found anything."""

import marshal
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...archive.index_file import IndexFile
from ...archive.model.addresses import section_slug
from ...archive.searching.query_parsing import parse_query
from ...archive.searching.query_tree import FieldTerm, QueryTree, terms_of
from ...archive.watches import WATCHES_FILE, Watch, load_watches
from ...contracts.toml_tables import table_place
from ...storage.regular_file import read_regular_text
from .decision_checks import is_source
from .finding import Finding, advice, instead


def watch_findings(content: Path, index: IndexFile) -> Iterator[Finding]:
    """A finding for each name in a watch's query that no article of the last build has; for a watch without any, one
    if it has found nothing."""
    watches = load_watches(content / WATCHES_FILE).watch
    text = read_regular_text(content / WATCHES_FILE) if watches else ""
    for number, watch in enumerate(watches):
        place = f"{content / WATCHES_FILE}{table_place(text, 'watch', number)}"
        faults = list(_unknown_names(watch, index))
        yield from (advice(f"{place}, query: {what}", mend) for what, mend in faults)
        found = index.rows("SELECT slug IN (SELECT watch FROM hits) FROM watches WHERE slug = ?", (watch.slug,))
        if found == [(0,)] and not faults:
            yield advice(f"{place}: {watch.name} has found nothing", "try its query in parts: concordance search")


def _unknown_names(watch: Watch, index: IndexFile) -> Iterator[tuple[str, str]]:
    """What is wrong with a query, and what mends it. What names mean is known of a query that the last build had."""
    rows = index.rows("SELECT meaning FROM watches WHERE slug = ? AND query = ?", (watch.slug, watch.query))
    if not rows:
        return
    actors, sources = (dict(named) for named in marshal.loads(rows[0][0]))  # noqa: S302  the index has made it
    yield from _unknown_actors(actors, index)
    yield from _unknown_sources(sources, index)
    yield from _unknown_sections(parse_query(watch.query), index)


def _unknown_actors(meanings: Mapping[str, list[str]], index: IndexFile) -> Iterator[tuple[str, str]]:
    for name, slugs in meanings.items():
        if not any(index.rows("SELECT 1 FROM named WHERE slug = ? LIMIT 1", (slug,)) for slug in slugs):
            known = [topic for (topic,) in index.rows("SELECT name FROM topics ORDER BY name")]
            yield f"no article names {name!r}", instead(name, known)


def _unknown_sources(meanings: Mapping[str, list[str]], index: IndexFile) -> Iterator[tuple[str, str]]:
    for name, slugs in meanings.items():
        if not any(is_source(index, slug) for slug in slugs):
            known = [slug for (slug,) in index.rows("SELECT slug FROM sources ORDER BY slug")]
            yield f"there is no source {name!r}", instead(name, known)


def _unknown_sections(tree: QueryTree, index: IndexFile) -> Iterator[tuple[str, str]]:
    known = dict(index.rows("SELECT slug, name FROM sections ORDER BY slug"))
    for term in terms_of(tree):
        if isinstance(term, FieldTerm) and term.field == "section" and section_slug(term.value) not in known:
            yield f"there is no section {term.value!r}", instead(term.value, list(known.values()))
