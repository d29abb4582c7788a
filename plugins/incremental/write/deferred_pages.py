"""Pages that are made again only if an answer that they depend on has changed.

    answers = AnswerSource(archive, {Article: RecordLookup(lambda article: article.id, archive.article)})
    writer.set_answer_source(answers)
    writer.write_view("a/index.html", "article.html", DeferredPage(article_view, article))

`article_view(archive, article)` gets a stand-in for the archive. The stand-in gives the same answers as the archive,
and notes every question (an attribute, or a method with its arguments) with a digest of the answer. The next build asks
its archive the same questions, each only once for all pages. If every answer is the same as before, the view is the
same too, and is not made. In the terms of build systems, this list of questions and digests is a verifying trace
(Mokhov, Mitchell and Peyton Jones, Build Systems à la Carte, 2018).

This has two conditions. First, the function reads nothing except its stand-in and its inputs: no clock, no file, no
variable that changes. It must be at the top level of a module; its code counts with the program. Second, answers are
plain data (see `fingerprint`), so that the digest covers everything that can be seen of an answer.

A trace is bytes, which `marshal` makes of two things: a digest of the function and its inputs; and pairs of a question
(as bytes) and the digest of its answer. `trace_state` stores each pair once, so that thousands of pages with the same
questions are compared by numbers.
"""

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from types import FunctionType
from typing import Any, Final, TypeAlias

from ..keys.fingerprint import DIGEST_BYTES, Rewriters, UnreadableValueError
from ..keys.function_keys import FunctionKeys
from .page_groups import DeferredPage

_MARSHAL_VERSION: Final = 2  # without references, so that the bytes depend only on the values
_SHARED: Final = 100  # the number of a kind, other than those of `fingerprint`
_PLAIN_ARGUMENTS: Final = frozenset({type(None), int, str})

Question: TypeAlias = tuple[
    Any, ...
]  # the name of an attribute or a method, and its arguments as `_encoded` gives them


@dataclass(frozen=True, slots=True)
class RecordLookup:
    """Two functions: the name of a record in a question, and the record with that name in the next build.

    `find` raises LookupError if there is no such record any more.
    """

    name: Callable[[Any], str]
    find: Callable[[str], Any]


class AnswerSource:
    """The object that the deferred pages of one build ask questions, with its answers.

    `lookups` are for the kinds of records that can be arguments. These records must live as long as the build; the
    digest of each is made once. `plain` has functions that convert values of other kinds to plain data: `{PosixPath:
    str}`.
    """

    def __init__(
        self,
        subject: object,
        lookups: Mapping[type, RecordLookup],
        plain: Mapping[type, Callable[[Any], object]] | None = None,
    ) -> None:
        self._subject = subject
        self._lookups = {kind.__qualname__: lookup for kind, lookup in lookups.items()}
        self._rewriters = _SharedRecordRewriters(frozenset(lookups), plain or {})
        self._answers: dict[Question, Any] = {}
        self._digests: dict[Question, bytes] = {}
        self._bytes: dict[Question, bytes] = {}
        self._functions = FunctionKeys()

    def begin(self, page: DeferredPage, name: str) -> bytes:
        """A digest of the page's function and inputs, with which its trace begins. `name` is for messages.

        Raises:
            TypeError: the function isn't at the top level of a module, or an input isn't plain data.
            SourceUnknownError: the function was not loaded from a file.
        """
        function_key = self._functions.key(page.function, name)
        try:
            return self._rewriters.digest((function_key, page.inputs))
        except UnreadableValueError as error:
            raise TypeError(f"{name}: an input of {page.function.__qualname__}: {error}") from error

    def make(self, page: DeferredPage, begin: bytes) -> tuple[object, bytes]:
        """The view of a page, and its trace: `begin`, and the questions with digests of their answers.

        Raises:
            TypeError: an argument or an answer isn't plain data.
        """
        asked: dict[Question, None] = {}
        view = page.function(_StandIn(self, asked), *page.inputs)
        answers = tuple((self._as_bytes(question), self._digest(question)) for question in asked)
        return view, marshal.dumps((begin, answers), _MARSHAL_VERSION)

    def unchanged(self, answers: Mapping[int, tuple[bytes, bytes]]) -> frozenset[int]:
        """The numbers of the questions with unchanged answers.

        `answers` has questions of earlier traces, as bytes, and the digests of their earlier answers, by number.
        """
        return frozenset(number for number, (question, digest) in answers.items() if self._today(question) == digest)

    def ask(self, name: str, *arguments: Any) -> tuple[Question, Any]:
        """The question in the form of traces, and its answer."""
        question = (name, *map(self._encoded, arguments))
        if question not in self._answers:
            member = getattr(self._subject, name)
            self._answers[question] = member(*arguments) if self.is_method(name) else member
        return question, self._answers[question]

    def is_method(self, name: str) -> bool:
        return isinstance(getattr(type(self._subject), name, None), FunctionType)

    def _digest(self, question: Question) -> bytes:
        known = self._digests.get(question)
        if known is None:
            try:
                known = self._rewriters.digest(self._answers[question])
            except UnreadableValueError as error:
                raise TypeError(f"the answer to {question[0]} is no plain data: {error}") from error
            self._digests[question] = known
        return known

    def _as_bytes(self, question: Question) -> bytes:
        if question not in self._bytes:
            self._bytes[question] = marshal.dumps(question, _MARSHAL_VERSION)
        return self._bytes[question]

    def _today(self, question: bytes) -> bytes | None:
        """The digest of today's answer; None if the question can't be asked any more."""
        name, *arguments = marshal.loads(question)  # noqa: S302  the state has checked it by its checksum
        try:
            decoded_question, _ = self.ask(name, *map(self._decoded, arguments))
            return self._digest(decoded_question)
        except Exception:  # noqa: BLE001  the error occurs again, with its message, when the page is made
            return None

    def _encoded(self, argument: Any) -> Any:
        """An argument as a scalar, or as a tuple that begins with a letter for its kind."""
        kind = type(argument)
        if kind in _PLAIN_ARGUMENTS:
            return argument
        if kind in (bool, float):  # a bool or float can be equal to an int
            return ("n", kind.__name__, repr(argument))
        if kind is date:
            return ("d", argument.isoformat())
        if kind is tuple:
            return ("t", *map(self._encoded, argument))
        if kind.__qualname__ not in self._lookups:
            raise TypeError(f"an argument is a {kind.__qualname__}, and no scalar, date, tuple or known record")
        lookup = self._lookups[kind.__qualname__]
        name = lookup.name(argument)
        if lookup.find(name) is argument:
            return ("r", kind.__qualname__, name)
        return ("v", kind.__qualname__, name, self._rewriters.digest(argument))  # a changed copy of the record

    def _decoded(self, encoded: Any) -> Any:
        """The argument from which `_encoded` made this; for a record, today's record with that name.

        Raises:
            LookupError: there is no such record, or the argument was a changed copy of it.
        """
        if type(encoded) is not tuple:
            return encoded
        kind, *parts = encoded
        if kind == "n":
            return parts[1] == "True" if parts[0] == "bool" else float(parts[1])
        if kind == "d":
            return date.fromisoformat(parts[0])
        if kind == "t":
            return tuple(map(self._decoded, parts))
        record = self._lookups[parts[0]].find(parts[1])
        if kind == "v" and self._rewriters.digest(record) != parts[2]:
            raise LookupError(parts[1])
        return record


class _StandIn:
    """Gives the same answers as the subject, and notes each question in `asked`.

    An attribute or method becomes an attribute of the stand-in at its first use, which is faster to read.
    """

    def __init__(self, source: AnswerSource, asked: dict[Question, None]) -> None:
        self._source = source
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        member = partial(self._ask, name) if self._source.is_method(name) else self._ask(name)
        self.__dict__[name] = member
        return member

    def _ask(self, name: str, *arguments: Any) -> Any:
        question, answer = self._source.ask(name, *arguments)
        self._asked[question] = None
        return answer


class _SharedRecordRewriters(Rewriters):
    """Rewriters in which a record of a shared kind counts by its digest, which is made only once."""

    def __init__(self, shared: frozenset[type], plain: Mapping[type, Callable[[Any], object]]) -> None:
        super().__init__()
        self._shared = shared
        # Id of a record -> the record and its rewritten form. The record is stored so that its id can't be reused.
        self._records: dict[int, tuple[object, tuple[int, bytes]]] = {}
        for kind, to_plain in plain.items():
            self[kind] = partial(self._rewrite_plain, to_plain)

    def rewriter(self, kind: type) -> Callable[[Any], tuple[Any, ...]]:
        rewrite_whole = super().rewriter(kind)
        if kind not in self._shared:
            return rewrite_whole
        records = self._records

        def rewrite(record: Any) -> tuple[Any, ...]:
            known = records.get(id(record))
            if known is None:
                plain = marshal.dumps(rewrite_whole(record), _MARSHAL_VERSION)
                known = records[id(record)] = record, (_SHARED, blake2b(plain, digest_size=DIGEST_BYTES).digest())
            return known[1]

        return rewrite

    def _rewrite_plain(self, to_plain: Callable[[Any], object], value: Any) -> tuple[Any, ...]:
        return tuple(self.rewrite_all((type(value).__qualname__, to_plain(value))))
