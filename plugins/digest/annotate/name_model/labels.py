"""The labels that the name model gives to words: the beginning and the inside of nine kinds of names, or no name."""

from typing import Final

# The kinds that the model tells apart, with spaCy's labels for them (OntoNotes), which all rules know. "MISC" is what
# newswire marks beside these: laws, programmes, languages, prizes, days; no actor comes of it.
LABEL_OF_KIND: Final = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "GPE",
    "FAC": "FAC",
    "NORP": "NORP",
    "PROD": "PRODUCT",
    "WORK": "WORK_OF_ART",
    "EVENT": "EVENT",
    "MISC": "LAW",
    "DATE": "DATE",
    "MONEY": "MONEY",
}
KINDS: Final = tuple(LABEL_OF_KIND)

NO_NAME: Final = "O"
# "B-" begins a name, "I-" goes on with it. The model's outputs have this order.
LABELS: Final = (NO_NAME, *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
LABEL_IDS: Final = {label: number for number, label in enumerate(LABELS)}


def may_follow(label: str, before: str) -> bool:
    """Whether a word with `label` may come after a word with the label `before`; "" stands for the text's start."""
    return not label.startswith("I-") or (before not in ("", NO_NAME) and before[2:] == label[2:])
