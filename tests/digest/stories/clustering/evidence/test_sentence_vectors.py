"""Sentence vectors are the same however they come about."""

import logging
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from digest.stories.clustering.evidence.sentence_vectors import VECTORS_FILE, SentenceEncoder, sentence_encoder

TEXTS = [f"The council of Velin voted on the fares of {word}." for word in ("trams", "boats", "buses", "lifts")] * 3


def test_a_text_has_the_same_vector_whatever_is_encoded_with_it(encoder: SentenceEncoder) -> None:
    together = encoder.vectors([*TEXTS, *(f"Something else entirely, number {number}" for number in range(40))])
    for text, vector in zip(TEXTS, together, strict=False):
        assert np.array_equal(encoder.vectors([text])[0], vector)


def test_vectors_are_kept_by_their_texts(tmp_path: Path, encoder: SentenceEncoder) -> None:
    cached = sentence_encoder(tmp_path)
    assert cached is not None
    first = cached.vectors(TEXTS)
    assert np.array_equal(first, cached.vectors(TEXTS))
    assert np.array_equal(first, encoder.vectors(TEXTS))
    with sqlite3.connect(tmp_path / VECTORS_FILE) as database:
        assert database.execute("SELECT count(*), max(length(vector)) FROM vectors").fetchall() == [(4, 516)]


def test_a_damaged_file_is_filled_anew(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / VECTORS_FILE).write_bytes(b"SQLite format 3\0" + bytes(4_000))
    cached = sentence_encoder(tmp_path)
    assert cached is not None
    assert np.array_equal(cached.vectors(TEXTS), encoder.vectors(TEXTS))


def test_without_the_package_there_is_no_encoder_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("digest.stories.clustering.evidence.sentence_vectors.installed_version", lambda _: "")
    with caplog.at_level(logging.WARNING):
        assert sentence_encoder() is None
    assert len(caplog.records) == 1
