"""How a scheduled run ended, as a record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """One step of a run: its name, its exit status (None where its time was up), and how long it took."""

    name: str
    status: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """A run: its exit status, and the steps that were begun, in their order."""

    status: int
    steps: tuple[StepOutcome, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether all steps were done."""
        return self.status == 0
