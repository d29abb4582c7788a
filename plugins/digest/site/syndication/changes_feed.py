"""The feed of what publishers changed in their texts."""

from collections.abc import Iterator

from markupsafe import Markup

from ...archive.changes.text_change import TextChange
from ...archive.model.addresses import CHANGES, change_path, feed_stem, source_path
from ...archive.model.article import Article
from ...archive.questions.archive import Archive
from ..components.change_blocks import change_view
from ..components.page_links import absolute_article_url, changes_feed
from ..i18n.date_wording import iso
from ..i18n.messages import say
from ..views.article_views import ChangePiece, ChangeView
from ..views.feed_views import FeedEntry, FeedView
from .feed_documents import DocumentLinks, feed_head, feed_view
from .feed_entries import xml_text

MAX_ENTRIES = 50


def changes_feed_view(archive: Archive) -> FeedView:
    """The newest changes, an entry each."""
    entries = [_entry(archive, *found) for found in archive.changes.newest(MAX_ENTRIES)]
    subtitle = say(archive.settings.lang, "What publishers changed in their reports after they had published them")
    head = feed_head(archive, CHANGES, changes_feed(archive).title, subtitle)
    return feed_view(head, DocumentLinks(feed_stem(CHANGES)), *entries)


def _entry(archive: Archive, article: Article, number: int, change: TextChange) -> FeedEntry:
    view, lang = change_view(archive, article, number, change), archive.settings.lang
    moment = iso(change.at)
    title = say(lang, "%(source)s changed: %(title)s", source=article.publisher.name, title=article.headline)
    return FeedEntry(
        id=archive.addresses.tag_uri(change_path(article.path, moment), change.at.date()),
        title=xml_text(title),
        url=f"{absolute_article_url(archive, article)}#{view.anchor}",
        published=moment,
        updated=moment,
        source=xml_text(article.publisher.name),
        source_url=archive.addresses.absolute(source_path(article.source.slug)),
        authors=(),
        categories=(),
        summary=xml_text(view.what),
        content=Markup(xml_text(Markup("").join(_content(lang, view)))),  # noqa: S704  no less safe for what was removed
        lang=article.lang,
        original=xml_text(article.original),
    )


def _content(lang: str, view: ChangeView) -> Iterator[Markup]:
    """The words that are others, and the quotes that went."""
    for passage in (*([view.headline] if view.headline else ()), *view.passages):
        yield Markup("<p>{}</p>").format(Markup("").join(map(_marked, passage)))
    if view.more:
        yield Markup("<p>{}</p>").format(view.more)
    if view.quotes:
        yield Markup("<p>{}</p>").format(say(lang, "Quotes that are no longer in the text:"))
    for quote in view.quotes:
        speaker = quote.speaker or quote.speaker_text or say(lang, "Unattributed")
        yield Markup("<blockquote><p>{}</p><p>— {}</p></blockquote>").format(quote.text, speaker)


def _marked(piece: ChangePiece) -> Markup:
    tag = {"gone": "del", "come": "ins"}.get(piece.side)
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), piece.text) if tag else Markup("{}").format(piece.text)  # noqa: S704  one of two
