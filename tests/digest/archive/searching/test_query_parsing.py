"""Queries as people write them, and the places where they can't be read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.archive.searching.query_parsing import QueryError, parse_query
from digest.archive.searching.query_tree import (
    ActorTerm,
    AllOf,
    AnyOf,
    FieldTerm,
    NoneOf,
    PhraseTerm,
    QueryTree,
    SpeechTerm,
)

A, B, C = (PhraseTerm((word,)) for word in "abc")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a", A),
        ("a b", AllOf((A, B))),
        ("a AND b", AllOf((A, B))),
        ("a OR b c", AnyOf((A, AllOf((B, C))))),
        ("(a OR b) c", AllOf((AnyOf((A, B)), C))),
        ("a -b", AllOf((A, NoneOf(B)))),
        ("NOT (a b)", NoneOf(AllOf((A, B)))),
        ("a or not", AllOf((A, PhraseTerm(("or",)), PhraseTerm(("not",))))),
        ("ORKNEY", PhraseTerm(("orkney",))),
        ('"A B"', PhraseTerm(("a", "b"))),
        ("“A B”", PhraseTerm(("a", "b"))),
        ("10:30", PhraseTerm(("10", "30"))),
        ("well-known", PhraseTerm(("well", "known"))),
        ("ferr*", PhraseTerm(("ferr",), prefix=True)),
        ('"ferr*"', PhraseTerm(("ferr",))),
        ('actor:"Odo  Flinck"', ActorTerm(("Odo Flinck",))),
        ("ACTOR:NATO with:MI6 with: GRU", ActorTerm(("NATO", "MI6", "GRU"))),
        ('speaks:"Odo Flinck" about:NATO a', AllOf((SpeechTerm("Odo Flinck", ("NATO",)), A))),
        ("source:north -lang:de", AllOf((FieldTerm("source", "north"), NoneOf(FieldTerm("lang", "de"))))),
        ("\n a\n\tb ", AllOf((A, B))),
    ],
)
def test_a_query_becomes_a_tree(query: str, tree: QueryTree) -> None:
    assert parse_query(query) == tree


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "at character 1 of the query: expected a word, a phrase"),
        ("a OR", "at character 5 of the query: expected a word, a phrase"),
        ("(a", "at character 3 of the query: expected ) for the ( at character 1"),
        ("a )", "at character 3 of the query: expected no ) without a ( before it"),
        ('a "b', "at character 3 of the query: expected a second quotation mark"),
        ("a  – b", "at character 4 of the query: expected a word, with letters or digits"),
        ("by:me", "at character 1 of the query: expected one of actor:, with:, speaks:"),
        ("a with:NATO", "at character 3 of the query: expected actor:NAME right before with:"),
        ("actor:MI6 about:NATO", "at character 11 of the query: expected speaks:NAME right before about:"),
        ("a source:", "at character 3 of the query: expected a name behind source:"),
        ('actor:"—"', "at character 1 of the query: expected a name behind actor:"),
        ("lang:d*", "at character 1 of the query: expected a whole name behind lang:, without *"),
        ("fe*", "expected at least 3 letters before *"),
        ("fer*ry", "expected * at the end of a word alone"),
        ("(" * 30 + "a", "expected at most 20 parentheses"),
        ("NOT " * 30 + "a", "expected at most 20 NOTs"),
        ("a " * 200, "expected at most 100 terms"),
        ("a" * 3000, "the query has 3000 characters: expected at most 2000"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(query: str, message: str) -> None:
    with pytest.raises(QueryError) as error:
        parse_query(query)
    assert message in str(error.value)


@given(st.lists(st.sampled_from(["(", ")", '"', "“", "OR", "NOT", "-", "a", "actor:", "with:", "x*", " ", "\x00"])))
def test_any_text_is_a_query_or_refused_in_a_line(parts: list[str]) -> None:
    with suppress(QueryError):
        parse_query("".join(parts))
