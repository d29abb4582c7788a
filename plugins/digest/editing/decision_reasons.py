"""Why the last build took a doubtful name for a followed actor, or did not."""

from collections.abc import Iterable, Sequence

from ..annotate.names.decision_report import ReportedDecision, decisions_about
from ..annotate.records import Actor
from ..errors import DigestError
from ..similar_names import similar_name
from .terminal_text import printable


def decision_reasons(
    name: str, decisions: Sequence[ReportedDecision], actors: Sequence[Actor] = (), found: Iterable[str] = ()
) -> str:
    """Three lines for each decision on an actor's names, or in an article.

    The lines are the decision with its reason, the passage, and the article. Decisions against an actor come first.
    `name` is an actor's name or the end of an article's file name. `actors` are those that are followed, `found` the
    names of others, which may be meant by one that is mistyped.

    Raises:
        DigestError: there is no decision about that name; the message says whether an actor of that name is followed.
    """
    if not name.strip():
        raise DigestError("expected the name of an actor, or the end of an article's file name")
    about_name = sorted(decisions_about(decisions, name), key=lambda decision: decision.tagged)
    if not about_name:
        raise DigestError(_no_decision(name, decisions, actors, found))
    return "\n".join(
        printable(line)
        for decision in about_name
        for line in (
            f"{'tagged' if decision.tagged else 'passed over':12} {decision.actor}: {decision.reason}",
            f"{'':12} {decision.passage}",
            f"{'':12} {decision.article}",
        )
    )


def _no_decision(
    name: str, decisions: Sequence[ReportedDecision], actors: Sequence[Actor], found: Iterable[str]
) -> str:
    doubtful = sorted({decision.actor for decision in decisions})
    doubts = f"it had doubts about {', '.join(doubtful)}" if doubtful else "it had no doubts about any name"
    names = {own.casefold(): actor.name for actor in actors for own in (actor.name, *actor.aliases, *actor.merge)}
    shown = repr(printable(name))
    actor = names.get(name.strip().casefold())
    if actor is not None:
        own = (
            f"{shown} is followed"
            if actor.casefold() == name.strip().casefold()
            else f"{shown} is followed, as {actor}"
        )
        return f"{own}, and the last build had no doubts about its names: {doubts}"
    similar = similar_name(name, (*found, *names))
    question = f"; did you mean {names.get(similar, similar)}?" if similar else "."
    return f"{shown}: no followed actor and no article with doubts has that name{question} In the last build {doubts}"
