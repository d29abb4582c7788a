"""Seconds of processor to read rubbish of growing length: doubling the length must not do more than double the time.

    PYTHONPATH=plugins python tests/benchmarks/rubbish.py [--whole]

Without a model: the pairing of quotation marks and the credit, on 256 KiB to 1 MiB. `--whole` annotates as an English
text all that the annotator takes, a quarter and a half of it, model included.
"""

import logging
import sys
import time
from collections.abc import Callable

from digest.annotate.credits.text_credit import text_credit
from digest.annotate.quotes.spans.dialogue_dashes import with_dash_led
from digest.annotate.quotes.spans.inner_attributions import without_inner_attributions
from digest.annotate.quotes.spans.quotation_spans import quotations
from digest.annotate.records import Text
from digest.annotate.run.annotator import Annotator
from digest.annotate.run.batch import MAX_TEXT_CHARS
from digest.annotate.text.models import Models
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs
from digest.annotate.text.parsed_document import PreparedText
from digest.annotate.text.spacy_model import parse_texts

MARKS = (
    *('"', "“", "”", "“”", "«»", "„", "‘a’ ", "'a ", '"a" ', "“a ", "“a\n\n", "— a, said \n\n", "— "),
    *("«a, — сказал ", "``a''", "'' a ", '“‘"', '“a‘b"c«d»'),
)
CREDITS = (
    *("Time ", "Time reported ", "Aaa ", "Aaa Bbb Times ", "the newspaper ", "newspaper Aaa, ", "Aaa newspaper "),
    *("told the Aaa ", "according to Reuters ", "CNN affiliate ", "This story ", "Source: ", "Source: Aaa\n\n"),
    *("AP (AP) ", "(AP) - ", "“Reuters reported” ", "reports reported by ", ", reports Aaa News", "Aaa of the and "),
)
WHOLE = (
    *("'", '"a" ', "“a” said B. ", "“We go,” he said. ", "Ann Ray said ", "he said that she said that ", "Ann "),
    *("the head of ", "Mr. ", "of the ", "x", "Ann Ray, head of Moss, ", "she, ", "“a\n\n", "(", "-", ", "),
)
SIZES = (2**18, 2**19, 2**20)
WHOLE_SIZES = (MAX_TEXT_CHARS // 4, MAX_TEXT_CHARS // 2, MAX_TEXT_CHARS)


def of_marks(text: str) -> None:
    """Pairs the quotation marks of one text."""
    joined, paragraph_spans = paragraphs(normalised(text).text)
    without_inner_attributions(joined, with_dash_led(joined, paragraph_spans, quotations(joined, paragraph_spans)))


def of_credit(text: str) -> None:
    """Looks for the credit of one text."""
    (reading,) = parse_texts([PreparedText(*paragraphs(normalised(text).text), english=False)], Models())
    text_credit(reading, quotations(reading.text, reading.paragraphs))


def of_all(text: str) -> None:
    """Annotates one text as English."""
    list(Annotator(()).annotate([Text("rubbish", text, lang="en")]))


def seconds(work: Callable[[str], None], text: str) -> float:
    """How long the processor needs for one text."""
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def measure(work: Callable[[str], None], units: tuple[str, ...], sizes: tuple[int, ...]) -> None:
    """Prints a line of seconds for each unit."""
    for unit in units:
        print(f"{unit!r:30}", *(f"{seconds(work, (unit * size)[:size]):6.2f} s" for size in sizes), flush=True)


if __name__ == "__main__":
    logging.disable()
    if "--whole" in sys.argv:
        of_all("The model is loaded before the clock starts.")
        measure(of_all, WHOLE, WHOLE_SIZES)
    else:
        measure(of_marks, MARKS, SIZES)
        measure(of_credit, CREDITS, SIZES)
