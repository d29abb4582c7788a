"""The record of a quotation: its span, with and without its marks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation. `start` and `end` include its marks, `inner_start` and `inner_end` exclude them.

    Attributes:
        paragraph: the number of its paragraph.
        continued: whether the speech continues in the first quotation of the next paragraph.
        single: whether its marks are single ones.
        resumed: whether it continues the quotation before it, after an attribution between two dashes or within the
            marks.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    continued: bool = False
    single: bool = False
    resumed: bool = False
