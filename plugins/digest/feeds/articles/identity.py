"""Which stored article an item is, decided without any input or output.

A guid identifies an item within its subscription, else its link does, else its title and day. Badly made feeds give
one guid or one link to items that have nothing else in common: then the next of these ways is used. An item that is no
article of its own subscription may be an article of another one: see `PublisherFamily`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ...contracts.subscriptions import Subscription
from ..cleaning.draft import Draft
from ..parsing.dates.feed_dates import believable
from ..parsing.item import RejectedItem
from ..untrusted.urls import publisher_of, same_url_key
from .article_index import StoredArticle


@dataclass(frozen=True, slots=True)
class PublisherFamily:
    """The subscriptions whose articles the items of the subscription `source` may be, by slug.

    Besides its own these are the articles of `siblings`, which are the publisher's other subscriptions, and the
    articles of subscriptions that are gone or have another slug now: of all slugs that are not in `present`.
    """

    source: str
    siblings: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()

    def has(self, source: str) -> bool:
        """Whether an article of the subscription `source` may be an item of ours."""
        return source in self.siblings or (bool(source) and source not in self.present)


@dataclass(frozen=True, slots=True)
class ItemMatch:
    """A draft and the stored article that it is, None for a new one. `identity` is text that identifies the item
    within its subscription."""

    draft: Draft
    article: StoredArticle | None
    identity: str


def match_items(
    drafts: Sequence[Draft], articles: Sequence[StoredArticle], now: datetime, family: PublisherFamily | None = None
) -> tuple[tuple[ItemMatch, ...], tuple[RejectedItem, ...]]:
    """Each draft of one document with its article among `articles`, in the order of the document.

    The second value has the drafts that are in the document twice. Without `family` all articles count as the
    subscription's own.
    """
    own: list[StoredArticle] = []
    others: list[StoredArticle] = []
    for article in articles:
        if family is None or family.source == article.source or family.source in article.more_sources:
            own.append(article)
        elif family.has(article.source):
            others.append(article)
    guids, links = _unreliable_guids(drafts, own), _unreliable_links(drafts, own)
    stored = _ArticlesByWay(drafts, own, others, links)
    seen: dict[str, Draft] = {}
    matches: list[ItemMatch] = []
    dropped: list[RejectedItem] = []
    for draft in drafts:
        identity, kind = _identity(draft, guids, links, now)
        first = seen.setdefault(identity, draft)
        if first is not draft:
            dropped.append(RejectedItem(draft.name, f"it has the same {kind} as {first.name}"))
            continue
        matches.append(ItemMatch(draft, stored.take(draft, kind, now), identity))
    return tuple(matches), tuple(dropped)


def publisher_family(subscription: Subscription, subscriptions: Mapping[str, Subscription]) -> PublisherFamily:
    """The family of a subscription among all of them, which are given by slug."""
    publisher = publisher_of(subscription.home or subscription.url)
    siblings = {
        slug
        for slug, other in subscriptions.items()
        if publisher and slug != subscription.slug and publisher_of(other.home or other.url) == publisher
    }
    return PublisherFamily(subscription.slug, frozenset(siblings), frozenset(subscriptions))


def _identity(draft: Draft, guids: set[str], links: set[str], now: datetime) -> tuple[str, str]:
    if draft.guid and draft.guid not in guids:
        return f"guid {draft.guid}", "guid"
    link = same_url_key(draft.link)
    if link and link not in links:
        return f"link {link}", "link"
    return f"title {_day(draft, now)} {link} {draft.title.casefold()}", "title and day"


class _ArticlesByWay:
    """The stored articles by guid, link and title. An article is given to one draft only."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        articles: Sequence[StoredArticle],
        others: Sequence[StoredArticle],
        links: set[str],
    ) -> None:
        self._links = links
        self._by_guid = _group(articles, lambda article: article.guid)
        self._by_link = _group(articles, lambda article: same_url_key(article.link))
        self._by_title = _group(articles, lambda article: article.title.casefold())
        self._others = _group(others, lambda article: same_url_key(article.link))
        self._guids_here = {draft.guid for draft in drafts}
        self._taken: set[str] = set()

    def take(self, draft: Draft, kind: str, now: datetime) -> StoredArticle | None:
        ways = {"guid": self._by_its_guid, "link": self._by_its_link, "title and day": self._by_its_title}
        article = ways[kind](draft, now) or self._of_the_family(draft)
        if article is not None:
            self._taken.add(article.path)
        return article

    def _by_its_guid(self, draft: Draft, now: datetime) -> StoredArticle | None:
        same = self._free(self._by_guid[draft.guid])
        if same:
            return same[0]
        # A new guid on the link of an article whose own guid is gone from the feed, with its title or day: renumbered.
        link = same_url_key(draft.link)
        renumbered = self._free(self._by_link[link]) if link and link not in self._links else []
        for article in renumbered:
            alike = article.title == draft.title or article.date[:10] == _day(draft, now)
            if len(renumbered) == 1 and alike and article.guid not in self._guids_here:
                return article
        return None

    def _by_its_link(self, draft: Draft, _: datetime) -> StoredArticle | None:
        same = self._free(self._by_link[same_url_key(draft.link)])
        named = [article for article in same if article.title == draft.title]
        return next(iter(named or same), None)

    def _by_its_title(self, draft: Draft, now: datetime) -> StoredArticle | None:
        day = _day(draft, now)
        link = same_url_key(draft.link)
        same = self._free(self._by_title[draft.title.casefold()])
        same = [article for article in same if same_url_key(article.link) == link]
        dated = [article for article in same if article.date[:10] == day]
        return next(iter(dated or ([] if day else same)), None)

    def _of_the_family(self, draft: Draft) -> StoredArticle | None:
        """The same link alone isn't enough: a page of corrections, or of live news, has many entries."""
        link = same_url_key(draft.link)
        if not link or link in self._links:
            return None
        for article in self._free(self._others[link]):
            if (article.guid and article.guid == draft.guid) or article.title == draft.title:
                return article
        return None

    def _free(self, articles: Iterable[StoredArticle]) -> list[StoredArticle]:
        return [article for article in articles if article.path not in self._taken]


def _unreliable_guids(drafts: Sequence[Draft], articles: Sequence[StoredArticle]) -> set[str]:
    """Guids that entries share whose links and titles both differ, and those that several articles have already."""
    several = _repeated(article.guid for article in articles)
    together: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        together[draft.guid].append(draft)
    for guid, group in together.items():
        first = group[0]
        if any(other.link != first.link and other.title != first.title for other in group):
            several.add(guid)
    return several


def _unreliable_links(drafts: Sequence[Draft], articles: Sequence[StoredArticle]) -> set[str]:
    """Links that entries share whose titles differ: the front page of a paper, a page of corrections."""
    titles: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        titles[same_url_key(draft.link)].add(draft.title)
    several = _repeated(same_url_key(article.link) for article in articles)
    return several | {link for link, names in titles.items() if len(names) > 1}


def _repeated(values: Iterable[str]) -> set[str]:
    return {value for value, count in Counter(values).items() if count > 1}


def _day(draft: Draft, now: datetime) -> str:
    """The day that the feed gives, "" where it gives none that can be believed."""
    moment = believable(draft.published, now) or believable(draft.updated, now)
    return moment.date().isoformat() if moment else ""


def _group(
    articles: Sequence[StoredArticle], key: Callable[[StoredArticle], Hashable]
) -> dict[Hashable, list[StoredArticle]]:
    groups: dict[Hashable, list[StoredArticle]] = defaultdict(list)
    for article in articles:
        groups[key(article)].append(article)
    return groups
