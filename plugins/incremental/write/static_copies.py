"""Copies static files only if their stamp (size, times, inode) has changed."""

import os
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final

from pelican.generators import StaticGenerator

from ..keys.fingerprint import fingerprint
from ..read.source_files import stamp_of
from ..run.build_run import Build
from ..state.rows import ViewKey

_COPY: Final = ":copy"  # instead of a template's name


def copy_key(source: Path, started_ns: int) -> ViewKey | None:
    """The key of a copy, made of the source's path and stamp.

    None if the source was changed so recently that its stamp may hide a further change.
    """
    try:
        stamp = stamp_of(str(source), started_ns)
        if not stamp or not S_ISREG(source.stat().st_mode):
            return None
    except FileNotFoundError:
        return None  # a broken link, which Pelican reports
    return ViewKey(_COPY, b"", fingerprint((os.fsencode(source), stamp)), b"", b"")


def spare_copies(generator: StaticGenerator, build: Build) -> None:
    """Has Pelican copy a static file only if the key of the copy is new. Links to the file are always made."""
    copy_staticfile = generator._copy_staticfile

    def copy_if_changed(static: Any) -> None:
        path = os.path.normpath(static.save_as)
        key = copy_key(Path(generator.path, static.source_path), build.started_ns)
        if key is None or path.startswith((os.sep, os.pardir)) or not build.is_current(path, key):
            copy_staticfile(static)
            if key:
                build.copied(path, key)

    generator._copy_staticfile = copy_if_changed
