"""What a build did, in numbers."""

from dataclasses import dataclass

from .explanations import Explanation


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """Counts and times of one build.

    `sources` files were asked for, `parsed` of them were not in the cache. Of the views handed to the writer,
    `rendered` were rendered and `skipped` were not. The output folder holds `files` files of ours; `written` of them
    got other bytes, and `removed` others were removed. The seconds are those of reading (until the first output), of
    making the outputs, and of moving them into place.
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
