"""Roles in one text and who holds them: "MI6 chief Richard Moore", "Elaine Kamarck, a veteran of", and the lead's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.gazetteers import countries, demonyms
from ..lexicon.given_names import Gender
from ..lexicon.role_words import HOLDING, ROLE_CLASSES, ROLE_FILLERS, ROLE_GENDERS, ROLE_WORDS
from ..records import Mention
from ..text.parsed_document import ParsedDocument
from .text_names import TextNames

# Between a name and its role, or a role and its name, in either order; longer phrases hold other persons.
BEFORE_CHARS: Final = 70
AFTER_CHARS: Final = 90

# The words before a name that hold a role of somebody else: "the officer who killed", "the prosecutor in".
OTHERS: Final = re.compile(
    r"\b(?:who|whose|which)\b|\b(?:of|for|in|at|on|from|against|after|over|about|under|into|than|like) $"
)
# And the words after it: "a man who died after an officer knelt on him".
CUT: Final = re.compile(r"(?<=\w) (?:who|whose|whom|which|after|when|while|as|before|during|since|killed|died)\b")

WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a person holds: its class, the other words that describe it, and where the text says so.

    `phrase` is how the text puts it.
    """

    name: str
    role: str
    words: frozenset[str]
    at: int
    phrase: str


@dataclass(frozen=True, slots=True)
class PersonRoles:
    """The roles of one text."""

    held: tuple[HeldRole, ...]
    genders: dict[str, Gender]

    def holder(self, phrase: str, offset: int) -> str | None:
        """The one person who holds the role that `phrase` names, or None where nobody or more than one does."""
        role, own = described(phrase)
        if role is None or re.match(r"(?:a|an|one|another|some|any|several|two)\b", phrase, re.IGNORECASE):
            return None
        gender = next((ROLE_GENDERS[word] for word in WORD.findall(phrase.lower()) if word in ROLE_GENDERS), None)
        fitting = [
            held
            for held in self.held
            if held.role == role
            and (own <= held.words if own else held.at < offset)
            and (gender is None or self.genders.get(held.name) in {None, "x", gender})
        ]
        names = {held.name for held in fitting}
        return names.pop() if len(names) == 1 else None


def person_roles(document: ParsedDocument, names: TextNames, title: str) -> PersonRoles:
    """What the text says about who holds which role."""
    persons = [mention for mention in names.mentions if mention.kind == "person" and " " in mention.text]
    held = [found for mention in persons for found in _said_of(document, mention, names.mentions)]
    introduced = _introduced(document, persons, {found.name for found in held}, title)
    return PersonRoles(tuple(held) + introduced, names.genders)


def described(phrase: str) -> tuple[str | None, frozenset[str]]:
    """The class of the role that a phrase names, and the words that tell it from others of that class."""
    holding = re.match(r"who (\w+)\b", phrase)
    if holding and holding.group(1) in HOLDING:
        phrase = f"{HOLDING[holding.group(1)]} of{phrase[holding.end() :]}"
    every = [_same(word) for word in WORD.findall(re.sub(r"['’]s\b", "", phrase))]
    found = [word for word in every if word in ROLE_WORDS or word in ROLE_CLASSES.values()]
    if not found:
        return None, frozenset()
    role = found[0] if re.search(r"\b(?:of|for|at)\b", phrase) else found[-1]
    return role, frozenset(word for word in every if word != role and word not in ROLE_FILLERS)


def _same(word: str) -> str:
    country = demonyms().get(word) or countries().get(word)
    if country:
        return country.lower()
    small = word.lower()
    single = small[:-1] if len(small) > 4 and small.endswith("s") and not small.endswith(("ss", "us", "is")) else small
    if same := ROLE_CLASSES.get(small) or ROLE_CLASSES.get(single):
        return same
    return single if single in ROLE_WORDS or small not in ROLE_WORDS else small


def _said_of(document: ParsedDocument, mention: Mention, mentions: Sequence[Mention]) -> list[HeldRole]:
    """The roles in the words right before a name, and in the apposition after it."""
    text = document.text
    paragraph = document.paragraphs[document.paragraph_of(mention.start)]
    begin = max(paragraph.start, mention.start - BEFORE_CHARS)
    before = re.split(
        r"[.,;:!?()“”\"—–]|\b(?:and|that|said|says|told|with|by|to|but|when|as|while)\b", text[begin : mention.start]
    )[-1]
    own = before.endswith(" ") and len(before.split()) <= 7 and not OTHERS.search(before)
    phrases = [before] if own else []
    after = re.match(
        r"(?:,| \() ?((?:who (?:is|was|serves as|served as|heads|leads) )?[^,.;:()“”\"—–]{3,90})[,.;:()—–]",
        text[mention.end : min(paragraph.end, mention.end + AFTER_CHARS + 20)],
    )
    if after and not any(other.start == mention.end + after.start(1) and other.kind == "person" for other in mentions):
        phrases.append(CUT.split(after.group(1))[0])
    apposed = re.search(
        r"((?:the|The|its|Its|their|Their) [^,.;:()“”\"—–]{3,80}), $",
        text[begin - 20 if begin > 20 else 0 : mention.start],
    )
    if apposed:
        phrases.append(apposed.group(1))
    found = []
    for phrase in phrases:
        role, own = described(phrase)
        if role:
            found.append(HeldRole(mention.actor, role, own, mention.start, phrase.strip()))
    return found


def _introduced(
    document: ParsedDocument, persons: Sequence[Mention], with_role: set[str], title: str
) -> tuple[HeldRole, ...]:
    """The role that the headline and the lead speak of belongs to the person whom the next sentence then names.

    News leads with "The head of X said …" and goes on with "Speaking in Y, Jane Z said …": the first full name after
    the lead, a subject, of whom the text says no other role.
    """
    lead = next((p for p in document.paragraphs if len(WORD.findall(document.text[p.start : p.end])) > 14), None)
    if lead is None or any(lead.start <= person.start < lead.end for person in persons):
        return ()
    phrase = re.match(
        r"(?:the|The) [^,;:“\"]{3,90}?(?= (?:\w+ed|has|have|was|is|says|said|told|used|made|took|gave|will)\b)",
        document.text[lead.start : lead.end],
    )
    if phrase is None or described(phrase.group())[0] is None:
        return ()
    after = [person for person in persons if person.start >= lead.end]
    if not after or document.paragraph_of(after[0].start) > document.paragraph_of(lead.start) + 1:
        return ()
    first = after[0]
    subject = any(token.dep in {"nsubj", "nsubjpass"} for _, token in document.tokens_in(first.start, first.end))
    if not subject or first.actor in with_role:
        return ()
    found = [
        HeldRole(first.actor, role, own, first.start, phrase.group())
        for role, own in [described(phrase.group())]
        if role
    ]
    for headline in {title, *(document.text[p.start : p.end] for p in document.paragraphs if p.end < lead.start)}:
        opening = " ".join(headline.split()[:4])
        role, _ = described(opening)
        if role and role == found[0].role:
            opened = WORD.findall(opening)
            position = next(i for i, word in enumerate(opened) if _same(word) == role)
            found.append(
                HeldRole(first.actor, role, frozenset(_same(word) for word in opened[:position]), first.start, opening)
            )
    return tuple(found)
