"""Names that several followed actors share."""

from dataclasses import replace

import pytest

from digest.annotate.records import Actor, Annotation, Text
from digest.annotate.run.annotator import Annotator

JORDAN = Actor("Jordan", "place", "jordan", background="A kingdom whose capital is Amman.")
MEMBER = Actor("Imogen Jordan", "person", "imogen-jordan")
FATHER = Actor("Harold Marlow", "person", "harold-marlow")
SON = Actor("Corin Marlow", "person", "corin-marlow", background="The son of Harold Marlow.")
WIFE = Actor("Eleanor Marlow", "person", "eleanor-marlow")


def annotated(text: str, *actors: Actor, title: str = "") -> Annotation:
    (found,) = Annotator(actors).annotate([Text("t", text, title)])
    return found


def named(text: str, *actors: Actor) -> list[str]:
    names = {actor.name for actor in actors}
    return [mention.actor for mention in annotated(text, *actors).mentions if mention.actor in names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Imogen Jordan came late. Jordan said the tide was out.", ["Imogen Jordan"] * 2),
        ("Imogen Jordan came late. She will fly to Jordan on Friday.", ["Imogen Jordan", "Jordan"]),
        ("Imogen Jordan met the king of Jordan. Jordan gave him a book.", ["Imogen Jordan", "Jordan", "Imogen Jordan"]),
        ("The army closed the road. Jordan said the border was safe.", ["Jordan"]),
    ],
)
def test_a_surname_that_is_a_followed_country_is_told_by_the_words_beside_it(text: str, expected: list[str]) -> None:
    assert named(text, JORDAN, MEMBER) == expected
    assert named(text, MEMBER, JORDAN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harold Marlow and Eleanor Marlow came. Mrs Marlow sang.", ["Harold", "Eleanor", "Eleanor"]),
        ("Harold Marlow and Eleanor Marlow came. Mr Marlow sang.", ["Harold", "Eleanor", "Harold"]),
        ("Harold Marlow came. Mrs Marlow sang.", ["Harold"]),
        ("Corin Marlow came. Mrs Marlow sang.", ["Corin"]),  # his file says that he is a son
        ("Eleanor Marlow came with her brother Anton Marlow. Mr Marlow sang. Later Marlow left.", ["Eleanor"] * 2),
    ],
)
def test_an_honorific_tells_two_of_one_surname_apart(text: str, expected: list[str]) -> None:
    assert [name.split()[0] for name in named(text, FATHER, SON, WIFE)] == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [("Jordan wants minister's letters", "Imogen Jordan"), ("Fishing rules change in Jordan", "Jordan")],
)
def test_a_surname_in_a_headline_is_that_of_the_person_whom_the_text_names_in_full(
    headline: str, expected: str
) -> None:
    found = annotated("Imogen Jordan asked for them in spring. She will fly to Jordan.", JORDAN, MEMBER, title=headline)
    assert [mention.actor for mention in found.title_mentions] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The candidate spoke. Marlow said she would win.", ["Eleanor"]),
        ("The candidate spoke. Marlow said he would win.", ["Harold"]),
        ("The candidate spoke. Marlow said so on Friday.", []),
        ("Eleanor Marlow spoke. Marlow said so on Friday.", ["Eleanor", "Eleanor"]),
    ],
)
def test_a_surname_of_two_without_a_full_name_is_told_by_the_pronoun_or_not_at_all(
    text: str, expected: list[str]
) -> None:
    father, wife = (Actor(name, "person", name, aliases=()) for name in ("Harold Marlow", "Eleanor Marlow"))
    both = (replace(father, aliases=("Marlow",)), replace(wife, aliases=("Marlow",)))
    assert [name.split()[0] for name in named(text, *both)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said on Monday that talks would go on.", ["Imogen Velmer"]),
        ("Otto Velmer said on Monday that talks would go on.", ["Otto Velmer"]),
    ],
)
def test_a_surname_in_a_headline_that_one_followed_person_has_means_that_person(text: str, expected: list[str]) -> None:
    person = Actor("Imogen Velmer", "person", "imogen-velmer")
    found = annotated(text, person, title="Velmer: talks go on")
    assert [mention.actor for mention in found.title_mentions] == expected
