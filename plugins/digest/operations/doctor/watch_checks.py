"""Whether what watches look for is there: actors, sources and sections; and whether they have found anything."""

from collections.abc import Iterator
from pathlib import Path

from ...annotate.actors.actor_files import load_actors
from ...annotate.records import Actor
from ...archive.index_file import IndexFile
from ...archive.questions.unknown_names import unknown_names
from ...archive.updating.index_update import last_actors
from ...archive.watches import WATCHES_FILE, load_watches
from ...contracts.toml_tables import table_place
from ...errors import DigestError
from ...storage.regular_file import read_regular_text
from .finding import Finding, advice, instead


def watch_findings(content: Path, index: IndexFile) -> Iterator[Finding]:
    """A finding for each name in a watch's query that no article of the last build has; for a watch without any, one
    if it has found nothing."""
    watches = load_watches(content / WATCHES_FILE).watch
    new_actors = _new_actors(content, index)
    text = read_regular_text(content / WATCHES_FILE) if watches else ""
    for number, watch in enumerate(watches):
        place = f"{content / WATCHES_FILE}{table_place(text, 'watch', number)}"
        faults = list(unknown_names(index, watch.query, new_actors))
        yield from (advice(f"{place}, query: {one.what}", instead(one.name, one.known)) for one in faults)
        found = index.rows("SELECT slug IN (SELECT watch FROM hits) FROM watches WHERE slug = ?", (watch.slug,))
        if found == [(0,)] and not faults:
            yield advice(f"{place}: {watch.name} has found nothing", "try its query in parts: concordance search")


def _new_actors(content: Path, index: IndexFile) -> list[Actor]:
    """The actors whom the last build didn't have as their files are now."""
    built = last_actors(index.connection)
    try:
        return [actor for actor in load_actors(content / "actors") if actor not in built]
    except DigestError:  # which is a finding by itself
        return []
