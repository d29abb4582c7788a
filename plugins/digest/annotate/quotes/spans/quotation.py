"""The record of a quotation: where it is, with its marks and without them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation. `start` and `end` include its marks, `inner_start` and `inner_end` exclude them.

    Attributes:
        paragraph: the number of the paragraph in which it stands.
        continued: whether the speech goes on in the next paragraph's first quotation.
        single: whether its marks are single ones.
        resumed: whether it goes on with the quotation before, after an attribution between two dashes or within the
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
