"""Entries of feeds. Their ids are tag URIs (RFC 4151) of addresses, which never change.

An article stands in the feeds and archives of the site, its section, its source and each of its actors; its entry is
the same in all of them. So it is made once for all that are rendered together, from `EntryInputs`, which cost little.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from ..components.pull_quotes import choose_pull_quotes
from ..i18n.date_formats import LocalTime, iso, stamp
from ..i18n.messages import say
from ..model.addresses import Addresses, picture_file, source_path, topic_path
from ..model.archive import Archive
from ..model.article import Article, credited_origin
from ..model.article_body import excerpt
from ..model.events import quotes_of
from ..views.feed_views import FeedEntry

QUOTES = 3  # of an article; the rest stand on its page
ACTORS = 8  # as many as the page has chips
KEPT_ENTRIES = 4096  # 3 KB each; the feeds of a few days, which are rendered together, fit in
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class EntrySettings:
    """What all entries share."""

    addresses: Addresses
    local: LocalTime
    excerpt_words: int


@dataclass(frozen=True, slots=True, eq=False)
class EntryInputs:
    """All that an article's entry is made from. Two are the same only if their article is one record, so that looking
    an entry up costs little.

    `topics` are (name, slug); `followed` are the names of speakers whom the editor follows.
    """

    site: EntrySettings
    article: Article
    topics: tuple[tuple[str, str], ...]
    followed: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, EntryInputs)
            and self.article is other.article
            and (self.site, self.topics, self.followed) == (other.site, other.topics, other.followed)
        )

    def __hash__(self) -> int:
        return hash(self.article.id)


def entry_settings(archive: Archive) -> EntrySettings:
    return EntrySettings(archive.addresses, archive.settings.local, archive.settings.excerpt_words)


def entry_inputs(archive: Archive, article: Article, site: EntrySettings) -> EntryInputs:
    speakers = {quote.speaker for quote in article.annotation.quotes if quote.speaker}
    found = {name: archive.topic_of_name(name) for name in sorted(speakers)}
    return EntryInputs(
        site=site,
        article=article,
        topics=tuple((topic.name, topic.slug) for topic in archive.topics_in(article)),
        followed=tuple(name for name, topic in found.items() if topic and topic.followed),
    )


@lru_cache(maxsize=KEPT_ENTRIES)
def article_entry(parts: EntryInputs) -> FeedEntry:
    """One article. `updated` changes when its publisher changed it, and with nothing else."""
    site, article = parts.site, parts.article
    published = iso(article.date)
    return FeedEntry(
        id=site.addresses.tag_uri(article.path, article.date.date()),
        title=xml_text(article.headline),
        url=site.addresses.absolute(article.path),
        published=published,
        updated=max(published, iso(article.modified)) if article.modified else published,
        source=xml_text(article.source.name),
        source_url=site.addresses.absolute(source_path(article.source.slug)),
        authors=tuple(map(xml_text, article.authors)),
        categories=tuple(xml_text(name) for name, _ in parts.topics),
        summary=xml_text(article.deck),
        content=Markup(xml_text(_content(parts))),  # noqa: S704  no less safe for what was removed
        lang=article.lang,
        original=xml_text(article.original),
        picture=site.addresses.absolute(picture_file(article.picture.files[-1].name)) if article.picture else "",
    )


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 can't hold (section 2.2), not even escaped."""
    return _NOT_XML.sub("", text)


def _content(parts: EntryInputs) -> Markup:
    """The text as far as its terms allow, its best quotes, where it is from and whom it names."""
    article = parts.article
    shown = article.body if article.source.full else excerpt(article.body, parts.site.excerpt_words)[0]
    return shown.html + Markup("").join((*_quotes(parts), _origin(parts), _actors(parts)))


def _quotes(parts: EntryInputs) -> Iterator[Markup]:
    article = parts.article
    for one in choose_pull_quotes(quotes_of(article), article.body, parts.followed.__contains__)[:QUOTES]:
        yield Markup("<blockquote><p>{}</p><p>— {}</p></blockquote>").format(one.quote.text, one.quote.speaker)


def _origin(parts: EntryInputs) -> Markup:
    """What the source box of its page says, in a line."""
    article, local = parts.article, parts.site.local
    source = (
        Markup('<a href="{}">{}</a>').format(article.original, article.source.name)
        if article.original
        else escape(article.source.name)
    )
    told = [f"{stamp(article.date, local).text}"]
    if article.modified:
        told.append(say(local.lang, "updated %(time)s", time=stamp(article.modified, local).text))
    if name := credited_origin(article):
        told.append(say(local.lang, "credits %(name)s", name=name))
    return Markup("<p>{}: {}, {}</p>").format(say(local.lang, "Source"), source, "; ".join(told))


def _actors(parts: EntryInputs) -> Markup:
    links = Markup(", ").join(
        Markup('<a href="{}">{}</a>').format(parts.site.addresses.absolute(topic_path(slug)), name)
        for name, slug in parts.topics[:ACTORS]
    )
    return Markup("<p>{}: {}</p>").format(say(parts.site.local.lang, "Actors"), links) if links else Markup("")
