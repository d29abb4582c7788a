"""Seconds of processor to pair quotation marks in rubbish of 256 KiB to 1 MiB: doubling the length doubles the time.

PYTHONPATH=plugins python tests/benchmarks/marks.py
"""

import time

from digest.annotate.dashes import with_dash_led, without_attribution
from digest.annotate.legible import legible
from digest.annotate.paragraphs import paragraphs
from digest.annotate.quotations import quotations

UNITS = (
    *('"', "“", "”", "“”", "«»", "„", "‘a’ ", "'a ", '"a" ', "“a ", "“a\n\n", "— a, said \n\n", "— "),
    *("«a, — сказал ", "``a''", "'' a ", '“‘"', '“a‘b"c«d»'),
)
SIZES = (2**18, 2**19, 2**20)


def seconds(text: str) -> float:
    """How long the processor needs for one text."""
    begin = time.process_time()
    joined, found = paragraphs(legible(text).text)
    without_attribution(joined, with_dash_led(joined, found, quotations(joined, found)))
    return time.process_time() - begin


if __name__ == "__main__":
    for unit in UNITS:
        print(f"{unit!r:18}", *(f"{seconds((unit * size)[:size]):6.2f} s" for size in SIZES), flush=True)
