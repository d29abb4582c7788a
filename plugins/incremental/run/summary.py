"""What a build did, in numbers."""

from dataclasses import dataclass

from .explanations import Explanation


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """Counts of one build.

    `sources` were asked for, `parsed` of them were not in the cache. Of the views handed over, `rendered` were rendered
    and `skipped` were not. `files` is all that the output folder holds of ours; `written` of them got other bytes,
    `removed` were ours and are no longer. The seconds are those of reading (until the first output), of making the
    outputs, and of moving them into place.
    """

    sources: int
    parsed: int
    rendered: int
    skipped: int
    files: int
    written: int
    removed: int
    read_s: float
    make_s: float
    commit_s: float
    explanations: tuple[Explanation, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.sources} sources, {self.parsed} parsed in {self.read_s:.2f} s; "
            f"{self.rendered} views rendered, {self.skipped} skipped in {self.make_s:.2f} s; "
            f"{self.written} of {self.files} files written, {self.removed} removed in {self.commit_s:.2f} s"
        )
