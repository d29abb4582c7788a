"""Memory of a process with all that it began, as the kernel tells it (Linux)."""

from pathlib import Path


def tree_pss_kib(process: int) -> int:
    """KiB of the process and all its descendants now; what they share counts once (PSS)."""
    return sum(map(_pss_kib, _tree(process)))


def _tree(process: int) -> list[int]:
    """The process and all its descendants."""
    processes = [process]
    for descendant in processes:
        try:
            children = Path(f"/proc/{descendant}/task/{descendant}/children").read_text(encoding="ascii").split()
        except OSError:
            continue  # it ended meanwhile
        processes += map(int, children)
    return processes


def _pss_kib(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass  # it ended meanwhile
    return 0
