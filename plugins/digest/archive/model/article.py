"""Articles and their sources as the site sees them: plain records, made from what Pelican read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from slugify import slugify

from incremental import DigestedRecord

from ...annotate.lexicon.outlets import SIGNING, outlet_key
from ...annotate.records import Annotation, Quote
from ...contracts.article_header import HeaderField
from ...contracts.newsrooms import newsroom_domain
from ...contracts.subscriptions import Subscription
from ...errors import ItemError
from ...stories.clustering.datelines import without_dateline
from .addresses import article_path, article_slug, source_slug, topic_slug
from .article_body import ArticleBody
from .article_picture import ArticlePicture, picture_of
from .enclosure import Enclosure, enclosure_of
from .settings import SiteSettings

# Years that a person may mean; "0023" and "9999" are slips of the hand or stand for "unknown". A poll stores no date
# that isn’t believable.
FIRST_YEAR: Final = 1400
LAST_YEAR: Final = 2999
_YEARS: Final = f"a day of the years {FIRST_YEAR} to {LAST_YEAR}"
Day: TypeAlias = date  # `Article` has a field of the name `date`
NO_OUTLETS: Mapping[tuple[str, ...], "Source"] = {}
DECK_CHARS = 240  # three lines of a deck at the measure of the design
# "By Jane Fiction for NRW The harbour …" is a byline that ran into the text. A word such as "The" ends it, which has a
# capital only where a sentence begins. A label may stand between the two: "COMMENT: Harbours …".
_BYLINE = re.compile(
    r"By (?:[A-Z][\w.'’-]*,? (?:(?:and|for|of) )?){1,6}?"
    r"(?=[A-Z]{4,}: |(?:The|An?|This|These|There|It|In|On|At|After|While|When|With|As|If|For|From|He|She|We|They) )"
)
# "VELIN (Reuters) - ", "Velin, Mora (CNN)", "(AP) — ": whose text it is, and where it was written.
_CREDIT = re.compile(rf"(?:[A-Z][\w .,’'-]{{1,60}})?\((?:{SIGNING})\)\s*[-–—:]*\s*")


@dataclass(frozen=True, slots=True)
class Source:
    """The publisher of an article: a subscription, or the site itself for the editor's articles."""

    slug: str
    name: str
    section: str
    lang: str = ""
    home: str = ""
    about: str = ""
    full: bool = False  # its terms allow the whole text
    images: bool = False  # and its pictures
    feed: str = ""  # the feed that it is read from; "" of a publisher whose texts come by another's feed alone

    @property
    def newsroom(self) -> str:
        """What the sources of one newsroom have in common: the domain of the publisher's page, or else of the feed;
        the slug where neither says who publishes."""
        return newsroom_domain(self.home) or newsroom_domain(self.feed) or self.slug


@dataclass(frozen=True, slots=True)
class Article(DigestedRecord):
    """One article.

    `id` is the path of its file below the content folder, `path` that of its page below the site's root. `original` is
    the http(s) URL at its publisher, or "". `lang` is a BCP 47 tag, "" where nobody says it and the text is too short
    to tell. `categories` are the feed's own; they name no page.
    """

    id: str
    path: str
    headline: str
    lang: str
    date: datetime  # aware, UTC
    day: Day  # in the site's time zone
    modified: datetime | None
    section: str
    source: Source
    original: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    summary: str
    body: ArticleBody
    annotation: Annotation
    picture: ArticlePicture | None = None
    original_publisher: Source | None = None  # where the source is an aggregator's feed
    enclosure: Enclosure | None = None
    is_dated: bool = True  # False where the date is a guess, and the article may be years old
    is_thin: bool = False  # it has no page of its own any more: see `contracts.retention`
    digest: bytes = b""  # of everything else; b"" of an article that is not from the index

    @property
    def publisher(self) -> Source:
        """Who published the original: the source, or whom an aggregator's feed names. A publisher that isn't a source
        has a slug that no source has, and no page."""
        return self.original_publisher or self.source

    @property
    def deck(self) -> str:
        """A few lines on what the article says: its summary, else the beginning of its text, without byline, dateline
        and an agency's credit."""
        text = self.summary or " ".join(self.body.text.split())
        without = text[_byline_end(text, self.authors) :]
        credit = _CREDIT.match(without)
        without = without[credit.end() :] if credit else without
        after_place = without_dateline(without)
        return shorten((without if after_place[:1].islower() else after_place).strip() or text.strip(), DECK_CHARS)


def _byline_end(text: str, authors: tuple[str, ...]) -> int:
    """Where the byline ends with which a text begins; 0 if it begins with none. One that names only the article's
    `authors` may end before any word."""
    if not text.startswith("By "):
        return 0
    names = "|".join(re.escape(author) for author in sorted(authors, key=len, reverse=True) if author.strip())
    joined = rf"By (?:{names})(?:(?:,| and|,? &) (?:{names}))*(?: for [A-Z]\w+)?[\s,.:|–—-]+"
    byline = (re.match(joined, text) if names else None) or _BYLINE.match(text)
    return byline.end() if byline else 0


def sources_of(subscriptions: Iterable[Subscription], settings: SiteSettings) -> dict[str, Source]:
    """All subscriptions as sources by slug, and under "" the site itself, which publishes what its editor wrote."""
    sources = {
        subscription.slug: Source(
            subscription.slug,
            subscription.name,
            subscription.section,
            subscription.lang,
            subscription.home,
            subscription.about,
            full=subscription.show == "full",
            images=subscription.images == "show",
            feed=subscription.url,
        )
        for subscription in subscriptions
    }
    own = Source("editors", settings.name, settings.default_section, settings.lang, full=True, images=True)
    return {"": own, **sources}


def article_of(
    file: str,
    metadata: Mapping[str, Any],
    body: ArticleBody,
    sources: Mapping[str, Source],
    settings: SiteSettings,
    outlets: Mapping[tuple[str, ...], Source] = NO_OUTLETS,
) -> Article:
    """The record of one article file, not yet annotated.

    `file` is the path below the content folder; `metadata` is what Pelican's reader made of the header; `outlets` are
    the sources as `sources_by_outlet` has them. A source that is no longer subscribed keeps its articles, under the
    name that its slug suggests.

    Raises:
        ItemError: the article is dated in a year that no news is of.
    """
    moment = _moment(metadata)
    slug = article_slug(HeaderField.SLUG.of(metadata), file)
    publisher = HeaderField.SOURCE.of(metadata)
    key = source_slug(publisher)
    section = HeaderField.CATEGORY.of(metadata)
    source = sources.get(key) or Source(
        key, key.replace("-", " ").title() if slugify(publisher) else publisher, section or settings.default_section
    )
    return Article(
        id=file,
        path=article_path(moment.date(), slug),
        headline=HeaderField.TITLE.of(metadata) or slug,
        lang=HeaderField.LANG.of(metadata) or source.lang,
        date=moment,
        day=settings.local.day(moment),
        modified=_modified(metadata),
        section=section or source.section,
        source=source,
        original=HeaderField.SOURCE_URL.of(metadata),
        authors=HeaderField.AUTHORS.of(metadata),
        categories=HeaderField.TAGS.of(metadata),
        summary=HeaderField.SUMMARY.of(metadata),
        body=body,
        annotation=Annotation(file),
        picture=picture_of(file, metadata, settings.content) if source.images else None,
        original_publisher=_original_publisher(metadata, source, outlets),
        enclosure=enclosure_of(HeaderField.ENCLOSURE.of(metadata)),
        # What a later poll saw first wasn't there in the poll before.
        is_dated=HeaderField.DATE_UNKNOWN.of(metadata) in ("", "first seen"),
    )


def sources_by_outlet(sources: Iterable[Source]) -> dict[tuple[str, ...], Source]:
    """Sources by outlet; of several feeds of one outlet, that with the shortest name."""
    longest_first = sorted(sources, key=lambda source: (-len(source.name), source.slug))
    return {outlet_key(source.name): source for source in longest_first}


def _original_publisher(
    metadata: Mapping[str, Any], source: Source, outlets: Mapping[tuple[str, ...], Source]
) -> Source | None:
    """Whom the feed names as publisher of the original; None where that is the source itself. A publisher that is a
    source by its own feed too is that source."""
    name = HeaderField.PUBLISHER.of(metadata)
    key = outlet_key(name)
    if not name or key == outlet_key(source.name):
        return None
    # No slug of a source has a colon.
    return outlets.get(key) or Source(
        f"publisher:{topic_slug(name)}", name, source.section, home=HeaderField.PUBLISHER_URL.of(metadata)
    )


def _moment(metadata: Mapping[str, Any]) -> datetime:
    """When the article was published.

    Raises:
        ItemError: the date is outside of the calendar, or of years that no news is of.
    """
    try:
        moment: datetime = HeaderField.DATE.of(metadata)
    except OverflowError as error:  # the calendar's very first or last day, in a zone where it is the day beyond
        raise ItemError(f"Date is {metadata['date']}: expected {_YEARS}") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ItemError(f"Date is {moment.date()}: expected {_YEARS}")
    return moment


def _modified(metadata: Mapping[str, Any]) -> datetime | None:
    """When the article was modified; None also where the header has a day that can't be."""
    try:
        modified: datetime | None = HeaderField.MODIFIED.of(metadata)
    except OverflowError:
        return None
    return modified if modified and FIRST_YEAR <= modified.year <= LAST_YEAR else None


def verbatim_only(annotation: Annotation, text: str) -> Annotation:
    """What was found in a text, direct quotes that aren't in it word for word left out.

    An annotation is made of this very text; a quote that isn't verbatim is a fault of ours, and not to be shown.
    """
    quotes = tuple(quote for quote in annotation.quotes if not quote.direct or _is_verbatim(quote, text))
    return replace(annotation, quotes=quotes) if len(quotes) < len(annotation.quotes) else annotation


def _is_verbatim(quote: Quote, text: str) -> bool:
    pieces = [text[segment.start : segment.end] for segment in quote.segments]
    return bool(quote.text) and " […] ".join(pieces) == quote.text and (quote.speaker is None or bool(quote.evidence))


def credited_origin(article: Article) -> str | None:
    """Who the text says reported it first; None where it names the publisher itself, which says nothing new."""
    credit = article.annotation.credit
    if credit is None or outlet_key(credit.name) == outlet_key(article.publisher.name):
        return None
    return credit.name


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters: whole sentences where they fill at least half of it, else whole words."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    sentence = max(head.rfind(mark) + len(mark.rstrip()) for mark in (". ", "! ", "? ", "。", ".” ", '." '))
    if sentence >= limit // 2:
        return head[:sentence]
    word = head.rfind(" ")
    return (head[:word] if word >= limit // 2 else head).rstrip(" ,;:—–-") + " …"
