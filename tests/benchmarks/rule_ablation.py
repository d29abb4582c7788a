"""What each rule of names gains: PYTHONPATH=plugins:. python tests/benchmarks/rule_ablation.py [RULE ...]

Reads WikiGold, worldwide newswire (`ww_dev_c`) and tweets (`btc`, every fourth text) of `$DIGEST_CORPUS/gold`, and
annotates them with all rules and then without each. Prints a line of a Markdown table for each rule: how much of the
mean of precision and recall of distinct names (F1, in points) the rule gains on each set; a rule stays if it gains on
more than one set, and on the whole. With words as arguments, only rules that have one of them in their name.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from digest.annotate.confidence.name_confidence import distinct_names, sure_names
from digest.annotate.entities.sure_entities import sure_entities
from digest.annotate.entities.text_names import text_names
from tests.benchmarks.name_weights import SETS, MarkedText, read_texts, right_names

ENTITIES: Final = "digest.annotate.entities"
NEVER: Final = re.compile(r"(?!)")


def nothing(*_: object) -> tuple[()]:
    return ()


def no(*_: object) -> bool:
    return False


def _first(first: Any, *_: object) -> Any:
    return first


def _as_it_is(_: object, start: int, end: int, __: object) -> tuple[int, int, str]:
    return start, end, ""


def second(_: object, other: Any, *__: object) -> Any:
    return other


def none(*_: object) -> None:
    return None


def _empty_dict(*_: object) -> dict[str, str]:
    return {}


# By rule: what is put in the place of which function, expression or set.
RULES: Final[dict[str, dict[str, object]]] = {
    "companies with a possessive that no list has": {"possessive_companies._without_possession": nothing},
    "proper nouns that the model did not mark": {"name_occurrences.overlooked_names": nothing},
    "names again where the model did not mark them": {"name_occurrences._repeated": nothing},
    "surnames and acronyms of names again": {"name_occurrences._short_forms": _empty_dict},
    "no names in boilerplate": {"name_occurrences.is_boilerplate": no},
    "no names in picture credits": {"name_occurrences.picture_credits": nothing},
    "pieces of known names": {"entity_boundaries.known_names": nothing},
    "pieces of names sure elsewhere": {"entity_boundaries.SURE_LABELS": frozenset()},
    "nicknames": {"entity_boundaries.NICKNAME": NEVER},
    "founders in names": {"entity_boundaries._with_founders": second},
    "second halves after a hyphen": {"entity_boundaries.SECOND_HALF": NEVER},
    "full stops of abbreviations": {"entity_boundaries.ABBREVIATION": NEVER},
    "small words after names": {"name_spans.SMALL_WORDS_TAIL": NEVER},
    "honorifics and small words before": {"name_spans._without_honorifics": _as_it_is},
    "no things, theories and posts": {"name_spans._is_thing": no},
    "no terms": {"name_spans.TERMS": frozenset()},
    "no peoples": {"name_spans.demonyms": _empty_dict},
    "no markup": {"name_spans.MARKUP": NEVER},
    "kinds by a name's own words": {"entity_kinds.kind_by_words": none},
    "known places": {"entity_kinds.places": frozenset},
    "acronyms are bodies": {"entity_kinds.ACRONYM": NEVER},
    "parts of a person's name are persons": {"entity_kinds._surnames": _empty_dict},
    "datelines are places": {"entity_kinds.DATELINE": NEVER},
    "no families": {"text_names._without_families": _first},
    "relatives share the surname": {"text_names.KINSHIP": NEVER},
    "short names of bodies": {"text_names.longer_names": _empty_dict},
    "usual forms of names": {"text_names._usual_forms": _empty_dict},
    "usual names of places and bodies": {"text_names.usual_name": _first},
}


@contextmanager
def switched_off(instead: dict[str, object], package: str = ENTITIES) -> Iterator[None]:
    """Annotates within this context with other functions, expressions or sets in the place of those of a package."""
    with ExitStack() as patches:
        for target, other in instead.items():
            patches.enter_context(patch(f"{package}.{target}", other))
        yield


def f1(texts: Sequence[MarkedText]) -> float:
    """The mean of precision and recall of the texts' distinct names."""
    names = right = marked_names = found_names = 0
    for text in texts:
        sure = sure_names(text.document, text_names(sure_entities(text.document), (), ()), ())
        found = [right_names(text, mentions, kind) for (_, kind), mentions in distinct_names(sure.mentions).items()]
        names += len(found)
        right += sum(map(bool, found))
        found_names += len(frozenset().union(*found))
        marked_names += len(text.marked_names())
    precision, recall = right / names, found_names / marked_names
    return 200 * precision * recall / (precision + recall)


def main() -> None:
    """Prints the table."""
    corpus = Path(os.environ["DIGEST_CORPUS"])
    sets = {name: list(read_texts(corpus, name)) for name in SETS}
    whole = {name: f1(texts) for name, texts in sets.items()}
    print("| rule | " + " | ".join(SETS) + " |\n|---|" + "---|" * len(SETS))
    print("| all rules | " + " | ".join(f"{figure:.1f}" for figure in whole.values()) + " |", flush=True)
    for rule, instead in RULES.items():
        if len(sys.argv) > 1 and not any(word in rule for word in sys.argv[1:]):
            continue
        with switched_off(instead):
            gains = [whole[name] - f1(texts) for name, texts in sets.items()]
        print(f"| {rule} | " + " | ".join(f"{gain:+.2f}" for gain in gains) + " |", flush=True)


if __name__ == "__main__":
    main()
