"""The annotation of one parsed text: calls each step of `annotate` in turn and converts offsets to the original's."""

from collections.abc import Sequence
from dataclasses import replace

from ..actors.actor_mentions import DecidedText, decisions, doubtful_decisions, mentions
from ..confidence.name_confidence import sure_names
from ..credits.text_credit import text_credit
from ..entities.foreign_names import foreign_names
from ..entities.nationalities import nationalities
from ..entities.person_roles import PersonRoles, person_roles
from ..entities.role_phrase import role_phrase
from ..entities.sure_entities import sure_entities
from ..entities.text_names import TextNames, text_names
from ..quotes.other_languages import extract_quotes_without_model
from ..quotes.quote_extraction import extract_quotes
from ..quotes.spans.dialogue_dashes import with_dash_led
from ..quotes.spans.quotation import Quotation
from ..quotes.spans.quotation_spans import quotations
from ..records import Actor, Annotation, Decision, Nationality, Quote, Role, Text
from ..text.normalised_text import NormalisedText
from ..text.parsed_document import ParsedDocument
from .headline_mentions import headline_mentions
from .original_offsets import original_credit, original_quote, original_span


def annotate_document(
    text: Text, normalised_text: NormalisedText, document: ParsedDocument, actors: tuple[Actor, ...]
) -> Annotation:
    """The annotation of `text`, whose normalised copy was parsed as `document`."""
    # The words of the actors' files are English, and so is what is known of names that are words.
    decided = decisions(document if document.english else replace(document, entities=()), actors)
    followed = mentions(decided, actors)
    spans = with_dash_led(document.text, document.paragraphs, quotations(document.text, document.paragraphs))
    quotes: tuple[Quote, ...]
    roles: tuple[Role, ...] = ()
    peoples: tuple[Nationality, ...] = ()
    if document.english:
        names, held_roles = _names_and_roles(text, document, actors, decided)
        quotes = extract_quotes(document, spans, names, held_roles)
        roles = _roles(held_roles)
        peoples = tuple(nationalities(document, names.mentions))
    else:
        rejected = [decision for decision in decided if not decision.tagged]
        names = foreign_names(document, followed, rejected)
        quotes = extract_quotes_without_model(document, spans, followed)
    headline = headline_mentions(text.title, document, names.mentions, actors, DecidedText(document.text, decided))
    untagged = {actor.name for actor in actors if not actor.tagged}
    found_credit = text_credit(document, spans)
    return Annotation(
        text.id,
        mentions=tuple(
            original_span(mention, normalised_text) for mention in names.mentions if mention.actor not in untagged
        ),
        quotes=tuple(original_quote(quote, normalised_text) for quote in quotes),
        credit=original_credit(found_credit, normalised_text) if found_credit else None,
        title_mentions=tuple(mention for mention in headline.mentions if mention.actor not in untagged),
        roles=roles,
        decisions=(
            *(original_span(decision, normalised_text) for decision in doubtful_decisions(decided)),
            *headline.decisions,
        ),
        nationalities=tuple(original_span(people, normalised_text) for people in peoples),
    )


def speaker_evidence(
    text: Text, document: ParsedDocument, actors: tuple[Actor, ...]
) -> tuple[Sequence[Quotation], TextNames, PersonRoles]:
    """What the quotes of an English text are made from, beside its document: quotations, names and roles."""
    spans = with_dash_led(document.text, document.paragraphs, quotations(document.text, document.paragraphs))
    names, held_roles = _names_and_roles(text, document, actors, decisions(document, actors))
    return spans, names, held_roles


def _names_and_roles(
    text: Text, document: ParsedDocument, actors: tuple[Actor, ...], decided: Sequence[Decision]
) -> tuple[TextNames, PersonRoles]:
    rejected = [decision for decision in decided if not decision.tagged]
    followed = mentions(decided, actors)
    found = text_names(sure_entities(document), followed, actors, text.title, rejected)
    names = sure_names(document, found, {actor.name for actor in actors})
    return names, person_roles(document, names, text.title)


def _roles(held_roles: PersonRoles) -> tuple[Role, ...]:
    """The roles that can be shown in the text's words, each once."""
    roles = (Role(held.name, phrase) for held in held_roles.held if (phrase := role_phrase(held.phrase)))
    return tuple(dict.fromkeys(roles))
