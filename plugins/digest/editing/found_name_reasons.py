"""What the archive knows of a name about which there are no doubts, and what corrections made of it: whether it is
followed, under which name it is tagged, or why not."""

from collections.abc import Iterable, Mapping

from ..annotate.names.canonical_names import CanonicalName
from ..annotate.names.spelling_keys import name_key
from ..annotate.records import Actor
from ..archive.index_file import IndexFile
from .corrected_names import corrected_names, corrections_of
from .terminal_text import printable


def found_name_reasons(
    index: IndexFile, details: Mapping[str, CanonicalName], name: str, actors: Iterable[Actor] = ()
) -> list[str]:
    """Lines on a name, whatever its case or house style; none where the archive doesn't have it. `actors` are those of
    the editor's files."""
    corrected = corrected_names(index, details)
    found, shown = _called(name, details), _called(name, corrected)
    known = shown or found
    if known is None:
        return []
    actor = next((one for one in actors if one.name == known.name), None)
    lines = [_summary(known, found, actor, is_tagged=shown is not None)]
    lines += [f"{'':4}corrections.toml: {line}" for line in corrections_of(index, known.name)]
    if shown:
        spelled = [f"{one.text} {one.articles}{f' ({one.rule})' if one.rule else ''}" for one in shown.spellings]
        lines += [f"{'':4}written: {', '.join(spelled)}", f"{'':4}{_page(index, shown.name)}"]
    return [printable(line) for line in lines]


def _called(name: str, names: Mapping[str, CanonicalName]) -> CanonicalName | None:
    """The name that is called so, or else one that has that spelling."""
    key = name_key(name)
    known = next((one for one in names.values() if name_key(one.name) == key), None)
    return known or next((one for one in names.values() if key in {name_key(s.text) for s in one.spellings}), None)


def _summary(known: CanonicalName, found: CanonicalName | None, actor: Actor | None, *, is_tagged: bool) -> str:
    where = f"as {_with_article(known.kind)} in {_articles(known.articles)}"
    if actor:
        return f"{known.name}: followed (actors/{actor.slug}.md), {where}"
    if not is_tagged:
        return f"{known.name}: found {where}, and tagged in none"
    if found is None or found.name != known.name:
        return f"{known.name}: named by corrections alone, {where}"
    return f"{known.name}: found by itself, {where}"


def _page(index: IndexFile, name: str) -> str:
    if index.value("SELECT untagged FROM known_names WHERE name = ?", (name,)):
        return "it gets no tag: several actors could have that name, or a file with it says Tag: never"
    slug = index.value("SELECT topics.slug FROM names JOIN topics USING (slug) WHERE names.name = ?", (name,))
    if slug:
        return f"its page is topics/{slug}/"
    return "it has no page: too few articles or sources have it (DIGEST_TOPIC_MIN_ARTICLES, DIGEST_TOPIC_MIN_SOURCES)"


def _with_article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
