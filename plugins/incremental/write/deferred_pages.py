"""Pages that are made again only when an answer that they were made from has changed.

    answers = AnswerSource(archive, {Article: RecordLookup(lambda article: article.id, archive.article)})
    writer.set_answer_source(answers)
    writer.write_view("a/index.html", "article.html", DeferredPage(article_view, article))

`article_view(archive, article)` is given a stand-in for the archive. The stand-in answers as the archive does, and
notes every question (an attribute, or a method with its arguments) with a digest of the answer. The next build puts the
same questions to its own archive, each once however many pages ask it. Where every answer is the same as before, the
view is the same too, and is not made. In the terms of build systems this list of questions and digests is a verifying
trace (Mokhov, Mitchell and Peyton Jones, Build Systems à la Carte, 2018).

This rests on two things. The function asks for nothing but its stand-in and its inputs: no clock, no file, no variable
that changes; it is one at the top level of a module, and the code counts with the program. And answers are plain data
(see `fingerprint`), so that nothing can be seen of one that its digest doesn't cover.

A trace is bytes: what `marshal` makes of a digest of the function and its inputs, and of pairs of a question, itself as
bytes, and the digest of its answer. `trace_state` stores each pair once, so that thousands of pages that asked the same
are compared by the numbers of what they asked.
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

_MARSHAL_VERSION: Final = 2  # without references, so that the bytes depend on the values alone
_SHARED: Final = 100  # the number of a kind, beside those of `fingerprint`
_PLAIN_ARGUMENTS: Final = frozenset({type(None), int, str})

Question: TypeAlias = tuple[
    Any, ...
]  # the name of an attribute or a method, and its arguments as `_encoded` gives them


@dataclass(frozen=True, slots=True)
class RecordLookup:
    """How a record is named in a question, and found again by its name in the next build.

    `find` raises LookupError where there is no such record any more.
    """

    name: Callable[[Any], str]
    find: Callable[[str], Any]


class DeferredPage:
    """Stands for the view `function(archive, *inputs)`, where `archive` is a stand-in that notes what it is asked."""

    __slots__ = ("function", "inputs")

    def __init__(self, function: Callable[..., object], *inputs: object) -> None:
        self.function = function
        self.inputs = inputs


class AnswerSource:
    """The object whose attributes and methods the deferred pages of one build ask for, and its answers.

    `lookups` are of the kinds of records that can be arguments, and that live through the build: each is read for its
    digest once. `plain` gives functions for values of other kinds, whose results stand for them: `{PosixPath: str}`.
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
        """A digest of the page's function and inputs, with which its trace begins; `name` is for messages.

        Raises:
            TypeError: the function is not one at the top level of a module, or an input is not plain data.
            SourceUnknownError: the function was not loaded from a file.
        """
        function_key = self._functions.key(page.function, name)
        try:
            return self._rewriters.digest((function_key, page.inputs))
        except UnreadableValueError as error:
            raise TypeError(f"{name}: an input of {page.function.__qualname__}: {error}") from error

    def make(self, page: DeferredPage, begin: bytes) -> tuple[object, bytes]:
        """The view of a page, and its trace: `begin`, and the questions that were asked with digests of their answers.

        Raises:
            TypeError: an argument or an answer is not plain data.
        """
        asked: dict[Question, None] = {}
        view = page.function(_StandIn(self, asked), *page.inputs)
        answers = tuple((self._as_bytes(question), self._digest(question)) for question in asked)
        return view, marshal.dumps((begin, answers), _MARSHAL_VERSION)

    def unchanged(self, answers: Mapping[int, tuple[bytes, bytes]]) -> frozenset[int]:
        """The numbers of those questions that are answered as before.

        `answers` are, by number, questions of earlier traces as bytes with the digests of their answers then.
        """
        return frozenset(number for number, (question, digest) in answers.items() if self._today(question) == digest)

    def ask(self, name: str, *arguments: Any) -> tuple[Question, Any]:
        """The question, as traces have it, and its answer."""
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
        """The digest of today's answer; None where the question can't be put any more."""
        name, *arguments = marshal.loads(question)  # noqa: S302  with a checksum in a file of ours
        try:
            decoded_question, _ = self.ask(name, *map(self._decoded, arguments))
            return self._digest(decoded_question)
        except Exception:  # noqa: BLE001  whatever fails here fails again, with its message, when the page is made
            return None

    def _encoded(self, argument: Any) -> Any:
        """An argument as a scalar, or as a tuple that begins with a letter for what it stands for."""
        kind = type(argument)
        if kind in _PLAIN_ARGUMENTS:
            return argument
        if kind in (bool, float):  # which would be equal to an int
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
        return ("v", kind.__qualname__, name, self._rewriters.digest(argument))  # a variant that somebody made of it

    def _decoded(self, encoded: Any) -> Any:
        """The argument that `_encoded` was given; for a record, today's record of that name.

        Raises:
            LookupError: there is no such record, or a variant of it was meant.
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
    """Answers as the subject does, and notes each question in `asked`.

    An attribute that was asked for, or a method, becomes an attribute of the stand-in itself, which is quicker to get.
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
    """Rewriters in which a record of a shared kind counts by its own digest, wherever it stands."""

    def __init__(self, shared: frozenset[type], plain: Mapping[type, Callable[[Any], object]]) -> None:
        super().__init__()
        self._shared = shared
        # By the id of a record: what it is rewritten as, with the record itself, so that the id stays its own.
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
