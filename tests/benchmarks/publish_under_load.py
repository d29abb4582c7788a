"""What readers get of a site that is published without a pause while nginx serves it to 64 connections:

    python tests/benchmarks/publish_under_load.py [TIMES]

It wants Debian's nginx-light and wrk. Prints counts; all but the first two and the number of readers should be 0.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]

from tests.hosting.publishing_under_load import publish_under_load  # noqa: E402  after the path is set

TIMES = 100

if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with TemporaryDirectory() as folder:
        for name, count in asdict(publish_under_load(Path(folder), times=times, connections=64)).items():
            print(f"{name:>14} {count:>10}")
