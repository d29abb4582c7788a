"""What was written at the desk in this run, so that it can be taken out again."""

from dataclasses import dataclass
from threading import Lock

from ...annotate.actors.actor_files import load_actors
from ...errors import ConfigurationError
from .content_changes import ContentChange, take_out, write_change


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A change that was written. `title` says what was decided, `item` is what it was decided on: an id of the page.
    `build` is the build that was shown then."""

    change: ContentChange
    title: str
    item: str
    build: str = ""


class DeskJournal:
    """The lines of this run, the last one last. `told` is how the last step ended, for the editor to read; `failed` is
    true where it could not be done."""

    def __init__(self) -> None:
        self.written: tuple[WrittenLine, ...] = ()
        self.told = ""
        self.failed = False
        self._lock = Lock()  # two tabs may write at once

    def items(self, build: str) -> frozenset[str]:
        """On what something was decided that a build doesn't show yet."""
        return frozenset(line.item for line in self.written if line.build == build)

    def write(self, line: WrittenLine) -> None:
        """Write a change.

        Raises:
            ConfigurationError: the file has changed since, or an actor's file would not fit the others; nothing is
                written.
        """
        path = line.change.path
        with self._lock:
            write_change(line.change)
            try:
                if path.suffix == ".md":
                    load_actors(path.parent)
            except ConfigurationError:
                take_out(line.change)
                raise
            self.written = (*self.written, line)
            self._tell(f"Written: {path}, line {line.change.shown[0].number}")

    def undo(self) -> None:
        """Take the last line out of its file again.

        Raises:
            ConfigurationError: there is none, or it has changed since.
        """
        with self._lock:
            if not self.written:
                raise ConfigurationError("nothing was written in this run that could be taken out again")
            *rest, last = self.written
            take_out(last.change)
            self.written = tuple(rest)
            self._tell(f"Taken out again: {last.title} ({last.change.path})")

    def fail(self, reason: str) -> None:
        """Tell why the last step could not be done."""
        self._tell(reason, failed=True)

    def _tell(self, text: str, *, failed: bool = False) -> None:
        self.told, self.failed = text, failed
