"""Suggestions of actors to follow: the most reported names that no actor's file has."""

from collections.abc import Sequence
from typing import Final

from ..annotate.names.name_report import ReportedName
from ..annotate.names.spelling_keys import name_key
from ..annotate.records import Actor
from .terminal_text import printable

MAX_LISTED: Final = 8  # spellings, or sources, that fit into a line of a terminal


def suggestions(names: Sequence[ReportedName], actors: Sequence[Actor], *, kind: str = "") -> tuple[ReportedName, ...]:
    """The names that no actor's file has, in their order. If a `kind` is given, only names of that kind."""
    followed = {name_key(name) for actor in actors for name in (actor.name, *actor.aliases, *actor.merge)}
    return tuple(
        name for name in names if name_key(name.canonical.name) not in followed and kind in {"", name.canonical.kind}
    )


def describe(reported: ReportedName) -> str:
    """A few lines for a terminal: numbers, kind and name; spellings with the rule that joined them; roles; sources."""
    canonical, sources = reported.canonical, reported.sources
    count = f"{len(sources):3} {'source ' if len(sources) == 1 else 'sources'}"
    lines = [f"{canonical.articles:5} articles  {count}  {canonical.kind:12}  {canonical.name}"]
    others = [spelling for spelling in canonical.spellings if spelling.text != canonical.name]
    if others:
        spelled = ", ".join(
            f"{spelling.text} {spelling.articles}" + (f" ({spelling.rule})" if spelling.rule else "")
            for spelling in others[:MAX_LISTED]
        )
        lines.append(f"{'':7}written    {spelled}{_number_not_shown(others)}")
    if reported.roles:
        lines.append(f"{'':7}called     {'; '.join(reported.roles)}")
    lines.append(f"{'':7}reported   {', '.join(sources[:MAX_LISTED])}{_number_not_shown(sources)}")
    return "\n".join(map(printable, lines))


def _number_not_shown(values: Sequence[object]) -> str:
    return f" and {len(values) - MAX_LISTED} more" if len(values) > MAX_LISTED else ""
