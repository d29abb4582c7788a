"""What goes into annotation and what comes out of it: frozen records, whose fields are those of the JSON Lines.

All offsets count code points of the text that was given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, Literal

Kind = Literal["person", "organisation", "place", "group", "event", "work"]
Sense = Literal["state", "people", "adjective"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text to annotate. `lang` is a BCP 47 tag, or "" where it is not known."""

    id: str
    text: str
    title: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A followed actor, as its file in `content/actors` describes it.

    `slug` is the file's name without its suffix, of which the site makes the last part of the page's address.
    `background` is the file's body, Markdown that the editor wrote.
    """

    name: str
    kind: Kind
    slug: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    never: tuple[str, ...] = ()  # phrases in which an alias names somebody or something else
    merge: tuple[str, ...] = ()  # canonical names found by the model that are this actor
    background: str = ""
    tagged: bool = True  # False for names of which the editor wants no tag and no page


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor, without article, title or possessive."""

    start: int
    end: int
    text: str
    actor: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a name that could be somebody else's is taken for a followed actor, or is not (`tagged`).

    Offsets are in the text, or in the title where `in_title` is true.
    """

    start: int
    end: int
    text: str
    actor: str
    tagged: bool
    reason: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One unbroken piece of a quote, quotation marks included where the text has them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the text puts into somebody's mouth.

    Attributes:
        text: the segments' characters as the text has them, joined with " […] " where there are several segments.
        speaker: the canonical name of an actor, or None where the evidence does not suffice.
        speaker_start, speaker_end: the span of the words that name the speaker; None where there are no such words.
        evidence: the name of the rule that found the speaker.
        direct: False for indirect speech.
        confidence: from 0 to 1; the share of speakers that the rule gets right, and 0 without a speaker.
    """

    segments: tuple[Segment, ...]
    text: str
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    evidence: str
    direct: bool = True
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Credit:
    """The outlet that, as the text says, reported it first; `start` and `end` span its name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Role:
    """What a text calls an actor, in its own words: "head of MI6"."""

    actor: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Nationality:
    """A span that names a people or what belongs to them, and the usual name of their country.

    `sense` is "state" for "the Russian army", "people" for "two Danes", and "adjective" for "a Danish chef".
    """

    start: int
    end: int
    text: str
    country: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was found in one text.

    Attributes:
        id: that of the text.
        mentions: in the order of the text; no two overlap.
        quotes: by where they begin.
        title_mentions: the mentions in the title, with offsets in the title.
        roles: each role of an actor once.
        decisions: on names of followed actors that could be somebody else's, first in the text, then in the title.
        nationalities: in the order of the text; none overlaps a mention.
    """

    id: str
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    credit: Credit | None = None
    title_mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    decisions: tuple[Decision, ...] = ()
    nationalities: tuple[Nationality, ...] = ()


def annotation_from_row(row: Sequence[Any], id_: str = "") -> Annotation:
    """The annotation that `dataclasses.astuple` turned into `row`, which lacks the id and may have lists for tuples.

    Raises:
        ValueError: the row has not as many fields as an annotation, as that of an older version.
        TypeError: a record within the row has not the fields of its class.
    """
    mentions, quotes, credit, title_mentions, roles, decisions, nationalities = row
    return Annotation(
        id_,
        tuple(starmap(Mention, mentions)),
        tuple(Quote(tuple(starmap(Segment, segments)), *fields) for segments, *fields in quotes),
        Credit(*credit) if credit else None,
        tuple(starmap(Mention, title_mentions)),
        tuple(starmap(Role, roles)),
        tuple(starmap(Decision, decisions)),
        tuple(starmap(Nationality, nationalities)),
    )
