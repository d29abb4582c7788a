"""Whether anything has changed since the last build, before Pelican or anything else is imported.

    seal = Seal("cache/build.seal", {"settings": "pelican.conf.py", "now": ""})
    if (note := seal.note()) is not None:
        ...                                    # nothing has changed; `note` is what the last build said of itself
    with seal.making() as making:
        pelican = Pelican(read_settings(...))
        pelican.run()
        making.done(pelican, inputs=["pelican.conf.py"], note="...")

A seal is a file with what the file system tells of all that a build was made from and of all that it made: every file
and folder below PATH and THEME, of the packages of all plugins, every module that was loaded, the folders of installed
packages; every output that is ours; and the environment's variables that somebody asked for during the build. Of
folders their time is enough, since it changes with every entry that comes, goes or gets another name.

What a build reads from elsewhere has to be given as `inputs`; a clock is part of the question that the seal answers.
Deleting a seal costs one build. It is deleted when a build begins, and written only when it has succeeded and nothing
changed meanwhile.
"""

# pathlib takes 5 ms to import.
# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH109, PTH110, PTH112, PTH113, PTH116, PTH120, PTH123, PTH208

# Everything here is imported by Python itself at its start, or takes less than a millisecond: this is the whole cost of
# a run that has nothing to do.
import _thread
import marshal
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from .processors import available_jobs

TYPE_CHECKING = False  # as type checkers have it, without importing `typing`
if TYPE_CHECKING:
    from typing import Any

_MAGIC = b"incremental seal 1\n"
# A file that was changed so shortly before we began could be changed again without its time showing it. Times with
# parts of a second come from clocks that tick every 10 ms at most; whole seconds from ones that may tick every 2 s, as
# FAT's does.
_FINE_TICK_NS = 50_000_000
_COARSE_TICK_NS = 2_000_000_000
_SECOND_NS = 1_000_000_000
# From so many files on, looking at them (4 µs each) takes longer than a process that does it beside us (1 ms).
_WORTH_A_FORK = 1000
_KILL = 9  # as `signal.SIGKILL`, whose module takes a millisecond to import


class Seal:
    """The seal in `file`, which answers one question: what was built, by name of each option."""

    def __init__(self, file: str, question: Mapping[str, str]) -> None:
        self._file = file
        here = {"python": sys.version, "prefix": sys.prefix, "folder": os.getcwd()}
        self._question = sorted({**question, **here}.items())

    def note(self) -> "str | None":
        """What the last build said of itself, if nothing has changed since; else None."""
        sealed = self._sealed()
        if sealed is None:
            return None
        note: str
        question, note, variables, inputs, folders, root, outputs = sealed
        if question != self._question or variables != _values([name for name, _ in variables]):
            return None
        # First, since there are few of them, and their times tell of all that came, went or got another name.
        if not _same(_folder_stamp, folders):
            return None
        ours = max(0, len(outputs) - len(inputs)) // 2  # so that each process looks at as many files
        with _Beside(lambda: _outputs_same(root, outputs[ours:]), worth=len(outputs) >= _WORTH_A_FORK) as others:
            same = _same(_file_stamp, inputs) and _outputs_same(root, outputs[:ours]) and others.are_true()
        return note if same else None

    def question(self) -> "dict[str, str] | None":
        """The options of the last build, whatever has changed since; None where no build has left its seal."""
        sealed = self._sealed()
        return None if sealed is None else dict(sealed[0])

    def making(self) -> "Making":
        """For a `with` around a build that begins now."""
        return Making(self._file, self._question)

    def _sealed(self) -> "Any":
        try:
            with open(self._file, "rb") as file:
                magic, checksum, content = file.read(len(_MAGIC)), file.read(8), file.read()
        except OSError:
            return None
        if magic != _MAGIC or checksum != b"%08x" % zlib.crc32(content):
            return None  # of another version, or damaged
        return marshal.loads(content)  # noqa: S302  ours: whoever can write here can write the plugins' caches of code too


class Making:
    """A build under way. Until it is done there is no seal, and the environment is watched."""

    def __init__(self, file: str, question: "list[tuple[str, str]]") -> None:
        self._file = file
        self._question = question
        self._started_ns = time.time_ns()
        self._environ = os.environ
        self._watched = _watched(os.environ)

    def __enter__(self) -> "Making":
        if os.path.lexists(self._file):
            os.unlink(self._file)
        os.environ = self._watched  # noqa: B003  it is the same environment
        return self

    def __exit__(self, *_: object) -> None:
        os.environ = self._environ  # noqa: B003  as above

    def done(self, pelican: "Any", *, inputs: Iterable[str] = (), note: str = "") -> None:
        """Seals the build, if nothing that it was made from changed after it had begun."""
        settings = pelican.settings
        skipped = {os.path.abspath(settings[name]) for name in ("OUTPUT_PATH", "CACHE_PATH")}
        if settings.get("INCREMENTAL_STATE"):
            skipped.add(os.path.abspath(settings["INCREMENTAL_STATE"]))
        files: dict[str, None] = dict.fromkeys(map(os.path.abspath, inputs))
        folders: dict[str, None] = {}
        roots = [settings["PATH"], settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"], *_packages(pelican)]
        for root in roots:
            _sweep(os.path.abspath(root), skipped, files, folders)
        files.update(dict.fromkeys(_modules()))
        folders.update(dict.fromkeys(_installed()))
        known = pelican.incremental_inputs
        file_stamps = [(path, known.get(path) or _file_stamp(path)) for path in files]
        folder_stamps = [(path, _folder_stamp(path)) for path in folders]
        times = [time_ns for _, stamp in file_stamps for time_ns in stamp[1:3]]
        times += [stamp[0] for _, stamp in folder_stamps]
        if any(map(self._is_fresh, times)):
            return
        outputs = [(row.path, row.size, row.mtime_ns) for row in pelican.incremental_outputs]
        root = os.path.abspath(settings["OUTPUT_PATH"])
        variables = _values(sorted(self._watched.asked))
        self._write((self._question, note, variables, file_stamps, folder_stamps, root, outputs))

    def _is_fresh(self, time_ns: int) -> bool:
        tick_ns = _FINE_TICK_NS if time_ns % _SECOND_NS else _COARSE_TICK_NS
        return time_ns > self._started_ns - tick_ns

    def _write(self, sealed: "Any") -> None:
        content = marshal.dumps(sealed)
        fresh = f"{self._file}.new"
        os.makedirs(os.path.dirname(self._file) or ".", exist_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_MAGIC + b"%08x" % zlib.crc32(content) + content)
        os.replace(fresh, self._file)


class _Beside:
    """A question that a process of its own answers meanwhile, where there is a second processor and no thread whose
    locks it would inherit; else it is answered when its answer is wanted. For a `with`, so that no process is left."""

    def __init__(self, question: "Callable[[], bool]", *, worth: bool) -> None:
        self._question = question
        self._child = 0
        if worth and hasattr(os, "fork") and available_jobs() > 1 and not _thread._count():
            self._child = os.fork()
            if not self._child:
                try:
                    os._exit(int(not question()))
                finally:
                    os._exit(1)

    def __enter__(self) -> "_Beside":
        return self

    def are_true(self) -> bool:
        if not self._child:
            return self._question()
        child, self._child = self._child, 0
        return os.waitpid(child, 0)[1] == 0

    def __exit__(self, *_: object) -> None:
        if self._child:  # nobody wants its answer any more
            os.kill(self._child, _KILL)
            os.waitpid(self._child, 0)


def _same(stamp: "Any", known: "list[tuple[str, tuple[int, ...]]]") -> bool:
    try:
        return all(stamp(path) == as_it_was for path, as_it_was in known)
    except OSError:
        return False


def _file_stamp(path: str) -> tuple[int, int, int, int]:
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _folder_stamp(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_mtime_ns, status.st_ino


def _outputs_same(root: str, outputs: "list[tuple[str, int, int]]") -> bool:
    """By size and time, as the build itself goes by; publishing by hard links changes all else."""
    lstat = os.lstat
    try:
        for path, size, mtime_ns in outputs:
            status = lstat(f"{root}/{path}")
            if status.st_mtime_ns != mtime_ns or status.st_size != size:
                return False
    except OSError:
        return False
    return True


def _values(names: Iterable[str]) -> "list[tuple[str, int | None]]":
    """Checksums of the environment's variables, since their values may be secrets; the name "*" is for all of them."""
    values = []
    for name in names:
        value = repr(sorted(os.environ.items())) if name == "*" else os.environ.get(name)
        values.append((name, None if value is None else zlib.crc32(os.fsencode(value))))
    return values


def _watched(environ: "Any") -> "Any":
    """The same environment, which notes in `asked` the names that somebody asked for."""

    class Watched(type(environ)):  # type: ignore[misc]  # a class of the module os, which has no public name
        asked: set[str]

        def __getitem__(self, key: str) -> str:
            self.asked.add(key)
            return super().__getitem__(key)  # type: ignore[no-any-return]

        def __contains__(self, key: object) -> bool:
            self.asked.add(str(key))
            return bool(super().__contains__(key))

        def __iter__(self) -> Iterator[str]:
            self.asked.add("*")
            return iter(super().__iter__())

    watched = object.__new__(Watched)
    watched.__dict__.update(vars(environ))
    watched.asked = set()
    return watched


def _packages(pelican: "Any") -> Iterator[str]:
    """The folders of the packages that the plugins are in, or their files."""
    for plugin in pelican.plugins:
        module = sys.modules.get(getattr(plugin, "__name__", "").partition(".")[0])
        places = getattr(module, "__path__", None)
        yield from places if places else filter(None, [getattr(plugin, "__file__", None)])


def _sweep(root: str, skipped: set[str], files: dict[str, None], folders: dict[str, None]) -> None:
    if root in skipped or root in folders:
        return
    if not os.path.isdir(root):
        if os.path.exists(root):
            files[root] = None
        return
    folders[root] = None
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    _sweep(entry.path, skipped, files, folders)
            elif entry.is_file():
                files[entry.path] = None


def _modules() -> Iterator[str]:
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if path and os.path.isfile(path):
            yield os.path.abspath(path)


def _installed() -> Iterator[str]:
    for folder in dict.fromkeys(sys.path):
        if os.path.isdir(folder) and any(name.endswith((".dist-info", ".egg-info")) for name in os.listdir(folder)):
            yield os.path.abspath(folder)
