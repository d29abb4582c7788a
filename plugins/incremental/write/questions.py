"""What pages ask: questions to one object of the site, each noted with a digest of its answer.

    class Quotes(QuestionGroup):
        @question(lambda self, slug: (f"actor/{slug}",))
        def by(self, slug: str) -> tuple[Quote, ...]: ...

    class Archive:
        version = "…"
        quotes: Quotes
        def changed_since(self, version: str) -> frozenset[str] | None: ...

A page's function gets a stand-in for the archive. The stand-in gives the same answers as the archive, and notes every
question: an attribute, or a method with its arguments, of the archive or of one of its groups ("quotes.by"). In the
terms of build systems, the noted questions and digests are a verifying trace (Mokhov, Mitchell and Peyton Jones, Build
Systems à la Carte, 2018).

Arguments are None, bool, int, float, str, dates, and tuples of these. Answers are plain data (see `fingerprint`), so
that the digest covers everything that can be seen of an answer.
"""

import marshal
from collections.abc import Callable
from datetime import date
from functools import partial
from types import FunctionType
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from ..keys.fingerprint import Rewriters, UnreadableValueError

_MARSHAL_VERSION: Final = 2  # without references, so that the bytes depend only on the values
_SCALARS: Final = frozenset({type(None), bool, int, float, str})
_RECENT_ANSWERS: Final = 1_000  # pages that are made one after the other ask much the same; half of those in memory
_KEYS_OF: Final = "incremental_keys"

_Method = TypeVar("_Method", bound=Callable[..., Any])


class QuestionGroup:
    """The base class of a group of questions, which is an attribute of the subject."""

    __slots__ = ()


def question(keys: Callable[..., tuple[str, ...]]) -> Callable[[_Method], _Method]:
    """A decorator that gives a method its keys: `keys(self, *arguments)`.

    While none of these keys is among those that have changed, the answer is known to be the same. A method without the
    decorator, or without keys for its arguments, is asked again in each build.
    """

    def decorated(method: _Method) -> _Method:
        setattr(method, _KEYS_OF, keys)
        return method

    return decorated


class VersionedSubject(Protocol):
    """The object that pages ask, with the two members that let a build ask only what may have changed."""

    @property
    def version(self) -> str:
        """The state of what the subject knows. Other contents have another version."""

    def changed_since(self, version: str) -> frozenset[str] | None:
        """The keys of questions whose answers may differ from those at an earlier version; None if unknown."""


class Noted(NamedTuple):
    """One question of a trace. The question is bytes (see `dump_arguments`); `keys` is None for one without keys."""

    question: bytes
    digest: bytes
    keys: tuple[str, ...] | None


class UnstorableError(TypeError):
    """An argument or input that is no scalar, date or tuple of these."""


def dump_arguments(values: tuple[Any, ...]) -> bytes:
    """The values as bytes, the same for the same values.

    Raises:
        UnstorableError: one of them is no scalar, date or tuple of these.
    """
    if not _SCALARS.issuperset(map(type, values)):
        values = tuple(map(_dumped, values))
    return marshal.dumps(values, _MARSHAL_VERSION)


def load_arguments(dumped: bytes) -> tuple[Any, ...]:
    """The values from which `dump_arguments` made these bytes."""
    loaded: tuple[Any, ...] = _loaded(marshal.loads(dumped))  # noqa: S302  our own bytes, checked by their checksum
    return loaded


def _dumped(value: Any) -> Any:
    """A date becomes a list, which no argument is."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is date:
        return [value.toordinal()]
    if kind is tuple:
        return tuple(map(_dumped, value))
    raise UnstorableError(f"a {kind.__module__}.{kind.__qualname__} is no scalar, date or tuple of these")


def _loaded(value: Any) -> Any:
    if type(value) is tuple:
        return tuple(map(_loaded, value))
    return date.fromordinal(value[0]) if type(value) is list else value


class _Answer(NamedTuple):
    value: Any
    noted: Noted


class AskedSubject:
    """The subject of one build, asked each question once as long as its answer is in memory."""

    def __init__(self, subject: object) -> None:
        self.subject = subject
        self._answers: dict[bytes, _Answer] = {}
        self._older_answers: dict[bytes, _Answer] = {}  # those of the time before, which go unless asked for again
        self._rewriters = Rewriters()

    def stand_in(self, asked: dict[bytes, Noted]) -> Any:
        """What a page's function gets in place of the subject. It notes the questions in `asked`."""
        return _StandInFor(self, self.subject, "", asked)

    def answer(self, name: str, arguments: tuple[Any, ...]) -> _Answer:
        """The answer to a question, whose name may have a dot.

        Raises:
            TypeError: an argument or the answer isn't plain data.
        """
        try:
            dumped = dump_arguments((name, *arguments))
        except UnstorableError as error:
            raise TypeError(f"an argument of {name}: {error}") from error
        known = self._answers.get(dumped)
        if known is None:
            if len(self._answers) >= _RECENT_ANSWERS:
                self._older_answers, self._answers = self._answers, {}
            known = self._older_answers.get(dumped) or self._asked(dumped, name, arguments)
            self._answers[dumped] = known
        return known

    def again(self, question: bytes) -> Noted | None:
        """A question of an earlier build with today's answer; None if it can't be asked any more."""
        try:
            name, *arguments = load_arguments(question)
            return self.answer(name, tuple(arguments)).noted
        except Exception:  # noqa: BLE001  the error occurs again, with its message, when a page asks
            return None

    def _asked(self, dumped: bytes, name: str, arguments: tuple[Any, ...]) -> _Answer:
        group_name, _, own_name = name.rpartition(".")
        owner = getattr(self.subject, group_name) if group_name else self.subject
        keys = None
        if is_method(owner, own_name):
            value = getattr(owner, own_name)(*arguments)
            keys_of = getattr(getattr(type(owner), own_name), _KEYS_OF, None)
            keys = tuple(keys_of(owner, *arguments)) if keys_of else None
        else:
            value = getattr(owner, own_name)
        try:
            digest = self._rewriters.digest(value)
        except UnreadableValueError as error:
            raise TypeError(f"the answer to {name} is no plain data: {error}") from error
        return _Answer(value, Noted(dumped, digest, keys or None))


def is_method(owner: object, name: str) -> bool:
    return isinstance(getattr(type(owner), name, None), FunctionType)


class _StandInFor:
    """Gives the answers of the subject or of one of its groups, and notes each question.

    A method or group becomes an attribute of the stand-in at its first use, which is faster to read.
    """

    def __init__(self, asked_subject: AskedSubject, owner: object, prefix: str, asked: dict[bytes, Noted]) -> None:
        self._asked_subject = asked_subject
        self._owner = owner
        self._prefix = prefix
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if is_method(self._owner, name):
            # No bound method, which would keep the stand-in, and all it noted, in memory until garbage is collected.
            member: Any = partial(_ask, self._asked_subject, self._asked, self._prefix + name)
        elif not self._prefix and isinstance(group := getattr(self._owner, name), QuestionGroup):
            member = _StandInFor(self._asked_subject, group, f"{name}.", self._asked)
        else:
            member = _ask(self._asked_subject, self._asked, self._prefix + name)
        self.__dict__[name] = member
        return member


def _ask(asked_subject: AskedSubject, asked: dict[bytes, Noted], name: str, *arguments: Any) -> Any:
    answer = asked_subject.answer(name, arguments)
    asked[answer.noted.question] = answer.noted
    return answer.value
