from typing import Protocol

import pytest

from digest.annotate.quotes.speakers.speaker_confidence import MEASURED, MIN_CONFIDENCE, confidence
from digest.annotate.records import Annotation


class Annotate(Protocol):
    def __call__(self, text: str, title: str = "", lang: str = "") -> Annotation: ...


def said(annotation: Annotation) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in annotation.quotes]


OPENING = "Edward Marlow, the mayor of Norhaven, met Helen Carver in London on Monday.\n\n"


@pytest.mark.parametrize(
    ("sentence", "speaker", "evidence"),
    [
        ("“The sea is calm today,” said Marlow.", "Edward Marlow", "cue verb"),
        ("“The sea is calm today,” Marlow said.", "Edward Marlow", "cue verb"),
        ("“The sea is calm today,” Mrs. Carver later told reporters in London.", "Helen Carver", "cue verb"),
        ("Marlow said, “The sea is calm today.”", "Edward Marlow", "cue verb"),
        ("Marlow added: “The sea is calm today.”", "Edward Marlow", "colon"),
        ("According to Helen Carver, “the sea is calm today.”", "Helen Carver", "according-to"),
        ("“The sea is calm today,” she said.", "Helen Carver", "cue verb, pronoun"),
        ("“The sea is calm today,” the mayor said.", "Edward Marlow", "cue verb, role"),
        ("“The sea is calm today.” — Helen Carver", "Helen Carver", "signature"),
        ("“The sea, ”said Marlow, “is calm today.”", "Edward Marlow", "cue verb"),
    ],
)
def test_the_speaker_is_found_by_a_rule_that_is_named(
    annotate: Annotate, sentence: str, speaker: str, evidence: str
) -> None:
    quote = annotate(OPENING + sentence).quotes[0]
    assert (quote.speaker, quote.evidence) == (speaker, evidence)


def test_names_within_the_quote_are_not_its_speaker(annotate: Annotate) -> None:
    text = (
        OPENING
        + "Carver dismissed the claim. “If the sea were calm, you, Edward Marlow, would be out there,” she said."
    )
    assert said(annotate(text))[-1][1] == "Helen Carver"


def test_a_sentence_that_its_attribution_splits_is_one_quote(annotate: Annotate) -> None:
    (quote,) = annotate(OPENING + "“The sea,” Marlow said, “is calm today.”").quotes
    assert quote.text == "“The sea,” […] “is calm today.”"
    assert len(quote.segments) == 2


def test_speech_that_goes_on_keeps_its_speaker(annotate: Annotate) -> None:
    text = (
        OPENING + "“The sea is calm today,” said Marlow. “We sail at dawn.”\n\n“Nobody should stay behind on the quay.”"
    )
    assert [speaker for _, speaker in said(annotate(text))] == ["Edward Marlow"] * 3


def test_reported_speech_hands_its_speaker_to_the_next_paragraph(annotate: Annotate) -> None:
    text = (
        OPENING + "Carver said that the harbour would be closed.\n\n“You won’t see a single boat out there tomorrow.”"
    )
    assert said(annotate(text))[-1][1] == "Helen Carver"


def test_speech_over_several_paragraphs_is_one_quote(annotate: Annotate) -> None:
    text = OPENING + "“The sea is calm today.\n\n“We sail at dawn,” Marlow said."
    (quote,) = annotate(text).quotes
    assert (len(quote.segments), quote.speaker) == (2, "Edward Marlow")


def test_a_nameless_speaker_is_null_and_still_shown_where_it_stands(annotate: Annotate) -> None:
    text = "“The sea is calm today,” said a spokesman for the port."
    (quote,) = annotate(text).quotes
    assert quote.speaker is None
    assert quote.speaker_start is not None
    assert text[quote.speaker_start : quote.speaker_end].startswith("a spokesman")


@pytest.mark.parametrize(
    "text",
    [
        "The museum shows his painting “Evening Boats” and the film “The Long Tide.”",
        "The so-called “grey fleet” sailed on Monday.",
        "He grew up with a “can-do” attitude in London.",
        "On “Harbour Morning,” the guests talk about boats.",
    ],
)
def test_titles_and_words_quoted_as_words_are_no_quotes(annotate: Annotate, text: str) -> None:
    assert annotate(text).quotes == ()


def test_words_within_reported_speech_belong_to_its_speaker(annotate: Annotate) -> None:
    text = OPENING + "Marlow said the plan was a “dangerous gamble with the harbour” and left."
    assert said(annotate(text)) == [("“dangerous gamble with the harbour”", "Edward Marlow")]


def test_the_role_of_the_lead_is_the_person_of_the_next_sentence(annotate: Annotate) -> None:
    text = (
        "The head of the national harbour service used a rare speech on Monday to warn the crews of all ports.\n\n"
        "Speaking in London, Edward Marlow urged them to stay.\n\n"
        "“The sea will not be calm tomorrow,” the head of the harbour service said."
    )
    assert said(annotate(text))[-1][1] == "Edward Marlow"


def test_every_quote_is_a_verbatim_part_of_the_text(annotate: Annotate) -> None:
    opening = "😀 Жизнь\r\n\r\nEdward\u00a0Marlow said: "
    text = opening + "“The sea\u00a0is  calm\u200b today,” he said, “and we sail.”\r\n\r\n“Now.”"
    quotes = annotate(text, lang="en").quotes
    assert quotes
    for quote in quotes:
        assert " […] ".join(text[segment.start : segment.end] for segment in quote.segments) == quote.text
        assert quote.speaker_start is None or quote.speaker_end is None or quote.speaker_start < quote.speaker_end


def test_other_languages_have_speakers_only_beside_a_verb(annotate: Annotate) -> None:
    text = "«Море спокойно, и мы выходим утром», — заявила Оттолина Вейн. «Никто не должен оставаться на берегу»."
    assert [speaker for _, speaker in said(annotate(text, lang="ru"))] == ["Ottoline Vane", None]
    german = "„Die See ist heute ruhig“, sagte Ottoline Vane am Montag."
    assert said(annotate(german, lang="de")) == [("„Die See ist heute ruhig“", "Ottoline Vane")]


@pytest.mark.parametrize(
    ("sentence", "clause", "speaker", "evidence"),
    [
        ("Marlow said the harbour would be closed.", "the harbour would be closed", "Edward Marlow", "cue verb"),
        ("Carver warned that the sea was rising fast.", "that the sea was rising fast", "Helen Carver", "cue verb"),
        ("The pier is not safe, Helen Carver said.", "The pier is not safe", "Helen Carver", "cue verb"),
        ("According to Marlow, the pier is not safe.", "the pier is not safe", "Edward Marlow", "according-to"),
        ("The pier is not safe, according to Marlow.", "The pier is not safe", "Edward Marlow", "according-to"),
    ],
)
def test_indirect_speech_is_reported_as_such(
    annotate: Annotate, sentence: str, clause: str, speaker: str, evidence: str
) -> None:
    text = OPENING + sentence
    (quote,) = annotate(text).quotes
    assert (quote.direct, quote.text, quote.speaker, quote.evidence) == (False, clause, speaker, evidence)
    assert text[quote.segments[0].start : quote.segments[0].end] == clause


@pytest.mark.parametrize("sentence", ["Marlow did not say that it was closed.", "Did Marlow say that it was closed?"])
def test_what_was_not_said_is_not_reported(annotate: Annotate, sentence: str) -> None:
    assert annotate(OPENING + sentence).quotes == ()


def test_a_speaker_has_a_confidence_and_nobody_has_none(annotate: Annotate) -> None:
    named, nameless = annotate(
        OPENING + "“The sea is calm today,” said Marlow.\n\n“The sea is rough today,” a spokesman for the port said."
    ).quotes
    assert MIN_CONFIDENCE <= named.confidence < 1
    assert (nameless.speaker, nameless.confidence) == (None, 0)


def test_what_a_rule_gets_right_too_seldom_stays_without_a_speaker() -> None:
    assert (
        confidence("work named") < MIN_CONFIDENCE <= min(confidence(rule) for rule in MEASURED if rule != "work named")
    )


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We stay,” she deadpanned.", "Helen Carver"),
        ("Their host, the pilot Edward Marlow, laughed. “We sail at dawn, all of us.”", "Edward Marlow"),
        ("“We sail at dawn.” said Edward Marlow, who had slept well.", "Edward Marlow"),
        ("“We sail at dawn.”\n\n— Helen Carver, London", "Helen Carver"),
        ("Its head, Helen Carver, wrote: “We sail at dawn.”", "Helen Carver"),
        ("Said Edward Marlow: “We sail at dawn.”", "Edward Marlow"),
        ("— We sail at dawn, said Edward Marlow.", "Edward Marlow"),
    ],
)
def test_speakers_are_found_where_attribution_is_unusual(annotate: Annotate, sentence: str, speaker: str) -> None:
    assert said(annotate(OPENING + sentence))[-1][1] == speaker


def test_no_place_and_no_company_says_i(annotate: Annotate) -> None:
    text = OPENING + "Harbour Watch said the port was closed. “I have never seen such a sea in all my life.”"
    assert said(annotate(text))[-1] == ("“I have never seen such a sea in all my life.”", None)


def test_the_company_is_the_one_that_spoke(annotate: Annotate) -> None:
    text = "Harbour Watch said the port was closed. “We are sorry for the delay,” the service said."
    assert said(annotate(text))[-1][1] == "Harbour Watch"


@pytest.mark.parametrize(
    "sentence",
    [
        "“The sea is calm today,” Marlow and Helen Carver said.",
        "“The sea is calm today,” said Marlow and Helen Carver.",
    ],
)
def test_what_two_say_together_is_neither_ones(annotate: Annotate, sentence: str) -> None:
    text = OPENING + sentence
    [quote] = annotate(text).quotes
    assert quote.speaker is None
    assert quote.evidence.endswith("several speakers")
    assert quote.speaker_start is not None
    named = text[quote.speaker_start : quote.speaker_end]
    assert "Marlow" in named
    assert "Carver" in named


@pytest.mark.parametrize(
    "sentence",
    [
        "“The sea is calm today,” said Marlow, and Helen Carver agreed.",
        "“The sea is calm today,” said Marlow, who knows Helen Carver and Otto Brandt.",
    ],
)
def test_another_person_in_the_sentence_speaks_not(annotate: Annotate, sentence: str) -> None:
    assert annotate(OPENING + sentence).quotes[0].speaker == "Edward Marlow"


def test_a_surname_that_is_a_pronoun_is_a_name(annotate: Annotate) -> None:
    found = annotate("“The sea is calm today,” said Ben He, an engineer. “It was not,” he added.")
    assert [quote.speaker for quote in found.quotes] == ["Ben He", "Ben He"]
    assert [mention.text for mention in found.mentions] == ["Ben He"]


def test_a_company_that_is_called_by_what_it_does_speaks(annotate: Annotate) -> None:
    found = annotate("“The rails are too warm,” the train operator Southeastern said on Monday.")
    assert [quote.speaker for quote in found.quotes] == ["Southeastern"]


def test_a_bracket_stands_between_a_role_and_its_name(annotate: Annotate) -> None:
    text = (
        "The pilot Otto Brandt rowed. According to the pilot (and baker) Ellie Highwood, “the bread was wet and cold.”"
    )
    assert [quote.speaker for quote in annotate(text).quotes if quote.direct] == ["Ellie Highwood"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Edward Marlow said that the council had lied. Councillor Otto Brandt, he said, “knew everything”.",
            ["Edward Marlow"],
        ),
        (
            "Edward Marlow met Otto Brandt on Monday. Brandt, he said, “knew everything”.",
            ["Edward Marlow"],
        ),
        ("Edward Marlow stood up. As for the bridge, he said, “it is safe”.", ["Edward Marlow"]),
        (
            "Speaking in Leeds, Helen Carver – who has led the club since 2019 – said “the members will decide”.",
            ["Helen Carver"],
        ),
        (
            "“We were not told,” Helen Carver said, contradicting Gov. Edward Marlow’s claim that “everybody knew”.",
            ["Helen Carver", "Edward Marlow"],
        ),
        ("Helen Carver recalls her father’s words: “Never sell the land.”", [None]),
        ("“It was dark,” Col. Edward Marlow, who retired last year, told a hearing.", ["Edward Marlow"]),
        (
            "Tweeted Edward Marlow: “Wrong!” Replied his daughter, Mia Marlow: “Log off.”",
            ["Edward Marlow", "Mia Marlow"],
        ),
    ],
)
def test_what_is_put_between_leaves_the_words_to_who_said_them(
    annotate: Annotate, text: str, speakers: list[str | None]
) -> None:
    assert [quote.speaker for quote in annotate(text).quotes if quote.direct] == speakers
