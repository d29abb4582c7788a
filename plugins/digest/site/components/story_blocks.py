"""An event as a block of a page: headline, deck, who reports it, actors, other headlines."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import dropwhile

from ...archive.model.article import DECK_CHARS, Article
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ...stories.clustering.stop_words import STOP_WORDS
from ..views.shared_views import OtherHeadline, StoryBlock
from .page_links import article_url, foreign_language
from .reported_by import reported_by
from .topic_lists import MAX_CHIPS, event_chips

LINE_CHIPS = 5  # of a story among others: at the side of a line more are taller than its text
MAX_OTHER_HEADLINES = 3
NAME_WORDS = 4
SENTENCE_CHARS = 180  # three lines of a deck on a wide screen; the first story of a page has room for all
# Up to a mark that ends a sentence: not the dot of "Gov." or "U.S.", before which stands a short word with a capital.
_SENTENCE = re.compile(r".{40,}?(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?。]['’”\"»)]*(?=\s|$)", re.DOTALL)
MAJOR_SHARE, MINOR_SHARE = 2 / 3, 1 / 3  # of the most sources that a story of the page has


def story_block(
    archive: Archive,
    event: Event,
    today: date,
    *,
    level: str = "plain",
    rich: bool = False,
) -> StoryBlock:
    """An event as a block. `level` is "lead" for the first block of a page; `rich` adds chips."""
    lead = event.headlined
    return StoryBlock(
        title=lead.headline,
        url=article_url(archive, lead),
        reported_by=reported_by(archive, event, today),
        level=level,
        lang=foreign_language(archive, lead),
        deck=whole_sentence(lead.deck, DECK_CHARS if level == "lead" else SENTENCE_CHARS),
        chips=event_chips(archive, event)[: MAX_CHIPS if level == "lead" else LINE_CHIPS] if rich else (),
        other_headlines=_other_headlines(archive, event) if level == "lead" else (),
    )


def whole_sentence(deck: str, limit: int = SENTENCE_CHARS) -> str:
    """The first sentence of a deck; one of more than `limit` characters ends with its last clause before, or else with
    its last word that needs none after it: not with "for the", nor within a name."""
    end = _SENTENCE.match(deck)
    if end and len(end[0]) <= limit:
        return end[0]
    if len(deck) <= limit:
        return well_ended(deck)
    start = deck[:limit]
    clause = max(start.rfind(mark) for mark in (", ", "; ", " – ", " — ", ": "))
    if clause > limit // 2:
        return f"{start[:clause]}…"
    words = start.split(" ")[:-1] or [start]
    return _up_to_telling(_before_name(words, deck.split(" ")[len(words) :]))


def well_ended(deck: str) -> str:
    """A deck; one that is cut ends with the last word that needs none after it: "his candidacy…", not "from the …"."""
    return _up_to_telling(deck.removesuffix("…").rstrip().split(" ")) if deck.endswith("…") else deck


def _before_name(words: Sequence[str], rest: Sequence[str]) -> Sequence[str]:
    """The words without the beginning of a name that goes on in the rest: "National" before "Council". Where more of
    them have capitals, these say nothing of names."""
    kept = list(words)
    following = rest[0] if rest else ""
    while len(kept) > 1 and kept[-1][:1].isupper() and following[:1].isupper():
        following = kept.pop()
    return kept if len(words) - len(kept) <= NAME_WORDS else words


def _up_to_telling(words: Sequence[str]) -> str:
    telling = list(dropwhile(lambda word: word.casefold() in STOP_WORDS, reversed(words)))
    return f"{' '.join(reversed(telling or words)).rstrip(' ,;:–—-')}…"


def levels(events: Iterable[Event]) -> dict[str, str]:
    """How large the headline of each event is set, by the id of its lead: "major", "plain" or "minor".

    The scale is that of the page: nine sources are many on a site of ten, and few on one of a hundred.
    """
    sizes = {event.lead.id: len(event.independent) for event in events}
    most, least = max(sizes.values(), default=0), min(sizes.values(), default=0)

    def level(size: int) -> str:
        if most == least:
            return "plain"
        return "major" if size > MAJOR_SHARE * most else "minor" if size <= MINOR_SHARE * most else "plain"

    return {lead: level(size) for lead, size in sizes.items()}


def _other_headlines(archive: Archive, event: Event) -> tuple[OtherHeadline, ...]:
    """Headlines of other newsrooms than the lead's, one for each, and none twice."""
    others: dict[str, Article] = {}
    told = {event.headlined.headline.casefold()}
    for article in event.articles:
        newsroom, headline = article.publisher.newsroom, article.headline.casefold()
        if newsroom != event.headlined.publisher.newsroom and newsroom not in others and headline not in told:
            told.add(headline)
            others[newsroom] = article
    return other_headlines(archive, list(others.values())[:MAX_OTHER_HEADLINES])


def other_headlines(archive: Archive, articles: Iterable[Article]) -> tuple[OtherHeadline, ...]:
    """The headlines of the articles, each with its source."""
    return tuple(
        OtherHeadline(
            article.publisher.name,
            article.headline,
            article_url(archive, article),
            foreign_language(archive, article),
            article.original,
        )
        for article in articles
    )
