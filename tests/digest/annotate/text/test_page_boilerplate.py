import pytest

from digest.annotate.text.page_boilerplate import is_boilerplate, is_invitation, picture_credits
from digest.annotate.text.parsed_document import Paragraph, ParsedDocument


def line(text: str) -> tuple[ParsedDocument, Paragraph]:
    document = ParsedDocument(text, (Paragraph(0, len(text)),), ())
    return document, document.paragraphs[0]


@pytest.mark.parametrize(
    "text",
    [
        "Home » News » Norland",
        "Read more: Mayor of Norhaven resigns",
        "Follow us on our channel for more",
        "Related stories",
        "World Politics Business Sport Culture Travel",
        "© 2026 Norhaven Post",
    ],
)
def test_a_line_of_the_page_is_boilerplate(text: str) -> None:
    assert is_boilerplate(*line(text))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor read more than she said.",
        "Mayor of Norhaven resigns after night of talks",
        "Related: " + "the mayor of Norhaven opened a bridge. " * 10,
    ],
)
def test_a_sentence_a_headline_and_a_long_paragraph_are_not(text: str) -> None:
    assert not is_boilerplate(*line(text))


def test_a_link_to_another_article_is_told_by_its_colon() -> None:
    assert is_invitation(line("Read more: “We go,” says mayor")[0], 0)
    assert not is_invitation(line("Read more of what the mayor said")[0], 0)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("The quay. (Ann Ray / Norhaven Post)", "(Ann Ray / Norhaven Post)"),
        ("The quay at night. Photo: Ann Ray/AFP", "Photo: Ann Ray/AFP"),
        ("The quay. Photograph by Ann Ray", "Photograph by Ann Ray"),
    ],
)
def test_a_picture_credit_is_found_within_a_text(text: str, credit: str) -> None:
    assert [text[start:end] for start, end in picture_credits(text)] == [credit]


@pytest.mark.parametrize("text", ["a photo by the police", "his flat (he owns 3 / 4 of it) in Marl"])
def test_a_sentence_on_a_picture_or_in_brackets_is_no_picture_credit(text: str) -> None:
    assert not [*picture_credits(text)]
