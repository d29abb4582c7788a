import pytest

from digest.annotate.text.parsed_document import Paragraph, ParsedDocument, Token

#       0         1         2
#       0123456789012345678901234567
TEXT = "Ann speaks. Otto.\n\nBen goes."
WORDS = ((0, 3), (4, 10), (10, 11), (12, 16), (16, 17), (19, 22), (23, 27), (27, 28))
HEADS = (1, 1, 1, 3, 3, 6, 6, 6)


@pytest.fixture
def document() -> ParsedDocument:
    tokens = tuple(
        Token(start, end, TEXT[start:end], head=head) for (start, end), head in zip(WORDS, HEADS, strict=True)
    )
    return ParsedDocument(TEXT, (Paragraph(0, 17), Paragraph(19, 28)), tokens, sentences=(0, 12, 19))


def test_tokens_are_found_by_offset(document: ParsedDocument) -> None:
    assert [document.first_token_at(offset) for offset in (0, 1, 4, 11, 28)] == [0, 1, 1, 3, len(WORDS)]
    assert [token.text for _, token in document.tokens_in(4, 16)] == ["speaks", ".", "Otto"]
    assert [token.text for _, token in document.tokens_in(4, 9)] == []


def test_children_are_the_tokens_of_which_a_token_is_the_head(document: ParsedDocument) -> None:
    assert document.children[1] == (0, 2)
    assert document.children[0] == ()


def test_a_sentence_ends_with_its_paragraph(document: ParsedDocument) -> None:
    assert [document.sentence_span(number) for number in range(3)] == [(0, 12), (12, 17), (19, 28)]
    assert [document.sentence_of(offset) for offset in (0, 11, 12, 20)] == [0, 0, 1, 2]


def test_an_offset_between_two_paragraphs_belongs_to_the_first(document: ParsedDocument) -> None:
    assert [document.paragraph_of(offset) for offset in (0, 17, 19)] == [0, 0, 1]


def test_without_sentences_the_whole_text_is_one() -> None:
    document = ParsedDocument(TEXT, (Paragraph(0, 17),), ())
    assert document.sentence_span(0) == (0, len(TEXT))
    assert document.sentence_of(20) == 0
