"""Static files, copied only where what the file system tells of one has changed."""

import os
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final

from pelican.generators import StaticGenerator

from ..keys.fingerprint import fingerprint
from ..read.source_files import stamp_of
from ..run.build_run import Build
from ..state.rows import ViewKey

_COPY: Final = ":copy"  # in place of a template's name


def copy_key(source: Path, started_ns: int) -> ViewKey | None:
    """The key of a copy: of the source's path and stamp; None where the source changed so recently that these prove
    nothing."""
    try:
        stamp = stamp_of(str(source), started_ns)
        if not stamp or not S_ISREG(source.stat().st_mode):
            return None
    except FileNotFoundError:
        return None  # a link to nothing: Pelican says so, and goes on
    return ViewKey(_COPY, b"", fingerprint((os.fsencode(source), stamp)), b"", b"")


def spare_copies(generator: StaticGenerator, build: Build) -> None:
    """Lets Pelican copy a static file only where the key of the copy is a new one; links to it are made in any case."""
    copy_staticfile = generator._copy_staticfile

    def copy_if_changed(static: Any) -> None:
        path = os.path.normpath(static.save_as)
        key = copy_key(Path(generator.path, static.source_path), build.started_ns)
        if key is None or path.startswith((os.sep, os.pardir)) or not build.is_current(path, key):
            copy_staticfile(static)
            if key:
                build.copied(path, key)

    generator._copy_staticfile = copy_if_changed
