"""Quotes as pages show them: who, the words, where to check them."""

from collections.abc import Iterable
from dataclasses import replace

from ...annotate.records import Quote
from ..i18n.date_formats import plain_day
from ..i18n.messages import say
from ..model.archive import Archive
from ..model.events import ArticleQuote
from ..model.quote_clusters import QuoteCluster
from ..views.shared_views import Link, QuoteView
from .page_links import foreign_language

ATTRIBUTED_MIN_WORDS = 5  # "out of the woods": what has fewer and is no sentence is a paper's way to tell it
UNATTRIBUTED_MIN_WORDS = 6
_MARKS = "\"'“”„‟«»‘’‚‛‹› "


def quote_view(archive: Archive, said: ArticleQuote, *, here: bool = False, anchor: str = "") -> QuoteView:
    """A quote with its place. `here` leaves out what the reader of the article's own page knows."""
    article, quote = said.article, said.quote
    topic = archive.topic_of_name(quote.speaker) if quote.speaker else None
    lang = archive.settings.lang
    number = article.body.paragraph(quote.segments[0].start)
    if here:
        reference = say(lang, "Paragraph %(number)s", number=number)
        if quote.speaker and quote.evidence:
            reference = f"{reference}: {evidence_name(quote.evidence, lang)}"
    else:
        day = plain_day(article.day, lang).text
        reference = say(
            lang, "%(source)s, %(day)s, paragraph %(number)s", source=article.source.name, day=day, number=number
        )
    return QuoteView(
        text=quote.text,
        speaker=quote.speaker or "",
        speaker_url=archive.addresses.topic(topic.slug) if topic else "",
        role=_role(archive, said),
        reference=reference,
        reference_url=f"#{said.anchor}" if here else f"{archive.addresses.at(article.path)}#{said.anchor}",
        lang=foreign_language(archive, article),
        anchor=anchor,
    )


def _role(archive: Archive, said: ArticleQuote) -> str:
    """What the quote's own text says that the speaker is; where it doesn't, what other texts had said by then."""
    speaker = said.quote.speaker
    if not speaker:
        return ""
    own = next((role.phrase for role in said.article.annotation.roles if role.actor == speaker), "")
    return own or archive.role_of(speaker, said.article.day)


def evidence_name(evidence: str, lang: str) -> str:
    """What names the speaker, in words for a reader; of several rules the first, on which the others only build."""
    names = {
        "cue verb": say(lang, "a verb of saying names the speaker"),
        "according-to": say(lang, "“according to” names the speaker"),
        "noun of speech": say(lang, "the words before it say whose it is"),
        "colon": say(lang, "a colon follows the speaker’s name"),
        "running speaker": say(lang, "the speaker goes on"),
        "subject of the sentence before": say(lang, "the sentence before speaks of the speaker"),
        "signature": say(lang, "signed by the speaker"),
    }
    return names.get(evidence.partition(",")[0], evidence)


def quote_cluster_view(archive: Archive, quote: QuoteCluster) -> QuoteView:
    """A quote with all the sources that carry it; each name leads to the passage in its first text."""
    view = quote_view(archive, quote.fullest)
    if len(quote.sources) < 2:
        return view
    first = {one.article.source.slug: one for one in reversed(quote.quotes)}
    links = (
        Link(source.name, f"{archive.addresses.at(first[source.slug].article.path)}#{first[source.slug].anchor}")
        for source in quote.sources
    )
    return replace(view, printed_by=tuple(links))


def worth_listing(said: Iterable[ArticleQuote]) -> tuple[ArticleQuote, ...]:
    """Without those of a few words that are no sentence, and those of a word or two by nobody: a title in quotation
    marks, a word that a newspaper keeps away from."""
    return tuple(one for one in said if _says_something(one.quote))


def _says_something(quote: Quote) -> bool:
    words = len(quote.text.split())
    if quote.speaker is None:
        return words >= UNATTRIBUTED_MIN_WORDS
    inner = quote.text.strip(_MARKS)
    return words >= ATTRIBUTED_MIN_WORDS or (inner[:1].isupper() and inner[-1:] in ".!?…,")
