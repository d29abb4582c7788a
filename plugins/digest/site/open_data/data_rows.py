"""An article as rows of the tables."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ...archive.model.addresses import Addresses
from ...archive.model.article import Article
from ...archive.model.article_body import excerpt
from ...archive.model.events import ArticleQuote, quotes_of
from ...archive.searching.passages import Passage
from ..i18n.date_wording import iso
from .open_data_tables import MENTIONS, QUOTES, Column, Row


def _number_of(columns: tuple[Column, ...], name: str) -> int:
    return next(number for number, column in enumerate(columns) if column.name == name)


_PLACE: Final = _number_of(MENTIONS, "place")
_START: Final = _number_of(MENTIONS, "start")
_END: Final = _number_of(MENTIONS, "end")
_ACTOR: Final = _number_of(MENTIONS, "actor")
_SEGMENTS: Final = _number_of(QUOTES, "segments")
_SPEAKER: Final = _number_of(QUOTES, "speaker")


def article_row(addresses: Addresses, article: Article, story: str) -> Row:
    """Its row of `articles`; `story` is the slug of the story that it is part of, or ""."""
    return (
        article.path,
        addresses.absolute(article.path),
        article.original or None,
        article.headline,
        iso(article.date),
        iso(article.modified) if article.modified else None,
        article.lang or None,
        article.section,
        article.source.slug,
        article.publisher.name,
        article.authors,
        story or None,
        len(quotes_of(article)),
    )


def mention_rows(article: Article) -> Iterator[Row]:
    """Its rows of `mentions`, those of the headline first."""
    found = article.annotation
    for place, mentions in (("headline", found.title_mentions), ("text", found.mentions)):
        for mention in mentions:
            span = (mention.start, mention.end, mention.text)
            yield (article.path, place, *span, mention.actor, mention.kind)


def quote_rows(addresses: Addresses, article: Article) -> Iterator[Row]:
    """Its rows of `quotes`, in the order of the text."""
    for quote in quotes_of(article):
        yield quote_row(addresses, quote)


def quote_row(addresses: Addresses, quote: ArticleQuote) -> Row:
    article, words = quote.article, quote.quote
    return (
        article.path,
        quote.number,
        f"{addresses.absolute(article.path)}#{quote.anchor}",
        words.segments[0].start,
        words.segments[-1].end,
        tuple((segment.start, segment.end) for segment in words.segments),
        words.text,
        words.speaker,
        words.speaker_text or None,
        words.speaker_start,
        words.speaker_end,
        words.evidence or None,
        round(words.confidence, 3),
        article.source.slug,
        iso(article.date),
    )


def hit_rows(watch: str, article: Article, passages: Iterable[Passage], excerpt_words: int) -> Iterator[Row]:
    """Its rows of `hits` for the watch with that slug, a row for each passage."""
    reach = _shown_chars(article, excerpt_words)
    for passage in passages:
        place = "headline" if passage.in_headline else "text"
        text = passage.text(article) if passage.in_headline or passage.end <= reach else None
        yield watch, article.path, place, passage.start, passage.end, text


def rows_about(names: frozenset[str], mentions: Iterable[Row], quotes: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Of an article's rows of both tables, those on the actor of these canonical names: its mentions, and the quotes
    that it said or in which it is named."""
    own = [row for row in mentions if row[_ACTOR] in names]
    spans = [(row[_START], row[_END]) for row in own if row[_PLACE] == "text"]
    return own, [row for row in quotes if row[_SPEAKER] in names or _has_any(row[_SEGMENTS], spans)]


def _has_any(segments: Any, spans: Iterable[Any]) -> bool:
    """Whether one of the spans lies within a segment."""
    return any(start <= first and last <= end for first, last in spans for start, end in segments)


def text_row(article: Article, excerpt_words: int) -> Row:
    """Its row of `texts`: what its page prints of the text."""
    shown = _shown_chars(article, excerpt_words)
    return article.path, article.body.text[:shown], shown == len(article.body.text)


def _shown_chars(article: Article, excerpt_words: int) -> int:
    """How much of its text the article's page prints."""
    return len(article.body.text) if article.source.full else excerpt(article.body, excerpt_words)[1]
