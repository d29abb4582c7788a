"""Quotes of texts that no model reads."""

import pytest

from tests.digest.annotate.quotes.quoting import Annotate, said


def test_other_languages_have_speakers_only_beside_a_verb(annotate: Annotate) -> None:
    text = "«Море спокойно, и мы выходим утром», — заявила Оттолина Вейн. «Никто не должен оставаться на берегу»."
    assert [speaker for _, speaker in said(annotate(text, lang="ru"))] == ["Ottoline Vane", None]
    german = "„Die See ist heute ruhig“, sagte Ottoline Vane am Montag."
    assert said(annotate(german, lang="de")) == [("„Die See ist heute ruhig“", "Ottoline Vane")]


@pytest.mark.parametrize(
    ("lang", "text", "source"),
    [
        ("de", "„Die See ist heute sehr ruhig“, so der Hafenmeister am Montag.", "der Hafenmeister"),
        ("de", "„Wir fahren morgen früh hinaus“, sagte Piet Doorn der Zeitung.", "Piet Doorn"),
        ("de", "„Wir fahren morgen früh hinaus“, sagte er der Zeitung.", ""),
        ("fr", "« La mer est calme aujourd'hui », a déclaré la ministre Odile Varenne.", "la ministre Odile Varenne"),
        ("fr", "« Nous partons demain matin », a-t-il ajouté.", ""),
        ("es", "“El mar está muy tranquilo hoy”, dijo el alcalde.", "el alcalde"),
        ("de", "„Die See ist heute sehr ruhig“, laut Ministerium.", "Ministerium"),
        ("de", "„Die See ist heute sehr ruhig“, so dass alle hinausfuhren.", ""),
        ("fr", "« La mer est calme aujourd'hui », selon le maire.", "le maire"),
        ("fr", "« La mer est calme aujourd'hui », selon que le vent tourne.", ""),
        ("es", "“El mar está muy tranquilo hoy”, según el alcalde.", "el alcalde"),
        ("es", "“El mar está muy tranquilo hoy”, según avanza el día.", ""),
        ("ru", "«Море спокойно, и мы выходим утром», — сказал Пётр Дорн.", "Пётр Дорн"),
        ("ru", "«Море спокойно, и мы выходим утром», — говорится в заявлении порта.", ""),
        ("ru", "«Никто не останется на берегу», — сказал он.", ""),
    ],
)
def test_a_source_in_another_language_is_shown_in_the_words_of_the_text(
    annotate: Annotate, lang: str, text: str, source: str
) -> None:
    (quote,) = annotate(text, lang=lang).quotes
    assert (quote.speaker, quote.speaker_text) == (None, source)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "„Die See ist heute sehr ruhig“, so Ottoline Vane am Montag."),
        ("fr", "« La mer est calme aujourd'hui », selon Ottoline Vane."),
        ("es", "—El mar está tranquilo —dijo Ottoline Vane—. Salimos al alba."),
    ],
)
def test_a_followed_actor_beside_such_words_is_the_speaker(annotate: Annotate, lang: str, text: str) -> None:
    assert [speaker for _, speaker in said(annotate(text, lang=lang))] == ["Ottoline Vane"]
