"""Why the last build took a name for a followed actor or did not, for the editor's command: a file among the caches."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..records import Annotation

DECISIONS_FILE: Final = "decisions.json"

# So many characters on each side of a name show who is meant.
CONTEXT_CHARS: Final = 50


@dataclass(frozen=True, slots=True)
class ReportedDecision:
    """One decision on a name that could be somebody else's. `passage` has the name between brackets."""

    article: str
    actor: str
    passage: str
    tagged: bool
    reason: str


def reported_decisions(articles: Iterable[tuple[str, str, str, Annotation]]) -> tuple[ReportedDecision, ...]:
    """The decisions in an archive, by actor and article. `articles` are (id, title, text, annotation)."""
    found = (
        ReportedDecision(
            id_, one.actor, _passage(title if one.in_title else text, one.start, one.end), one.tagged, one.reason
        )
        for id_, title, text, annotation in articles
        for one in annotation.decisions
    )
    return tuple(sorted(found, key=lambda one: (one.actor, one.article)))


def read_decisions(file: Path) -> tuple[ReportedDecision, ...] | None:
    """The decisions that the last build left in `file`; None where there is nothing that can be read."""
    try:
        return tuple(ReportedDecision(**one) for one in json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def decisions_about(found: Iterable[ReportedDecision], name: str) -> Iterator[ReportedDecision]:
    """The decisions on an actor, or in an article whose id ends with `name`."""
    wanted = name.casefold()
    return (one for one in found if one.actor.casefold() == wanted or one.article.casefold().endswith(wanted))


def _passage(text: str, start: int, end: int) -> str:
    before = text[max(0, start - CONTEXT_CHARS) : start]
    after = text[end : end + CONTEXT_CHARS]
    before = before if len(before) < CONTEXT_CHARS else before.partition(" ")[2]
    after = after if len(after) < CONTEXT_CHARS else after.rpartition(" ")[0]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
