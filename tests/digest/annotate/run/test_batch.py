"""A batch: texts that fail, that are huge, or that are rubbish."""

import logging
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.records import Actor, Annotation, Text
from digest.annotate.run import batch as module
from digest.annotate.run.annotator import Annotator
from digest.annotate.run.batch import MAX_TEXT_CHARS
from digest.annotate.run.text_annotation import annotate_document
from digest.annotate.text import spacy_model
from digest.annotate.text.models import Models
from tests.digest.annotate.run.annotating import run


def test_one_text_that_fails_takes_no_other_with_it(
    actors: tuple[Actor, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = annotate_document

    def broken(text: Text, *rest: object) -> Annotation:
        if text.id == "1":
            raise RuntimeError("a slip in a rule")
        return whole(text, *rest)  # type: ignore[arg-type]  # the rest is passed on as it came

    monkeypatch.setattr(module, "annotate_document", broken)
    annotations = run(Annotator(actors))
    assert annotations[0] == Annotation("1")
    assert annotations[3].quotes
    assert "a slip in a rule" in caplog.text


def test_a_huge_text_is_cut_with_its_reason(caplog: pytest.LogCaptureFixture) -> None:
    huge = Text("huge", ("море " * 300_000)[: 1 << 20], lang="ru")
    with caplog.at_level(logging.WARNING):
        run(Annotator(()), [huge])
    assert "'huge' has 1048576 characters" in caplog.text
    assert f"only the first {MAX_TEXT_CHARS - 1} are annotated" in caplog.text


NASTY = [
    '"' * 20_000,
    "“" * 5_000 + "”" * 5_000,
    "(" * 20_000,
    "x" * 20_000,
    "a" + "\u0301" * 20_000,
    "‘a b c’ " * 2_000,
    "“unclosed speech here\n\n" * 500,
    "\ud800 “I am here,” said \udfff Ottoline Vane.",
    "\u202eقال “نحن هنا” \u0000\u0007 Vane",
    "Watch" * 4_000,
    "\n" * 20_000,
    "😀" * 5_000,
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("lang", ["en", "ru"])  # with models and without
def test_nasty_texts_neither_crash_nor_hang(
    actors: tuple[Actor, ...], lang: str, caplog: pytest.LogCaptureFixture
) -> None:
    texts = [Text(str(number), text, text[:300], lang) for number, text in enumerate(NASTY)]
    for text in texts:
        module.prepare_text(replace(text, lang=""))  # the language of which has to be found
    for text, annotation in zip(texts, run(Annotator(actors), texts), strict=True):
        for mention in annotation.mentions:
            assert text.text[mention.start : mention.end] == mention.text
    assert "could not be" not in caplog.text


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet=st.one_of(st.sampled_from("“”\"'’«» ,.\n:—HarbourWatchVane said"), st.characters()), max_size=200)
)
def test_no_text_crashes_what_needs_no_model(text: str) -> None:
    actor = Actor("Harbour Watch", "organisation", "w", ("Гавань", "HW7"))
    copy, prepared = module.prepare_text(Text("t", text, lang="ru"))
    reading = next(spacy_model.parse_texts([replace(prepared, english=False)], Models()))
    annotation = annotate_document(Text("t", text, text), copy, reading, (actor,))
    for mention in annotation.mentions:
        assert text[mention.start : mention.end] == mention.text
    for quote in annotation.quotes:
        assert " […] ".join(text[segment.start : segment.end] for segment in quote.segments) == quote.text
