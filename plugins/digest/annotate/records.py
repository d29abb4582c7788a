"""What goes into annotation and what comes out: frozen records, and their JSON as DESIGN fixes it.

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
    """One text to annotate. `lang` is a BCP 47 tag, or "" where nobody said."""

    id: str
    text: str
    title: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A followed actor, as its file in `content/actors` describes it.

    `slug` is the file's name without its suffix and the address of the actor's page; `background` is the file's body,
    Markdown that the editor wrote.
    """

    name: str
    kind: Kind
    slug: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    never: tuple[str, ...] = ()  # phrases in which an alias is somebody or something else
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
    """Why a name that could be somebody else's is taken for a followed actor, or is not.

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

    `text` is verbatim: the segments' characters, joined with " […] " where there are several. `speaker` is an actor's
    canonical name, or None where the evidence does not suffice; `speaker_start` and `speaker_end` say where the text
    names the speaker; `evidence` names the rule that decided.
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
    """Who the text says reported it first; `start` and `end` span the name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Role:
    """What a text says an actor is, in its own words: "head of MI6"."""

    actor: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Nationality:
    """A span that names a people or what is theirs, and the usual name of their country.

    `sense` is "state" for "the Russian army", "people" for "two Danes", and "adjective" for "a Danish chef".
    """

    start: int
    end: int
    text: str
    country: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was found in one text; mentions and quotes in the order of the text, no two mentions overlap.

    `title_mentions` are offsets in the title, which the text's own offsets don't cover. `roles` are each given once.
    `decisions` are those on names of followed actors that could be somebody else's. `nationalities` overlap no mention.
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
    """The annotation whose fields but the id `dataclasses.astuple` made `row` from, also where tuples became lists.

    Raises:
        ValueError: it has other fields, as of an older version.
        TypeError: the same of one of its parts.
    """
    mentions, quotes, credit, title_mentions, roles, decisions, nationalities = row
    return Annotation(
        id_,
        tuple(starmap(Mention, mentions)),
        tuple(Quote(tuple(starmap(Segment, segments)), *rest) for segments, *rest in quotes),
        Credit(*credit) if credit else None,
        tuple(starmap(Mention, title_mentions)),
        tuple(starmap(Role, roles)),
        tuple(starmap(Decision, decisions)),
        tuple(starmap(Nationality, nationalities)),
    )
