"""The rules by which items are filtered, as a subscription gives them: see `filters`."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rules:
    """What must be found in an item (one of `keep`, if there are any) and what must not (any of `drop`)."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


NO_RULES: Final = Rules()
