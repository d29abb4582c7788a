"""The records that go into clustering and come out of it: reports and stories."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

# The date of a report without a date. Such a report sorts first and joins no story.
UNDATED: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Report:
    """One article as clustering sees it.

    `actors` are the canonical names that its text and title mention. `lang` is a BCP 47 tag, "" if nobody says it.
    """

    id: str
    title: str
    text: str
    date: datetime  # aware, in UTC; UNDATED if it is not known
    source: str
    link: str = ""
    actors: tuple[str, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """Why a report stands in its story: what it shares with `partner`, another report of the story.

    `report` and `partner` are ids. `words` are the rarest words that both have, as the report writes them, the rarest
    first; empty for reports in two languages, which have `names` instead, as the report writes them, and `numbers` that
    both have. `meaning` is how alike they are in meaning, in percent; 0 if the run had no sentence vectors. `minutes`
    lie between the two. `score` is the logarithm of the odds that both are on one event, in thousandths.
    """

    report: str
    partner: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    meaning: int
    minutes: int
    score: int


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, two or more, in order of time.

    `slug` is made from the earliest article, so it stays the same when articles join. `lead` is the id of the report
    that stands for the story. `copies` are groups of ids of articles with nearly the same text (one agency's report,
    printed by several sources), the first of each being the one that was first. `languages` are those that the articles
    are in, two letters each, in alphabetical order; of an article whose language isn't known, there is none. `joins`
    says for each article but the first why it is in the story; for those that an editor has put there, it has none.
    `placed` are the ids of these; `is_led` says that an editor has chosen the lead.
    """

    slug: str
    articles: tuple[str, ...]
    lead: str
    copies: tuple[tuple[str, ...], ...] = ()
    languages: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    placed: tuple[str, ...] = ()
    is_led: bool = False
