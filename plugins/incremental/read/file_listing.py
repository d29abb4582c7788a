"""Lists the files of a generator once, and has them read ahead."""

from collections.abc import Callable, Collection
from typing import Any

from pelican.generators import Generator

from .content_folder import folders_that_lead_back, regular_files


def list_files_once(
    generator: Generator, read_ahead: Callable[[Any, list[str], bool], None], settings: tuple[str, str]
) -> None:
    """Changes a generator so that `read_ahead` gets its readers and files before Pelican reads them, and whether their
    results are to be kept for the next build.

    `settings` are the names of the settings for included and excluded paths. The files are sorted: the order of a set
    differs in each run, and articles with the same date would change places. A plugin that keeps articles itself, and
    needs only some of them read, sets `generator.choose_files`, a function from a list of files to those to be read. It
    may set `generator.objects_at_once`, the most that Pelican reads, and gets the others from `further_articles`.
    """
    generate_context, get_files = generator.generate_context, generator.get_files
    listed: dict[str, list[str]] = {}  # the key "files" is there until Pelican calls `get_files`

    def get_files_once(paths: Any, exclude: Any = None, extensions: Any = None) -> Collection[str]:
        if extensions is not None and extensions is not False and not extensions:
            return set()  # the suffixes of disabled readers are wanted, and there are none
        if extensions is None and paths == generator.settings[settings[0]] and "files" in listed:
            return listed.pop("files")
        return get_files(paths, exclude, extensions)  # type: ignore[no-any-return]  # pelican has no types

    def generate_context_ahead() -> None:
        paths, exclude = (generator.settings[name] for name in settings)
        looping = folders_that_lead_back(generator.path, paths)
        files = sorted(get_files(paths, [*exclude, *looping]))
        choose_files = getattr(generator, "choose_files", None)
        chosen = regular_files(generator.path, choose_files(files) if choose_files else files)
        read_ahead(generator.readers, chosen, choose_files is None)
        at_once = getattr(generator, "objects_at_once", len(chosen))
        listed["files"], generator.further_files = chosen[:at_once], chosen[at_once:]
        generate_context()

    generator.get_files = get_files_once
    generator.generate_context = generate_context_ahead
