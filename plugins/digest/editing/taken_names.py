"""Longer names with a followed actor's name in them, which the next build takes for the actor: "L.A. County", once
"L.A." is an alias of Los Angeles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..annotate.actors.actor_files import ACTOR_KINDS
from ..annotate.actors.alias_matches import AliasMatch, alias_matches, relevant_actors
from ..annotate.actors.alias_patterns import folded
from ..annotate.actors.namesakes import namesake
from ..annotate.names.name_report import MIN_ARTICLES
from ..annotate.records import Actor, Kind
from ..annotate.text.parsed_document import KIND_OF_LABEL, Entity, Paragraph, PreparedText
from ..annotate.text.plain_tokeniser import plainly_parsed
from ..archive.index_file import IndexFile
from .terminal_text import printable

MAX_LISTED: Final = 10


@dataclass(frozen=True, slots=True)
class TakenName:
    """A name that was found by itself, in so many articles, and the actor's `alias` that stands in it."""

    name: str
    articles: int
    has_page: bool
    alias: str


def taking_match(name: str, kind: Kind, actors: Sequence[Actor]) -> AliasMatch | None:
    """The followed actor's name for which a longer name of a kind is taken; None where it stays what it is: there is
    none in it, it is an actor's too, a never-match phrase, or one of somebody else by its words ("Anna Wagner")."""
    text = folded(name)
    label = next(label for label, of_label in KIND_OF_LABEL.items() if of_label == kind)
    parsed = plainly_parsed(PreparedText(text, (Paragraph(0, len(text)),), english=False, lang="en"))
    document = replace(parsed, entities=(Entity(0, len(text), label),))
    for match in alias_matches(text, tuple(actors)):
        is_part = (match.start, match.end) != (0, len(text))
        is_open = match.alias.is_single_word and namesake(document, text, match)
        if is_part and not match.never_phrase and not is_open:
            return match
    return None


def taken_names(index: IndexFile, actor: Actor, actors: Sequence[Actor]) -> tuple[TakenName, ...]:
    """The names of the last build that the next one takes for an actor, those in most articles first. `actors` are all
    that are followed."""
    query = (
        "SELECT found_names.name, canonical, known_names.kind, count(*), "
        "EXISTS (SELECT 1 FROM names JOIN topics USING (slug) WHERE names.name = canonical) "
        "FROM found_names JOIN canonical USING (name) JOIN known_names ON known_names.name = canonical "
        "GROUP BY found_names.name HAVING count(*) >= ? ORDER BY count(*) DESC, found_names.name"
    )
    own = {actor.name, *actor.aliases, *actor.merge}
    taken = []
    for name, canonical, kind, articles, has_page in index.rows(query, (MIN_ARTICLES,)):
        if {name, canonical} & own or not relevant_actors((actor,), name):
            continue
        match = taking_match(name, kind, actors)
        if match and match.followed.actor.name == actor.name:
            taken.append(TakenName(name, articles, bool(has_page), match.alias.name))
    return tuple(taken)


def taken_reason(name: str, actors: Sequence[Actor]) -> list[str]:
    """A line on a name that is taken for a followed actor's, for a terminal; no line for other names. A name that is
    taken everywhere is found no longer, so that its kind isn't known."""
    found = next((match for kind in ACTOR_KINDS if (match := taking_match(name, kind, actors))), None)
    if found is None:
        return []
    actor = found.followed.actor
    return [
        printable(
            f"{name}: {found.alias.name} stands in it, a name of {actor.name}, for whom builds take it; "
            f"to keep it by itself, add it to Never in actors/{actor.slug}.md"
        )
    ]


def taken_lines(taken: Sequence[TakenName], actor: Actor) -> list[str]:
    """What becomes of these names, and how to keep them, for a terminal; no line where there are none."""
    if not taken:
        return []
    lines = [f"longer names that become {actor.name}:"]
    lines += [f"{'':4}{one.alias} also stands in {described(one)}" for one in taken[:MAX_LISTED]]
    if len(taken) > MAX_LISTED:
        lines.append(f"{'':4}and {len(taken) - MAX_LISTED} more")
    return [printable(line) for line in (*lines, f"to keep those that are somebody else, add {never_line(taken)}")]


def described(taken: TakenName) -> str:
    """The name with what is there of it."""
    return f"{taken.name} ({taken.articles} articles{', a page of its own today' if taken.has_page else ''})"


def never_line(taken: Sequence[TakenName]) -> str:
    """The line of an actor's file that keeps these names."""
    return f"Never: {'; '.join(one.name for one in taken[:MAX_LISTED])}"
