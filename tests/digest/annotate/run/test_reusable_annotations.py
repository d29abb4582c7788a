"""Which cached annotations other followed actors leave as they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.actors.alias_matches import relevant_actors
from digest.annotate.records import Actor, Text
from digest.annotate.run import batch as module
from digest.annotate.run.annotator import Annotator
from digest.annotate.run.reusable_annotations import differing_actors
from digest.annotate.text.normalised_text import NormalisedText
from digest.annotate.text.parsed_document import PreparedText
from tests.digest.annotate.run.annotating import TEXTS, run


def test_a_changed_actor_re_annotates_the_texts_that_could_name_it_and_no_others(
    actors: tuple[Actor, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Annotator(actors, cache=tmp_path))
    read: list[str] = []
    prepare = module.prepare_text

    def noted(text: Text) -> tuple[NormalisedText, PreparedText]:
        read.append(text.id)
        return prepare(text)

    monkeypatch.setattr(module, "prepare_text", noted)
    changed = (replace(actors[0], aliases=("Гавань",)), actors[1])
    run(Annotator(changed, cache=tmp_path))
    assert read == ["3", "4"]


ACTORS_OF_FILES = st.lists(
    st.builds(
        Actor,
        name=st.sampled_from(["Harbour Watch", "Ottoline Vane", "Marlow", "Norhaven"]),
        kind=st.sampled_from(["person", "organisation"]),
        slug=st.just("s"),
        aliases=st.lists(st.sampled_from(["Vane", "Гавань", "the Watch", "Quay Office"]), max_size=2).map(tuple),
        merge=st.lists(st.sampled_from(["London", "Edward Marlow"]), max_size=1).map(tuple),
        background=st.sampled_from(["", "A pilot."]),
    ),
    max_size=3,
    unique_by=lambda actor: actor.name,
).map(tuple)


@settings(deadline=None, max_examples=200)
@given(ACTORS_OF_FILES, ACTORS_OF_FILES)
def test_a_kept_annotation_holds_where_the_actors_that_could_change_it_are_the_same(
    before: tuple[Actor, ...], now: tuple[Actor, ...]
) -> None:
    changed = differing_actors(before, now)
    for text in TEXTS:
        words = f"{text.title}\n{text.text}"
        if relevant_actors(before, words) != relevant_actors(now, words):
            assert relevant_actors(changed, words)
    assert before != now or not changed


def test_what_cannot_change_an_annotation_re_annotates_nothing(
    actors: tuple[Actor, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Annotator(actors, cache=tmp_path))
    monkeypatch.setattr(module, "prepare_text", pytest.fail)
    run(Annotator((replace(actors[0], wikidata="Q42", slug="hw"), actors[1]), cache=tmp_path))
