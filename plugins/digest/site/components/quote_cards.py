"""Quotes as pages show them: who, the words, where to check them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from ...annotate.records import Quote
from ..i18n.date_formats import plain_day
from ..i18n.messages import say
from ..model.archive import Archive
from ..model.article import Article
from ..model.article_body import ArticleBody
from ..model.events import ArticleQuote, quotes_of
from ..model.quote_clusters import QuoteCluster
from ..views.shared_views import Link, QuoteView
from .story_blocks import foreign_language

# A pull quote is a sentence that can stand alone: long enough to say something, short enough for three lines of it.
PULL_MIN_CHARS = 45
PULL_MAX_CHARS = 320
FULL_CHARS = 160  # two lines of a pull quote; more is not better
BLOCKS_A_PULL_QUOTE = 4  # the design's limit
WORDS_A_PULL_QUOTE = 250  # about a minute's reading; more of them break the text up
# First words that only what stands before explains.
CONJUNCTIONS = frozenset({"and", "but", "or", "nor", "so", "yet", "because", "which", "who"})
PRONOUNS = frozenset({"he", "she", "they", "his", "her", "their", "him", "them", "that", "this", "these", "those"})
POINTING = CONJUNCTIONS | PRONOUNS
ATTRIBUTED_MIN_WORDS = 5  # "out of the woods": what has fewer and is no sentence is a paper's way to tell it
UNATTRIBUTED_MIN_WORDS = 6
_MARKS = "\"'“”„‟«»‘’‚‛‹› "
_OPENING = "\"'“”„«‘‹»"


def quote_view(archive: Archive, said: ArticleQuote, *, here: bool = False, anchor: str = "") -> QuoteView:
    """A quote with its place. `here` leaves out what the reader of the article's own page knows."""
    article, quote = said.article, said.quote
    topic = archive.topic_of_name(quote.speaker) if quote.speaker else None
    lang = archive.settings.lang
    number = article.body.paragraph(quote.segments[0].start)
    if here:
        where = say(lang, "Paragraph %(number)s", number=number)
        if quote.speaker and quote.evidence:
            where = f"{where}: {evidence_name(quote.evidence, lang)}"
    else:
        day = plain_day(article.day, lang).text
        where = say(
            lang, "%(source)s, %(day)s, paragraph %(number)s", source=article.source.name, day=day, number=number
        )
    return QuoteView(
        text=quote.text,
        speaker=quote.speaker or "",
        speaker_url=archive.addresses.topic(topic.slug) if topic else "",
        role=_role(archive, said),
        where=where,
        where_url=f"#{said.anchor}" if here else f"{archive.addresses.at(article.path)}#{said.anchor}",
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
    return replace(view, carriers=tuple(links))


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


def pull_quotes(archive: Archive, article: Article) -> tuple[ArticleQuote, ...]:
    """The quotes to be pulled out of an article, in the order of the text."""

    def is_followed(name: str) -> bool:
        topic = archive.topic_of_name(name)
        return topic is not None and topic.followed

    return pulled(quotes_of(article), article.body, is_followed)


def pulled(
    said: Iterable[ArticleQuote], body: ArticleBody, is_followed: Callable[[str], bool]
) -> tuple[ArticleQuote, ...]:
    """The quotes good enough to be pulled out of their article, in the order of the text.

    A pull quote is by a followed actor, in one piece and of readable length, and can be understood alone: whole
    sentences that don't begin by pointing back ("But", "He", "This"). The fullest comes first. A text has one for every
    WORDS_A_PULL_QUOTE words and every four blocks, a shorter one no more than one; none comes from a block beside
    another one's, since two in a row are a list.
    """
    starts = [start for start, _ in body.blocks]
    words = len(body.text.split())
    limit = max(1, min(len(starts) // BLOCKS_A_PULL_QUOTE, words // WORDS_A_PULL_QUOTE))
    kept: dict[int, ArticleQuote] = {}
    good = (one for one in said if is_followed(one.quote.speaker or "") and stands_alone(one) and is_whole(one))
    for one in sorted(good, key=_fullness):
        block = bisect_right(starts, one.quote.segments[0].start)
        if len(kept) < limit and not kept.keys() & {block - 1, block, block + 1}:
            kept[block] = one
    return tuple(kept[block] for block in sorted(kept))


def _fullness(said: ArticleQuote) -> tuple[int, int]:
    """Sorts longer ones first, up to a length that nobody reads twice; then in the order of the text."""
    return -min(len(said.quote.text), FULL_CHARS), said.number


def stands_alone(said: ArticleQuote) -> bool:
    """Whether a quote has a speaker and a length at which it says something and is read."""
    return bool(said.quote.speaker) and PULL_MIN_CHARS <= len(said.quote.text) <= PULL_MAX_CHARS


def is_whole(said: ArticleQuote) -> bool:
    """Whether a quote is in one piece, begins and ends a sentence, and doesn't point back to what was said before."""
    inner = said.quote.text.strip(_OPENING + " ")
    first = re.match(r"[\w’']+", inner)
    pointing = first is not None and re.split("['’]", first.group().lower())[0] in POINTING
    return len(said.quote.segments) == 1 and _begins_a_sentence(inner) and inner[-1:] in ".!?…," and not pointing


def _begins_a_sentence(text: str) -> bool:
    letters = re.sub(r"^\W+", "", text.lstrip(_OPENING))
    return letters[:1].isupper() or letters[:1].isdigit()
