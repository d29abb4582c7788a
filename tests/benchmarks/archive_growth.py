"""What builds of our whole site cost as its archive grows: from nothing, 50 new articles, one edited, nothing new.

    TMPDIR=/dev/shm python tests/benchmarks/archive_growth.py [--articles 1000 3000 10000]

The articles are those of `whole_site.py`, and so is the site, with everything on. Annotations are made up from the
names and quotes that the texts are known to hold, in place of the model's, which costs the same for each article
however large the archive is. Each build is a process of its own: seconds of the wall clock and of the processor, and
peak memory. The last lines set each size against the smallest, as a ratio of the seconds of "50 new".
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT)]

from digest.annotate.records import Annotation, Kind, Mention, Quote, Role, Segment, Text  # noqa: E402
from tests.benchmarks import whole_site  # noqa: E402

_PERSONS = rf"(?:{'|'.join(whole_site.FIRST.split())}) (?:{'|'.join(whole_site.LAST.split())})"
_NAMES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(_PERSONS), "person"),
    (re.compile("|".join(whole_site.BODIES)), "organisation"),
    (re.compile("|".join(whole_site.PLACES.split())), "place"),
)
_QUOTE = re.compile(
    rf'"[^"]+,?"(?= said (?P<after>{_PERSONS}))|(?P<before>{_PERSONS}) told reporters: (?P<words>"[^"]+")'
)


class MadeUpAnnotator:
    """Finds what the generator of the texts has put into them."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Takes what the annotator of the site takes."""

    def annotate(self, texts: Iterable[Text]) -> Iterator[Annotation]:
        for text in texts:
            mentions = sorted(
                (
                    Mention(found.start(), found.end(), found.group(), found.group(), kind)
                    for pattern, kind in _NAMES
                    for found in pattern.finditer(text.text)
                ),
                key=lambda mention: mention.start,
            )
            quotes = []
            for found in _QUOTE.finditer(text.text):
                start, end = found.span("words") if found["words"] else found.span()
                speaker = found["after"] or found["before"]
                quotes.append(Quote((Segment(start, end),), text.text[start:end], speaker, None, None, "said"))
            roles = (Role(quotes[0].speaker or "", "spokesman"),) if quotes else ()
            yield Annotation(text.id, tuple(mentions), tuple(quotes), roles=roles)


def build(folder: Path) -> None:
    """Build the site of a folder, and print what it took."""
    from digest.operations.build import build as build_site  # noqa: PLC0415
    from digest.site.load import archive_reading  # noqa: PLC0415

    vars(archive_reading)["Annotator"] = MadeUpAnnotator
    begun = time.perf_counter()
    settings = ROOT / "pelican.conf.py"
    build_site(settings, content=folder / "content", output=folder / "output", cache=folder / "cache")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figures = {
        "wall": time.perf_counter() - begun,
        "processor": sum(usage.ru_utime + usage.ru_stime for usage in used),
        "memory": used[0].ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def measured(folder: Path, name: str) -> float:
    """The seconds of one build, which is told with what it took."""
    begun = time.perf_counter()
    command = [sys.executable, __file__, "--build", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ})
    seconds = time.perf_counter() - begun
    figures = json.loads(done.stdout.strip().splitlines()[-1])
    print(
        f"  {name:16} {seconds:8.2f} s, {figures['processor']:8.2f} s of processor, {figures['memory']:6.0f} MiB",
        flush=True,
    )
    return seconds


def grow(count: int, folder: Path) -> float:
    """The seconds that 50 new articles take a site of `count` articles."""
    site = whole_site.Site(folder, count)
    site.make()
    print(f"{count:,} articles")
    measured(site.folder, "from nothing")
    site.add(whole_site.NEW)
    seconds = measured(site.folder, "50 new")
    newest = max(site.content.rglob("report-*.md"))
    newest.write_text(newest.read_text("utf-8") + "\nMarta Velin added a word.\n", "utf-8")
    time.sleep(0.2)  # a build that begins at once leaves no snapshot by which the next one knows that nothing changed
    measured(site.folder, "one edited")
    measured(site.folder, "nothing new")
    files = [file for file in (site.folder / "output").rglob("*") if file.is_file()]
    index = (site.folder / "cache" / "archive.sqlite").stat().st_size
    print(
        f"  {len(files):,} files, {sum(file.stat().st_size for file in files) / 1e6:.0f} MB, index {index / 1e6:.0f} MB"
    )
    shutil.rmtree(site.folder)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 3_000, 10_000])
    parser.add_argument("--build", type=Path)
    options = parser.parse_args()
    if options.build:
        build(options.build)
        return
    with tempfile.TemporaryDirectory() as folder:
        seconds = {count: grow(count, Path(folder)) for count in sorted(options.articles)}
    smallest = min(seconds)
    for count, taken in seconds.items():
        print(f"50 new into {count:,} to 50 new into {smallest:,}: {taken / seconds[smallest]:.2f}")


if __name__ == "__main__":
    main()
