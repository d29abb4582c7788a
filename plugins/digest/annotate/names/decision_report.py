"""The report of a build's decisions on ambiguous names of followed actors, a file in cache/ for the editor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..records import Annotation

# The number of characters on each side of a name that a passage shows.
CONTEXT_CHARS: Final = 50


@dataclass(frozen=True, slots=True)
class ReportedDecision:
    """A decision on a name that could be somebody else's, and its article. `passage` has the name in brackets."""

    article: str
    actor: str
    passage: str
    tagged: bool
    reason: str


def reported_decisions(articles: Iterable[tuple[str, str, str, Annotation]]) -> tuple[ReportedDecision, ...]:
    """The decisions in an archive, by actor and article. `articles` are (id, headline, text, annotation)."""
    decisions = (
        ReportedDecision(
            article,
            decision.actor,
            _passage(headline if decision.in_title else text, decision.start, decision.end),
            decision.tagged,
            decision.reason,
        )
        for article, headline, text, annotation in articles
        for decision in annotation.decisions
    )
    return tuple(sorted(decisions, key=lambda decision: (decision.actor, decision.article)))


def decisions_about(decisions: Iterable[ReportedDecision], name: str) -> Iterator[ReportedDecision]:
    """The decisions on the actor `name`, and those in articles whose id ends with `name`."""
    wanted = name.casefold()
    return (
        decision
        for decision in decisions
        if decision.actor.casefold() == wanted or decision.article.casefold().endswith(wanted)
    )


def _passage(text: str, start: int, end: int) -> str:
    before = text[max(0, start - CONTEXT_CHARS) : start]
    after = text[end : end + CONTEXT_CHARS]
    before = before if len(before) < CONTEXT_CHARS else before.partition(" ")[2]
    after = after if len(after) < CONTEXT_CHARS else after.rpartition(" ")[0]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
