"""The language of queries (docs/watches.md).

    ferry strike                          both words, in the headline or the text
    "ferry strike"  ferr*                 a phrase; a beginning of at least three letters
    actor:"Odo Flinck"                    names the actor
    actor:"Odo Flinck" with:"Mara Vell"   names both in one paragraph, or in the headline
    speaks:"Odo Flinck"                   quotes the actor
    speaks:"Odo Flinck" about:NATO        quotes the actor on the other one, whom the quote names
    source:northern-wire  section:Security  lang:de
    a b   a OR b   NOT a   -a   (a OR b) c

What stands side by side has to hold together; OR is weaker, NOT stronger. The three words are operators in capitals
only.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple, cast, get_args

from ...errors import ConfigurationError
from .query_tree import ActorTerm, AllOf, AnyOf, FieldName, FieldTerm, NoneOf, PhraseTerm, QueryTree, SpeechTerm
from .text_words import TextWords

MAX_QUERY_CHARS: Final = 2_000  # a query of forty names has 1,000
MAX_TERMS: Final = 100
MAX_DEPTH: Final = 20  # of parentheses and NOTs
MIN_PREFIX_CHARS: Final = 3  # shorter beginnings are those of every second text
_KEYS: Final = ("actor", "with", "speaks", "about", *get_args(FieldName))
_KEY_LIST: Final = ", ".join(f"{key}:" for key in _KEYS)
_LEXEME: Final = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<operator>(?:OR|AND|NOT)(?=[\s()]|$)|-(?=[^\s)]))"
    r'|(?:(?P<key>[A-Za-z]+):\s*)?(?:"(?P<quoted>[^"]*)"|“(?P<curly>[^”“]*)”|(?P<bare>[^\s()"“”]+))'
    r'|(?P<odd>["“”]|\S))'
)


class QueryError(ConfigurationError):
    """A query that can't be read: the message says where, and what is expected."""


class _Lexeme(NamedTuple):
    """`kind` is "(", ")", "OR", "AND", "NOT", "term" or "end"; `place` counts characters from 1."""

    kind: str
    place: int
    key: str = ""
    text: str = ""
    quoted: bool = False


@lru_cache(maxsize=1024)
def parse_query(text: str) -> QueryTree:
    """The tree of a query.

    Raises:
        QueryError: it can't be read.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise QueryError(f"the query has {len(text)} characters: expected at most {MAX_QUERY_CHARS}")
    return _Parser(text).query()


class _Parser:
    """Reads one query, a lexeme after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._terms = 0
        self._next = self._read()

    def query(self) -> QueryTree:
        tree = self._any(0)
        if self._next.kind != "end":
            raise self._error(self._next.place, "expected no ) without a ( before it")
        return tree

    def _any(self, depth: int) -> QueryTree:
        if depth > MAX_DEPTH:
            raise self._error(self._next.place, f"expected at most {MAX_DEPTH} parentheses and NOTs inside one another")
        parts = [self._all(depth)]
        while self._next.kind == "OR":
            self._take()
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self, depth: int) -> QueryTree:
        parts = [self._one(depth)]
        while self._next.kind in ("AND", "NOT", "(", "term"):
            if self._next.kind == "AND":
                self._take()
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _one(self, depth: int) -> QueryTree:
        lexeme = self._take()
        if lexeme.kind == "NOT":
            if depth > MAX_DEPTH:
                raise self._error(lexeme.place, f"expected at most {MAX_DEPTH} NOTs inside one another")
            return NoneOf(self._one(depth + 1))
        if lexeme.kind == "(":
            tree = self._any(depth + 1)
            if self._next.kind != ")":
                raise self._error(self._next.place, f"expected ) for the ( at character {lexeme.place}")
            self._take()
            return tree
        if lexeme.kind != "term":
            raise self._error(lexeme.place, "expected a word, a phrase in quotation marks, or one of " + _KEY_LIST)
        return self._term(lexeme)

    def _term(self, lexeme: _Lexeme) -> QueryTree:
        if lexeme.key in get_args(FieldName):
            return FieldTerm(cast("FieldName", lexeme.key), self._name(lexeme))
        if lexeme.key == "actor":
            return ActorTerm((self._name(lexeme), *self._followed_by("with")))
        if lexeme.key == "speaks":
            return SpeechTerm(self._name(lexeme), self._followed_by("about"))
        if lexeme.key:
            before = {"with": "actor:NAME", "about": "speaks:NAME"}[lexeme.key]
            raise self._error(lexeme.place, f"expected {before} right before {lexeme.key}:")
        return self._phrase(lexeme)

    def _followed_by(self, key: str) -> tuple[str, ...]:
        """The names of the terms with a key that come next."""
        names = []
        while self._next.kind == "term" and self._next.key == key:
            names.append(self._name(self._take()))
        return tuple(names)

    def _name(self, lexeme: _Lexeme) -> str:
        name = " ".join(lexeme.text.split())
        if not TextWords(name).words:
            raise self._error(lexeme.place, f"expected a name behind {lexeme.key}:")
        if "*" in name:
            raise self._error(lexeme.place, f"expected a whole name behind {lexeme.key}:, without *")
        return name

    def _phrase(self, lexeme: _Lexeme) -> PhraseTerm:
        prefix = lexeme.text.endswith("*") and not lexeme.quoted
        words = tuple(TextWords(lexeme.text).words)
        if not words:
            raise self._error(lexeme.place, "expected a word, with letters or digits")
        if prefix and len(words[-1]) < MIN_PREFIX_CHARS:
            raise self._error(lexeme.place, f"expected at least {MIN_PREFIX_CHARS} letters before *")
        if "*" in lexeme.text[:-1] and not lexeme.quoted:
            raise self._error(lexeme.place, "expected * at the end of a word alone")
        return PhraseTerm(words, prefix)

    def _take(self) -> _Lexeme:
        taken, self._next = self._next, self._read()
        return taken

    def _read(self) -> _Lexeme:
        match = _LEXEME.match(self._text, self._position)
        if match is None:  # only blanks are left
            return _Lexeme("end", len(self._text) + 1)
        self._position = match.end()
        place = match.end() - len(match[0].lstrip()) + 1
        if match["odd"]:
            raise self._error(place, "expected a second quotation mark at the end of the phrase")
        if match["open"] or match["close"]:
            return _Lexeme(match["open"] or match["close"], place)
        if match["operator"]:
            return _Lexeme("NOT" if match["operator"] == "-" else match["operator"], place)
        return self._read_term(match, place)

    def _read_term(self, match: re.Match[str], place: int) -> _Lexeme:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise self._error(place, f"expected at most {MAX_TERMS} terms")
        key = (match["key"] or "").lower()
        if key and key not in _KEYS:
            raise self._error(place, f"expected one of {_KEY_LIST}; words with a colon go into quotation marks")
        text = next(text for text in (match["quoted"], match["curly"], match["bare"]) if text is not None)
        if not key and match["bare"] and text.removesuffix(":").lower() in _KEYS and text.endswith(":"):
            raise self._error(place, f"expected a name behind {text}")
        return _Lexeme("term", place, key, text, match["bare"] is None)

    def _error(self, place: int, expected: str) -> QueryError:
        return QueryError(f"at character {place} of the query: {expected}")
