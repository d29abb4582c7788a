"""The reasons why pages were rendered in this build, or why not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from ..state.rows import OutputRow, ViewKey

_PARTS: Final = (
    ("template", "it has another template than before"),
    ("template_key", "its template has changed, or one that it extends, includes or imports"),
    ("view_key", "its view has changed, or what the view is made from"),
    ("site_key", "the value that all pages see as `site` has changed"),
    ("program_key", "the program has changed: a plugin, a filter, a global, or what is installed"),
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reason why the page at `path` was rendered, or why not."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class Explanations:
    """Notes the reasons, only for the pages in the setting INCREMENTAL_EXPLAIN."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._reasons: dict[str, str] = dict.fromkeys(paths, "")

    def note(self, path: str, key: ViewKey, row: OutputRow | None) -> None:
        """Notes why the page is rendered or not. `row` is the row of the page in the output folder."""
        if path in self._reasons:
            self._reasons[path] = _reason(key, row)

    def note_file(self, path: str, *, there: bool) -> None:
        """Notes that the file in the output folder has been changed, or is gone if `there` is false."""
        if path in self._reasons:
            why = "somebody has changed the file" if there else "the file is gone"
            self._reasons[path] = f"rendered, since {why}"

    def explanations(self, made: Collection[str]) -> tuple[Explanation, ...]:
        """One explanation for each path in the setting. `made` are the paths of all our files in the output folder."""
        return tuple(
            Explanation(path, reason or (_NATIVE if path in made else "nothing makes this page"))
            for path, reason in self._reasons.items()
        )


_NATIVE: Final = "made in each build, since no view says what it is made from, and put in place if its bytes are new"


def _reason(key: ViewKey, row: OutputRow | None) -> str:
    if row is None:
        return "rendered, since no build made it before"
    if row.key is None:
        return "rendered, since nothing is known of the last build (--clean, a killed build, or no view made it)"
    changed = [text for part, text in _PARTS if getattr(key, part) != getattr(row.key, part)]
    if not changed:
        return "not rendered, since nothing that it is made from has changed"
    return f"rendered, since {'; '.join(changed)}"
