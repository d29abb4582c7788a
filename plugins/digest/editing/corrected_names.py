"""The names of the archive as the editor's corrections leave them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..annotate.names.canonical_names import CanonicalName, NameSpelling
from ..annotate.names.name_counts import most_frequent_kind
from ..annotate.records import Kind
from ..archive.corrections import Rename, Untag
from ..archive.index_file import IndexFile
from ..archive.updating.index_update import last_corrections


def corrected_names(index: IndexFile, details: Mapping[str, CanonicalName]) -> dict[str, CanonicalName]:
    """The canonical names, each with its spellings, after the corrections of the last build: without those that are no
    actor anywhere, with those that only a correction gives, and with the kinds that the editor says."""
    corrections = last_corrections(index.connection)
    kinds = {one.name: one.kind for one in corrections.kind}
    corrected = {name: replace(known, kind=kinds[name]) if name in kinds else known for name, known in details.items()}
    for name in {one.name for one in (*corrections.untag, *corrections.rename)} | {
        one.to for one in corrections.rename
    }:
        corrected.pop(name, None)
        if known := _as_tagged(index, name, kinds.get(name), details.get(name)):
            corrected[name] = known
    return corrected


def _as_tagged(index: IndexFile, name: str, kind: Kind | None, found: CanonicalName | None) -> CanonicalName | None:
    """A name as articles are tagged with it; None where none is. `found` is what is known of it without
    corrections."""
    kinds: Counter[Kind] = Counter()
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for id_, kind_there, text, count in index.rows("SELECT id, kind, text, count FROM named WHERE name = ?", (name,)):
        kinds[kind_there] += count
        articles[" ".join(text.split())].add(id_)
    if not kinds:
        return None
    rules = {spelling.text: spelling.rule for spelling in found.spellings} if found else {}
    spellings = sorted(
        (
            NameSpelling(text, len(ids), rules.get(text, "" if text == name else "editor"))
            for text, ids in articles.items()
        ),
        key=lambda spelling: (-spelling.articles, spelling.text),
    )
    return CanonicalName(
        name, kind or most_frequent_kind(kinds), len(set().union(*articles.values())), tuple(spellings)
    )


def corrections_of(index: IndexFile, name: str) -> Iterator[str]:
    """A line for each correction of a name, as the last build made them."""
    corrections = last_corrections(index.connection)
    yield from (f"no actor{_where(one)}" for one in corrections.untag if one.name == name)
    yield from (f"{one.to}{_where(one)}" for one in corrections.rename if one.name == name)
    yield from (f"also {one.name}{_where(one)}" for one in corrections.rename if one.to == name)
    yield from (f"of the kind {one.kind}" for one in corrections.kind if one.name == name)


def _where(correction: Untag | Rename) -> str:
    """Where a correction holds, with a blank before."""
    keys = {"article": correction.article, "source": correction.source, "words": correction.words}
    places = ", ".join(f"{key} {value!r}" for key, value in keys.items() if value)
    return f" where {places}" if places else " everywhere"
