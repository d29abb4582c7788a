"""The box beside an article's text: its source, what the text credits, how much is shown, who else reports it."""

import re
from typing import Final

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

# Of 2,446 articles of seven newspapers whose feeds give summaries alone, 2,445 have fewer words. Briefs that are whole
# with fewer are rare, and "the feed's summary" says nothing false of them: their text is what the feed says.
FULL_TEXT_WORDS: Final = 100
# How a text ends that goes on elsewhere: "…", "[...]", "Continue reading", "Read the full article".
_CUT_OFF: Final = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\s»›>→\])]*$"
    r"|\n\s*(?:\[?\s*(?:read|continue reading|view|see)\b[^.\n]{0,40}\b(?:more|reading|article|story|post)"
    r"|continue reading|weiterlesen|mehr lesen|lire (?:la suite|plus)|leer más|leggi tutto|lees (?:meer|verder)"
    r"|czytaj dalej|читать (?:далее|дальше)|читати далі)[^.\n]{0,80}$",
    re.IGNORECASE,
)


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
    """What of the article is shown: "in full", "the feed’s summary", or "the first 120 words"."""
    lang = archive.settings.lang
    if not article.body.text.strip():
        return say(lang, "the summary") if article.summary else say(lang, "the headline: there was no text")
    if cut:
        return say(lang, "the first %(words)s words", words=archive.settings.excerpt_words)
    return say(lang, "the feed’s summary") if is_feed_summary(article) else say(lang, "in full")


def is_feed_summary(article: Article) -> bool:
    """Whether the text looks like what a feed says about an article that stands elsewhere, and not like the article.

    A post without a headline, whose first words the page has made its headline, is whole however short it is.
    """
    if not article.original:
        return False
    text, headline = _letters(article.body.text), _letters(article.headline)
    if headline and (text == headline or (article.headline.endswith("…") and text.startswith(headline))):
        return False
    return bool(_CUT_OFF.search(article.body.text)) or len(article.body.text.split()) < FULL_TEXT_WORDS


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
