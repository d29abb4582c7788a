"""Quotes of texts that no model reads."""

from tests.digest.annotate.quotes.quoting import Annotate, said


def test_other_languages_have_speakers_only_beside_a_verb(annotate: Annotate) -> None:
    text = "«Море спокойно, и мы выходим утром», — заявила Оттолина Вейн. «Никто не должен оставаться на берегу»."
    assert [speaker for _, speaker in said(annotate(text, lang="ru"))] == ["Ottoline Vane", None]
    german = "„Die See ist heute ruhig“, sagte Ottoline Vane am Montag."
    assert said(annotate(german, lang="de")) == [("„Die See ist heute ruhig“", "Ottoline Vane")]
