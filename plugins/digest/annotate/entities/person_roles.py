"""The roles that persons hold in one text: "MI6 chief Richard Moore", "Elaine Kamarck, a veteran of"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.gazetteers import countries, demonyms
from ..lexicon.given_names import Gender
from ..lexicon.role_words import HOLDING, ROLE_CLASSES, ROLE_FILLERS, ROLE_GENDERS, ROLE_WORDS
from ..records import Mention
from ..text.parsed_document import Paragraph, ParsedDocument
from .text_names import TextNames

# How far before and after a name its role may begin or end. Longer phrases contain other persons.
BEFORE_CHARS: Final = 70
AFTER_CHARS: Final = 90
MAX_WORDS_BEFORE: Final = 7

WORD: Final = re.compile(r"[^\W_]+")
INDEFINITE: Final = re.compile(r"(?:a|an|one|another|some|any|several|two)\b", re.IGNORECASE)
COMPLEMENT: Final = re.compile(r"\b(?:of|for|at)\b")

# Marks and words that separate a role from a name after it.
BREAK_BEFORE: Final = re.compile(r"[.,;:!?()“”\"—–]|\b(?:and|that|said|says|told|with|by|to|but|when|as|while)\b")
# Words before a name that give the role to somebody else: "the officer who killed", "the prosecutor in".
ROLE_OF_ANOTHER: Final = re.compile(
    r"\b(?:who|whose|which)\b|\b(?:of|for|in|at|on|from|against|after|over|about|under|into|than|like) $"
)
APPOSITION_AFTER: Final = re.compile(
    r"(?:,| \() ?((?:who (?:is|was|serves as|served as|heads|leads) )?[^,.;:()“”\"—–]{3,90})[,.;:()—–]"
)
# From these words on, a phrase after a name is about somebody else: "a man who died after an officer knelt on him".
CLAUSE_AFTER: Final = re.compile(
    r"(?<=\w) (?:who|whose|whom|which|after|when|while|as|before|during|since|killed|died)\b"
)

# A paragraph with fewer words is a headline, not the lead.
MIN_LEAD_WORDS: Final = 15
# The beginning of a lead that starts with a person's role: "The head of MI6 said".
LEAD_SUBJECT: Final = re.compile(
    r"(?:the|The) [^,;:“\"]{3,90}?(?= (?:\w+ed|has|have|was|is|says|said|told|used|made|took|gave|will)\b)"
)
HEADLINE_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a person holds according to one passage of the text.

    `role` is the class of the role, `qualifiers` are the other words that describe it, `start` is the offset of the
    person's name, and `phrase` is the role in the text's words.
    """

    name: str
    role: str
    qualifiers: frozenset[str]
    start: int
    phrase: str


@dataclass(frozen=True, slots=True)
class PersonRoles:
    """The roles of the persons in one text."""

    held: tuple[HeldRole, ...]
    genders: dict[str, Gender]

    def holder(self, phrase: str, offset: int) -> str | None:
        """The only person who holds the role that `phrase`, at `offset`, names; None for no person or several."""
        role, qualifiers = role_and_qualifiers(phrase)
        if role is None or INDEFINITE.match(phrase):
            return None
        gender = next((ROLE_GENDERS[word] for word in WORD.findall(phrase.lower()) if word in ROLE_GENDERS), None)
        names = {
            held.name
            for held in self.held
            if held.role == role
            and (qualifiers <= held.qualifiers if qualifiers else held.start < offset)
            and (gender is None or self.genders.get(held.name) in {None, "x", gender})
        }
        return names.pop() if len(names) == 1 else None


def person_roles(document: ParsedDocument, names: TextNames, headline: str) -> PersonRoles:
    """The roles that the text gives to persons whom it names in full."""
    persons = [mention for mention in names.mentions if mention.kind == "person" and " " in mention.text]
    held = [role for person in persons for role in _beside_name(document, person, names.mentions)]
    held += _by_the_lead(document, persons, {role.name for role in held}, headline)
    return PersonRoles(tuple(held), names.genders)


def role_and_qualifiers(phrase: str) -> tuple[str | None, frozenset[str]]:
    """The class of the role that a phrase names, or None; and the words that distinguish it within its class."""
    holding = re.match(r"who (\w+)\b", phrase)
    if holding and holding.group(1) in HOLDING:
        phrase = f"{HOLDING[holding.group(1)]} of{phrase[holding.end() :]}"
    phrase_words = [_same_word(word) for word in WORD.findall(re.sub(r"['’]s\b", "", phrase))]
    roles = [word for word in phrase_words if word in ROLE_WORDS or word in ROLE_CLASSES.values()]
    if not roles:
        return None, frozenset()
    role = roles[0] if COMPLEMENT.search(phrase) else roles[-1]
    return role, frozenset(word for word in phrase_words if word != role and word not in ROLE_FILLERS)


def _same_word(word: str) -> str:
    """A word in a form by which two phrases can be compared: the country, the class of a role, or the singular."""
    country = demonyms().get(word) or countries().get(word)
    if country:
        return country.lower()
    small = word.lower()
    is_plural = len(small) > 4 and small.endswith("s") and not small.endswith(("ss", "us", "is"))
    singular = small[:-1] if is_plural else small
    if role_class := ROLE_CLASSES.get(small) or ROLE_CLASSES.get(singular):
        return role_class
    return singular if singular in ROLE_WORDS or small not in ROLE_WORDS else small


def _beside_name(document: ParsedDocument, person: Mention, mentions: Sequence[Mention]) -> Iterator[HeldRole]:
    """The roles in the words right before a name, and in the apposition after it."""
    text = document.text
    paragraph = document.paragraphs[document.paragraph_of(person.start)]
    begin = max(paragraph.start, person.start - BEFORE_CHARS)
    phrases = []
    before = BREAK_BEFORE.split(text[begin : person.start])[-1]
    if before.endswith(" ") and len(before.split()) <= MAX_WORDS_BEFORE and not ROLE_OF_ANOTHER.search(before):
        phrases.append(before)
    end = min(paragraph.end, person.end + AFTER_CHARS + 20)
    if after := APPOSITION_AFTER.match(text[person.end : end]):
        after_start = person.end + after.start(1)
        is_named = any(other.start == after_start and other.kind == "person" for other in mentions)
        if not is_named:
            phrases.append(CLAUSE_AFTER.split(after.group(1))[0])
    for phrase in phrases:
        role, qualifiers = role_and_qualifiers(phrase)
        if role:
            yield HeldRole(person.actor, role, qualifiers, person.start, phrase.strip())


def _by_the_lead(
    document: ParsedDocument, persons: Sequence[Mention], with_role: set[str], headline: str
) -> Iterator[HeldRole]:
    """The role that begins the lead, and maybe the headline, held by the person whom the next paragraph names.

    News often leads with "The head of X said …" and goes on with "Speaking in Y, Jane Z said …". The role goes to the
    first full name after the lead, if it is a subject and the text gives this person no other role.
    """
    lead = next((paragraph for paragraph in document.paragraphs if _is_lead(document, paragraph)), None)
    if lead is None or any(lead.start <= person.start < lead.end for person in persons):
        return
    subject = LEAD_SUBJECT.match(document.text[lead.start : lead.end])
    role, qualifiers = role_and_qualifiers(subject.group()) if subject else (None, frozenset())
    person = next((person for person in persons if person.start >= lead.end), None)
    if subject is None or role is None or person is None or person.actor in with_role:
        return
    if document.paragraph_of(person.start) > document.paragraph_of(lead.start) + 1:
        return
    if not any(token.dep in {"nsubj", "nsubjpass"} for _, token in document.tokens_in(person.start, person.end)):
        return
    yield HeldRole(person.actor, role, qualifiers, person.start, subject.group())
    lines_above = [
        document.text[paragraph.start : paragraph.end]
        for paragraph in document.paragraphs
        if paragraph.end < lead.start
    ]
    for line in dict.fromkeys((headline, *lines_above)):
        opening = " ".join(line.split()[:HEADLINE_WORDS])
        if role_and_qualifiers(opening)[0] == role:
            opening_words = [_same_word(word) for word in WORD.findall(opening)]
            before_role = opening_words[: opening_words.index(role)] if role in opening_words else []
            yield HeldRole(person.actor, role, frozenset(before_role), person.start, opening)


def _is_lead(document: ParsedDocument, paragraph: Paragraph) -> bool:
    return len(WORD.findall(document.text[paragraph.start : paragraph.end])) >= MIN_LEAD_WORDS
