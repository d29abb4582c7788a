"""The reasons why pages were rendered in this build, or why not."""

from collections.abc import Callable, Iterable
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

    def note(self, path: str, key: ViewKey | None, row: OutputRow | None, *, is_in_place: bool) -> None:
        """Notes why the page is rendered or not. `row` is the row of the page in the output folder, `is_in_place`
        whether its file is as it was left."""
        if path in self._reasons and not self._reasons[path]:
            spoilt = row is not None and row.key is not None and row.key == key and not is_in_place
            self._reasons[path] = _SPOILT if spoilt else _reason(key, row)

    def explanations(self, row_of: Callable[[str], OutputRow | None]) -> tuple[Explanation, ...]:
        """One explanation for each path in the setting. `row_of` returns the row of a file, if it is ours."""
        return tuple(Explanation(path, reason or _unnoted(row_of(path))) for path, reason in self._reasons.items())


_SPOILT: Final = "rendered, since somebody has changed the file or removed it"
_NATIVE: Final = "made in each build, since no view says what it is made from, and put in place if its bytes are new"


def _unnoted(row: OutputRow | None) -> str:
    if row is None:
        return "nothing makes this page"
    return _reason(row.key, row) if row.key else _NATIVE


def _reason(key: ViewKey | None, row: OutputRow | None) -> str:
    if row is None:
        return "rendered, since no build made it before"
    if row.key is None:
        return "rendered, since nothing is known of the last build (--clean, a killed build, or no view made it)"
    changed = [text for part, text in _PARTS if getattr(key, part) != getattr(row.key, part)]
    if not changed:
        return "not rendered, since nothing that it is made from has changed"
    return f"rendered, since {'; '.join(changed)}"
