"""A change of one file under `content/`: what it says before and after, how it is shown, written, and taken back."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ...errors import ConfigurationError, DigestError
from ...storage.atomic_file import write_atomically
from ...storage.regular_file import read_regular_file
from .content_lines import ContentLine


@dataclass(frozen=True, slots=True)
class TouchedLines:
    """The whole lines in which two texts differ, as lists with their line ends. `number` counts lines from 1."""

    number: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it will stand in its file: what was in it already around what is `new`."""

    number: int
    head: str
    new: str
    tail: str


@dataclass(frozen=True, slots=True)
class ContentChange:
    """The text of a file before and after a line was added. `before` is None where there was no such file."""

    path: Path
    before: str | None
    after: str

    @property
    def state(self) -> str:
        """What tells this state of the file from others: the change that was shown is the one to be written."""
        return blake2b(repr((self.before, self.after)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    @property
    def shown(self) -> tuple[ShownLine, ...]:
        """The lines that are new or differ, without empty ones at their beginning."""
        touched = touched_lines(self.before or "", self.after)
        lines = list(enumerate(touched.after, start=touched.number))
        while len(lines) > 1 and not lines[0][1].strip():
            del lines[0]
        if len(touched.before) == 1 and len(touched.after) == 1:
            return (_marked(touched.number, touched.before[0], touched.after[0]),)
        kept = set(touched.before)
        return tuple(
            ShownLine(number, line, "", "") if line in kept else ShownLine(number, "", line.rstrip("\n"), "")
            for number, line in lines
        )


def change_of(content: Path, line: ContentLine) -> ContentChange:
    """The change that adds a line to its file as it is now.

    Raises:
        ConfigurationError: the file can't be read, or the line can't be added to it.
    """
    path = content / line.file
    before = _text_of(path)
    return ContentChange(path, before, line.added_to(before or ""))


def write_change(change: ContentChange) -> None:
    """Write the text after the change.

    Raises:
        ConfigurationError: the file says something else than before the change.
    """
    if _text_of(change.path) != change.before:
        raise ConfigurationError(f"{change.path} has changed meanwhile: look at the line again")
    _write(change.path, change.after)


def take_out(change: ContentChange) -> None:
    """Take exactly the lines of a change out of its file again; what was changed elsewhere in the file stays.

    Raises:
        ConfigurationError: these lines have changed since.
    """
    now = _text_of(change.path)
    if now == change.after:
        if change.before is None:
            change.path.unlink()
        else:
            _write(change.path, change.before)
        return
    touched = touched_lines(change.before or "", change.after)
    is_whole_file = change.before is None and change.path.suffix == ".md"  # an actor's, of which no part makes sense
    rest = None if now is None or is_whole_file else _without(now, touched)
    if rest is None:
        raise ConfigurationError(
            f"{change.path}, line {touched.number}: it has changed there since, and was left as it is: "
            "take the line out by hand"
        )
    _write(change.path, rest)


def touched_lines(before: str, after: str) -> TouchedLines:
    """The lines in which two texts differ: none of them is the same at the beginning or the end of both."""
    old, new = _lines(before), _lines(after)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    same = 0
    while same < min(len(old), len(new)) - first and old[-1 - same] == new[-1 - same]:
        same += 1
    return TouchedLines(first + 1, tuple(old[first : len(old) - same]), tuple(new[first : len(new) - same]))


def _without(text: str, touched: TouchedLines) -> str | None:
    """The text with the touched lines as they were before; None unless they stand in it in exactly one place."""
    lines, size = _lines(text), len(touched.after)
    places = [at for at in range(len(lines) - size + 1) if tuple(lines[at : at + size]) == touched.after]
    if len(places) != 1:
        return None
    before, rest = "".join(touched.before), "".join(lines[places[0] + size :])
    if before and rest and not before.endswith("\n"):
        before += "\n"
    return "".join(lines[: places[0]]) + before + rest


def _lines(text: str) -> list[str]:
    """The lines with their ends. Unlike `splitlines`, only a line feed ends one, as in TOML."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _marked(number: int, before: str, after: str) -> ShownLine:
    before, after = before.rstrip("\n"), after.rstrip("\n")
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    stop = len(after) - end
    return ShownLine(number, after[:start], after[start:stop], after[stop:])


def _text_of(path: Path) -> str | None:
    """The text of a file with "\\n" for line ends; None where there is none.

    Raises:
        ConfigurationError: it can't be read, or its line ends can't be kept.
    """
    try:
        text = read_regular_file(path).decode()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read as UTF-8 text: {error}") from error
    if "\r" in text:
        raise ConfigurationError(f"{path}: its lines end with carriage returns: change it by hand")
    return text


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path.resolve(), text.encode())  # a link stays, and its target is written
    except OSError as error:
        raise DigestError(f"{path}: can't be written: {error.strerror or error}") from error
