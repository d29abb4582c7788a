"""The names in a text of another language than English, by its language's model alone: followed actors come first."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..lexicon.gazetteers import demonyms
from ..records import Decision, Kind, Mention
from ..text.claimed_spans import ClaimedSpans
from ..text.parsed_document import KIND_OF_LABEL, Entity, ParsedDocument
from .person_names import surname
from .text_names import TextNames

# Articles and honorifics before French names that are no part of them.
LEADING: Final = re.compile(r"(?:(?:[Ll]|[Dd]|[Qq]u)['’]|(?:M\.|Mme|Mlle|MM\.|Dr|Me|la|le|les|du|des|de) )+")
TRAILING: Final = re.compile(r"[\s.,;:!?»”\"'’)(-]+$")
MIN_LETTERS: Final = 2


def foreign_names(document: ParsedDocument, followed: Sequence[Mention], rejected: Sequence[Decision]) -> TextNames:
    """Every mention of a name. None overlaps a mention of a followed actor, or a name that was decided not to be one's.

    A surname alone is the person whom the text names in full, and no name without one: half of those that the model has
    are words at the beginning of a sentence. A name has the kind that the model gives it most often.
    """
    decided = (*((one.start, one.end) for one in followed), *((one.start, one.end) for one in rejected))
    claimed = ClaimedSpans(decided)
    spans: list[tuple[int, int, str, Kind]] = []
    for entity in document.entities:
        start, end = _trimmed(document.text, entity)
        surface, kind = document.text[start:end], KIND_OF_LABEL.get(entity.label)
        if kind and _is_name(document.text, surface) and not claimed.overlaps(start, end):
            claimed.add(start, end)
            spans.append((start, end, surface, kind))
    votes = Counter((surface, kind) for _, _, surface, kind in spans)
    kinds = {surface: kind for (surface, kind), _ in reversed(votes.most_common())}
    persons = [*followed, *(Mention(*span[:3], span[2], kinds[span[2]]) for span in spans)]
    full_names = {
        surname(one.actor.split()): one.actor for one in reversed(persons) if one.kind == "person" and " " in one.actor
    }
    kinds |= dict.fromkeys(full_names, "person")
    found = [
        Mention(start, end, surface, full_names.get(surface, surface), kinds[surface])
        for start, end, surface, _ in spans
        if kinds[surface] != "person" or " " in surface or surface in full_names
    ]
    return TextNames(tuple(sorted((*followed, *found), key=lambda mention: mention.start)), {})


def _trimmed(text: str, entity: Entity) -> tuple[int, int]:
    """The span of an entity without articles and honorifics before it, and without marks around it."""
    leading = LEADING.match(text, entity.start, entity.end)
    start = leading.end() if leading else entity.start
    trailing = TRAILING.search(text[start : entity.end])
    return start, start + trailing.start() if trailing else entity.end


def _is_name(text: str, surface: str) -> bool:
    """Whether an entity looks like a name: with a capital, and not a word that the text also has in small letters."""
    if sum(map(str.isalpha, surface)) < MIN_LETTERS or not surface[0].isupper() or "\n" in surface:
        return False
    is_word = " " not in surface and re.search(rf"(?<!\w){re.escape(surface.lower())}(?!\w)", text) is not None
    return not is_word and surface not in demonyms()
