"""An index of records, made by the program pagefind.

The program runs as a service (pagefind 1.5, `--service`). Requests and answers are base64 of JSON, each ended by a
comma, as in pagefind's own wrappers for Python and Node. The wrapper for Python isn't used, since it waits a tenth of a
second for each answer.
"""

import base64
import json
import logging
import os
import select
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from ...errors import DigestError
from .search_records import SearchRecord

ANSWER_S = 120.0  # writing the files of 1,000 articles takes some 4 s on a busy machine
_CHUNK_BYTES = 1 << 16
_log = logging.getLogger(__name__)


class SearchError(DigestError):
    """Something could not be indexed."""


class _RefusedError(SearchError):
    """The program has refused one request, and can take the next."""


def program() -> Path:
    """The program's file. Where it is installed, it is the one that also splits Chinese, Japanese and Thai into words.

    Raises:
        SearchError: it isn't installed.
    """
    try:
        from pagefind_bin_extended import get_executable  # noqa: PLC0415  optional
    except ImportError:
        try:
            from pagefind_bin import get_executable  # noqa: PLC0415  optional
        except ImportError as error:
            raise SearchError("pagefind is not installed; `pip install pagefind_bin` brings it") from error
    return Path(get_executable())


def version(executable: Path) -> str:
    """The program's name and version, "pagefind 1.5.2".

    Raises:
        SearchError: it can't be run here.
    """
    try:
        done = subprocess.run([executable, "--version"], capture_output=True, text=True, timeout=ANSWER_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise SearchError(f"{executable} can't be run: {error}") from error
    return done.stdout.strip()


def index(executable: Path, records: Sequence[SearchRecord], folder: Path, lang: str) -> None:
    """Write the index of `records` into `folder`. All records are stemmed as words of `lang`, since a browser searches
    with one stemmer. A record that pagefind refuses is logged and left out.

    Raises:
        SearchError: the program failed; the message has its own.
    """
    with _Service(executable) as service:
        number = service.ask({"type": "NewIndex", "config": {"force_language": lang}})["index_id"]
        for record in records:
            try:
                service.ask({"type": "AddRecord", "index_id": number, **_request(record, lang)})
            except _RefusedError as error:
                _log.warning("%s can't be found by the search: %s", record.path, error)
        # Not its request "WriteFiles", which is answered before all bytes are in the files.
        for file in service.ask({"type": "GetFiles", "index_id": number})["files"]:
            _write(folder, file["path"], base64.b64decode(file["content"]))


def _write(folder: Path, path: str, data: bytes) -> None:
    """Writes a file of a folder in which there is nothing else, and so no link either."""
    parts = PurePosixPath(path).parts
    if not parts or parts[0] == "/" or ".." in parts or "\0" in path:
        raise SearchError(f"pagefind names a file outside of its folder: {path}")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _request(record: SearchRecord, lang: str) -> Mapping[str, Any]:
    """A record as pagefind takes it. Empty values are left out: pagefind would offer them as filters."""
    filters = {"source": [record.source], "section": [record.section], "actor": list(record.actors)}
    return {
        "url": record.path,
        "content": _content(record),
        "language": lang,
        "meta": {
            "title": record.headline,
            "source": record.source,
            "day": record.day.isoformat(),
            "lang": record.lang,
            **({"story": record.story} if record.story else {}),
        },
        "filters": {name: values for name, values in filters.items() if any(values)}
        | {"day": [record.day.isoformat()]},
    }


def _content(record: SearchRecord) -> str:
    """The text of a record; where it has no words, the first other field that has any, since pagefind leaves out a
    record without content. The path has the digits of the day at least."""
    fields = (record.text, record.headline, record.source, record.path)
    return next((field for field in fields if any(char.isalnum() for char in field)), record.path)


class _Service:
    """The running program, which is ended with the block."""

    def __init__(self, executable: Path) -> None:
        self._executable = executable
        self._requests = 0

    def __enter__(self) -> "_Service":
        try:
            self._process = subprocess.Popen(
                [self._executable, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise SearchError(f"{self._executable} can't be run: {error}") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()  # every request has had its answer
        self._process.communicate()

    def ask(self, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer to one request."""
        self._requests += 1
        message = json.dumps({"message_id": self._requests, "payload": payload})  # in ASCII
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(base64.b64encode(message.encode()) + b",")
            self._process.stdin.flush()
        except OSError as error:
            raise SearchError(f"pagefind ended with status {self._process.poll()}") from error
        try:
            answer = json.loads(base64.b64decode(self._answer()))["payload"]
        except (ValueError, KeyError, TypeError) as error:
            raise SearchError("pagefind gave an answer that can't be read") from error
        if not isinstance(answer, dict) or answer.get("type") == "Error":
            raise _RefusedError(f"pagefind: {answer.get('message') if isinstance(answer, dict) else answer}")
        return answer

    def _answer(self) -> bytes:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        answer = bytearray()  # one request, one answer: nothing comes behind its comma
        while not answer.endswith(b","):
            ready, _, _ = select.select([descriptor], [], [], ANSWER_S)
            chunk = os.read(descriptor, _CHUNK_BYTES) if ready else b""
            if not chunk:
                raise SearchError("pagefind ended" if ready else f"pagefind gave no answer within {ANSWER_S:.0f} s")
            answer += chunk
        return bytes(answer[:-1])
