"""What a build leaves for the editor's commands: records as JSON in a file among the caches."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def write_report(file: Path, records: "Iterable[DataclassInstance]") -> None:
    """Keeps the records in `file`, which is replaced in one step."""
    fresh = file.with_name(f"{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(json.dumps([asdict(one) for one in records], ensure_ascii=True), encoding="utf-8")
    fresh.replace(file)
