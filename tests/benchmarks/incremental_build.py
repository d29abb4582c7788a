"""Builds the benchmark's site as `invoke build` does: it asks first whether anything has changed."""

import gc
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "plugins"))

from incremental import UpToDateCheck


def main(folder: str) -> None:
    check = UpToDateCheck(f"{folder}/cache/build.snapshot", {"settings": f"{folder}/pelican.conf.py"})
    if check.last_note() is not None:
        return
    from pelican import Pelican  # noqa: PLC0415  only where there is something to do
    from pelican.settings import read_settings  # noqa: PLC0415

    with check.watch_build() as build:
        pelican = Pelican(read_settings(f"{folder}/pelican.conf.py"))
        pelican.run()
        build.finish(pelican, note=str(pelican.incremental_summary))
    print(pelican.incremental_summary)


if __name__ == "__main__":
    gc.set_threshold(1_000_000)  # both as in digest.operations.build, which says why
    main(sys.argv[1])
    gc.freeze()
