"""Drafts of one feed put into `content/news`: new files, changed files, and a reason for everything else."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from slugify import slugify

from ...contracts.article_header import HeaderField, Owner, former_titles, owned_by, slugs
from ...contracts.subscriptions import Subscription
from ...errors import ItemError
from ..parsing.feed_dates import believable
from ..parsing.item import Draft, DraftedFeed, RejectedItem
from ..untrusted.plain_text import one_line, short_hash
from ..untrusted.urls import publisher_of
from .article_file import PICTURE_FIELDS, ArticleFile, is_ours, read, render, write
from .article_index import FileMark, Kept, Stored, mark_of, stored
from .identity import Family, Match, match
from .inventory import NEWS, Inventory
from .picture_files import NO_PICTURES, Picture, Pictures, picture_fields, remove_pictures, write_picture

MAX_SLUG_CHARS: Final = 80  # of 255 bytes that file systems bear, with room for a hash and what pages add
MAX_FORMER_TITLES: Final = 20  # some papers try a title on half their readers and change it every hour
_KEPT: Final = owned_by(Owner.POLLER)
_HASH_DIGITS: Final = (6, 12, 64)  # each only where the one before is taken by another article


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. `kept` are its entries that have an article, in their order.

    `is_stale` says that the document has to be read once more, without regard to what was known of it.
    """

    new: int
    updated: int
    unchanged: int
    dropped: tuple[RejectedItem, ...]
    failed: tuple[RejectedItem, ...]
    kept: tuple[Kept, ...]
    write_errors: int
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Store:
    """Where the articles of a run go. `subscriptions` are all of them by slug, `last` what is known of one's items."""

    content: Path
    inventory: Inventory
    subscriptions: Mapping[str, Subscription]
    now: datetime

    def without_picture(self, drafts: Sequence[Draft], subscription: Subscription) -> tuple[Draft, ...]:
        """Those of the drafts of one document whose picture is to be fetched: it isn't known yet, and the article is no
        other subscription's, no person's and not removed."""
        articles = self.inventory.candidates(subscription.slug, drafts)
        matches, _ = match(drafts, articles, self.now, _family(subscription, self.subscriptions))
        return tuple(each.draft for each in matches if each.draft.image and self._wants_picture(each, subscription))

    def _wants_picture(self, each: Match, subscription: Subscription) -> bool:
        if each.draft.is_same or each.article is None:
            return not each.draft.is_same
        text = None if each.article.removed else _text_of(self.content, each.article.path)
        fields = read(text).fields if text else {}
        return (
            text is not None
            and fields.get(HeaderField.SOURCE) == subscription.slug
            and not (fields.get(HeaderField.IMAGE) == each.draft.image and fields.get(HeaderField.PICTURE))
            and is_ours(text)
        )

    def put(
        self,
        feed: DraftedFeed,
        subscription: Subscription,
        known: Mapping[str, FileMark],
        pictures: Pictures = NO_PICTURES,
    ) -> Outcome:
        """Write the articles of one document that are new or changed. The inventory takes note of each.

        `known` has the file of each draft that `is_same`, by its digest.
        """
        articles = self.inventory.candidates(subscription.slug, feed.drafts)
        matches, doubled = match(feed.drafts, articles, self.now, _family(subscription, self.subscriptions))
        counts = {"new": 0, "updated": 0, "unchanged": 0}
        failed, removed = list(feed.failed), list[RejectedItem]()
        kept: list[Kept] = []
        written: list[tuple[FileMark, Stored]] = []
        write_errors = 0
        for each in matches:
            draft, article = each.draft, each.article
            if article is not None and article.removed:
                removed.append(RejectedItem(draft.name, f"it was removed on {article.removed[:10]}: see removed.jsonl"))
                continue
            if draft.is_same:
                mark = known.get(draft.digest)
                if mark is None or article is None or article.path != mark.path:
                    return Outcome(0, 0, 0, (), (), (), 0, is_stale=True)
                counts["unchanged"] += 1
                kept.append(Kept(draft.digest, mark))
                continue
            try:
                path, change, put = self._put_one(each, subscription, pictures.by_number.get(draft.number))
            except ItemError as error:
                failed.append(RejectedItem(draft.name, str(error)))
                continue
            except OSError as error:
                write_errors += 1
                failed.append(RejectedItem(draft.name, f"it can't be written: {error}"))
                continue
            counts[change] += 1
            mark = mark_of(self.content, path)
            if mark is not None:
                kept.append(Kept(draft.digest, mark))
                if put is not None:
                    written.append((mark, put))
        self.inventory.add(written)
        return Outcome(
            new=counts["new"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            dropped=(*feed.dropped, *doubled, *removed),
            failed=tuple(failed),
            kept=tuple(kept),
            write_errors=write_errors,
        )

    def _put_one(
        self, each: Match, subscription: Subscription, picture: Picture | None
    ) -> tuple[str, str, Stored | None]:
        """The path, what happened there ("new", "updated" or "unchanged"), and the article if it was written."""
        before = _text_of(self.content, each.article.path) if each.article else None
        if each.article is None or before is None:
            path, article = self._new(each, subscription)
            return path, "new", self._write(path, _with_picture(path, article, picture), picture)
        path = each.article.path
        old = read(before)
        owner = old.fields.get(HeaderField.SOURCE, "")
        if owner != subscription.slug and owner in self.subscriptions:
            article = self._with_source(old, subscription)
        else:
            article = _with_picture(path, self._changed(each.draft, subscription, old), picture)
        if render(article) == before:
            return path, "unchanged", None
        if not is_ours(before):
            as_it_was = {**article.fields, HeaderField.SOURCE: owner} if owner != subscription.slug else article.fields
            fingerprint = read(render(ArticleFile(as_it_was, article.body))).fields[HeaderField.FINGERPRINT]
            if fingerprint == old.fields.get(HeaderField.FINGERPRINT) or owner != subscription.slug:
                return path, "unchanged", None  # it was edited, and the feed says what it said before
            raise ItemError(f"{path} was edited by hand: what the feed says now is not written over it")
        put = self._write(path, self._with_history(article, each.draft, old), picture)
        remove_pictures(self.content, path, old.fields, article.fields)
        return path, "updated", put

    def _new(self, each: Match, subscription: Subscription) -> tuple[str, ArticleFile]:
        draft = each.draft
        date = believable(draft.published, self.now) or believable(draft.updated, self.now) or self.now
        path, slug = self._free_path(each, subscription.slug, date)
        fields = {**_fields(draft, subscription), HeaderField.DATE: _iso(date), HeaderField.SLUG: slug}
        return path, ArticleFile(fields, draft.body)

    def _changed(self, draft: Draft, subscription: Subscription, old: ArticleFile) -> ArticleFile:
        """What the file is to be now that the feed says this."""
        is_same_picture = subscription.images == "show" and draft.image == old.fields.get(HeaderField.IMAGE)
        names = (*_KEPT, *PICTURE_FIELDS) if is_same_picture else _KEPT
        kept: dict[str, str] = {name: old.fields[name] for name in names if name in old.fields}
        more = [slug for slug in slugs(old.fields.get(HeaderField.MORE_SOURCES)) if slug != subscription.slug]
        fields = {**_fields(draft, subscription), **kept, **self._sections(subscription.section, more)}
        return ArticleFile(fields, draft.body if draft.has_own_body else old.body)

    def _with_history(self, article: ArticleFile, draft: Draft, old: ArticleFile) -> ArticleFile:
        """The article with the title that it had, and when its text was changed."""
        fields = dict(article.fields)
        before, title = old.fields.get(HeaderField.TITLE, ""), fields.get(HeaderField.TITLE, "")
        if before and before != title:
            fields[HeaderField.FORMER_TITLES] = _former_titles(
                old.fields.get(HeaderField.FORMER_TITLES, ""), before, self.now
            )
        if (before, old.body) != (title, article.body.strip("\n")):
            fields[HeaderField.MODIFIED] = _modified(draft, old, self.now)
        return ArticleFile(fields, article.body)

    def _with_source(self, old: ArticleFile, subscription: Subscription) -> ArticleFile:
        """The article of a sibling, which has the word on it, with our subscription beside."""
        more = sorted({*slugs(old.fields.get(HeaderField.MORE_SOURCES)), subscription.slug})
        section = old.fields.get(HeaderField.CATEGORY, "")
        return ArticleFile({**old.fields, **self._sections(section, more)}, old.body)

    def _sections(self, section: str, more: Sequence[str]) -> dict[str, str]:
        """The fields of the other subscriptions, and their sections as they are called now."""
        known = [self.subscriptions[slug].section for slug in more if slug in self.subscriptions]
        sections = [
            one_line(name.replace(";", ","), MAX_SLUG_CHARS) for name in dict.fromkeys(known) if name != section
        ]
        return {HeaderField.MORE_SOURCES: "; ".join(more), HeaderField.MORE_SECTIONS: "; ".join(sections)}

    def _write(self, path: str, article: ArticleFile, picture: Picture | None) -> Stored:
        if picture is not None:
            write_picture(self.content, path, picture)  # first, so that no article names what isn't there
        write(f"{self.content}/{path}", render(article))
        return stored(path, article.fields)

    def _free_path(self, each: Match, source: str, date: datetime) -> tuple[str, str]:
        """Where a new article goes. It doesn't depend on the order in which feeds answer: see `poll`."""
        folder = f"{NEWS}/{date:%Y/%m/%d}"
        for slug in _slugs(each, source):
            path = f"{folder}/{slug}.md"
            if mark_of(self.content, path) is None and not self.inventory.is_removed(path):
                return path, slug
        raise ItemError(f"{folder} has other articles under every name that this one could have")


def _with_picture(path: str, article: ArticleFile, picture: Picture | None) -> ArticleFile:
    return ArticleFile({**article.fields, **picture_fields(path, picture)}, article.body) if picture else article


def _family(subscription: Subscription, subscriptions: Mapping[str, Subscription]) -> Family:
    publisher = publisher_of(subscription.home or subscription.url)
    siblings = {
        slug
        for slug, other in subscriptions.items()
        if publisher and slug != subscription.slug and publisher_of(other.home or other.url) == publisher
    }
    return Family(subscription.slug, frozenset(siblings), frozenset(subscriptions))


def _former_titles(known: str, title: str, now: datetime) -> str:
    """The titles that the article had, each with the moment at which it was found to have another."""
    former = [*former_titles(known), {"title": title, "until": _iso(now)}][-MAX_FORMER_TITLES:]
    return json.dumps(former, ensure_ascii=False)


def _fields(draft: Draft, subscription: Subscription) -> dict[str, str]:
    """Header values, each on one line; what the feed doesn't give is left out."""
    authors = "; ".join(draft.authors)
    if len(draft.authors) == 1 and "," in authors:
        authors += ";"  # without a semicolon Pelican would part it at the comma
    return {
        HeaderField.TITLE: draft.title,
        HeaderField.CATEGORY: one_line(subscription.section, MAX_SLUG_CHARS),
        HeaderField.TAGS: ", ".join(draft.tags),
        HeaderField.LANG: draft.lang or subscription.lang,
        HeaderField.AUTHORS: authors,
        HeaderField.SUMMARY: draft.summary,
        HeaderField.SOURCE: subscription.slug,
        HeaderField.SOURCE_URL: draft.link,
        HeaderField.GUID: draft.guid,
        HeaderField.IMAGE: draft.image,
        HeaderField.ENCLOSURE: draft.enclosure,
    }


def _slugs(each: Match, source: str) -> Iterator[str]:
    words = slugify(each.draft.title, max_length=MAX_SLUG_CHARS, word_boundary=True) if each.draft.titled else ""
    words = words or slugify(each.draft.title, max_length=MAX_SLUG_CHARS)
    identity = f"{source} {each.identity}"
    if words:
        yield words
    for digits in _HASH_DIGITS:
        yield f"{words or 'article'}-{short_hash(identity, digits)}"


def _text_of(content: Path, path: str) -> str | None:
    """The file's text, None where it's gone or empty, and what isn't UTF-8 is nobody's but a person's."""
    try:
        text = (content / path).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    return text or None


def _modified(draft: Draft, old: ArticleFile, now: datetime) -> str:
    """The feed's own word on when it changed, where it can be believed and comes after all that is written."""
    updated = believable(draft.updated, now)
    latest = old.fields.get(HeaderField.MODIFIED) or old.fields.get(HeaderField.DATE, "")
    return _iso(updated) if updated and _iso(updated) > latest else _iso(now)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
