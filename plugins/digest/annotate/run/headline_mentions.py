"""The mentions in a headline: followed actors by their aliases, names that the text below has, names that are sure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..actors.actor_mentions import DecidedText, decisions, doubtful_decisions, mentions
from ..entities.person_names import surname
from ..records import Actor, Decision, Mention
from ..text import spacy_model
from ..text.models import Models
from ..text.normalised_text import normalised
from ..text.paragraphs import paragraphs
from ..text.parsed_document import ParsedDocument, PreparedText
from .original_offsets import original_span
from .sure_headline_names import sure_headline_names


@dataclass(frozen=True, slots=True)
class HeadlineMentions:
    """The mentions in a headline, in its order, and the decisions on aliases that could be somebody else's.

    Offsets index the original headline.
    """

    mentions: tuple[Mention, ...] = ()
    decisions: tuple[Decision, ...] = ()


def headline_mentions(
    headline: str,
    below: ParsedDocument,
    text_mentions: Sequence[Mention],
    actors: tuple[Actor, ...],
    body: DecidedText,
) -> HeadlineMentions:
    """The mentions in the headline of a text.

    `below` is the text's document; `text_mentions` and `body` have the mentions and the decisions in it.
    """
    if not headline.strip():
        return HeadlineMentions()
    normalised_headline = normalised(headline)
    prepared = PreparedText(*paragraphs(normalised_headline.text), english=False, lang=below.lang)
    document = next(spacy_model.parse_texts([prepared], Models()))
    decided = decisions(document, actors, body)
    in_headline = list(mentions(decided, actors))
    rejected = {(decision.actor, decision.start) for decision in decided if not decision.tagged}
    by_model = sure_headline_names(replace(document, entities=below.headline_entities), text_mentions, actors)
    for mention in (*_by_form(document.text, text_mentions), *by_model):
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

    If two actors share a form, the one whom the text mentions more often counts, or else the first.
    """
    counts = Counter(mention.actor for mention in text_mentions)
    by_rank = sorted(text_mentions, key=lambda mention: (counts[mention.actor], -mention.start))
    named = {form: mention for mention in by_rank for form in _forms(mention)}
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
