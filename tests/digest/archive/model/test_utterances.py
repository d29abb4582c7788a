"""Which quotes are parts of one utterance."""

import pytest

from digest.annotate.records import Quote, Segment
from digest.archive.model.utterances import MAX_CHARS, utterances


def said(text: str, *speakers: str | None, called: str = "") -> list[str]:
    """The texts of the utterances of a text; its quotes, between “ and ”, are by these speakers in turn."""
    quotes, start = [], 0
    for speaker in speakers:
        start = text.index("“", start)
        end = text.index("”", start) + 1
        words = text[start:end]
        quotes.append(Quote((Segment(start, end),), words, speaker, None, None, "cue verb", speaker_text=called))
        start = end
    return [quote.text for quote in utterances(quotes, text)]


def test_what_goes_on_after_she_said_is_one_utterance() -> None:
    assert said("“No,” said Ada. “Not yet.” She left. “Never.”", "Ada", "Ada", "Ada") == [
        "“No,” […] “Not yet.” […] “Never.”"
    ]
    assert said("“No,” an official said. “Not yet.”", None, None, called="an official") == ["“No,” […] “Not yet.”"]


def test_marks_of_both_habits_cut_an_utterance() -> None:
    assert said("“It leans”, said Ada, “and always has”", "Ada", "Ada") == ["“It leans” […] “and always has”"]
    assert said("“It leans —” Ada pointed at it — “and sways.”", "Ada", "Ada") == ["“It leans —” […] “and sways.”"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ada called the crane “a disgrace” and the pier “a shame.”", ("Ada", "Ada")),
        ("They dropped “The Harbour Way” in favour of “a Better Tomorrow.”", ("Ada", "Ada")),
        ("“It leans,” said Ada, who called it “a shame.”", ("Ada", "Ada")),
        ("“No,” said Ada. “Yes,” said Odo.", ("Ada", "Odo")),
        ("“No,” said Ada.\n\n“Not yet.”", ("Ada", "Ada")),
        ("“No,” somebody said. “Yes.”", (None, None)),
        (f"“No,” said Ada, {'who had come to the harbour ' * 3}. “Not yet.”", ("Ada", "Ada")),
        (f"“{'No, ' * (MAX_CHARS // 4)}” said Ada. “Not yet.”", ("Ada", "Ada")),
    ],
)
def test_another_speaker_paragraph_or_story_between_parts_them(text: str, speakers: tuple[str | None, ...]) -> None:
    assert len(said(text, *speakers)) == 2
