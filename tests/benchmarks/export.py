"""What an export costs as the archive grows: seconds, and the peak memory of its process.

    TMPDIR=/dev/shm python tests/benchmarks/export.py [--articles 10000 100000]

On one of two busy cores: 10,000 articles take 7.6 s of the processor and a peak of 126 MiB, 100,000 take 54 s and
127 MiB, for 1 GB of files.

The articles are those of `whole_site.py`, each with the names and quotes that its text is known to hold. They are put
into the index without the work of a build, which has benchmarks of its own. Each export is a process of its own. The
last line sets the memory of the largest archive against that of the smallest.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT)]

from digest.annotate.records import Text  # noqa: E402
from digest.archive.index_file import INDEX_FILE, IndexFile  # noqa: E402
from digest.archive.model.article import Article, Source  # noqa: E402
from digest.archive.model.article_body import read_body  # noqa: E402
from digest.archive.model.list_names import ALL, source_list  # noqa: E402
from digest.archive.packed_articles import pack_annotation  # noqa: E402
from digest.archive.questions.archive import Archive  # noqa: E402
from digest.archive.updating.article_files import ReadArticle, put_articles  # noqa: E402
from digest.archive.updating.source_rows import pack_source  # noqa: E402
from digest.operations.export.archive_export import export_archive  # noqa: E402
from tests.benchmarks import whole_site  # noqa: E402
from tests.benchmarks.archive_growth import MadeUpAnnotator  # noqa: E402
from tests.digest.archive.small_records import SETTINGS, article  # noqa: E402

BEGUN = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 1000


def articles(number: int) -> Iterator[Article]:
    """Articles as they were read, each with what is found in it."""
    sources = [Source(f"source-{n}", f"Source {n}", "World", full=n % 2 == 0) for n in range(whole_site.SOURCES)]
    plain = article(1, sources[0])
    for n in range(number):
        date = BEGUN + n * whole_site.EVERY
        head, _, text = whole_site.article(n, date).partition("\n\n")
        fields = dict(line.partition(": ")[::2] for line in head.splitlines())
        body = read_body("".join(f"<p>{part}</p>" for part in text.strip().split("\n\n")))
        id_ = f"news/{date:%Y/%m/%d}/article-{n}.md"
        (annotation,) = MadeUpAnnotator().annotate([Text(id_, body.text)])
        yield replace(
            plain, id=id_, path=f"{date:%Y/%m/%d}/article-{n}/", headline=fields["Title"], date=date, day=date.date(),
            source=sources[n % len(sources)], body=body, annotation=annotation,
        )  # fmt: skip


def fill(index: IndexFile, number: int) -> None:
    """Put articles into an index, as shown in lists, with their sources."""
    waiting: list[Article] = []
    with index.updating() as connection:
        for one in articles(number):
            waiting.append(one)
            connection.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?)", (one.source.slug, pack_source(one.source))
            )
            if len(waiting) == BATCH or one.id.endswith(f"-{number - 1}.md"):
                put_articles(connection, (ReadArticle(each, b"") for each in waiting), ())
                found = ((pack_annotation(each.annotation), each.id) for each in waiting)
                connection.executemany("UPDATE texts SET annotation = ? WHERE id = ?", found)
                waiting.clear()
        connection.execute("UPDATE articles SET status = 'shown'")
        connection.execute("INSERT INTO listed SELECT ?, place, id FROM articles", (ALL,))
        connection.execute("INSERT INTO listed SELECT ? || source, place, id FROM articles", (source_list(""),))
    index.close()


def export(folder: Path) -> None:
    """Export the archive of a folder, and print what it took."""
    archive = Archive(IndexFile(folder / INDEX_FILE), SETTINGS)
    before, begun = peak_mib(), time.perf_counter()
    report = export_archive(archive, folder / "export")
    size = sum(file.stat().st_size for file in (folder / "export").iterdir())
    took = {"seconds": time.perf_counter() - begun, "processor": time.process_time(), "before": before}
    print(json.dumps({**took, "peak": peak_mib(), "size": size / 1e6, "wrote": str(report)}))


def peak_mib() -> float:
    """The most memory that this process has had. (`getrusage` counts that of the process before `exec` too.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--export", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.export:
        export(options.export)
        return
    peaks = []
    for number in options.articles:
        folder = Path(tempfile.mkdtemp(prefix="export-"))
        try:
            fill(IndexFile(folder / INDEX_FILE), number)
            command = [sys.executable, __file__, "--export", str(folder)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            took = json.loads(done.stdout)
            peaks.append(took["peak"])
            print(
                f"{number} articles: {took['seconds']:.1f} s ({took['processor']:.1f} s of the processor), "
                f"{took['size']:.0f} MB of files, peak {took['peak']:.0f} MiB ({took['before']:.0f} before it began); "
                f"{took['wrote']}",
                flush=True,
            )
        finally:
            shutil.rmtree(folder)
    print(f"memory: {peaks[-1] / peaks[0]:.2f} times that of the smallest archive")


if __name__ == "__main__":
    main()
