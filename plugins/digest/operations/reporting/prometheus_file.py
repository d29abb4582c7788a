"""The outcome of a run as a file of metrics, which the textfile collector of Prometheus' node_exporter reads.

The format is https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format. The file is replaced
in one step, since the collector may read it at any moment.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from ...storage.atomic_file import write_atomically
from .run_outcome import RunOutcome

_PREFIX: Final = "concordance"
_LAST_GOOD: Final = f"{_PREFIX}_last_good_run_timestamp_seconds"
_COUNTS: Final = {
    "feeds": "Feeds that are followed.",
    "feeds_failed": "Feeds that could not be read in the last poll.",
    "new": "Articles that were new in the last poll.",
    "updated": "Articles that had changed in the last poll.",
    "dropped": "Entries that the editor's filters left out in the last poll.",
    "failed": "Entries that could not become an article in the last poll.",
}


def write_metrics(file: Path, outcome: RunOutcome, poll_report: Path, *, now: datetime) -> None:
    """Write the metrics of a run that ended at `now`. The counts of its poll are in the file `poll_report`; the time of
    the last good run, if that was an earlier one, is in the file that is replaced.

    Raises:
        OSError: it can't be written.
    """
    good = now.timestamp() if outcome.is_good else _last_good(file)
    lines = [
        *_metric(f"{_PREFIX}_last_run_timestamp_seconds", "When the last run ended.", {"": now.timestamp()}),
        *_metric(f"{_PREFIX}_last_run_status", "The exit status of the last run; 0 is good.", {"": outcome.status}),
        *(_metric(_LAST_GOOD, "When the last good run ended.", {"": good}) if good is not None else ()),
        *_metric(
            f"{_PREFIX}_step_duration_seconds",
            "How long each step of the last run took.",
            {f'{{step="{step.name}"}}': round(step.seconds, 3) for step in outcome.steps},
        ),
        *_metric(
            f"{_PREFIX}_step_status",
            "The exit status of each step of the last run; -1 where its time was up.",
            {f'{{step="{step.name}"}}': -1 if step.status is None else step.status for step in outcome.steps},
        ),
    ]
    for name, count in _poll_counts(poll_report, outcome).items():
        lines += _metric(f"{_PREFIX}_poll_{name}", _COUNTS[name], {"": count})
    write_atomically(file, "".join(f"{line}\n" for line in lines).encode())


def _metric(name: str, text: str, values: Mapping[str, float]) -> Iterable[str]:
    """The lines of one metric; the keys of `values` are its labels."""
    return (f"# HELP {name} {text}", f"# TYPE {name} gauge", *(f"{name}{key} {value}" for key, value in values.items()))


def _last_good(file: Path) -> float | None:
    try:
        found = re.search(
            rf"^{_LAST_GOOD} ([0-9.]+)$", file.read_text(encoding="utf-8", errors="replace"), re.MULTILINE
        )
        return float(found[1]) if found else None
    except (OSError, ValueError):
        return None


def _poll_counts(report: Path, outcome: RunOutcome) -> dict[str, int]:
    """The counts of the poll of this run; none where it left no report, which a poll that was ended does not."""
    poll = next((step for step in outcome.steps if step.name == "poll"), None)
    if poll is None or poll.status not in (0, 1, 124):
        return {}
    try:
        summary = json.loads(report.read_bytes())["summary"]
        return {name: int(summary[name]) for name in _COUNTS}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
