"""The records that go into annotation and come out of it. Their fields are those of the JSON Lines.

All offsets count code points of the text that the caller gave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, Literal

Kind = Literal["person", "organisation", "place", "group", "event", "work"]
Sense = Literal["state", "people", "adjective"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text to annotate. `lang` is a BCP 47 tag, or "" if it is not known."""

    id: str
    text: str
    title: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A followed actor, as its file in `content/actors` describes it.

    `slug` is the file's name without its suffix. The site makes the last part of the topic page's address of it.
    `background` is the body of the file: Markdown that the editor wrote.
    """

    name: str
    kind: Kind
    slug: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    never: tuple[str, ...] = ()  # phrases in which an alias names somebody or something else
    merge: tuple[str, ...] = ()  # canonical names of found actors that are this actor
    background: str = ""
    tagged: bool = True  # False for names of which the editor wants no tag and no page


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor, without article, honorific or possessive ending."""

    start: int
    end: int
    text: str
    actor: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a name that could be somebody else's is taken for a followed actor (`tagged`), and the reason.

    Offsets index the text, or the headline if `in_title` is true.
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
    """Somebody's words, as the text reports them.

    Attributes:
        text: the characters of the segments, unchanged; several segments are joined with " […] ".
        speaker: the canonical name of an actor, or None if the evidence does not suffice.
        speaker_start, speaker_end: the span of the words that stand for the speaker, a pronoun among them; None if
            there are no such words.
        evidence: the rule that named the speaker, as readers see it: "said", "colon, pronoun".
        direct: False for indirect speech.
        confidence: from 0 to 1; the probability that the speaker is right, and 0 without a speaker.
        speaker_text: without a speaker, what the text calls the source: "a justice official"; "" if it doesn't say.
    """

    segments: tuple[Segment, ...]
    text: str
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    evidence: str
    direct: bool = True
    confidence: float = 0.0
    speaker_text: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """The outlet that reported the news first, by what the text says; `start` and `end` are the span of its name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Role:
    """What a text calls an actor, in the text's words: "head of MI6"."""

    actor: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Nationality:
    """A span such as "Russian" or "Danes", with the usual name of the country.

    `sense` is "state" for "the Russian army", "people" for "two Danes", and "adjective" for "a Danish chef".
    """

    start: int
    end: int
    text: str
    country: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything that annotation finds in one text.

    Attributes:
        id: the id of the text.
        mentions: in the order of the text; no two overlap.
        quotes: in the order of their first segments.
        title_mentions: the mentions in the headline, with offsets that index the headline.
        roles: each role of an actor once.
        decisions: on names of followed actors that could be somebody else's; those in the text come first, then those
            in the headline.
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
    """The annotation that a row holds: the fields that `dataclasses.astuple` gives, without the id.

    Tuples may have become lists, as they do in JSON.

    Raises:
        ValueError: the row has more or fewer fields than an annotation. An older version may have written it.
        TypeError: a record within the row has more or fewer fields than its class.
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
