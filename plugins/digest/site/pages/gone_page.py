"""What stands at the address of an article that has no page of its own any more, by the editor's rules on how long
articles stay: the way to its day while it is listed there, and after that a word on it with a link to its original."""

from datetime import datetime
from urllib.parse import urlsplit

from ...archive.questions.archive import Archive
from ..components.page_links import day_url, foreign_language
from ..i18n.date_wording import long_day
from ..i18n.messages import say
from ..views.article_views import GonePage
from ..views.shared_views import Link


def thin_page(archive: Archive, article_id: str) -> GonePage:
    """The way from the address of a thin article to the day in whose digest it is listed."""
    article, day = archive.articles.with_id(article_id), archive.events.of(article_id).day
    lang = archive.settings.lang
    return GonePage(
        title=article.headline,
        lang=foreign_language(archive, article),
        why=say(lang, "This report has no page of its own any more. It is listed on its day:"),
        to=Link(long_day(day, lang).text, archive.addresses.day(day)),
        source=article.publisher.name,
        original=article.original,
        leads_on=True,
    )


def expired_page(archive: Archive, title: str, source: str, original: str, moment: str) -> GonePage:
    """The page at the address of an article that is no longer kept. `source` is the slug of its subscription,
    `original` the URL of its original or "", `moment` is ISO 8601."""
    lang, day = archive.settings.lang, archive.settings.local.day(datetime.fromisoformat(moment))
    known = archive.sources.with_slug(source)
    day_text, url = long_day(day, lang).text, day_url(archive, day)
    return GonePage(
        title=title,
        lang="",
        why=say(lang, "This report is no longer kept on this site. It was published on:"),
        to=Link(day_text, url),
        source=known.name if known else urlsplit(original).netloc,
        original=original,
    )
