"""Builds the site: Pelican with our settings, and errors that can't be overlooked.

    python -m digest.operations.build [--settings FILE]
        [--content DIR] [--output DIR] [--cache DIR] [--now TIME] [--clean]
                           [--jobs N] [--explain PATH ...]

Where nothing has changed since the last build, this is known before Pelican is imported.

Exit status: 0 built; 1 the build failed, and what was built last stays; 2 the editor's input is wrong.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from incremental import UpToDateCheck, WatchedBuild

from ..errors import BuildError, ConfigurationError, DigestError

if TYPE_CHECKING:
    from ..site.generator import BuiltSite

UNCHANGED = "Nothing has changed since the last build"  # how the line of a run that had nothing to do begins


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What the site holds, what the writer had to do for it, and how long all of it took."""

    built: "BuiltSite"
    writer: str
    explanations: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        built = self.built
        return (
            f"{built.articles} articles of {built.sources} sources, {built.actors} actors, "
            f"{built.quotes} quotes with a speaker and {built.unattributed} without, "
            f"{built.stories} stories of several sources, {built.pages} pages and feeds; "
            f"{self.writer}; {built.search}; {self.seconds:.1f} s"
        )


def build(
    settings_file: Path,
    *,
    content: Path | None = None,
    output: Path | None = None,
    cache: Path | None = None,
    now: str = "",
    clean: bool = False,
    jobs: int | None = None,
    explain: Sequence[str] = (),
) -> BuildReport:
    """Builds the site once. `jobs` is the number of processes, by default that of the processors; `explain` names
    pages of which the report is to say why they were rendered, or why not.

    Raises:
        BuildError: a plugin did not load, or a page could not be made; the last output stays as it was.
        ConfigurationError: the settings, the subscriptions or an actor's file are wrong.
    """
    with up_to_date_check(
        settings_file, content=content, output=output, cache=cache, now=now
    ).watch_build() as watched_build:
        paths = {"PATH": content, "OUTPUT_PATH": output, "CACHE_PATH": cache}
        override: dict[str, Any] = {name: str(path.resolve()) for name, path in paths.items() if path}
        if now:
            override["DIGEST_NOW"] = now
        if clean:
            override["INCREMENTAL_CLEAN"] = True  # which still knows what to remove; deleting the cache would not
        if jobs is not None:
            override["INCREMENTAL_JOBS"] = jobs
        if explain:
            override["INCREMENTAL_EXPLAIN"] = tuple(explain)
        return _built(settings_file, override, watched_build)


def up_to_date_check(
    settings_file: Path, *, content: Path | None, output: Path | None, cache: Path | None, now: str
) -> UpToDateCheck:
    """What knows whether a build with these options would change anything. It is among the caches, and where the
    settings put those is not known before they are read: so it is where they are by default."""
    options = {"settings": settings_file, "content": content, "output": output, "cache": cache, "now": now}
    folder = cache or settings_file.absolute().parent / "cache"
    return UpToDateCheck(os.fspath(folder / "build.snapshot"), {name: str(value) for name, value in options.items()})


def _built(settings_file: Path, override: dict[str, Any], watched_build: WatchedBuild) -> BuildReport:
    # Here, so that `--help` and wrong options cost no second of imports.
    import shutil  # noqa: PLC0415

    from pelican import Pelican  # noqa: PLC0415

    from incremental import IncrementalError, SettingsError  # noqa: PLC0415

    from ..annotate.run.annotator import CACHE_FILE  # noqa: PLC0415
    from ..site.load.body_cache import BODIES_FILE  # noqa: PLC0415
    from ..site.load.story_cache import CACHE_FILES  # noqa: PLC0415
    from ..site.search.search_index import CACHE_FOLDER as SEARCH_CACHE  # noqa: PLC0415

    begun = time.monotonic()
    settings = _settings(settings_file, override)
    if override.get("INCREMENTAL_CLEAN"):
        for name in (CACHE_FILE, BODIES_FILE, *CACHE_FILES):
            for file in Path(settings["CACHE_PATH"]).glob(f"{name}*"):  # a killed build leaves SQLite's journal too
                file.unlink()
        shutil.rmtree(Path(settings["CACHE_PATH"], SEARCH_CACHE), ignore_errors=True)
    wanted = list(settings["PLUGINS"])
    pelican = Pelican(settings)
    missing = set(wanted) - {plugin.__name__ for plugin in pelican.plugins}
    if missing:
        raise BuildError(f"these plugins did not load: {', '.join(sorted(missing))}; the lines above say why")

    from ..site.generator import site_built  # noqa: PLC0415  after Pelican has put the plugins on the path

    built: list[BuiltSite] = []
    with site_built.connected_to(built.append):
        try:
            pelican.run()
        except DigestError:
            raise
        except SettingsError as error:
            raise ConfigurationError(str(error)) from error
        except IncrementalError as error:
            raise BuildError(str(error)) from error
        except Exception as error:
            raise BuildError(f"{type(error).__name__}: {error}") from error
    if not built:
        raise BuildError("the plugin digest.site made no pages; is it in PLUGINS?")
    report = BuildReport(built[0], _writer_line(pelican), _explanations(pelican), time.monotonic() - begun)
    if not built[0].search.failed:  # else the next build tries again
        watched_build.finish(pelican, inputs=[str(settings_file)], note=str(report))
    return report


def _settings(file: Path, override: dict[str, Any]) -> dict[str, Any]:
    from pelican.settings import read_settings  # noqa: PLC0415  as above

    if not file.is_file():
        raise ConfigurationError(f"{file}: there is no such file; Pelican would go on without settings")
    content = override.get("PATH")
    if content and not Path(content).is_dir():
        raise ConfigurationError(f"{content}: there is no such folder of content")
    try:
        settings: dict[str, Any] = read_settings(str(file), override=override)
    except Exception as error:  # it runs the editor's file, and raises what that raises, or bare exceptions of its own
        raise ConfigurationError(f"{file}: {type(error).__name__}: {error}") from error
    return settings


def _writer_line(pelican: Any) -> str:
    summary = getattr(pelican, "incremental_summary", None)
    return str(summary) if summary else "nothing is known of what was written"


def _explanations(pelican: Any) -> tuple[str, ...]:
    summary = getattr(pelican, "incremental_summary", None)
    return tuple(map(str, summary.explanations)) if summary else ()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.operations.build", description="Builds the site.")
    parser.add_argument("--settings", type=Path, default=Path("pelican.conf.py"))
    parser.add_argument("--content", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--now", default="", help="the clock of the run, as 2026-11-22T12:00:00Z; for replays")
    parser.add_argument("--clean", action="store_true", help="make everything anew")
    parser.add_argument(
        "--jobs", type=_processes, help="how many processes; by default as many as there are processors"
    )
    parser.add_argument("--explain", action="append", default=[], metavar="PATH", help="say why this page was rendered")
    options = parser.parse_args(arguments)
    places = {"content": options.content, "output": options.output, "cache": options.cache, "now": options.now}
    if not options.clean and not options.explain:
        note = up_to_date_check(options.settings, **places).last_note()
        if note is not None:
            print(f"{UNCHANGED}: {note}")
            return 0
    import logging  # noqa: PLC0415  a run with nothing to do need not load it

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        report = build(options.settings, **places, clean=options.clean, jobs=options.jobs, explain=options.explain)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    except DigestError as error:
        if _is_unforeseen(error.__cause__):
            import traceback  # noqa: PLC0415  as above

            traceback.print_exception(error)
        print(f"The site was not built, and what was built last stays: {error}", file=sys.stderr)
        return 1
    print(f"Built {report}", *report.explanations, sep="\n")
    return 0


def _is_unforeseen(cause: BaseException | None) -> bool:
    """Whether a developer has to see where it was raised; a full disk, say, is none of that."""
    from incremental import IncrementalError  # noqa: PLC0415  as above

    return not isinstance(cause, DigestError | IncrementalError | OSError | None)


def _processes(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    gc.set_threshold(1_000_000)  # imports leave nothing to collect, and looking for it would take a tenth of their time
    ended_with = main()
    gc.freeze()  # the process ends: to look through a build's million objects for garbage would take half a second
    sys.exit(ended_with)
