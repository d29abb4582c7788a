"""Names that could be several bearers'."""

from collections.abc import Sequence

import pytest

from digest.annotate.names.ambiguous_names import ambiguous_names
from digest.annotate.names.archive_names import archive_names
from digest.annotate.records import Actor, Annotation
from tests.digest.annotate.names.naming import text


def tagged(annotations: Sequence[Annotation], *actors: Actor) -> set[str]:
    names = archive_names(annotations, actors)
    return {mention.actor for annotation in annotations for mention in names.with_canonical_names(annotation).mentions}


def test_words_that_name_nobody_in_particular_are_not_tagged() -> None:
    archive = [
        text("John Marlow", "John"),
        text("John Vance"),
        text("Ann Orlenko", ("House", "organisation"), ("Army", "organisation")),
        text("Pyotr Orlenko", "Orlenko"),
        text("Adele", ("Senate", "organisation"), ("NATO", "organisation"), ("London", "place")),
    ]
    assert tagged(archive) == {
        *("John Marlow", "John Vance", "Ann Orlenko", "Pyotr Orlenko", "Adele", "Senate", "NATO", "London")
    }


def test_the_editor_may_follow_what_would_be_nobody() -> None:
    army = Actor("Army", "organisation", "army")
    assert tagged([text(("Army", "organisation"))], army) == {"Army"}


@pytest.mark.parametrize("name", ["Budget", "Blues", "Cabinet", "Project"])
def test_a_common_noun_by_itself_is_nobody(name: str) -> None:
    assert ambiguous_names({name: "organisation"}) == {name}
