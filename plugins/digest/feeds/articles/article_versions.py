"""The content of an article's file: its first version, and the next one when the feed has something new.

The functions are pure: they make an `ArticleFile` of a draft, its subscription, the file as it is, and the clock.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from ...contracts.article_fingerprint import PICTURE_FIELDS
from ...contracts.article_header import HeaderField, Owner, former_titles, owned_by, slugs
from ...contracts.kept_versions import KeptVersion
from ...contracts.subscriptions import Subscription
from ..cleaning.draft import Draft
from ..parsing.dates.feed_dates import believable
from ..untrusted.plain_text import one_line
from .article_file import ArticleFile

MAX_SECTION_CHARS: Final = 80
MAX_FORMER_TITLES: Final = 20  # some papers try a title on half their readers and change it every hour
_WORD: Final = re.compile(r"\w+")
_LINK_TARGET: Final = re.compile(r"\]\([^()\s]*\)")
_HISTORY: Final = owned_by(Owner.POLLER)


def first_version(draft: Draft, subscription: Subscription, date: datetime, date_origin: str = "") -> ArticleFile:
    """A new article of `date`. Its `Slug` is still missing: the slug depends on which file names are free.

    `date_origin` says where the date comes from, if it isn't the feed's own.
    """
    dates: dict[str, str] = {HeaderField.DATE: _iso(date), HeaderField.DATE_UNKNOWN: date_origin}
    return ArticleFile({**_fields_of_feed(draft, subscription), **dates}, draft.body)


def next_version(
    draft: Draft, subscription: Subscription, former: ArticleFile, subscriptions: Mapping[str, Subscription]
) -> ArticleFile:
    """The subscription's own article `former` with what the feed says now; `with_history` dates the change.

    `subscriptions` are all of them, by slug.
    """
    is_same_picture = subscription.images == "show" and draft.image == former.fields.get(HeaderField.IMAGE)
    kept = (*_HISTORY, *PICTURE_FIELDS) if is_same_picture else _HISTORY
    history = {str(name): former.fields[name] for name in kept if name in former.fields}
    others = [slug for slug in slugs(former.fields.get(HeaderField.MORE_SOURCES)) if slug != subscription.slug]
    sections = _more_sections(subscription.section, others, subscriptions)
    fields = {**_fields_of_feed(draft, subscription), **history, **sections}
    return ArticleFile(fields, draft.body if draft.has_own_body else former.body)


def with_other_source(
    former: ArticleFile, subscription: Subscription, subscriptions: Mapping[str, Subscription]
) -> ArticleFile:
    """The article of another subscription, which alone decides on its text, with `subscription` added to it."""
    others = sorted({*slugs(former.fields.get(HeaderField.MORE_SOURCES)), subscription.slug})
    section = former.fields.get(HeaderField.CATEGORY, "")
    return ArticleFile({**former.fields, **_more_sections(section, others, subscriptions)}, former.body)


def with_history(article: ArticleFile, draft: Draft, former: ArticleFile, now: datetime) -> ArticleFile:
    """The next version with the title that the article had until now, and with the moment at which its text changed."""
    fields = dict(article.fields)
    former_title, title = former.fields.get(HeaderField.TITLE, ""), fields.get(HeaderField.TITLE, "")
    if former_title and former_title != title:
        titles = [
            *former_titles(former.fields.get(HeaderField.FORMER_TITLES)),
            {"title": former_title, "until": _iso(now)},
        ]
        fields[HeaderField.FORMER_TITLES] = json.dumps(titles[-MAX_FORMER_TITLES:], ensure_ascii=False)
    if (former_title, former.body) != (title, article.body.strip("\n")):
        fields[HeaderField.MODIFIED] = _modified(draft, former, now)
    return ArticleFile(fields, article.body)


def replaced_version(article: ArticleFile, former: ArticleFile, now: datetime) -> KeptVersion | None:
    """The version to keep of an article that the next version replaces at `now`; None where both have the same words,
    since typography and links tell nobody anything."""
    title, next_title = former.fields.get(HeaderField.TITLE, ""), article.fields.get(HeaderField.TITLE, "")
    if _words(title, former.body) == _words(next_title, article.body):
        return None
    return KeptVersion(_iso(now), title, former.body)


def _words(title: str, body: str) -> tuple[list[str], list[str]]:
    return _WORD.findall(title.casefold()), _WORD.findall(_LINK_TARGET.sub("]", body).casefold())


def _fields_of_feed(draft: Draft, subscription: Subscription) -> dict[str, str]:
    """Header values, each on one line; what the feed doesn't give is ""."""
    authors = "; ".join(draft.authors)
    if len(draft.authors) == 1 and "," in authors:
        authors += ";"  # without a semicolon Pelican would part it at the comma
    return {
        HeaderField.TITLE: draft.title,
        HeaderField.CATEGORY: one_line(subscription.section, MAX_SECTION_CHARS),
        HeaderField.TAGS: ", ".join(draft.tags),
        HeaderField.LANG: draft.lang or subscription.lang,
        HeaderField.AUTHORS: authors,
        HeaderField.SUMMARY: draft.summary,
        HeaderField.SOURCE: subscription.slug,
        HeaderField.SOURCE_URL: draft.link,
        HeaderField.GUID: draft.guid,
        HeaderField.IMAGE: draft.image,
        HeaderField.ENCLOSURE: draft.enclosure,
        HeaderField.PUBLISHER: draft.publisher,
        HeaderField.PUBLISHER_URL: draft.publisher_url,
    }


def _more_sections(section: str, others: Sequence[str], subscriptions: Mapping[str, Subscription]) -> dict[str, str]:
    """The fields of the other subscriptions that have the item, and of their sections as they are called now."""
    names = dict.fromkeys(subscriptions[slug].section for slug in others if slug in subscriptions)
    sections = [one_line(name.replace(";", ","), MAX_SECTION_CHARS) for name in names if name != section]
    return {HeaderField.MORE_SOURCES: "; ".join(others), HeaderField.MORE_SECTIONS: "; ".join(sections)}


def _modified(draft: Draft, former: ArticleFile, now: datetime) -> str:
    """The feed's own date of the change, where it can be believed and is later than every date in the file."""
    updated = believable(draft.updated, now)
    latest = former.fields.get(HeaderField.MODIFIED) or former.fields.get(HeaderField.DATE, "")
    return _iso(updated) if updated and _iso(updated) > latest else _iso(now)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
