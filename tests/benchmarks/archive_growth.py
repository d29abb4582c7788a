"""What builds of our whole site cost as its archive grows: from nothing, 50 new articles, one edited, nothing new, and
one edited during `invoke serve`.

    TMPDIR=/dev/shm python tests/benchmarks/archive_growth.py [--articles 1000 3000 10000]
        [--results tests/benchmarks/archive_growth.json] [--plot docs/growth.svg]

The articles are those of `whole_site.py`, and so is the site, with everything on. Annotations are made up from the
names and quotes that the texts are known to hold, in place of the model's, which costs the same for each article
however large the archive is. Each build is a process of its own: seconds of the wall clock and of the processor, and
peak memory; "one served" is made as the preview makes it, by a process that has loaded its modules, with models, and is
the second of two edits, in seconds of the wall clock; "nothing new" is the command itself. Then come files and bytes of
the site and of the index. A table sums it up, and the last lines set each size against the smallest, as a ratio of the
seconds of "50 new".

`--results` keeps what was measured: a size that is in the file is not measured again, so that larger ones can be added
later. `--plot` draws all that the file has, in seconds of the processor, which other work on the machine changes least.
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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT)]

from digest.annotate.records import Annotation, Kind, Mention, Quote, Role, Segment, Text  # noqa: E402
from tests.benchmarks import whole_site  # noqa: E402
from tests.benchmarks.growth_plot import Panel, growth_svg  # noqa: E402

Figures: TypeAlias = dict[str, float]
BUILDS = ("from nothing", "50 new", "one edited", "nothing new")
SERVED = "one served"

_PERSONS = rf"(?:{'|'.join(whole_site.FIRST.split())}) (?:{'|'.join(whole_site.LAST)})\b"
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


SETTINGS = ROOT / "pelican.conf.py"


def arguments(folder: Path) -> list[str]:
    return [f"--settings={SETTINGS}", *(f"--{name}={folder / name}" for name in ("content", "output", "cache"))]


def build(folder: Path) -> None:
    """Build the site of a folder as the command does, and print what it took."""
    from digest.operations.build import main as build_site  # noqa: PLC0415
    from digest.stories.clustering.evidence.sentence_vectors import begin_encoder  # noqa: PLC0415

    begin_encoder()  # as the command does before it imports what follows
    from digest.site.load import archive_reading  # noqa: PLC0415

    vars(archive_reading)["Annotator"] = MadeUpAnnotator
    begun = time.perf_counter()
    status = build_site(arguments(folder))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figures = {
        "wall": time.perf_counter() - begun,
        "processor": sum(usage.ru_utime + usage.ru_stime for usage in used),
        "memory": used[0].ru_maxrss / 1024,
    }
    print(json.dumps(figures))
    sys.exit(status)


def measured(folder: Path, name: str) -> Figures:
    """What one build took, which is told."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    made_up = [sys.executable, __file__, "--build", str(folder)]
    command = [sys.executable, "-m", "digest.operations.build", *arguments(folder)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'plugins'}"}
    is_made_up = name != "nothing new"
    done = subprocess.run(
        made_up if is_made_up else command, stdout=subprocess.PIPE, text=True, check=True, env=environment
    )
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    figures: Figures = {"processor": processor, "memory": 0.0}
    if is_made_up:
        figures |= json.loads(done.stdout.strip().splitlines()[-1])
    elif not done.stdout.startswith("Nothing has changed"):
        raise ValueError(f"the build that should have nothing to do says: {done.stdout}")
    figures["wall"] = wall
    print(
        f"  {name:16} {figures['wall']:8.2f} s, {figures['processor']:8.2f} s of processor, "
        f"{figures['memory']:6.0f} MiB",
        flush=True,
    )
    return figures


def edit(site: whole_site.Site, words: str) -> None:
    newest = max(site.content.rglob("report-*.md"))
    newest.write_text(f"{newest.read_text('utf-8')}\n{words}\n", "utf-8")


def served(site: whole_site.Site) -> Figures:
    """What the second of two edits takes while the site is served: the first has the process load what builds need."""
    from digest.operations.preview.rebuild import Rebuilder  # noqa: PLC0415

    os.environ["PYTHONPATH"] = f"{ROOT / 'plugins'}"
    with Rebuilder() as rebuilder:
        for words in ("Marta Velin added two words.", "Marta Velin added three words."):
            edit(site, words)
            time.sleep(8)  # while the process loads, which an editor doesn't wait for either
            begun = time.perf_counter()
            outcome = rebuilder.rebuild(arguments(site.folder))
            wall = time.perf_counter() - begun
            if outcome.status != "built":
                raise ValueError(outcome.message)
    print(f"  {SERVED:16} {wall:8.2f} s", flush=True)
    return {"wall": wall}


def grow(count: int, folder: Path) -> dict[str, Figures]:
    """What the builds of a site of `count` articles took, and how large it is then."""
    site = whole_site.Site(folder, count)
    site.make()
    print(f"{count:,} articles")
    result = {"from nothing": measured(site.folder, "from nothing")}
    site.add(whole_site.NEW)
    result["50 new"] = measured(site.folder, "50 new")
    edit(site, "Marta Velin added a word.")
    time.sleep(0.2)  # a build that begins at once leaves no snapshot by which the next one knows that nothing changed
    result["one edited"] = measured(site.folder, "one edited")
    result["nothing new"] = measured(site.folder, "nothing new")
    result[SERVED] = served(site)
    files = [file for file in (site.folder / "output").rglob("[!.]*") if file.is_file()]
    index = (site.folder / "cache" / "archive.sqlite").stat().st_size
    size = sum(file.stat().st_size for file in files)
    result["size"] = {"files": len(files), "bytes": size, "index": index}
    print(f"  {len(files):,} files, {size / 1e6:.0f} MB, index {index / 1e6:.0f} MB", flush=True)
    shutil.rmtree(site.folder)
    return result


def table(results: Mapping[int, Mapping[str, Figures]]) -> str:
    """A row in Markdown for each number of articles."""
    heads = ["articles", *(f"{name}: s (of processor), MiB" for name in BUILDS), f"{SERVED}: s"]
    heads += ["files", "MB", "index, MB"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for count, result in sorted(results.items()):
        builds = (result[name] for name in BUILDS)
        cells = [f"{one['wall']:,.1f} ({one['processor']:,.1f}), {one['memory']:,.0f}" for one in builds]
        size = result["size"]
        cells += [f"{result[SERVED]['wall']:,.1f}"] if SERVED in result else [""]
        cells += [f"{size['files']:,.0f}", f"{size['bytes'] / 1e6:,.0f}", f"{size['index'] / 1e6:,.0f}"]
        lines.append(f"| {count:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(results: Mapping[int, Mapping[str, Figures]]) -> str:
    """An SVG: time, memory, files and bytes by the number of articles."""

    def curve(part: str, figure: str, unit: float = 1.0) -> list[tuple[int, float]]:
        return [(count, result[part][figure] / unit) for count, result in sorted(results.items())]

    panels = (
        Panel("Seconds of processor", {name: curve(name, "processor") for name in BUILDS}),
        Panel("Peak memory, MiB", {name: curve(name, "memory") for name in BUILDS[:2]}),
        Panel("Files of the site", {"files": curve("size", "files")}),
        Panel("Megabytes", {"site": curve("size", "bytes", 1e6), "index": curve("size", "index", 1e6)}),
    )
    return growth_svg(panels, "by the number of articles; both axes by powers of ten")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 3_000, 10_000])
    parser.add_argument("--results", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--build", type=Path)
    options = parser.parse_args()
    if options.build:
        build(options.build)
        return
    known = json.loads(options.results.read_text("utf-8")) if options.results and options.results.exists() else {}
    results: dict[int, dict[str, Figures]] = {int(count): result for count, result in known.items()}
    with tempfile.TemporaryDirectory() as folder:
        for count in sorted(set(options.articles) - results.keys()):
            results[count] = grow(count, Path(folder))
            if options.results:
                options.results.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    print(table(results))
    if options.plot:
        options.plot.write_text(plot(results), "utf-8")
    smallest = min(results)
    for count in sorted(results):
        ratio = results[count]["50 new"]["wall"] / results[smallest]["50 new"]["wall"]
        print(f"50 new into {count:,} to 50 new into {smallest:,}: {ratio:.2f}")


if __name__ == "__main__":
    main()
