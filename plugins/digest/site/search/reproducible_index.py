"""The files of an index in the form that depends on its records alone, so that equal records give equal bytes.

pagefind writes the values of a filter in the order of a hash table, which differs from run to run, and names files by
their content. This module sorts the values and names the files anew. The format is that of pagefind 1.5: CBOR in gzip,
behind a signature (documentation of the crate `pagefind_core_search`, `PackedFilter` and `MetaIndex`).
"""

import gzip
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import cbor2

from .pagefind import SearchError

ENTRY = "pagefind-entry.json"
# pagefind also writes ready-made interfaces, which no page of the site loads.
_UNUSED = (
    "pagefind-component-ui.css",
    "pagefind-component-ui.js",
    "pagefind-highlight.js",
    "pagefind-modular-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-ui.css",
    "pagefind-ui.js",
)
_SIGNATURE = b"pagefind_dcd"


def make_canonical(folder: Path) -> None:
    """Put the index in `folder` into the form that depends on its records alone.

    Raises:
        SearchError: the files are no index as pagefind 1.5 writes it.
    """
    try:
        for name in _UNUSED:
            (folder / name).unlink(missing_ok=True)
        entry = json.loads((folder / ENTRY).read_text(encoding="utf-8"))
        ((lang, about),) = entry["languages"].items()
        for wasm in folder.glob("wasm.*.pagefind"):
            if wasm.name != f"wasm.{about['wasm'] or 'unknown'}.pagefind":
                wasm.unlink()
        meta_file = folder / f"pagefind.{about['hash']}.pf_meta"
        meta = _read(meta_file)
        meta[3] = sorted([name, _renamed_filter(folder / "filter", digest, lang)] for name, digest in meta[3])
        meta_file.unlink()
        about["hash"] = f"{lang}_{_digest(meta)}"
        _write(folder / f"pagefind.{about['hash']}.pf_meta", meta)
        (folder / ENTRY).write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")
    except (OSError, ValueError, LookupError, TypeError, cbor2.CBORDecodeError) as error:
        raise SearchError(f"pagefind wrote an index of an unknown form: {error}") from error


def _renamed_filter(folder: Path, digest: str, lang: str) -> str:
    """Sort the values of one filter, and give its file the name that is returned."""
    file = folder / f"{digest}.pf_filter"
    name, values = _read(file)
    content = [name, sorted(values)]
    file.unlink()
    new_digest = f"{lang}_{_digest(content)}"
    _write(folder / f"{new_digest}.pf_filter", content)
    return new_digest


def _read(file: Path) -> Any:
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise ValueError(f"{file.name} has no signature")
    return cbor2.loads(data.removeprefix(_SIGNATURE))


def _write(file: Path, content: Any) -> None:
    file.write_bytes(gzip.compress(_SIGNATURE + cbor2.dumps(content), mtime=0))


def _digest(content: Any) -> str:
    return blake2b(cbor2.dumps(content), digest_size=5).hexdigest()
