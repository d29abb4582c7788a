"""The names of a text that are likely to be actors of their kind.

A probability for each distinct name of a text, learned and judged by `tests/benchmarks/name_weights.py`, which has the
figures. The weights are in `name_weights.json`.
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..entities.entity_kinds import is_in_dateline
from ..entities.text_names import TextNames
from ..records import Kind, Mention
from ..text.parsed_document import ParsedDocument
from .logistic_model import learned_model
from .name_features import MODEL_KINDS, name_features

WEIGHTS: Final = Path(__file__).with_name("name_weights.json")

# A name with a lower probability is left out. By weights that were learned without the set, of 100 distinct names these
# are right, and of 100 marked ones these found: newswire 87.0 and 84.3, WikiGold 83.7 and 76.9, tweets 81.6 and 29.4;
# with 0.45, 87.3 and 83.7, 84.8 and 75.6, 82.7 and 27.3, and linked names in single sentences (RSS-500) are lost.
MIN_NAME_CONFIDENCE: Final = 0.4

DistinctName = tuple[str, Kind]


def sure_names(document: ParsedDocument, names: TextNames, followed: Collection[str]) -> TextNames:
    """The names without those that are unlikely to be actors. Those of the `followed` actors and of datelines stay.

    Where the name model has not read the text, nothing says how sure it is, and all names stay.
    """
    if not document.word_kinds:
        return names
    doubtful = {
        distinct
        for distinct, mentions in distinct_names(names.mentions).items()
        if distinct[0] not in followed
        and not any(is_in_dateline(document.text, mention.start) for mention in mentions)
        and name_confidence(document, distinct, mentions) < MIN_NAME_CONFIDENCE
    }
    kept = tuple(mention for mention in names.mentions if (mention.actor, mention.kind) not in doubtful)
    return replace(names, mentions=kept)


def distinct_names(mentions: Collection[Mention]) -> dict[DistinctName, list[Mention]]:
    """The mentions of each name and kind that can be judged; events and works can't."""
    by_name: dict[DistinctName, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in MODEL_KINDS:
            by_name.setdefault((mention.actor, mention.kind), []).append(mention)
    return by_name


def name_confidence(document: ParsedDocument, distinct: DistinctName, mentions: list[Mention]) -> float:
    """The probability, from 0 to 1, that a name is an actor of its kind."""
    model = learned_model(WEIGHTS, "names")
    return model.probability(model.score(name_features(document, *distinct, mentions)))
