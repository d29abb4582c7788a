"""The counts and times of a build."""

from dataclasses import dataclass

from .explanations import Explanation


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """Counts and times of one build.

    Pelican read `sources` files; `parsed` of them were not in the cache. The writer got views, of which `rendered` were
    rendered and `skipped` were not; `same` of those rendered had the bytes of the file in the output folder. That
    folder contains `files` files of ours, of `bytes` bytes altogether; `written` of them got new bytes, and `removed`
    others were removed. The times are for reading (until the first output), for making the outputs, and for moving them
    into place.
    """

    sources: int
    parsed: int
    rendered: int
    same: int
    skipped: int
    files: int
    bytes: int
    written: int
    removed: int
    read_s: float
    make_s: float
    commit_s: float
    explanations: tuple[Explanation, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.sources} sources, {self.parsed} parsed in {self.read_s:.2f} s; "
            f"{self.rendered} views rendered ({self.same} as before), {self.skipped} skipped in {self.make_s:.2f} s; "
            f"{self.written} of {self.files} files written, {self.removed} removed in {self.commit_s:.2f} s, "
            f"{self.bytes / 1e6:.1f} MB altogether"
        )
