"""Quotes as cards: the words, the speaker, the article that has them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ...annotate.records import Quote
from ...archive.model.events import ArticleQuote
from ...archive.model.quote_clusters import QuoteCluster
from ...archive.model.utterances import OMISSION
from ...archive.questions.archive import Archive
from ..i18n.date_wording import plain_day
from ..i18n.messages import say
from ..views.shared_views import Link, QuoteView
from .page_links import article_url, foreign_language

_OPENING: Final = re.compile(r"^[\"'“”„‟«»‘‚‛‹›]+\s*")
_CLOSING: Final = re.compile(r"\s*[\"'“”«»’›‹]+$")
# The comma that a text has before “she said”; behind it there is nothing on a card.
_COMMA: Final = re.compile(r"[,،，、](?=\s*[\"'“”«»’›‹]*\s*$)")


def quote_view(archive: Archive, quote: ArticleQuote, *, here: bool = False, anchor: str = "") -> QuoteView:
    """A quote with its speaker, and with the headline of its article, which leads to the passage.

    `here` is for the page of the quote's own article, whose reader knows the headline: the card then says how the text
    names the speaker. `anchor` is the id of a card whose passage isn't shown.
    """
    article, words = quote.article, quote.quote
    topic = archive.topics.named(words.speaker) if words.speaker else None
    return QuoteView(
        text=quote_words(words),
        speaker=words.speaker or "",
        speaker_url=archive.addresses.topic(topic.slug) if topic else "",
        role=_role(archive, quote),
        reference=_evidence(archive, quote, anchor=anchor) if here else _source_and_day(archive, quote),
        reference_url=(f"#{quote.anchor}" if not anchor else "") if here else _passage_url(archive, quote),
        lang=foreign_language(archive, article),
        anchor=anchor,
        speaker_text=words.speaker_text,
        headline="" if here else article.headline,
    )


def quote_words(quote: Quote) -> str:
    """The words of a quote as a card has them: its parts within one pair of marks, and no comma before the last one."""
    parts = list(_parts(quote))
    shown = [_COMMA.sub("", part) for part in parts]
    is_marked = bool(_OPENING.match(shown[0]))
    for number in range(len(shown)):
        if number and is_marked:
            shown[number] = _OPENING.sub("", shown[number])
        if number < len(shown) - 1 and is_marked:
            shown[number] = _CLOSING.sub("", shown[number])
    return OMISSION.join(shown)


def _parts(quote: Quote) -> Iterator[str]:
    """The text of each segment."""
    start = 0
    for segment in quote.segments:
        end = start + segment.end - segment.start
        yield quote.text[start:end]
        start = end + len(OMISSION)


def _source_and_day(archive: Archive, quote: ArticleQuote) -> str:
    article, lang = quote.article, archive.settings.lang
    return say(lang, "%(source)s, %(day)s", source=article.publisher.name, day=plain_day(article.day, lang).text)


def _evidence(archive: Archive, quote: ArticleQuote, *, anchor: str) -> str:
    """How the text names the speaker; of a card with a passage to go to, at least that it is there."""
    lang = archive.settings.lang
    if quote.quote.speaker and quote.quote.evidence:
        return evidence_name(quote.quote.evidence, lang)
    return "" if anchor else say(lang, "in the text")


def _passage_url(archive: Archive, quote: ArticleQuote) -> str:
    """The place of a quote on the page of its article; its original where there is no such page any more."""
    url = article_url(archive, quote.article)
    return url if quote.article.is_thin else f"{url}#{quote.anchor}"


def _role(archive: Archive, quote: ArticleQuote) -> str:
    """What the quote's own text calls the speaker; where it says nothing, what texts up to that day called them."""
    speaker = quote.quote.speaker
    if not speaker:
        return ""
    own_role = next((role.phrase for role in quote.article.annotation.roles if role.actor == speaker), "")
    return own_role or archive.topics.role(speaker, quote.article.day)


def evidence_name(evidence: str, lang: str) -> str:
    """The rule that named the speaker, in words for a reader. Of several rules, joined by commas, it is the first, on
    which the others build."""
    names = {
        "cue verb": say(lang, "attributed with “said”"),
        "according-to": say(lang, "“according to” names the speaker"),
        "noun of speech": say(lang, "the words before it name the speaker"),
        "colon": say(lang, "a colon follows the speaker’s name"),
        "running speaker": say(lang, "the speaker goes on"),
        "subject of the sentence before": say(lang, "the sentence before mentions the speaker"),
        "signature": say(lang, "signed by the speaker"),
        "the editor": say(lang, "the editor names the speaker"),
    }
    return names.get(evidence.partition(",")[0], evidence)


def quote_cluster_view(archive: Archive, cluster: QuoteCluster) -> QuoteView:
    """One quote with all the sources that print it; each source leads to the passage in its first text."""
    view = quote_view(archive, cluster.fullest)
    if len(cluster.sources) < 2:
        return view
    first_of = {quote.article.publisher.slug: quote for quote in reversed(cluster.quotes)}
    links = (Link(source.name, _passage_url(archive, first_of[source.slug])) for source in cluster.sources)
    return replace(view, printed_by=tuple(links))
