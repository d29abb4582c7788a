"""Articles as entries of feeds. The id of an entry is a tag URI (RFC 4151) of its address, which never changes.

An article stands in the feeds of the site, its section, its source and each of its actors, and its entry is the same
in all of them. So an entry is made once for all feeds that are rendered together: it is cached by its `EntryInputs`,
which cost little to gather. Only the feed of a watch has another entry, in which what was found comes first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup, escape

from ...archive.model.addresses import Addresses, hit_path, picture_file, source_path, topic_path
from ...archive.model.article import Article, credited_origin
from ...archive.model.article_body import excerpt
from ...archive.model.events import quotes_of
from ...archive.model.local_time import LocalTime
from ...archive.questions.archive import Archive
from ..components.pull_quotes import choose_pull_quotes
from ..components.quote_cards import quote_words
from ..i18n.date_wording import iso, stamp
from ..i18n.messages import say
from ..views.feed_views import FeedEntry

MAX_QUOTES = 3  # of an article; the rest stand on its page
MAX_ACTORS = 8  # as many as the page has chips
CACHED_ENTRIES = 4096  # 3 KB each: enough for the feeds of a few days, which are rendered together
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class EntrySettings:
    """The settings that all entries share."""

    addresses: Addresses
    local: LocalTime
    excerpt_words: int


@dataclass(frozen=True, slots=True, eq=False)
class EntryInputs:
    """All that an article's entry is made from. Articles are compared by their digests, which makes it cheap to look an
    entry up.

    `topics` are pairs of name and slug; `followed` are the names of speakers that the editor follows.
    """

    settings: EntrySettings
    article: Article
    topics: tuple[tuple[str, str], ...]
    followed: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, EntryInputs)
            and (self.article is other.article or self.article.digest == other.article.digest != b"")
            and (self.settings, self.topics, self.followed) == (other.settings, other.topics, other.followed)
        )

    def __hash__(self) -> int:
        return hash(self.article.id)


def entry_settings(archive: Archive) -> EntrySettings:
    return EntrySettings(archive.addresses, archive.settings.local, archive.settings.excerpt_words)


def entry_inputs(archive: Archive, article: Article, settings: EntrySettings) -> EntryInputs:
    speakers = {quote.speaker for quote in article.annotation.quotes if quote.speaker}
    topics = {name: archive.topics.named(name) for name in sorted(speakers)}
    return EntryInputs(
        settings=settings,
        article=article,
        topics=tuple((topic.name, topic.slug) for topic in archive.topics.in_article(article.id)),
        followed=tuple(name for name, topic in topics.items() if topic and topic.followed),
    )


@lru_cache(maxsize=CACHED_ENTRIES)
def article_entry(inputs: EntryInputs) -> FeedEntry:
    """The entry of one article; `updated` changes only when the publisher changes the article."""
    addresses, article = inputs.settings.addresses, inputs.article
    published = iso(article.date)
    return FeedEntry(
        id=addresses.tag_uri(article.path, article.date.date()),
        title=xml_text(article.headline),
        url=article.original if article.is_thin else addresses.absolute(article.path),
        published=published,
        updated=max(published, iso(article.modified)) if article.modified else published,
        source=xml_text(article.publisher.name),
        source_url=addresses.absolute(source_path(article.source.slug)),
        authors=tuple(map(xml_text, article.authors)),
        categories=tuple(xml_text(name) for name, _ in inputs.topics),
        summary=xml_text(article.deck),
        content=Markup(xml_text(_content(inputs))),  # noqa: S704  no less safe for what was removed
        lang=article.lang,
        original=xml_text(article.original),
        picture=_picture(addresses, article),
    )


def hit_entry(archive: Archive, watch: str, article: Article, entry: FeedEntry) -> FeedEntry:
    """The entry of an article in the feed of a watch that has found it: the passages come first. It has an id of its
    own, since it says something else than the article's entry in other feeds."""
    passages = (passage.pieces(article) for passage in archive.watches.passages(watch, article.id))
    found = Markup("").join(
        Markup("<blockquote><p>{}</p></blockquote>").format(Markup("").join(_marked(*piece) for piece in pieces))
        for pieces in passages
    )
    return replace(
        entry,
        id=archive.addresses.tag_uri(hit_path(watch, article.path), article.date.date()),
        content=Markup(xml_text(found)) + entry.content,  # noqa: S704  no less safe for what was removed
    )


def _marked(text: str, marked: bool) -> Markup:
    return Markup("<mark>{}</mark>").format(text) if marked else escape(text)


def _picture(addresses: Addresses, article: Article) -> str:
    """The address of its picture; "" where there is none, or none any more."""
    if article.picture is None or article.is_thin:
        return ""
    return addresses.absolute(picture_file(article.picture.files[-1].name))


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 can't hold (section 2.2), not even escaped."""
    return _NOT_XML.sub("", text)


def _content(inputs: EntryInputs) -> Markup:
    """The text as far as the source's terms allow, its best quotes, its source, and the actors that it names. Of a thin
    article it has a few lines in place of the text, as lists do."""
    article = inputs.article
    shown = article.body if article.source.full else excerpt(article.body, inputs.settings.excerpt_words)[0]
    text = Markup("<p>{}</p>").format(article.deck) if article.is_thin else shown.html
    return text + Markup("").join((*_quotes(inputs), _origin(inputs), _actors(inputs)))


def _quotes(inputs: EntryInputs) -> Iterator[Markup]:
    article = inputs.article
    chosen = choose_pull_quotes(quotes_of(article), article.body, inputs.followed.__contains__)
    for quote in chosen[:MAX_QUOTES]:
        yield Markup("<blockquote><p>{}</p><p>— {}</p></blockquote>").format(
            quote_words(quote.quote), quote.quote.speaker
        )


def _origin(inputs: EntryInputs) -> Markup:
    """What the source box of the article's page says, in a line."""
    article, local = inputs.article, inputs.settings.local
    source = (
        Markup('<a href="{}">{}</a>').format(article.original, article.publisher.name)
        if article.original
        else escape(article.publisher.name)
    )
    facts = [stamp(article.date, local).text]
    if article.modified:
        facts.append(say(local.lang, "updated %(time)s", time=stamp(article.modified, local).text))
    if name := credited_origin(article):
        facts.append(say(local.lang, "credits %(name)s", name=name))
    return Markup("<p>{}: {}, {}</p>").format(say(local.lang, "Source"), source, "; ".join(facts))


def _actors(inputs: EntryInputs) -> Markup:
    links = Markup(", ").join(
        Markup('<a href="{}">{}</a>').format(inputs.settings.addresses.absolute(topic_path(slug)), name)
        for name, slug in inputs.topics[:MAX_ACTORS]
    )
    return Markup("<p>{}: {}</p>").format(say(inputs.settings.local.lang, "Actors"), links) if links else Markup("")
