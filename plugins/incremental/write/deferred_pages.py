"""Views that are made again only when an answer that they were made from has changed: so answers are noted.

    facts = AnswerSource(archive, {Article: RecordLookup(lambda one: one.id, archive.article)})
    writer.set_answer_source(facts)
    writer.write_view("a/index.html", "article.html", DeferredPage(article_view, article))

`article_view(archive, article)` gets a stand-in for the archive, which answers as the archive does, and notes every
question (an attribute, or a method with its arguments) with a digest of the answer. The next build puts the same
questions to its own archive, each once however many pages ask it; where every answer is what it was, so is the view,
and it is not made.

That this is true rests on two things. The function asks nothing but its stand-in and its inputs: no clock, no file, no
variable that changes; it is one at the top level of a module, and the code counts with the program. And answers are
plain data (see `fingerprint`), of which nothing can be seen that the digest doesn't cover.

A trace is bytes: what `marshal` makes of a digest of the function and its inputs, and of pairs of a question, itself as
bytes, and the digest of its answer. `trace_state` keeps each pair once, so that thousands of pages that asked the same
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

from ..keys.fingerprint import DIGEST_BYTES, NotPlainError, Rewriters
from .pure_views import FunctionKeys

_MARSHAL_VERSION: Final = 2  # without references, so that the bytes depend on the values alone
_SHARED: Final = 100  # the number of a kind, beside those of `fingerprint`
_AS_THEY_ARE: Final = frozenset({type(None), int, str})

Question: TypeAlias = tuple[Any, ...]  # the name of an attribute or a method, and its arguments as `_noted` has them


@dataclass(frozen=True, slots=True)
class RecordLookup:
    """How a record is named in a question, and found again by its name in the next build: `find` raises LookupError
    where there is none any more."""

    name: Callable[[Any], str]
    find: Callable[[str], Any]


class DeferredPage:
    """In place of a view: `function(stand_in, *inputs)` gives it."""

    __slots__ = ("function", "inputs")

    def __init__(self, function: Callable[..., object], *inputs: object) -> None:
        self.function = function
        self.inputs = inputs


class AnswerSource:
    """What the pages of one build are made from: an object whose attributes and methods they ask.

    `identities` are of the kinds of records that can be arguments, and that live through the build: each is read for
    its digest once. `plain` says what stands for values of other kinds: `{PosixPath: str}`.
    """

    def __init__(
        self,
        subject: object,
        identities: Mapping[type, RecordLookup],
        plain: Mapping[type, Callable[[Any], object]] | None = None,
    ) -> None:
        self._subject = subject
        self._identities = {kind.__qualname__: (kind, identity) for kind, identity in identities.items()}
        self._rewriters = _SharedRewriters(frozenset(identities), plain or {})
        self._answers: dict[Question, Any] = {}
        self._digests: dict[Question, bytes] = {}
        self._bytes: dict[Question, bytes] = {}
        self._functions = FunctionKeys()

    def begin(self, traced: DeferredPage, name: str) -> bytes:
        """A digest of the function and of its inputs; `name` is for messages.

        Raises:
            TypeError: the function is not one of a module's own, or an input is not plain data.
            SourceUnknownError: the function was not loaded from a file.
        """
        function = self._functions.key(traced.function, name)
        try:
            return self._rewriters.digest((function, traced.inputs))
        except NotPlainError as error:
            raise TypeError(f"{name}: an input of {traced.function.__qualname__}: {error}") from error

    def made(self, traced: DeferredPage, begin: bytes) -> tuple[object, bytes]:
        """The view, and its trace: `begin`, and the questions that were asked for it with digests of their answers.

        Raises:
            TypeError: an argument or an answer is not plain data.
        """
        asked: dict[Question, None] = {}
        view = traced.function(_StandIn(self, asked), *traced.inputs)
        answers = tuple((self._as_bytes(question), self._digest(question)) for question in asked)
        return view, marshal.dumps((begin, answers), _MARSHAL_VERSION)

    def holding(self, answers: Mapping[int, tuple[bytes, bytes]]) -> frozenset[int]:
        """The numbers of those questions of traces, each with the digest of its answer then, that are answered alike
        today."""
        return frozenset(number for number, (question, digest) in answers.items() if self._today(question) == digest)

    def ask(self, name: str, *arguments: Any) -> tuple[Question, Any]:
        """The answer to a question, and how it is noted."""
        question = (name, *map(self._noted, arguments))
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
            except NotPlainError as error:
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
            asked, _ = self.ask(name, *map(self._meant, arguments))
            return self._digest(asked)
        except Exception:  # noqa: BLE001  whatever fails here fails again, and is told, when the page is made
            return None

    def _noted(self, argument: Any) -> Any:
        """An argument as plain tuples and scalars; tuples begin with a letter for what they stand for."""
        kind = type(argument)
        if kind in _AS_THEY_ARE:
            return argument
        if kind in (bool, float):  # which would be equal to an int
            return ("n", kind.__name__, repr(argument))
        if kind is date:
            return ("d", argument.isoformat())
        if kind is tuple:
            return ("t", *map(self._noted, argument))
        if kind.__qualname__ not in self._identities:
            raise TypeError(f"an argument is a {kind.__qualname__}, and no scalar, date, tuple or known record")
        identity = self._identities[kind.__qualname__][1]
        name = identity.name(argument)
        if identity.find(name) is argument:
            return ("r", kind.__qualname__, name)
        return ("v", kind.__qualname__, name, self._rewriters.digest(argument))  # a variant that somebody made of it

    def _meant(self, noted: Any) -> Any:
        """The argument that was noted so; a record is today's of that name.

        Raises:
            LookupError: there is none, or a variant of it was meant.
        """
        if type(noted) is not tuple:
            return noted
        kind, *rest = noted
        if kind == "n":
            return rest[1] == "True" if rest[0] == "bool" else float(rest[1])
        if kind == "d":
            return date.fromisoformat(rest[0])
        if kind == "t":
            return tuple(map(self._meant, rest))
        record = self._identities[rest[0]][1].find(rest[1])
        if kind == "v" and self._rewriters.digest(record) != rest[2]:
            raise LookupError(rest[1])
        return record


class _StandIn:
    """Answers as the subject does. What was asked once is an attribute of its own from then on, which is quicker."""

    def __init__(self, facts: AnswerSource, asked: dict[Question, None]) -> None:
        self._facts = facts
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = partial(self._ask, name) if self._facts.is_method(name) else self._ask(name)
        self.__dict__[name] = found
        return found

    def _ask(self, name: str, *arguments: Any) -> Any:
        question, answer = self._facts.ask(name, *arguments)
        self._asked[question] = None
        return answer


class _SharedRewriters(Rewriters):
    """Rewriters in which a record of a shared kind counts by its own digest, wherever it stands."""

    def __init__(self, shared: frozenset[type], plain: Mapping[type, Callable[[Any], object]]) -> None:
        super().__init__()
        self._shared = shared
        self._records: dict[int, tuple[object, tuple[int, bytes]]] = {}  # with the record, so that its id stays its own
        for kind, stands_for in plain.items():
            self[kind] = partial(self._rewrite_as, stands_for)

    def rewriter(self, kind: type) -> Callable[[Any], tuple[Any, ...]]:
        whole = super().rewriter(kind)
        if kind not in self._shared:
            return whole
        records = self._records

        def rewrite(record: Any) -> tuple[Any, ...]:
            known = records.get(id(record))
            if known is None:
                plain = marshal.dumps(whole(record), _MARSHAL_VERSION)
                known = records[id(record)] = record, (_SHARED, blake2b(plain, digest_size=DIGEST_BYTES).digest())
            return known[1]

        return rewrite

    def _rewrite_as(self, stands_for: Callable[[Any], object], value: Any) -> tuple[Any, ...]:
        return tuple(self.rewrite_all((type(value).__qualname__, stands_for(value))))
