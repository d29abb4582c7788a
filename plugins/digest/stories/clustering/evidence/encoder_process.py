"""A process that encodes texts beside the build: the encoder's weights take a second to load, which is gone while the
build imports its modules, and texts are encoded while the build does what needs no vectors yet.

Texts and vectors go through two files that have no name, so that neither process waits until the other takes what it
has; a message says which part of a file is new.
"""

import marshal
import os
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from itertools import islice
from tempfile import TemporaryFile
from typing import Final, NoReturn, Self

import numpy as np

from ....errors import DigestError
from .recent_vectors import VECTOR_SIZE, Vector

Encode = Callable[[Sequence[str]], list[Vector]]
_BATCH: Final = 64  # texts
_NEW_TEXTS: Final = struct.Struct("<QQ")  # where they begin in the file, and how many bytes they are
_ENCODED: Final = struct.Struct("<Q")  # how many texts are encoded
_KEY_BYTES: Final = 16


class EncoderProcessError(DigestError):
    """The process has ended."""


def can_fork() -> bool:
    """Whether a process may be forked here: on other systems libraries don't bear it, and locks that a thread has at
    that moment are never freed."""
    return sys.platform == "linux" and threading.active_count() == 1


def text_key(text: str, size: int = _KEY_BYTES) -> bytes:
    """A digest of a text, of `size` bytes."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()


class EncoderProcess:
    """The process, as the one that has begun it sees it.

    Raises:
        EncoderProcessError: by `expect` and `vectors`, if the process has ended. The caller must encode itself.
    """

    def __init__(self, encode: Encode, load: Callable[[], object]) -> None:
        """Forks the process. In it `load` is called at once, and `encode` for each batch of texts.

        Raises:
            OSError: there is no room for a file or a process.
        """
        self._texts, self._vectors = TemporaryFile(), TemporaryFile()  # noqa: SIM115  `end` closes them
        asked, self._asking = os.pipe()
        self._answers, answering = os.pipe()
        self._written = self._encoded = 0
        self._numbers: dict[bytes, int] = {}  # of texts, by their keys
        sys.stdout.flush()
        sys.stderr.flush()
        self._child = os.fork()
        if self._child == 0:
            os.close(self._asking)
            os.close(self._answers)
            _serve((asked, answering), self._texts.fileno(), self._vectors.fileno(), encode, load)
        os.close(asked)
        os.close(answering)

    def expect(self, texts: Iterable[str]) -> None:
        """Has texts encoded, in this order, whose vectors will be asked for."""
        rest = iter(texts)
        while batch := list(islice(rest, _BATCH)):
            new = {key: text for text in batch if (key := text_key(text)) not in self._numbers}
            self._numbers.update(zip(new, range(len(self._numbers), len(self._numbers) + len(new)), strict=True))
            if new:
                data = marshal.dumps(list(new.values()))
                os.pwrite(self._texts.fileno(), data, self._written)
                self._send(_NEW_TEXTS.pack(self._written, len(data)))
                self._written += len(data)

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts, once they are made; those that were not expected come last."""
        self.expect(texts)
        numbers = [self._numbers[text_key(text)] for text in texts]
        while numbers and self._encoded <= max(numbers):
            self._receive()
        return [self._vector(number) for number in numbers]

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        os.close(self._asking)
        os.close(self._answers)
        for file in (self._texts, self._vectors):
            file.close()
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _vector(self, number: int) -> Vector:
        return np.frombuffer(os.pread(self._vectors.fileno(), VECTOR_SIZE, number * VECTOR_SIZE), np.int8)

    def _send(self, message: bytes) -> None:
        """Sends a message, and takes those that have come: so the two never wait for each other."""
        while True:
            readable, writable, _ = select.select([self._answers], [self._asking], [])
            if readable:
                self._receive()
            if writable:
                try:
                    os.write(self._asking, message)  # whole, since it is shorter than a pipe takes at once
                except OSError as error:
                    raise EncoderProcessError("the process that encodes texts has ended") from error
                return

    def _receive(self) -> None:
        message = os.read(self._answers, _ENCODED.size)
        if not message:
            raise EncoderProcessError("the process that encodes texts has ended")
        (self._encoded,) = _ENCODED.unpack(message)


def _serve(pipes: tuple[int, int], texts: int, vectors: int, encode: Encode, load: Callable[[], object]) -> NoReturn:
    """Encodes what it's told until the other process closes its end, or has ended."""
    asked, answering = pipes
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build ends this process
        load()
        encoded = 0
        while message := os.read(asked, _NEW_TEXTS.size):
            begin, size = _NEW_TEXTS.unpack(message)
            made = encode(marshal.loads(os.pread(texts, size, begin)))  # noqa: S302  the process that forked wrote it
            os.pwrite(vectors, b"".join(vector.tobytes() for vector in made), encoded * VECTOR_SIZE)
            encoded += len(made)
            os.write(answering, _ENCODED.pack(encoded))
        status = 0
    except BrokenPipeError:  # the build was killed
        pass
    except BaseException:  # noqa: BLE001  a fork ends with a status; the other process does its work
        import traceback  # noqa: PLC0415  hardly ever

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)
