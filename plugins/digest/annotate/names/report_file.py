"""Writes a build's reports for the editor's commands: records as JSON, in a file under cache/."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ...storage.atomic_file import write_atomically

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def write_report(path: Path, records: "Iterable[DataclassInstance]") -> None:
    """Writes the records to `path`, which is replaced in one step. The folder is created if it is missing."""
    text = json.dumps([asdict(record) for record in records], ensure_ascii=True)
    write_atomically(path, text.encode("ascii"))
