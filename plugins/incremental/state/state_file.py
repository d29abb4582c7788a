"""The file in the state folder: what was read and compiled, and what pages asked. It can be deleted at any time."""

from pathlib import Path
from typing import Final

from .database import Database
from .page_state import PAGES_SCHEMA
from .source_state import SOURCES_SCHEMA
from .template_state import TEMPLATES_SCHEMA

STATE_FILE: Final = "incremental.sqlite"
_VERSION: Final = 7


def opened_state(path: Path) -> Database:
    """The file, opened or created."""
    return Database(path, SOURCES_SCHEMA + PAGES_SCHEMA + TEMPLATES_SCHEMA, _VERSION)
