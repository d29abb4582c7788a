"""The direction in which a language is written."""

from typing import Literal

# ISO 639 codes of the languages whose usual script runs from the right: Arabic, Hebrew, Syriac and Thaana letters.
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def text_direction(lang: str) -> Literal["ltr", "rtl"]:
    """The direction of a language, given as a BCP 47 tag: "ar-EG" runs from the right."""
    return "rtl" if lang.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"
