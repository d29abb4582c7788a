"""What one report of a story has and no other: sentences with figures, and quotes, both in the words of its text."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...archive.model.article import Article
from ...archive.model.article_body import excerpt
from ...archive.model.events import ArticleQuote, Event
from ...archive.model.quote_clusters import QuoteCluster
from ...archive.questions.archive import Archive
from ..i18n.date_wording import short_day
from ..views.shared_views import QuoteView
from ..views.story_views import HeadlinePart, SoleDetails, SoleFigure
from .page_links import article_url, foreign_language, original_link
from .quote_cards import quote_view

MAX_FIGURES: Final = 3  # of one source
MAX_QUOTES: Final = 4
SENTENCE_CHARS: Final = 220  # a longer one is no figure but a paragraph
_SENTENCE_END: Final = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)[.!?…][\"'“”’»)]*\s+(?=[^a-z\s])|\n+"
)
# A number, with the sign or word that makes a small one a figure: 20,000; $1.3bn; 7.9 per cent. Clock times and what is
# part of a word ("MI6") are none.
_NUMBER: Final = re.compile(
    r"(?<![\w.,:/-])[$€£¥]?(?P<whole>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+)(?:[.,](?P<fraction>\d{1,2}))?"
    r"(?:%|bn|m)?(?![\w:/]|[.,]\d)(?:[ \u00a0](?:%|per cent|percent|million|billion))?"
)
# Years, and what is mostly a day of the month or an age.
_NO_NEWS: Final = re.compile(r"(?:1[4-9]|20)\d\d|\d{1,2}")


def sole_details(archive: Archive, event: Event, clusters: Sequence[QuoteCluster]) -> tuple[SoleDetails, ...]:
    """For each newsroom with a report of its own, in order of its first report, the figures and quotes of the event
    that it alone has; newsrooms with none are left out. `clusters` are the event's quotes.

    Figures are compared with all that the other texts say; shown are sentences that the page of the report shows too.
    """
    newsrooms = {source.newsroom for source in event.independent}
    if len(newsrooms) < 2:
        return ()
    numbers = {article.id: _numbers(f"{article.headline}\n{article.body.text}") for article in event.articles}
    views = []
    for newsroom in dict.fromkeys(article.publisher.newsroom for article in event.articles):
        own = [article for article in event.articles if article.publisher.newsroom == newsroom]
        others = {
            number
            for article in event.articles
            if article.publisher.newsroom != newsroom
            for number in numbers[article.id]
        }
        figures = [figure for article in own for figure in _figures(archive, article, others)][:MAX_FIGURES]
        said = [cluster.fullest for cluster in clusters if _sole_newsroom(cluster) == newsroom][:MAX_QUOTES]
        if newsroom in newsrooms and (figures or said):
            views.append(
                SoleDetails(original_link(own[0]), tuple(figures), tuple(_by_day(archive, quote) for quote in said))
            )
    return tuple(views)


def _by_day(archive: Archive, quote: ArticleQuote) -> QuoteView:
    """A quote without the headline, which stands on the story's page already."""
    day = short_day(quote.article.date, archive.settings.local).text
    return replace(quote_view(archive, quote), headline="", reference=day)


def _sole_newsroom(cluster: QuoteCluster) -> str:
    """The newsroom that alone prints a quote; "" where several do."""
    sources = cluster.sources
    return sources[0].newsroom if len(sources) == 1 else ""


def _figures(archive: Archive, article: Article, others: Collection[str]) -> Iterator[SoleFigure]:
    """The sentences of a text, as far as its page shows it, with numbers that no other has; in order."""
    full = article.source.full
    text = article.body.text if full else excerpt(article.body, archive.settings.excerpt_words)[0].text
    seen: set[str] = set()
    for sentence, is_last in _sentences(text):
        if len(sentence) > SENTENCE_CHARS or (is_last and len(text) < len(article.body.text)):
            continue
        spans = [found for found in _found(sentence) if _key(found) not in others and _key(found) not in seen]
        if spans:
            seen.update(map(_key, spans))
            yield SoleFigure(
                parts=tuple(_marked(sentence, spans)),
                url=article_url(archive, article),
                lang=foreign_language(archive, article),
            )


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a text, each with whether it is the last one."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        if sentence := text[start:end].strip():
            yield sentence, end == len(text)
        start = end


def _found(text: str) -> Iterator[re.Match[str]]:
    """The numbers of a text that may be news."""
    return (match for match in _NUMBER.finditer(text) if not _NO_NEWS.fullmatch(match.group()))


def _numbers(text: str) -> frozenset[str]:
    """All numbers of a text, in the form in which they are compared."""
    return frozenset(map(_key, _NUMBER.finditer(text)))


def _key(number: re.Match[str]) -> str:
    """20,000 and 20 000 are one number, and so are 7.9% and 7,9 per cent."""
    whole = re.sub(r"\D", "", number["whole"])
    return f"{whole}.{number['fraction']}" if number["fraction"] else whole


def _marked(sentence: str, spans: Sequence[re.Match[str]]) -> Iterator[HeadlinePart]:
    end = 0
    for span in spans:
        if span.start() > end:
            yield HeadlinePart(sentence[end : span.start()])
        yield HeadlinePart(span.group(), only=True)
        end = span.end()
    if end < len(sentence):
        yield HeadlinePart(sentence[end:])
