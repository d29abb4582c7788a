"""The best quotes of many: quotes of the day, of the week, and of the front page's stories."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ...annotate.lexicon.reporting_verbs import RECALLING_VERBS
from ...annotate.lexicon.word_lists import alternatives
from ...archive.model.events import ArticleQuote, Event, quotes_of
from ...archive.model.quote_clusters import QuoteCluster, cluster_quotes
from ...archive.questions.archive import Archive
from .pull_quotes import FULL_CHARS, has_speaker_and_length, is_whole

DAY_QUOTES = 6  # on the page of a day's digest, and in its feed
HIGHLIGHTS_A_DAY = 12  # a week chooses among the best of its days; each day shows fewer
TITLE_SHARE = 0.7  # of a quote's longer words in capitals: more than a sentence of names has, or of German nouns
SENTENCE_CHARS = 300  # of the sentence around a quote, on either side; a longer stretch is no sentence
OLD_YEARS = 2  # what was said last year may well be the news of today
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
# Signs that a sentence recalls another time: "once said", "of the 6th century", "wrote in 1963".
_SAID = f"(?:{alternatives(RECALLING_VERBS)})"
_LONG_AGO = re.compile(rf"\b(?:once|famously) {_SAID}\b|\b(?:\d|1\d|20)(?:st|nd|rd|th)[ -]century\b|\b\d+ BCE?\b")
_SAID_IN_YEAR = re.compile(rf"\bIn (1\d{{3}}|20\d\d)\b|\b{_SAID}\b[^.,]{{0,40}}\bin (1\d{{3}}|20\d\d)\b")


def day_highlights(archive: Archive, day: date) -> tuple[QuoteCluster, ...]:
    """The best quotes of the events on a day's digest."""
    return highlights(archive, archive.events.on(day), HIGHLIGHTS_A_DAY)


def highlights(archive: Archive, events: Iterable[Event], limit: int) -> tuple[QuoteCluster, ...]:
    """The best quotes of events, at most one by a speaker and one from an article.

    Only direct quotes with a speaker are taken, of readable length, in whole sentences that can be understood alone.
    Names of songs or shows in quotation marks are left out, and so are words of another time that an article recalls.
    Quotes that several sources print or that a followed actor said come first, then the fullest.
    """
    return best_quotes(archive, [cluster for event in events for cluster in _candidates(event)], limit)


def best_quotes(archive: Archive, clusters: Iterable[QuoteCluster], limit: int) -> tuple[QuoteCluster, ...]:
    """The first of the quotes in the order of `highlights`, at most one by a speaker and one from an article."""

    def order(cluster: QuoteCluster) -> tuple[bool, int, int, str, int]:
        quote, sources = cluster.fullest, len(cluster.sources)
        topic = archive.topics.named(quote.quote.speaker or "")
        followed = topic is not None and topic.followed
        length = min(len(quote.quote.text), FULL_CHARS)
        return not (followed or sources > 1), -sources, -length, quote.article.id, quote.number

    speakers: set[str | None] = set()
    articles: set[str] = set()
    best: list[QuoteCluster] = []
    for cluster in sorted(clusters, key=order):
        quote = cluster.fullest
        if quote.quote.speaker not in speakers and quote.article.id not in articles:
            speakers.add(quote.quote.speaker)
            articles.add(quote.article.id)
            best.append(cluster)
        if len(best) == limit:
            break
    return tuple(best)


def _candidates(event: Event) -> Sequence[QuoteCluster]:
    """The quotes of an event that may be shown alone, each with all of the event's reports that print it."""
    quotes = [quote for article in event.articles for quote in quotes_of(article)]
    worthy = [quote for quote in quotes if _is_worthy(quote)]
    if len(event.sources) == 1:
        return [QuoteCluster(quote, (quote,)) for quote in worthy]
    speakers = {quote.quote.speaker for quote in worthy}
    worthy_places = {(quote.article.id, quote.number) for quote in worthy}
    clusters = cluster_quotes(quote for quote in quotes if quote.quote.speaker in speakers)
    return [cluster for cluster in clusters if (cluster.fullest.article.id, cluster.fullest.number) in worthy_places]


def _is_worthy(quote: ArticleQuote) -> bool:
    return has_speaker_and_length(quote) and is_whole(quote) and not (_is_title(quote) or _is_recalled(quote))


def _is_title(quote: ArticleQuote) -> bool:
    """Whether most longer words begin with a capital, as in the name of a song or a show."""
    words = _LONG_WORD.findall(quote.quote.text)[1:]
    return bool(words) and sum(word[0].isupper() for word in words) >= TITLE_SHARE * len(words)


def _is_recalled(quote: ArticleQuote) -> bool:
    """Whether the sentence around a quote says that the quote is of another time: "once said", "wrote in 1963", "a
    tactician of the 6th century"."""
    text, segments = quote.article.body.text, quote.quote.segments
    before = text[max(0, segments[0].start - SENTENCE_CHARS) : segments[0].start]
    after = text[segments[-1].end : segments[-1].end + SENTENCE_CHARS]
    begin = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    end = _SENTENCE_END.search(after)
    sentence = f"{before[begin:]} {after[: end.start()] if end else after}"
    years = [int(year) for match in _SAID_IN_YEAR.finditer(sentence) for year in match.groups() if year]
    return bool(_LONG_AGO.search(sentence)) or any(year <= quote.article.day.year - OLD_YEARS for year in years)
