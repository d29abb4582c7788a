"""Quotes as cards: the words, the speaker, the place to check them; and which quotes are worth a card."""

from dataclasses import replace

from ...archive.model.events import ArticleQuote
from ...archive.model.quote_clusters import QuoteCluster
from ...archive.questions.archive import Archive
from ..i18n.date_wording import plain_day
from ..i18n.messages import say
from ..views.shared_views import Link, QuoteView
from .page_links import foreign_language


def quote_view(archive: Archive, quote: ArticleQuote, *, here: bool = False, anchor: str = "") -> QuoteView:
    """A quote with its speaker and its reference.

    `here` is for the page of the quote's own article, whose reader knows source and day: the reference then names the
    paragraph and the evidence for the speaker. `anchor` is the id of the card.
    """
    article, words = quote.article, quote.quote
    topic = archive.topics.named(words.speaker) if words.speaker else None
    return QuoteView(
        text=words.text,
        speaker=words.speaker or "",
        speaker_url=archive.addresses.topic(topic.slug) if topic else "",
        role=_role(archive, quote),
        reference=_reference(archive, quote, here=here),
        reference_url=f"#{quote.anchor}" if here else _passage_url(archive, quote),
        lang=foreign_language(archive, article),
        anchor=anchor,
        speaker_text=words.speaker_text,
    )


def _reference(archive: Archive, quote: ArticleQuote, *, here: bool) -> str:
    lang, article = archive.settings.lang, quote.article
    number = article.body.paragraph(quote.quote.segments[0].start)
    if not here:
        day = plain_day(article.day, lang).text
        return say(
            lang, "%(source)s, %(day)s, paragraph %(number)s", source=article.publisher.name, day=day, number=number
        )
    paragraph = say(lang, "Paragraph %(number)s", number=number)
    if quote.quote.speaker and quote.quote.evidence:
        return f"{paragraph}: {evidence_name(quote.quote.evidence, lang)}"
    return paragraph


def _passage_url(archive: Archive, quote: ArticleQuote) -> str:
    return f"{archive.addresses.at(quote.article.path)}#{quote.anchor}"


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
        "noun of speech": say(lang, "the words before it say whose it is"),
        "colon": say(lang, "a colon follows the speaker’s name"),
        "running speaker": say(lang, "the speaker goes on"),
        "subject of the sentence before": say(lang, "the sentence before speaks of the speaker"),
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
