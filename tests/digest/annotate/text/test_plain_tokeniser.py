from digest.annotate.text.paragraphs import paragraphs
from digest.annotate.text.parsed_document import PreparedText
from digest.annotate.text.plain_tokeniser import plainly_parsed

TEXT = "Der Hafen ist zu. Ann O’Neill sagt: »Nein!» Он молчит.\n\nE-Mail folgt."


def test_words_marks_and_sentences_are_told_by_their_marks() -> None:
    document = plainly_parsed(PreparedText(*paragraphs(TEXT), english=False, lang="de"))
    assert " ".join(token.text for token in document.tokens[:12]) == "Der Hafen ist zu . Ann O’Neill sagt : » Nein !"
    starts = [document.sentence_span(number)[0] for number in range(len(document.sentences))]
    assert [TEXT[start:].split(maxsplit=1)[0] for start in starts] == ["Der", "Ann", "Он", "E-Mail"]
    assert document.lang == "de"


def test_every_token_is_its_own_head_and_nothing_is_an_entity() -> None:
    document = plainly_parsed(PreparedText(*paragraphs(TEXT), english=False))
    assert all(token.head == index and not token.tag for index, token in enumerate(document.tokens))
    assert not document.entities
    assert not document.english
