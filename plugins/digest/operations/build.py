"""Builds the site: runs Pelican with our settings, and lets no error be overlooked.

    python -m digest.operations.build [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME]
                                      [--clean] [--jobs N] [--explain PATH ...] [--report FILE] [--wait-s N]

Whether anything has changed since the last build is known before Pelican is imported.

Exit status: 0 built; 1 the build failed, and what was built last stays; 2 the editor's input is wrong; 3 built, but
files that can't be read were left out; 75 another build of this site went on for longer than this one waits.
"""

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incremental import UpToDateCheck, WatchedBuild, available_jobs

from ..errors import AnotherBuildError, BuildError, ConfigurationError, DamagedIndexError, DigestError
from .build_outcome import BuildOutcome
from .command_line import (
    BUSY,
    DONE,
    FAILED,
    INCOMPLETE,
    WRONG_INPUT,
    command_parser,
    os_fault,
    start_logging,
    wait_option,
    whole_number,
)
from .left_out_files import LeftOutFiles
from .run_lock import when_no_build_runs
from .site_size import size_limits

if TYPE_CHECKING:
    from ..site.generator import BuiltSite

MAX_TOLD_AGAIN: Final = 40  # warnings

MAX_JOBS: Final = 1024
_SETTINGS_OF_OPTIONS: Final = {"content": "PATH", "output": "OUTPUT_PATH", "cache": "CACHE_PATH"}
_EXIT_STATUSES: Final = {
    "built": DONE,
    "unchanged": DONE,
    "incomplete": INCOMPLETE,
    "failed": FAILED,
    "wrong input": WRONG_INPUT,
    "busy": BUSY,
}


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What the site holds, what the writer did, and how long the build took. `explanations` has a line for each page
    that was asked about."""

    built: "BuiltSite"
    writer: str
    explanations: tuple[str, ...]
    seconds: float
    left_out: int = 0  # files that can't be read; the log names them

    def __str__(self) -> str:
        built = self.built
        return (
            f"{built.articles} articles of {built.sources} sources, {built.actors} actors with a page, "
            f"{built.quotes} quotes with a speaker and {built.unattributed} without, "
            f"{built.stories} stories of several sources; "
            f"{self.writer}; {built.search}; {self.seconds:.1f} s"
        )


def build(  # noqa: PLR0913  one for each option, and who calls it names them
    settings_file: Path,
    *,
    content: Path | None = None,
    output: Path | None = None,
    cache: Path | None = None,
    now: str = "",
    clean: bool = False,
    jobs: int | None = None,
    explain: Sequence[str] = (),
    handbook: bool = False,
) -> BuildReport:
    """Build the site once.

    `jobs` is the number of processes, by default that of the processors. `explain` names pages of which the report is
    to say why they were rendered, or why not. With `handbook` it is part of the site whatever the settings say.

    Raises:
        AnotherBuildError: another build of this site is under way.
        BuildError: a plugin did not load, or a page could not be made; the last output stays as it was.
        ConfigurationError: the settings, the subscriptions or an actor's file are wrong.
    """
    check = up_to_date_check(settings_file, content=content, output=output, cache=cache, now=now, handbook=handbook)
    with check.watch_build() as watched_build, _encoder_beside(jobs or available_jobs()):
        override = folder_settings({"content": content, "output": output, "cache": cache})
        if now:
            override["DIGEST_NOW"] = now
        if clean:
            override["INCREMENTAL_CLEAN"] = True  # which still knows what to remove; deleting the cache would not
        if jobs is not None:
            override["INCREMENTAL_JOBS"] = jobs
        if explain:
            override["INCREMENTAL_EXPLAIN"] = tuple(explain)
        if handbook:
            override["DIGEST_HANDBOOK"] = True
        try:
            return _run_pelican(settings_file, override, watched_build)
        except DamagedIndexError as error:
            print(f"{error}, which this run does now", file=sys.stderr)
            return _run_pelican(settings_file, override, watched_build)


def up_to_date_check(
    settings_file: Path,
    *,
    content: Path | None,
    output: Path | None,
    cache: Path | None,
    now: str,
    handbook: bool = False,
) -> UpToDateCheck:
    """The check whether a build with these options would change anything.

    Its file is in the cache folder of the options, or in the default one: the cache folder in the settings is only
    known after they are read, which takes longer than the check.
    """
    options = {"settings": settings_file, "content": content, "output": output, "cache": cache, "now": now}
    options |= {"handbook": "yes"} if handbook else {}
    folder = cache or settings_file.absolute().parent / "cache"
    return UpToDateCheck(os.fspath(folder / "build.snapshot"), {name: str(value) for name, value in options.items()})


def _run_pelican(settings_file: Path, override: dict[str, Any], watched_build: WatchedBuild) -> BuildReport:
    from pelican import Pelican  # noqa: PLC0415  so that `--help` and wrong options cost no second of imports

    begun, began_ns = time.monotonic(), time.time_ns()
    settings = site_settings_of(settings_file, override)
    limits = size_limits(settings)
    if override.get("INCREMENTAL_CLEAN"):
        _delete_caches(Path(settings["CACHE_PATH"]))
    plugins = list(settings["PLUGINS"])
    pelican = Pelican(settings)
    missing = set(plugins) - {plugin.__name__ for plugin in pelican.plugins}
    if missing:
        raise BuildError(f"these plugins did not load: {', '.join(sorted(missing))}; the lines above say why")

    from ..site.generator import site_built  # noqa: PLC0415  after Pelican has put the plugins on the path
    from .newer_content import BuildNote  # noqa: PLC0415  a build with nothing to do needs no note
    from .warning_lines import WarningLines  # noqa: PLC0415  nor does it load `logging`

    sites: list[BuiltSite] = []
    left_out = LeftOutFiles(Path(settings["PATH"]))
    with WarningLines() as warnings, left_out, site_built.connected_to(sites.append), _errors_of_ours():
        pelican.run()
    if not sites:
        raise BuildError("the plugin digest.site made no pages; is it in PLUGINS?")
    (site,) = sites
    summary = getattr(pelican, "incremental_summary", None)
    report = BuildReport(
        site,
        str(summary) if summary else "nothing is known of what was written",
        tuple(map(str, summary.explanations)) if summary else (),
        time.monotonic() - begun,
        left_out.count,
    )
    _warn(limits.warnings(summary.files, summary.bytes) if summary else ())
    content, output, cache = (Path(settings[name]) for name in _SETTINGS_OF_OPTIONS.values())
    BuildNote.now(began_ns, settings=settings_file, content=content, output=output).save(cache)
    if not site.search.failed and not left_out.count:  # after a failure the next build tries again
        # A build that finds nothing to do tells the warnings again: what they are about is still there.
        note = json.dumps([str(report), *warnings.lines[:MAX_TOLD_AGAIN]])
        watched_build.finish(pelican, inputs=[str(settings_file), *_pages_of_handbook(settings)], note=note)
    return report


@contextmanager
def _encoder_beside(jobs: int) -> Iterator[None]:
    """Has the sentence encoder load while this process imports its modules and reads what has changed, if the build may
    have several processes."""
    from ..stories.clustering.evidence.sentence_vectors import begin_encoder, end_encoder  # noqa: PLC0415  as Pelican

    if jobs > 1:
        begin_encoder()
    try:
        yield
    finally:
        end_encoder()


def _warn(lines: Iterable[str]) -> None:
    import logging  # noqa: PLC0415  a build with nothing to do need not load it

    for line in lines:
        logging.getLogger(__name__).warning("%s", line)


def _pages_of_handbook(settings: Mapping[str, Any]) -> list[str]:
    """The files of the handbook, where it is part of the site."""
    from ..site.load.handbook_pages import FOLDER  # noqa: PLC0415  it brings in Markdown

    return [str(file) for file in sorted(FOLDER.glob("*.md"))] if settings.get("DIGEST_HANDBOOK") else []


def folder_settings(options: Mapping[str, Any]) -> dict[str, Any]:
    """Pelican's settings for the folders that options of a command name: content, output and cache, those there are."""
    folders = {name: options.get(name) for name in _SETTINGS_OF_OPTIONS}
    return {_SETTINGS_OF_OPTIONS[name]: str(folder.resolve()) for name, folder in folders.items() if folder}


def site_settings_of(file: Path, override: dict[str, Any]) -> dict[str, Any]:
    """Pelican's settings of a site.

    Raises:
        ConfigurationError: the file or the folder of content isn't there, or the file can't be read.
    """
    from pelican.settings import read_settings  # noqa: PLC0415  so that `--help` costs no second of imports

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


def _delete_caches(folder: Path) -> None:
    """Delete the caches of all rooms of `digest`. `incremental` has its own setting to start from scratch."""
    import shutil  # noqa: PLC0415  most builds delete nothing

    from ..annotate.run.annotation_cache import CACHE_FILE  # noqa: PLC0415  with them come spaCy and Pelican
    from ..archive.index_file import INDEX_FILE  # noqa: PLC0415
    from ..site.appearance.site_icons import ICONS_FILE  # noqa: PLC0415
    from ..site.search.search_index import CACHE_FOLDER as SEARCH_CACHE  # noqa: PLC0415

    for name in (CACHE_FILE, INDEX_FILE, ICONS_FILE):
        for file in folder.glob(f"{name}*"):  # a killed build leaves SQLite's journal too
            file.unlink()
    shutil.rmtree(folder / SEARCH_CACHE, ignore_errors=True)


@contextmanager
def _errors_of_ours() -> Iterator[None]:
    """Turn what Pelican and its plugins raise into errors of this project."""
    from incremental import BuildRunningError, IncrementalError, SettingsError  # noqa: PLC0415  they come with Pelican

    try:
        yield
    except DigestError:
        raise
    except SettingsError as error:
        raise ConfigurationError(str(error)) from error
    except BuildRunningError as error:
        raise AnotherBuildError(str(error), error.lock) from error
    except IncrementalError as error:
        raise BuildError(str(error)) from error
    except OSError as error:
        raise BuildError(os_fault(error)) from error
    except Exception as error:
        if _is_of_the_disk(error):
            raise BuildError(f"a file in the cache folder can't be used: {error}") from error
        raise BuildError(f"{type(error).__name__}: {error}") from error


def _is_of_the_disk(error: BaseException | None) -> bool:
    """Whether SQLite says that the disk is full, the file read-only or locked, rather than that we asked wrongly."""
    import sqlite3  # noqa: PLC0415  most builds don't fail

    full = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    closed = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
    locked = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return (
        isinstance(error, sqlite3.OperationalError)
        and getattr(error, "sqlite_errorcode", 0) & 0xFF in full + closed + locked
    )


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if os.environ.get("DIGEST_LOG"):  # also where nothing has changed; else that needs no log
        start_logging()
    try:
        outcome = when_no_build_runs(lambda: _unchanged(options) or _build_with_log(options), wait_s=options.wait_s)
    except AnotherBuildError as error:
        message = f"The site was not built, since {error}"
        print(message, file=sys.stderr)
        outcome = BuildOutcome("busy", message)
    if options.report:
        try:
            options.report.write_text(outcome.to_json(), encoding="utf-8")
        except OSError as error:
            print(os_fault(error), file=sys.stderr)
            return FAILED
    return _EXIT_STATUSES[outcome.status]


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = command_parser(
        "digest.operations.build", "Builds the site.", "settings", "content", "output", "cache", "now"
    )
    made.add_argument("--clean", action="store_true", help="make everything anew")
    made.add_argument(
        "--jobs", type=whole_number(1, MAX_JOBS), help="how many processes; by default as many as there are processors"
    )
    made.add_argument("--explain", action="append", default=[], metavar="PATH", help="say why this page was rendered")
    made.add_argument("--report", type=Path, metavar="FILE", help="write how the build ended as JSON")
    wait_option(made)
    return made


def _places(options: argparse.Namespace) -> dict[str, Any]:
    return {"content": options.content, "output": options.output, "cache": options.cache, "now": options.now}


def _unchanged(options: argparse.Namespace) -> BuildOutcome | None:
    """The outcome of a build that has nothing to do; None if there is something to do."""
    if options.clean or options.explain:
        return None
    note = up_to_date_check(options.settings, **_places(options)).last_note()
    if note is None:
        return None
    report, *warnings = json.loads(note)
    message = f"Nothing has changed since the last build: {report}"
    print(*warnings, sep="\n", end="\n" if warnings else "", file=sys.stderr)
    print(message)
    return BuildOutcome("unchanged", message, warnings=tuple(warnings))


def _build_with_log(options: argparse.Namespace) -> BuildOutcome:
    from .warning_lines import WarningLines  # noqa: PLC0415  a build with nothing to do need not load `logging`

    start_logging()
    with WarningLines() as warnings:
        try:
            report = build(
                options.settings,
                **_places(options),
                clean=options.clean,
                jobs=options.jobs,
                explain=options.explain,
            )
        except ConfigurationError as error:
            print(error, file=sys.stderr)
            return BuildOutcome("wrong input", "; ".join(str(error).splitlines()), warnings=warnings.lines)
        except AnotherBuildError:
            raise
        except DigestError as error:
            return _failure(error, warnings.lines)
        except OSError as error:  # outside Pelican's run: the cache or output folder can't be made, for instance
            return _failure(BuildError(os_fault(error)), warnings.lines)
    message = f"Built {report}"
    print(message, *report.explanations, sep="\n")
    if report.left_out:
        files = "1 file was" if report.left_out == 1 else f"{report.left_out} files were"
        left_out = f"{files} left out, since they can't be read; the lines above say why"
        print(left_out, file=sys.stderr)
        return BuildOutcome("incomplete", f"{message}; {left_out}", warnings=warnings.lines)
    return BuildOutcome("built", message, warnings=warnings.lines)


def _failure(error: DigestError, warnings: tuple[str, ...]) -> BuildOutcome:
    place = ""
    if _is_unforeseen(error.__cause__):
        import traceback  # noqa: PLC0415  most builds don't fail

        traceback.print_exception(error)
        place = _place(error)
    message = f"The site was not built, and what was built last stays: {error}"
    print(message, file=sys.stderr)
    return BuildOutcome("failed", message, place, warnings)


def _is_unforeseen(cause: BaseException | None) -> bool:
    """Whether the error is a bug, so that a developer needs its traceback; a full disk is not."""
    from incremental import IncrementalError  # noqa: PLC0415  most builds don't fail

    return not isinstance(cause, DigestError | IncrementalError | OSError | None) and not _is_of_the_disk(cause)


def _place(error: BaseException) -> str:
    """The file and line where the first cause of an error was raised, or that Python can't read."""
    import traceback  # noqa: PLC0415  most builds don't fail

    while (cause := error.__cause__ or error.__context__) and (cause.__traceback__ or isinstance(cause, SyntaxError)):
        error = cause
    if isinstance(error, SyntaxError):
        return f"{error.filename}, line {error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else ""


if __name__ == "__main__":
    gc.set_threshold(1_000_000)  # imports leave nothing to collect, and looking for it would take a tenth of their time
    ended_with = main()
    gc.freeze()  # the process ends: to look through a build's million objects for garbage would take half a second
    sys.exit(ended_with)
