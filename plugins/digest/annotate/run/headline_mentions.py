"""The mentions in a headline: followed actors by their aliases, and the names that the text below has.

The model does not parse headlines, because their capitals mislead it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..actors.actor_mentions import DecidedText, decisions, doubtful_decisions, mentions
from ..entities.person_names import surname
from ..records import Actor, Decision, Mention
from ..text import spacy_model
from ..text.models import Models
from ..text.normalised_text import normalised
from ..text.paragraphs import paragraphs
from ..text.parsed_document import PreparedText
from .original_offsets import original_span


@dataclass(frozen=True, slots=True)
class HeadlineMentions:
    """The mentions in a headline, in its order, and the decisions on aliases that could be somebody else's.

    Offsets index the original headline.
    """

    mentions: tuple[Mention, ...] = ()
    decisions: tuple[Decision, ...] = ()


def headline_mentions(
    headline: str, lang: str, text_mentions: Sequence[Mention], actors: tuple[Actor, ...], body: DecidedText
) -> HeadlineMentions:
    """The mentions in the headline of a text. `text_mentions` and `body` have the text's mentions and decisions."""
    if not headline.strip():
        return HeadlineMentions()
    normalised_headline = normalised(headline)
    prepared = PreparedText(*paragraphs(normalised_headline.text), english=False, lang=lang)
    document = next(spacy_model.parse_texts([prepared], Models()))
    decided = decisions(document, actors, body)
    in_headline = list(mentions(decided, actors))
    rejected = {(decision.actor, decision.start) for decision in decided if not decision.tagged}
    for mention in _by_form(document.text, text_mentions):
        overlaps = any(mention.start < other.end and other.start < mention.end for other in in_headline)
        if not overlaps and (mention.actor, mention.start) not in rejected:
            in_headline.append(mention)
    in_headline.sort(key=lambda mention: mention.start)
    return HeadlineMentions(
        tuple(original_span(mention, normalised_headline) for mention in in_headline),
        tuple(
            replace(original_span(decision, normalised_headline), in_title=True)
            for decision in doubtful_decisions(decided)
        ),
    )


def _by_form(headline: str, text_mentions: Sequence[Mention]) -> list[Mention]:
    """The occurrences in a headline of forms of names that the text mentions. Longer forms come first.

    If two mentions share a form, the first of them counts.
    """
    named = {form: mention for mention in reversed(text_mentions) for form in _forms(mention)}
    if not named:
        return []
    longest_first = sorted(named, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    return [
        replace(named[match.group()], start=match.start(), end=match.end(), text=match.group())
        for match in pattern.finditer(headline)
    ]


def _forms(mention: Mention) -> tuple[str, ...]:
    """The forms in which a headline may name a mention's actor."""
    if mention.kind == "person":
        return mention.text, mention.actor, surname(mention.actor.split())
    return mention.text, mention.actor
