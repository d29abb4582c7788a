"""Speakers who go on."""

from tests.digest.annotate.quotes.quoting import OPENING, Annotate, said


def test_speech_that_goes_on_keeps_its_speaker(annotate: Annotate) -> None:
    text = (
        OPENING + "“The sea is calm today,” said Marlow. “We sail at dawn.”\n\n“Nobody should stay behind on the quay.”"
    )
    assert [speaker for _, speaker in said(annotate(text))] == ["Edward Marlow"] * 3


def test_reported_speech_hands_its_speaker_to_the_next_paragraph(annotate: Annotate) -> None:
    text = (
        OPENING + "Carver said that the harbour would be closed.\n\n“You won’t see a single boat out there tomorrow.”"
    )
    quote = annotate(text).quotes[-1]
    assert text[quote.speaker_start : quote.speaker_end] == "Carver"  # too doubtful for her name
    assert quote.evidence == "running speaker, into a paragraph"


def test_no_place_and_no_company_says_i(annotate: Annotate) -> None:
    text = OPENING + "Harbour Watch said the port was closed. “I have never seen such a sea in all my life.”"
    assert "“I have never seen such a sea in all my life.”" not in dict(said(annotate(text)))
