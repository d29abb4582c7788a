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
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from ..contracts.toml_tables import load_tables, tables_in

# The descriptions say in messages what is expected.
_Names: TypeAlias = Annotated[tuple[str, ...], Field(description='a list of addresses, ["2026/11/22/ferry-strike"]')]
_NameLists: TypeAlias = Annotated[
    tuple[tuple[str, ...], ...],
    Field(description='a list of lists, [["2026/11/22/ferry-strike", "2026/11/22/ferries-idle"]]'),
]


class EditorDecisions(BaseModel):
    """The whole file. The decisions are taken in this order: drop, split, merge, lead, pin."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    pin: _Names = ()
    merge: _NameLists = ()
    split: _Names = ()
    lead: _Names = ()
    drop: _Names = ()


DECISIONS_FILE: Final = "decisions.toml"
NO_DECISIONS = EditorDecisions()


def load_decisions(path: Path) -> EditorDecisions:
    """The decisions of a file; none where there is no such file.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else than decisions; a line for
            each mistake names the file, the line and what is expected.
    """
    return load_tables(path, NO_DECISIONS, {})[0]


def decisions_in_text(text: str, path: Path) -> EditorDecisions:
    """The decisions in the text of the file at `path`.

    Raises:
        ConfigurationError: it isn't TOML, or holds something else than decisions.
    """
    return tables_in(text, path, NO_DECISIONS, {})


def entry_place(text: str, key: str, name: str) -> str:
    """Where a list of decisions in the text of the file has a name: ", line 3, pin"; without the line where it is
    written in another way than it reads."""
    head = re.search(rf"^[ \t]*{key}[ \t]*=", text, re.MULTILINE)
    begin = head.start() if head else 0
    written = re.compile(rf"^[^#\n]*?[\"'][ \t]*{re.escape(name)}[ \t]*[\"']", re.MULTILINE)
    entry = written.search(text, begin)
    line = f", line {text.count(chr(10), 0, entry.end()) + 1}" if entry else ""
    return f"{line}, {key}"
