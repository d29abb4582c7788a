"""The second phase of a poll: decides what is stored of one feed. It is pure: it reads and writes nothing.

The request, the result of the retrieval, the inventory's answer about the items, the subscriptions and the clock come
in. `FeedIntents` go out: new, changed and unchanged articles, rejected items with the reason for each, and the moment
of the next poll.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from ...contracts.article_fingerprint import is_as_written
from ...contracts.article_header import HeaderField
from ...contracts.kept_versions import KeptVersion
from ...contracts.retention import first_day_within
from ...contracts.subscriptions import Subscription
from ...errors import FeedError, ItemError
from ..articles.article_file import ArticleFile, read, render
from ..articles.article_index import FileMark, StoredArticle
from ..articles.article_versions import first_version, next_version, replaced_version, with_history, with_other_source
from ..cleaning.draft import Draft, DraftedFeed
from ..http.http_errors import GONE_ADVICE
from ..http.responses import NotModified
from ..parsing.item import RejectedItem
from ..untrusted.plain_text import one_line
from .feed_status_rules import advice_on_move, after_document, after_failure, after_response
from .first_dates import FirstDate, first_dates, own_date
from .poll_cache import CachedResponse, FeedSchedule
from .poll_report import FeedReport, PollStatus
from .retrieve import FeedRequest, LeftForNextRun, NotAsked, RetrievalFailure, RetrievedDocument, SameDocument

if TYPE_CHECKING:  # a run without news needs neither
    from ..articles.identity import ItemMatch
    from ..articles.inventory import StoredItems

Change = Literal["new", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An item that gets a file. Its path and slug are chosen when it is stored, since they depend on the files then.

    `identity` is text that identifies the item among those of all subscriptions.
    """

    draft: Draft
    article: ArticleFile
    date: datetime
    identity: str
    wants_picture: bool


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An item whose file, at `path`, must change; `former` is the present content of the file, and `replaced` the
    version of the text to keep; None where it says the same, or nothing is to be kept."""

    draft: Draft
    article: ArticleFile
    path: str
    former: ArticleFile
    wants_picture: bool
    replaced: KeptVersion | None = None


@dataclass(frozen=True, slots=True)
class UnchangedArticle:
    """An item whose file is up to date. `mark` is the cached mark of the file, or None."""

    draft: Draft
    path: str
    mark: FileMark | None
    wants_picture: bool


ArticleIntent = NewArticle | ChangedArticle | UnchangedArticle


@dataclass(frozen=True, slots=True)
class DecidedArticles:
    """The intents for the items of one document; those whose article was removed, or that are older than articles are
    kept; those that failed, each with the reason. `file_errors` counts the article files that can't be read."""

    articles: tuple[ArticleIntent, ...]
    removed: tuple[RejectedItem, ...] = ()
    failed: tuple[RejectedItem, ...] = ()
    file_errors: int = 0


@dataclass(frozen=True, slots=True)
class FeedIntents:
    """The decisions on one feed: what is to be stored.

    `report` doesn't count the articles yet. `response` replaces the cached one; its items are filled in when they are
    stored. With `drops_response` the cached one is dropped, so that the document is read again in the next poll. With
    neither it stays as it is. `file_errors` are article files that can't be read.
    """

    report: FeedReport
    schedule: FeedSchedule
    articles: tuple[ArticleIntent, ...] = ()
    response: CachedResponse | None = None
    drops_response: bool = False
    file_errors: int = 0


def decide_without_document(
    request: FeedRequest,
    retrieved: NotAsked | LeftForNextRun | RetrievalFailure | NotModified | SameDocument,
    now: datetime,
) -> FeedIntents:
    """The intents for a feed that gave no new document: no article changes."""
    subscription, schedule = request.subscription, request.schedule
    if isinstance(retrieved, NotAsked):
        return FeedIntents(_report_of_not_asked(subscription, schedule), schedule)
    if isinstance(retrieved, LeftForNextRun):
        return FeedIntents(_report(subscription, "waiting", retrieved.reason), schedule)
    if isinstance(retrieved, RetrievalFailure):
        error = retrieved.error if isinstance(retrieved.error, FeedError) else None
        report = failure_report(subscription, retrieved.error)
        return FeedIntents(report, after_failure(subscription, schedule, error, now))
    assert request.cached is not None
    item_count = request.cached.item_count
    if isinstance(retrieved, NotModified):
        schedule = after_response(subscription, schedule, retrieved, now)
        report = _report(subscription, "not modified", advice=advice_on_move(schedule), unchanged=item_count)
        return FeedIntents(report, schedule)
    schedule = after_response(subscription, schedule, retrieved.response, now)
    report = _report(subscription, "unchanged", advice=advice_on_move(schedule), unchanged=item_count)
    response = replace(request.cached, validators=retrieved.response.validators)
    return FeedIntents(report, schedule, response=response)


def decide_document(
    request: FeedRequest,
    retrieved: RetrievedDocument,
    feed: DraftedFeed,
    stored: "StoredItems",
    subscriptions: Mapping[str, Subscription],
    now: datetime,
) -> FeedIntents:
    """The intents for a feed whose document was read into the drafts of `feed`; `subscriptions` are all, by slug."""
    subscription = request.subscription
    schedule = after_response(subscription, request.schedule, retrieved.response, now)
    marks = {item.digest: item.mark for item in request.cached.items} if request.cached else {}
    if any(_is_stale(match, marks) for match in stored.matches):
        report = _report(subscription, "failed", "its articles changed while it was read: it is read again next time")
        return FeedIntents(report, replace(schedule, due=None), drops_response=True)
    is_first_poll = not any(match.article for match in stored.matches)
    dates = first_dates(feed.drafts, now, is_first_poll=is_first_poll)
    decided = decide_articles(stored, dates, marks, subscription, subscriptions, now, request.keep_days)
    failed = (*feed.failed, *decided.failed)
    dropped = (*feed.dropped, *stored.repeated, *decided.removed)
    asked = after_document(subscription, schedule, _dates(feed, now), feed.hints, retrieved.response.fresh_until, now)
    has_none = not feed.drafts and not dropped
    notes = [*feed.notes, *["it has no entries"] * has_none, *_note_on_undated(decided.articles)]
    return FeedIntents(
        _report(subscription, "ok", "; ".join(notes[:3]), advice_on_move(schedule), dropped, failed),
        replace(asked, due=None) if feed.is_cut else asked,
        decided.articles,
        CachedResponse(schedule.settings, retrieved.response.validators, retrieved.body_digest),
        # What failed is tried again, whatever the server says of changes.
        drops_response=bool(failed) or not feed.is_whole,
        file_errors=decided.file_errors,
    )


def decide_articles(
    stored: "StoredItems",
    dates: Mapping[int, FirstDate],
    marks: Mapping[str, FileMark],
    subscription: Subscription,
    subscriptions: Mapping[str, Subscription],
    now: datetime,
    keep_days: int | None = None,
) -> DecidedArticles:
    """The intents for the matched items of one document.

    `dates` are the dates of new articles by the numbers of their items; `marks` those of the files of items that are
    as they came last time, by the digests of these items; `subscriptions` are all, by slug; `keep_days` is the age in
    days after which an article of this subscription goes.
    """
    first_day = first_day_within(keep_days, now.date()) if keep_days is not None else date.min
    articles: list[ArticleIntent] = []
    removed: list[RejectedItem] = []
    failed: list[RejectedItem] = []
    file_errors = 0
    for match in stored.matches:
        draft, article = match.draft, match.article
        if article is not None and article.removed:
            removed.append(RejectedItem(draft.name, _why_removed(article)))
        elif article is not None and article.path in stored.unreadable:
            file_errors += 1
            failed.append(RejectedItem(draft.name, f"it can't be read: {stored.unreadable[article.path]}"))
        elif article is not None and draft.is_same:
            articles.append(UnchangedArticle(draft, article.path, marks[draft.digest], wants_picture=False))
        else:
            text = stored.texts.get(article.path) if article is not None else None
            try:
                intent = _decide_article(match, text, dates[draft.number], subscription, subscriptions, now)
            except ItemError as error:
                failed.append(RejectedItem(draft.name, str(error)))
                continue
            if isinstance(intent, NewArticle) and intent.date.astimezone(UTC).date() < first_day:
                reason = f"it is of {intent.date:%Y-%m-%d}, and its articles are kept for {keep_days} days"
                removed.append(RejectedItem(draft.name, reason))
            else:
                articles.append(intent)
    return DecidedArticles(tuple(articles), tuple(removed), tuple(failed), file_errors)


def failure_report(subscription: Subscription, error: Exception) -> FeedReport:
    """The report of a feed that failed: by an error that names its reason, or by a fault of this program."""
    if isinstance(error, FeedError):
        return _report(subscription, "failed", str(error), error.advice)
    return _report(subscription, "failed", f"{type(error).__name__}: {one_line(str(error), 200)}")


def _why_removed(article: StoredArticle) -> str:
    if article.record:
        return f"it expired on {article.removed[:10]}: see {article.record}"
    return f"it was removed on {article.removed[:10]}: see removed.jsonl"


def _is_stale(match: "ItemMatch", marks: Mapping[str, FileMark]) -> bool:
    """Whether an item that is as it came last time has another article than it had then."""
    if not match.draft.is_same or (match.article is not None and match.article.removed):
        return False
    mark = marks.get(match.draft.digest)
    return mark is None or match.article is None or match.article.path != mark.path


def _decide_article(
    match: "ItemMatch",
    text: str | None,
    first_date: FirstDate,
    subscription: Subscription,
    subscriptions: Mapping[str, Subscription],
    now: datetime,
) -> ArticleIntent:
    """The intent for an item that is new or changed. `text` is its article's file, None where there is none;
    `first_date` is the date of an article that is new.

    Raises:
        ItemError: a person edited the file, and the feed says something that it didn't say before.
    """
    draft = match.draft
    may_have_picture = bool(draft.image) and subscription.images == "show"
    if match.article is None or text is None:
        article = first_version(draft, subscription, first_date.moment, first_date.origin)
        return NewArticle(draft, article, first_date.moment, f"{subscription.slug} {match.identity}", may_have_picture)
    path, former = match.article.path, read(text)
    owner = former.fields.get(HeaderField.SOURCE, "")
    is_owner = owner == subscription.slug
    has_picture = former.fields.get(HeaderField.IMAGE) == draft.image and bool(former.fields.get(HeaderField.PICTURE))
    wants_picture = may_have_picture and is_owner and not has_picture and is_as_written(text)
    if not is_owner and owner in subscriptions:
        article = with_other_source(former, subscription, subscriptions)
    else:
        article = next_version(draft, subscription, former, subscriptions)
    if render(article) == text:
        return UnchangedArticle(draft, path, None, wants_picture)
    if is_as_written(text):
        replaced = replaced_version(article, former, now) if subscription.versions == "keep" else None
        article = with_history(article, draft, former, now)
        return ChangedArticle(draft, article, path, former, wants_picture, replaced)
    if not is_owner or _fingerprint(article) == former.fields.get(HeaderField.FINGERPRINT):
        return UnchangedArticle(draft, path, None, wants_picture)  # edited, and the feed says what it said before
    raise ItemError(f"{path} was edited by hand: what the feed says now is not written over it")


def _fingerprint(article: ArticleFile) -> str:
    return read(render(article)).fields[HeaderField.FINGERPRINT]


def _dates(feed: DraftedFeed, now: datetime) -> Iterator[datetime]:
    for draft in feed.drafts:
        date = own_date(draft, now)
        if date is not None:
            yield date


def _note_on_undated(articles: Sequence[ArticleIntent]) -> list[str]:
    """The note in the report on new articles whose date isn't from the feed."""
    new = [article.article.fields for article in articles if isinstance(article, NewArticle)]
    origins = [
        origin for fields in new if (origin := fields.get(HeaderField.DATE_UNKNOWN, "")) not in ("", "first seen")
    ]
    if not origins:
        return []
    entries = "1 new entry has" if len(origins) == 1 else f"{len(origins)} new entries have"
    how = "by the entries beside them" if "neighbour" in origins else "by this poll"
    return [f"{entries} no date that can be believed: dated {how}, with Date_Unknown in the header"]


def _report_of_not_asked(subscription: Subscription, schedule: FeedSchedule) -> FeedReport:
    if schedule.is_gone:
        return _report(subscription, "gone", "its server said that it is gone for good (410)", GONE_ADVICE)
    reason = schedule.reason or "it is due again at"
    return _report(subscription, "waiting", f"{reason} {schedule.due:%Y-%m-%d %H:%M} UTC")


def _report(
    subscription: Subscription,
    status: PollStatus,
    message: str = "",
    advice: str = "",
    dropped: tuple[RejectedItem, ...] = (),
    failed: tuple[RejectedItem, ...] = (),
    *,
    unchanged: int = 0,
) -> FeedReport:
    return FeedReport(
        subscription.slug,
        subscription.name,
        subscription.url,
        status,
        message,
        advice,
        unchanged=unchanged,
        dropped=dropped,
        failed=failed,
    )
