"""The outcome of a build, which `python -m digest.operations.build --report FILE` writes and the preview reads."""

import json
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """One run of the build.

    `message` is one line for a person: what was built, or why not. `place` is the file and the line where an error of
    the program was raised, "" for any other outcome. `warnings` are the log's lines from WARNING up. An "incomplete"
    site lacks files that can't be read; `warnings` names them.
    """

    status: Literal["built", "incomplete", "unchanged", "failed", "wrong input", "busy"]
    message: str
    place: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def is_failure(self) -> bool:
        """Whether there is no site of the files as they are; the last one stays."""
        return self.status in ("failed", "wrong input", "busy")

    def to_json(self) -> str:
        """An object with the names of the fields."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "BuildOutcome":
        """The outcome that `to_json` wrote."""
        record = json.loads(text)
        return cls(**{**record, "warnings": tuple(record["warnings"])})
