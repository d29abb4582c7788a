"""Names in a headline of which the name model is sure, though the text below may not have them.

An excerpt of a sentence or two often leaves out whom its headline names: "Weller: talks go on" over "The minister said
on Monday that ...".
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ..entities.kind_by_words import kind_by_words
from ..entities.name_spans import name_spans
from ..entities.person_names import surname
from ..entities.text_names import usual_name
from ..lexicon.gazetteers import countries, organisations, places
from ..records import Actor, Kind, Mention
from ..text.parsed_document import ParsedDocument

# Of 60 names in 110 headlines of eight feeds with this confidence or more, four were wrong.
MIN_CONFIDENCE: Final = 0.9
# For names that a gazetteer has with their kind.
MIN_CONFIDENCE_OF_KNOWN: Final = 0.6
KINDS: Final[frozenset[Kind]] = frozenset({"person", "organisation", "place"})


def sure_headline_names(
    headline: ParsedDocument, text_mentions: Sequence[Mention], actors: Sequence[Actor]
) -> Iterator[Mention]:
    """The mentions in a headline that the model alone gives; `headline` has its entities.

    A surname alone means the followed person who has it, unless several have, or the text names another person with it.
    """
    merged = {name: actor for actor in actors for name in actor.merge}
    single_words = {name for actor in actors for name in (actor.name, *actor.aliases) if " " not in name}
    for span in name_spans(headline):
        kind = kind_by_words(span.text) or span.kind
        name = usual_name(span.text, kind)
        if kind not in KINDS or span.confidence < _least_confidence(name, kind) or span.text in single_words:
            continue  # the context has decided before on single words that are names of followed actors
        if kind == "person" and " " not in name:
            bearers = _bearers(name, text_mentions, actors)
            if len(bearers) > 1:
                continue
            name = bearers.pop() if bearers else name
        if actor := merged.get(name) or merged.get(span.text):
            name, kind = actor.name, actor.kind
        yield Mention(span.start, span.end, span.text, name, kind)


def _least_confidence(name: str, kind: Kind) -> float:
    is_known = name in organisations() if kind == "organisation" else name in countries() or name in places()
    return MIN_CONFIDENCE_OF_KNOWN if is_known and kind != "person" else MIN_CONFIDENCE


def _bearers(name: str, text_mentions: Sequence[Mention], actors: Sequence[Actor]) -> set[str]:
    """The persons with a surname: those whom the text names, and the followed ones."""
    persons = [mention.actor for mention in text_mentions if mention.kind == "person"]
    persons += [actor.name for actor in actors if actor.kind == "person"]
    return {person for person in persons if " " in person and surname(person.split()) == name}
