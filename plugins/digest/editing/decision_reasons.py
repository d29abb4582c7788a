"""Why the last build took a doubtful name for a followed actor, or did not."""

from collections.abc import Sequence

from ..annotate.names.decision_report import ReportedDecision, decisions_about
from ..errors import DigestError
from .terminal_text import printable


def decision_reasons(name: str, decisions: Sequence[ReportedDecision]) -> str:
    """Three lines for each decision on an actor's names, or in an article.

    The lines are the decision with its reason, the passage, and the article. Decisions against an actor come first.
    `name` is an actor's name or the end of an article's file name.

    Raises:
        DigestError: there is no decision about that name.
    """
    about_name = sorted(decisions_about(decisions, name), key=lambda decision: decision.tagged)
    if not about_name:
        doubtful = ", ".join(sorted({decision.actor for decision in decisions})) or "nobody"
        raise DigestError(f"{name!r}: the last build had no doubts about it; it had some about {doubtful}")
    return "\n".join(
        printable(line)
        for decision in about_name
        for line in (
            f"{'tagged' if decision.tagged else 'passed over':12} {decision.actor}: {decision.reason}",
            f"{'':12} {decision.passage}",
            f"{'':12} {decision.article}",
        )
    )
