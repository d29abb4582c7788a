"""What a decision at the desk adds to a file under `content/`: pure functions of the file's text.

Each kind of line knows its file and gives the text with the line added, so that comments, order and layout stay. That
text is read as a build reads it: a line that would change anything else is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import tomlkit
from pydantic import BaseModel
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from ...archive.corrections import CORRECTIONS_FILE, corrections_in
from ...archive.story_decisions import DECISIONS_FILE, decisions_in_text
from ...errors import ConfigurationError

BY_HAND: Final = "the line can't be added without a change to others: do it by hand"


@dataclass(frozen=True, slots=True)
class CorrectionTables:
    """Tables of one name at the end of `corrections.toml`: [[untag]], [[rename]] or [[quote]], each with its keys."""

    table: str
    entries: tuple[tuple[tuple[str, str | bool], ...], ...]

    @property
    def file(self) -> str:
        return CORRECTIONS_FILE

    def added_to(self, text: str) -> str:
        """The text of the file with the tables.

        Raises:
            ConfigurationError: the file can't be read, says so already, or has no place for them.
        """
        # Appended as text: tomlkit would put them after the last table of that name, and move what stands between.
        blocks = [tomlkit.dumps({self.table: [dict(entry)]}).strip() for entry in self.entries]
        after = _with_empty_line(text) + "\n\n".join(blocks) + "\n"
        return _checked(_Addition(self.file, self.table, len(self.entries)), corrections_in, text, after)


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One more entry of a list of `decisions.toml`: pin, split, merge or lead."""

    key: str
    value: str | tuple[str, ...]

    @property
    def file(self) -> str:
        return DECISIONS_FILE

    def added_to(self, text: str) -> str:
        """The text of the file with the entry.

        Raises:
            ConfigurationError: the file can't be read, says so already, or has no place for it.
        """
        # Of several leads of a story the last one counts, so that an earlier one is named once more.
        addition = _Addition(self.file, self.key, 1, may_repeat=self.key == "lead")
        return _checked(addition, decisions_in_text, text, _with_entry(text, self.key, self.value))


@dataclass(frozen=True, slots=True)
class ActorFile:
    """A new file in `actors`. `name` is that of the file, `header_and_body` its whole text."""

    name: str
    header_and_body: str

    @property
    def file(self) -> str:
        return f"actors/{self.name}"

    def added_to(self, text: str) -> str:
        """The text of the new file.

        Raises:
            ConfigurationError: there is such a file already.
        """
        if text:
            raise ConfigurationError(f"{self.file} is there already")
        return self.header_and_body


ContentLine: TypeAlias = CorrectionTables | DecisionEntry | ActorFile


def correction(table: str, *entries: Mapping[str, str | bool]) -> CorrectionTables:
    """Tables with these keys; a key with an empty text is left out, but for a speaker, where "" means nobody."""
    kept = tuple(
        tuple((key, value) for key, value in entry.items() if value != "" or key == "speaker") for entry in entries
    )
    return CorrectionTables(table, kept)


class _Addition(NamedTuple):
    """How many entries come to the list of a key in a file."""

    file: str
    key: str
    entries: int
    may_repeat: bool = False


def _checked(addition: _Addition, read: Callable[[str, Path], BaseModel], text: str, after_text: str | None) -> str:
    """The text of a file after an addition that changes nothing else. `after_text` is None where there can't be one.

    Raises:
        ConfigurationError: the file can't be read, says so already, or has no place for the addition.
    """
    path = Path(addition.file)
    before = read(text, path)
    if after_text is None:
        raise ConfigurationError(f"{path}: {BY_HAND}")
    after = read(after_text, path)
    known: tuple[Any, ...] = getattr(before, addition.key)
    added: tuple[Any, ...] = getattr(after, addition.key)[len(known) :]
    if not addition.may_repeat and set(added) <= set(known):
        raise ConfigurationError(f"{path} says so already")
    if len(added) != addition.entries or after != before.model_copy(update={addition.key: known + added}):
        raise ConfigurationError(f"{path}: {BY_HAND}")
    return after_text


def _with_empty_line(text: str) -> str:
    """The text with an empty line at its end, where something else stands before."""
    if not text or text.endswith("\n\n"):
        return text
    return text + ("\n" if text.endswith("\n") else "\n\n")


def _with_entry(text: str, key: str, value: str | tuple[str, ...]) -> str | None:
    """The text with one more entry of a list, laid out as the list is; None where tomlkit can't give the rest as it
    was."""
    entry = list(value) if isinstance(value, tuple) else value
    try:
        document = tomlkit.parse(text)
        if tomlkit.dumps(document) != text:
            return None
        entries = document.get(key)
        if entries is None:
            return _on_new_line(text) + tomlkit.dumps({key: [entry]})
        if not isinstance(entries, Array):
            return None
        entries.append(entry)
        return tomlkit.dumps(document)
    except TOMLKitError:
        return None


def _on_new_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
