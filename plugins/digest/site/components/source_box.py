"""The box beside an article's text: its source, what the text credits, how much is shown, who else reports it."""

import re
from typing import Final
from urllib.parse import urlsplit

from ...archive.model.article import Article, credited_origin
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ..i18n.date_wording import stamp
from ..i18n.messages import decimal, say
from ..views.article_views import EnclosureView, SourceBox
from ..views.shared_views import Link, River
from .page_links import article_url, publisher_link, source_link, story_url
from .reported_by import report_strip
from .river_lines import article_item

# Of 2,320 texts of seven newspapers whose feeds give summaries alone, all but one have fewer words and no third
# paragraph. A whole brief may have as few words, which "the feed's summary" doesn't deny.
FULL_TEXT_WORDS: Final = 100
FULL_TEXT_PARAGRAPHS: Final = 3
MAX_OTHERS: Final = 12  # other reports; the story's page has all of them
_MEGABYTE: Final = 1_000_000
_FORMATS: Final = {"mpeg": "MP3", "x-m4a": "M4A", "mp3": "MP3", "quicktime": "QuickTime", "x-mp3": "MP3"}
_PLAIN_FORMAT: Final = re.compile(r"[a-z0-9]{2,5}")  # "mp4", "ogg"; what is longer, readers don't know
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
    first = archive.articles.first_issue(article.id)
    own = {article.id, first.id if first else ""}
    others = [other for other in event.articles if other.id not in own]
    return SourceBox(
        source=publisher_link(archive, article),
        via=source_link(archive, article) if article.original_publisher else None,
        published=stamp(article.date, local),
        modified=stamp(article.modified, local) if article.modified else None,
        credit=_credit(archive, article),
        extent=_extent(archive, article, cut=cut),
        authors=article.authors,
        original=article.original,
        others=River(tuple(article_item(archive, other, article.day) for other in others[:MAX_OTHERS])),
        strip=report_strip(event.articles),
        story_url=story_url(archive, event),
        enclosure=_enclosure(archive, article),
        first_issue=_issue(archive, first) if first else None,
        issued_again=tuple(_issue(archive, issue) for issue in archive.articles.issued_again(article.id)),
    )


def _issue(archive: Archive, article: Article) -> Link:
    """Another issue of the article, by the time at which it was issued."""
    return Link(stamp(article.date, archive.settings.local).text, article_url(archive, article))


def _credit(archive: Archive, article: Article) -> Link | None:
    """The origin that the text names, with the page of that source or actor where there is one."""
    name = credited_origin(article)
    if name is None:
        return None
    if source := archive.sources.of_outlet(name):
        return Link(name, archive.addresses.source(source.slug))
    topic = archive.topics.of_outlet(name)
    return Link(name, archive.addresses.topic(topic.slug) if topic else "")


def _enclosure(archive: Archive, article: Article) -> EnclosureView | None:
    """What the feed encloses: its kind, and of format, size and length what the feed says; else the file's host."""
    enclosure, lang = article.enclosure, archive.settings.lang
    if enclosure is None:
        return None
    kinds = {"audio": say(lang, "Audio"), "video": say(lang, "Video")}
    form = enclosure.type.rpartition("/")[2]
    details = (
        _FORMATS.get(form, form.upper() if _PLAIN_FORMAT.fullmatch(form) else ""),
        _size(enclosure.size_bytes, lang),
        _length(enclosure.duration_s),
    )
    return EnclosureView(
        enclosure.url,
        kinds.get(enclosure.type.partition("/")[0], say(lang, "Attachment")),
        ", ".join(filter(None, details)) or urlsplit(enclosure.url).netloc,
    )


def _size(size_bytes: int, lang: str) -> str:
    """12 MB"""
    if not size_bytes:
        return ""
    if size_bytes < _MEGABYTE:
        return f"{decimal(lang, max(1, round(size_bytes / 1000)))} KB"
    return f"{decimal(lang, round(size_bytes / _MEGABYTE))} MB"


def _length(duration_s: int) -> str:
    """45:10"""
    minutes, seconds = divmod(duration_s, 60)
    hours, minutes = divmod(minutes, 60)
    if not duration_s:
        return ""
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


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
    if _CUT_OFF.search(article.body.text):
        return True
    paragraphs = [text for text in article.body.text.split("\n\n") if _tells(text)]
    return len(paragraphs) < FULL_TEXT_PARAGRAPHS and len(article.body.text.split()) < FULL_TEXT_WORDS


def _tells(paragraph: str) -> bool:
    """Whether a paragraph is neither a label nor the credit of a picture: "(Image credit: Jane Fiction)"."""
    return len(paragraph.split()) > 3 and paragraph.lstrip()[0] not in "([©"


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
