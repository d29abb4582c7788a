import pytest

from digest.annotate.entities.overlooked_names import overlooked_names
from digest.annotate.text.parsed_document import Paragraph, ParsedDocument, Token


def names_in(tagged: str) -> list[tuple[str, str]]:
    """The names, with their kinds, in words that are given as "word/TAG"."""
    words = [word.rpartition("/") for word in tagged.split()]
    text = " ".join(word for word, _, _ in words)
    tokens, start = [], 0
    for index, (word, _, tag) in enumerate(words):
        tokens.append(Token(start, start + len(word), word, tag, head=index))
        start += len(word) + 1
    document = ParsedDocument(text, (Paragraph(0, len(text)),), tuple(tokens))
    return [(span.text, span.kind) for span in overlooked_names(document)]


@pytest.mark.parametrize(
    ("tagged", "names"),
    [
        ("when/WRB Captain/NNP Harlow/NNP came/VBD", [("Harlow", "person")]),
        ("the/DT Norland/NNP Bank/NNP closed/VBD", [("Norland Bank", "organisation")]),
        ("in/IN Devon/NNP", [("Devon", "place")]),
        ("on/IN Captain/NNP Monday/NNP", []),
    ],
)
def test_proper_nouns_are_names_where_their_words_show_it(tagged: str, names: list[tuple[str, str]]) -> None:
    assert names_in(tagged) == names
