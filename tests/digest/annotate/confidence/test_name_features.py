"""What speaks for and against a name."""

from digest.annotate.confidence.name_features import SHARES, Features, name_features
from digest.annotate.records import Kind, Mention
from digest.annotate.text.parsed_document import Entity, Paragraph, ParsedDocument, Token, WordKinds


def shares(**by_kind: float) -> tuple[float, ...]:
    return tuple(by_kind.get(kind, 0.0) for kind in SHARES)


def document(tagged: str, entities: tuple[Entity, ...] = (), words: tuple[WordKinds, ...] = ()) -> ParsedDocument:
    """A document of words that are given as "word/TAG"."""
    pairs = [word.rpartition("/") for word in tagged.split()]
    text = " ".join(word for word, _, _ in pairs)
    tokens, start = [], 0
    for index, (word, _, tag) in enumerate(pairs):
        tokens.append(Token(start, start + len(word), word, tag, head=index))
        start += len(word) + 1
    return ParsedDocument(text, (Paragraph(0, len(text)),), tuple(tokens), entities, word_kinds=words)


def features(read: ParsedDocument, name: str, kind: Kind) -> Features:
    start = read.text.index(name)
    return name_features(read, name, kind, [Mention(start, start + len(name), name, name, kind)])


def test_a_name_that_goes_on_is_told() -> None:
    read = document("the/DT Ministry/NNP of/IN Trade/NNP closed/VBD ./.")
    found = features(read, "Ministry", "organisation")
    assert found["goes on"] == found["the"] == 1
    assert "goes on" not in features(read, "Trade", "organisation")


def test_a_piece_between_capitals_is_told() -> None:
    read = document("from/IN Coronel/NNP Ana/NNP Ray/NNP ./.")
    found = features(read, "Ana", "person")
    assert found["name before"] == found["capital after"] == 1


def test_the_model_s_marks_count_for_their_kind_and_against_another() -> None:
    read = document("Velm/NNP rose/VBD", (Entity(0, 4, "GPE", 0.9),))
    place, person = features(read, "Velm", "place"), features(read, "Velm", "person")
    assert place["marked"] == place["place marked"] > 2 > person["marked"]
    assert (place["never marked"], person["never marked"]) == (0, 1)
    assert (place["marked as another kind"], person["marked as another kind"]) == (0, 0.9)


def test_what_words_are_read_as_counts_over_all_mentions() -> None:
    words = (WordKinds(0, 4, shares(LOC=1.0)), WordKinds(9, 13, shares(O=0.6, LOC=0.4)))
    read = document("Velm/NNP and/CC Velm/NNP fell/VBD", (), words)
    first, second = (Mention(start, start + 4, "Velm", "Velm", "place") for start in (0, 9))
    sure, doubtful, both = (name_features(read, "Velm", "place", ms) for ms in ([first], [second], [first, second]))
    assert sure["read as its kind"] > both["read as its kind"] > doubtful["read as its kind"]
    assert both["read best"] == sure["read best"]


def test_a_word_that_the_text_has_in_small_letters_too() -> None:
    read = document("Signal/NNP gave/VBD a/DT signal/NN ./.")
    assert features(read, "Signal", "organisation")["small elsewhere"] == 1
    assert features(document("Signal/NNP fell/VBD ./."), "Signal", "organisation")["small elsewhere"] == 0


def test_the_words_around_a_place_count_for_its_kind() -> None:
    read = document("in/IN Velm/NNP ,/, Texas/NNP ,/, prices/NNS rose/VBD ./.")
    found = features(read, "Velm", "place")
    assert found["place where"] == found["place place after a comma"] == 1
    assert "place where" not in features(document("Velm/NNP rose/VBD ./."), "Velm", "place")
