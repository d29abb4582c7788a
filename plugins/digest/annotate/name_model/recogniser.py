"""The names in paragraphs of English text, by the name model.

The weights are a graph of ONNX with integers of eight bits, run on one thread. Each window is run by itself: the graph
scales a whole input by its largest number, so that windows run together would change each other's results.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...errors import AnnotationError
from ...storage.installed_version import installed_version
from .decoding import CONFIDENCE_DIGITS, DecodedName, decoded
from .labels import LABEL_OF_KIND, LABELS
from .windows import Window, windows
from .word_pieces import Pieces, WordPieces

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FOLDER: Final = Path(__file__).parent / "data"
WEIGHTS: Final = "names.onnx"
VOCABULARY: Final = "tokenizer.json"
DIGESTS: Final = "digests.json"

# Tokenising several paragraphs at once would start threads.
NO_THREADS: Final = "TOKENIZERS_PARALLELISM"


@dataclass(frozen=True, slots=True)
class RecognisedName:
    """A name's offsets in its paragraph, its label (OntoNotes), and how sure the model is (0 to 1, two digits)."""

    start: int
    end: int
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word with a capital or a digit: its offsets in its paragraph, and what the model takes it for.

    `shares` are probabilities with two digits: that the word is part of no name, and of a name of each of `KINDS`.
    """

    start: int
    end: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """The names in a paragraph, and its words that may be names or parts of names, both in its order."""

    names: tuple[RecognisedName, ...]
    words: tuple[RecognisedWord, ...]


class NameRecogniser:
    """Finds names in paragraphs. Loading it takes a fifth of a second and 60 MB."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Loads weights and vocabulary from a folder.

        Raises:
            AnnotationError: onnxruntime or tokenizers isn't installed, or a file is missing or damaged.
        """
        os.environ.setdefault(NO_THREADS, "false")
        try:
            import onnxruntime  # noqa: PLC0415 - a run with nothing new must not spend the time
        except ImportError as error:
            raise AnnotationError(f"onnxruntime can't be imported ({error}): install requirements.txt") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / WEIGHTS), options, providers=["CPUExecutionProvider"]
            )
            self._vocabulary = WordPieces(folder / VOCABULARY)
        except Exception as error:  # both libraries raise exceptions of their own and plain ones
            raise AnnotationError(f"the name model in {folder} can't be loaded ({error}): install it again") from error

    def names(self, paragraphs: Sequence[str]) -> list[tuple[RecognisedName, ...]]:
        """The names in each paragraph of one text, in order."""
        return [paragraph.names for paragraph in self.read(paragraphs)]

    def read(self, paragraphs: Sequence[str]) -> list[ReadParagraph]:
        """What the model finds in each paragraph of one text.

        Paragraphs that follow each other explain each other's names, up to `WINDOW_PIECES`.
        """
        import numpy as np  # noqa: PLC0415

        pieces = self._vocabulary.cut(paragraphs)
        scores = [np.zeros((len(piece.word_starts), len(LABELS)), np.float32) for piece in pieces]
        for window in windows(paragraphs, pieces, self._vocabulary):
            output = self._scores(window)
            for paragraph, word, piece in window.words:
                scores[paragraph][word] = output[piece]
        return [
            ReadParagraph(
                tuple(_recognised(name, piece) for name in decoded(score)), tuple(_words(paragraph, piece, score))
            )
            for paragraph, piece, score in zip(paragraphs, pieces, scores, strict=True)
        ]

    def _scores(self, window: Window) -> "npt.NDArray[np.float32]":
        """The logarithms of the labels' probabilities, (pieces, labels)."""
        import numpy as np  # noqa: PLC0415

        inputs: dict[str, Any] = {"ids": np.array([window.ids]), "cases": np.array([window.cases])}
        (output,) = self._session.run(None, inputs)
        scores: npt.NDArray[np.float32] = output[0]
        return scores


def _recognised(name: DecodedName, pieces: Pieces) -> RecognisedName:
    start, end = pieces.word_spans[name.first][0], pieces.word_spans[name.stop - 1][1]
    return RecognisedName(start, end, LABEL_OF_KIND[name.kind], name.confidence)


def _words(paragraph: str, pieces: Pieces, scores: "npt.NDArray[np.float32]") -> Iterator[RecognisedWord]:
    """The words that may be parts of names. Their beginning and their inside count together for a kind."""
    import numpy as np  # noqa: PLC0415

    chosen = [
        number
        for number, (start, end) in enumerate(pieces.word_spans)
        if any(char.isupper() or char.isdigit() for char in paragraph[start:end])
    ]
    shares = np.exp(scores[chosen].astype(np.float64))
    by_kind = np.concatenate([shares[:, :1], shares[:, 1::2] + shares[:, 2::2]], axis=1)
    for number, row in zip(chosen, by_kind.tolist(), strict=True):
        start, end = pieces.word_spans[number]
        yield RecognisedWord(start, end, tuple(round(share, CONFIDENCE_DIGITS) for share in row))


@lru_cache(maxsize=1)
def name_recogniser() -> NameRecogniser:
    """The recogniser of this process, loaded once."""
    return NameRecogniser()


def recogniser_version() -> str:
    """The digests of weights and vocabulary, and the versions of the libraries that run them, without loading any."""
    digests = (FOLDER / DIGESTS).read_text(encoding="utf-8")
    return "/".join((digests, installed_version("onnxruntime"), installed_version("tokenizers")))
