"""The quotes that a digest shows of many: quotes of the day and of the week."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..model.archive import Archive
from ..model.events import ArticleQuote, Event, quotes_of
from ..model.quote_clusters import QuoteCluster, cluster_quotes
from .pull_quotes import FULL_CHARS, is_whole, stands_alone

KEPT_A_DAY = 12  # a week chooses from its days' best; each of them shows fewer
TITLE_SHARE = 0.7  # of a quote's longer words in capitals: more than a sentence of names has, or of German nouns
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
SENTENCE_CHARS = 300  # of the sentence around a quote, on either side; what is longer is no sentence
OLD_YEARS = 2  # what was said last year may well be the news of today
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_SAID = r"(?:said|says|wrote|told|declared|argued|remarked|warned|observed|quipped)"
_LONG_AGO = re.compile(rf"\b(?:once|famously) {_SAID}\b|\b(?:\d|1\d|20)(?:st|nd|rd|th)[ -]century\b|\b\d+ BCE?\b")
_SAID_IN = re.compile(rf"\bIn (1\d{{3}}|20\d\d)\b|\b{_SAID}\b[^.,]{{0,40}}\bin (1\d{{3}}|20\d\d)\b")


def highlights_of(archive: Archive, day: date) -> tuple[QuoteCluster, ...]:
    """The best quotes of the events on a day's digest."""
    return highlights(archive, archive.events_on(day), KEPT_A_DAY)


def highlights(archive: Archive, events: Iterable[Event], limit: int) -> tuple[QuoteCluster, ...]:
    """The best quotes of events: one a speaker, one an article.

    Only direct quotes with a speaker, of readable length, in whole sentences that can be understood alone; no titles of
    songs or shows, nor words of another time that an article recalls. What several sources carry or a followed actor
    said comes first, then the fullest.
    """
    return best_of(archive, [quote for event in events for quote in _of_event(event)], limit)


def best_of(archive: Archive, quotes: Iterable[QuoteCluster], limit: int) -> tuple[QuoteCluster, ...]:
    """The first of quotes in the order of `highlights`, one a speaker, one an article."""

    def place(quote: QuoteCluster) -> tuple[bool, int, int, str, int]:
        topic = archive.topic_of_name(quote.fullest.quote.speaker or "")
        followed, sources, said = topic is not None and topic.followed, len(quote.sources), quote.fullest
        length = min(len(said.quote.text), FULL_CHARS)
        return not (followed or sources > 1), -sources, -length, said.article.id, said.number

    speakers: set[str | None] = set()
    articles: set[str] = set()
    kept = []
    for quote in sorted(quotes, key=place):
        said = quote.fullest
        if said.quote.speaker not in speakers and said.article.id not in articles:
            speakers.add(said.quote.speaker)
            articles.add(said.article.id)
            kept.append(quote)
        if len(kept) == limit:
            break
    return tuple(kept)


def _of_event(event: Event) -> Sequence[QuoteCluster]:
    """The quotes of an event that may be shown alone, each with all who carry it, among the event's own reports."""
    said = [one for article in event.articles for one in quotes_of(article)]
    worthy = [one for one in said if stands_alone(one) and is_whole(one) and not (_is_title(one) or _is_recalled(one))]
    if len(event.sources) == 1:
        return [QuoteCluster(one, (one,)) for one in worthy]
    speakers = {one.quote.speaker for one in worthy}
    shown = {(one.article.id, one.number) for one in worthy}
    joined = cluster_quotes(one for one in said if one.quote.speaker in speakers)
    return [quote for quote in joined if (quote.fullest.article.id, quote.fullest.number) in shown]


def _is_title(said: ArticleQuote) -> bool:
    """Whether most longer words begin with a capital: a song, a show, a headline."""
    words = _LONG_WORD.findall(said.quote.text)[1:]
    return bool(words) and sum(word[0].isupper() for word in words) >= TITLE_SHARE * len(words)


def _is_recalled(said: ArticleQuote) -> bool:
    """Whether the sentence around a quote says that it is of another time: "once said", "wrote in 1963", "a tactician
    of the 6th century"."""
    text, quote = said.article.body.text, said.quote.segments
    before = text[max(0, quote[0].start - SENTENCE_CHARS) : quote[0].start]
    after = text[quote[-1].end : quote[-1].end + SENTENCE_CHARS]
    begin = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    end = _SENTENCE_END.search(after)
    around = f"{before[begin:]} {after[: end.start()] if end else after}"
    years = [int(one) for match in _SAID_IN.finditer(around) for one in match.groups() if one]
    return bool(_LONG_AGO.search(around)) or any(year <= said.article.day.year - OLD_YEARS for year in years)
