"""Labelled corpora: what is right for each word, also where a corpus doesn't mark all kinds."""

import gzip
import json
from pathlib import Path

from digest.annotate.name_model.labels import LABELS
from digest.annotate.name_model.training.corpora import LabelledParagraph, read_documents, spans_of


def right(found: LabelledParagraph) -> list[set[str]]:
    return [set(allowed) for allowed in found.allowed]


def paragraph(folder: Path, corpus: str, *words: tuple[str, str]) -> LabelledParagraph:
    file = folder / f"{corpus}.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"sents": [words]}) + "\n")
    ((found,),) = read_documents(file)
    return found


def test_words_become_a_text_with_their_offsets(tmp_path: Path) -> None:
    found = paragraph(tmp_path, "ww_train", ("Otto", "B-PER"), ("Ray", "I-PER"), ("sang", "O"))
    assert found.text == "Otto Ray sang"
    assert [found.text[start:end] for start, end in found.spans] == ["Otto", "Ray", "sang"]
    assert right(found) == [{"B-PER"}, {"I-PER"}, {"O"}]


def test_a_corpus_says_nothing_of_kinds_that_it_does_not_mark(tmp_path: Path) -> None:
    found = paragraph(tmp_path, "uner", ("Otto", "B-PER"), ("Danish", "O"))
    unmarked = found.allowed[1]
    assert {"O", "B-NORP", "I-EVENT", "B-DATE"} <= unmarked
    assert not unmarked & {"B-PER", "I-ORG", "B-LOC"}


def test_buildings_are_places_where_a_corpus_has_one_kind_for_both(tmp_path: Path) -> None:
    assert right(paragraph(tmp_path, "uner", ("Oslo", "B-LOC"))) == [{"B-LOC", "B-FAC"}]
    assert right(paragraph(tmp_path, "ww_dev", ("Oslo", "B-LOC"))) == [{"B-LOC"}]


def test_events_are_told_from_other_things_by_their_last_words(tmp_path: Path) -> None:
    cup, law = ("World", "B-MISC"), ("Cup", "I-MISC")
    assert right(paragraph(tmp_path, "ww_train", cup, law)) == [{"B-EVENT"}, {"I-EVENT"}]
    assert right(paragraph(tmp_path, "ww_train", ("Finance", "B-MISC"))) == [{"B-MISC", "B-WORK"}]
    assert right(paragraph(tmp_path, "wnut", ("Hamlet", "B-MISC"))) == [{"B-WORK"}]


def test_spans_of_labels() -> None:
    assert [*spans_of(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"])] == [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]
    assert [*spans_of(["I-PER", "O"])] == []
    assert "I-MISC" in LABELS
