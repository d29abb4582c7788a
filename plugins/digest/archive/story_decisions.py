"""The editor's decisions on single stories and articles, from `content/decisions.toml`.

    pin = ["2026/11/22/ferry-strike"]                                # first on its day and on the front page
    merge = [["ferry-strike-1a2b3c4d", "2026/11/22/ferries-idle"]]   # one event
    split = ["2026/11/22/another-strike"]                            # not part of the story that it was put into
    lead = ["2026/11/22/ferry-strike-talks"]                         # its headline is that of its story
    drop = ["2026/11/22/advertisement"]                              # not on the site at all

An article is named by the path of its page. A story is named by its slug, with or without `stories/` before it, or by
the path of any of its articles. A name of something that doesn't exist, or no longer, is logged, and the build goes on.
"""

import re
import tomllib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import ConfigurationError
from ..storage.regular_file import read_regular_text


class EditorDecisions(BaseModel):
    """The whole file. The decisions are taken in this order: drop, split, merge, lead, pin."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    pin: tuple[str, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


DECISIONS_FILE: Final = "decisions.toml"
NO_DECISIONS = EditorDecisions()


def load_decisions(path: Path) -> EditorDecisions:
    """The decisions of a file; none where there is no such file.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else than decisions.
    """
    try:
        return decisions_in_text(read_regular_text(path), path)
    except FileNotFoundError:
        return NO_DECISIONS
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read as UTF-8 text: {error}") from error


def decisions_in_text(text: str, path: Path) -> EditorDecisions:
    """The decisions in the text of the file at `path`.

    Raises:
        ConfigurationError: it isn't TOML, or holds something else than decisions.
    """
    try:
        return EditorDecisions.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: this isn't TOML: {error}") from error
    except ValidationError as error:
        faults = (f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise ConfigurationError("\n".join(faults)) from error


def entry_place(text: str, key: str, name: str) -> str:
    """Where a list of decisions in the text of the file has a name: ", line 3, pin"; without the line where it is
    written in another way than it reads."""
    head = re.search(rf"^[ \t]*{key}[ \t]*=", text, re.MULTILINE)
    begin = head.start() if head else 0
    written = re.compile(rf"^[^#\n]*?[\"'][ \t]*{re.escape(name)}[ \t]*[\"']", re.MULTILINE)
    entry = written.search(text, begin)
    line = f", line {text.count(chr(10), 0, entry.end()) + 1}" if entry else ""
    return f"{line}, {key}"
