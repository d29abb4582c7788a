"""Entries of feeds. Their ids are tag URIs (RFC 4151) of addresses, which never change."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from .archive import Archive
from .articles import Article
from .bodies import excerpt
from .messages import say
from .quotes import pull_quotes
from .views import FeedEntry
from .wording import iso, stamp

QUOTES = 3  # of an article; the rest stand on its page
ACTORS = 8  # as many as the page has chips
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def article_entry(archive: Archive, article: Article) -> FeedEntry:
    """One article. `updated` changes when its publisher changed it, and with nothing else."""
    settings = archive.settings
    published = iso(article.date)
    return FeedEntry(
        id=f"tag:{settings.host},{article.date.date().isoformat()}:{settings.base}/{article.path}",
        title=xml_text(article.title),
        url=f"{settings.url}/{article.path}",
        published=published,
        updated=max(published, iso(article.modified)) if article.modified else published,
        source=xml_text(article.source.name),
        source_url=f"{settings.url}/sources/{article.source.slug}/",
        authors=tuple(map(xml_text, article.authors)),
        categories=tuple(xml_text(topic.name) for topic in archive.topics_in(article)),
        summary=xml_text(article.deck),
        content=Markup(xml_text(_content(archive, article))),  # noqa: S704  no less safe for what was removed
        lang=article.lang,
        original=xml_text(article.original),
    )


def feed_id(archive: Archive, path: str) -> str:
    return f"tag:{archive.settings.host},2026:{archive.settings.base}/{path}"


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 can't hold (section 2.2), not even escaped."""
    return _NOT_XML.sub("", text)


def _content(archive: Archive, article: Article) -> Markup:
    """The text as far as its terms allow, its best quotes, where it is from and whom it names."""
    shown = article.body if article.source.full else excerpt(article.body, archive.settings.excerpt_words)[0]
    return shown.html + Markup("").join(
        (*_quotes(archive, article), _origin(archive, article), _actors(archive, article))
    )


def _quotes(archive: Archive, article: Article) -> Iterator[Markup]:
    for one in pull_quotes(archive, article)[:QUOTES]:
        yield Markup("<blockquote><p>{}</p><p>— {}</p></blockquote>").format(one.quote.text, one.quote.speaker)


def _origin(archive: Archive, article: Article) -> Markup:
    """What the source box of its page says, in a line."""
    credit = article.annotation.credit
    lang, local = archive.settings.lang, archive.settings.local
    source = (
        Markup('<a href="{}">{}</a>').format(article.original, article.source.name)
        if article.original
        else escape(article.source.name)
    )
    parts = [f"{stamp(article.date, local).text}"]
    if article.modified:
        parts.append(say(lang, "updated %(time)s", time=stamp(article.modified, local).text))
    if credit:
        parts.append(say(lang, "credits %(name)s", name=credit.name))
    return Markup("<p>{}: {}, {}</p>").format(say(lang, "Source"), source, "; ".join(parts))


def _actors(archive: Archive, article: Article) -> Markup:
    topics = archive.topics_in(article)[:ACTORS]
    links = Markup(", ").join(
        Markup('<a href="{}/topics/{}/">{}</a>').format(archive.settings.url, topic.slug, topic.name)
        for topic in topics
    )
    return Markup("<p>{}: {}</p>").format(say(archive.settings.lang, "Actors"), links) if topics else Markup("")
