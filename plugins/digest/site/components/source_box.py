"""The box beside an article's text: its source, what the text credits, how much is shown, who else reports it."""

from ..i18n.date_wording import stamp
from ..i18n.messages import say
from ..model.archive import Archive
from ..model.article import Article, credited_origin
from ..model.events import Event
from ..views.article_views import SourceBox
from ..views.shared_views import Link
from .page_links import story_url
from .reported_by import report_strip
from .river_lines import article_item


def source_box(archive: Archive, article: Article, event: Event, *, cut: bool) -> SourceBox:
    """`cut` is whether the page shows an excerpt of the text."""
    local = archive.settings.local
    return SourceBox(
        source=Link(article.source.name, archive.addresses.source(article.source.slug)),
        published=stamp(article.date, local),
        modified=stamp(article.modified, local) if article.modified else None,
        credit=_credit(archive, article),
        extent=_extent(archive, article, cut=cut),
        authors=article.authors,
        original=article.original,
        others=tuple(article_item(archive, other, article.day) for other in event.articles if other.id != article.id),
        strip=report_strip(event.articles),
        story_url=story_url(archive, event),
    )


def _credit(archive: Archive, article: Article) -> Link | None:
    """The origin that the text names, with the page of that source or actor where there is one."""
    name = credited_origin(article)
    if name is None:
        return None
    if source := archive.source_of_outlet(name):
        return Link(name, archive.addresses.source(source.slug))
    topic = archive.topic_of_outlet(name)
    return Link(name, archive.addresses.topic(topic.slug) if topic else "")


def _extent(archive: Archive, article: Article, *, cut: bool) -> str:
    """How much of the article is shown: "in full", or "the first 120 words"."""
    lang = archive.settings.lang
    if not article.body.text.strip():
        return say(lang, "the summary") if article.summary else say(lang, "the headline: there was no text")
    return say(lang, "the first %(words)s words", words=archive.settings.excerpt_words) if cut else say(lang, "in full")
