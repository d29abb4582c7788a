"""Which stored article an item is, and which items of one document are one, decided without any input or output.

A guid identifies an item within its subscription, else its link does, else its title and day. Badly made feeds give
one guid or one link to many items, or one title and one link to a new item each day. So nothing identifies an item
alone: what differs in the rest (link, fragment, title, moment, text) is asked as well, and a guid or link that several
items of one document share identifies none of them. An item that is no article of its own subscription may be an
article of another one: see `PublisherFamily`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ...contracts.subscriptions import Subscription
from ..cleaning.draft import Draft
from ..parsing.item import RejectedItem
from ..untrusted.plain_text import short_hash
from ..untrusted.urls import publisher_of
from .article_index import StoredArticle
from .item_evidence import (
    ItemEvidence,
    days_differ,
    evidence_of_article,
    evidence_of_draft,
    has_text,
    is_front_page,
    moments_differ,
    names_an_item,
    other_text,
    same_moment,
    same_text,
    similar_text,
    similar_title,
)

_MAX_RIVALS: Final = (
    100  # items or articles of one link and title that an item is compared with: so long are most feeds
)
_TEXT_DIGITS: Final = 12


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
    drafts: Sequence[Draft],
    articles: Sequence[StoredArticle],
    now: datetime,
    family: PublisherFamily | None = None,
    *,
    known: Mapping[str, str] | None = None,
    body_at: Callable[[str], str] = lambda _: "",
) -> tuple[tuple[ItemMatch, ...], tuple[RejectedItem, ...]]:
    """Each draft of one document with its article among `articles`, in the order of the document.

    The second value has the drafts that are in the document twice. Without `family` all articles count as the
    subscription's own. `known` are the paths of the articles of items that are as they came last time, by the digests
    of these items. `body_at` gives the body of the article at a path, "" where there is none.
    """
    known = known or {}
    own: list[_Stored] = []
    others: list[_Stored] = []
    for article in articles:
        stored = _Stored(article, evidence_of_article(article, _reader(body_at, article.path)))
        if family is None or family.source == article.source or family.source in article.more_sources:
            own.append(stored)
        elif family.has(article.source):
            others.append(stored)
    items = [_item(draft, now, known, body_at) for draft in drafts]
    _forget_shared_guids(items, own)
    distinct, repeated = _without_repeats(items)
    matched = _Matching(distinct, own, others).matches()
    identities = _identities(distinct)
    matches = tuple(
        ItemMatch(item.draft, matched.get(item.draft.number), identity)
        for item, identity in zip(distinct, identities, strict=True)
    )
    return matches, repeated


def publisher_families(subscriptions: Mapping[str, Subscription]) -> dict[str, PublisherFamily]:
    """The family of each of these subscriptions by its slug; they are given by slug, and may be many thousands."""
    slugs_of: dict[str, set[str]] = defaultdict(set)
    publishers = {slug: publisher_of(one.home or one.url) for slug, one in subscriptions.items()}
    for slug, publisher in publishers.items():
        slugs_of[publisher].add(slug)
    slugs_of[""] = set()  # of an unknown publisher nobody knows the other subscriptions
    present = frozenset(subscriptions)
    return {
        slug: PublisherFamily(slug, frozenset(slugs_of[publisher] - {slug}), present)
        for slug, publisher in publishers.items()
    }


def publisher_family(subscription: Subscription, subscriptions: Mapping[str, Subscription]) -> PublisherFamily:
    """The family of a subscription among all of them, which are given by slug."""
    publisher = publisher_of(subscription.home or subscription.url)
    siblings = {
        slug
        for slug, other in subscriptions.items()
        if publisher and slug != subscription.slug and publisher_of(other.home or other.url) == publisher
    }
    return PublisherFamily(subscription.slug, frozenset(siblings), frozenset(subscriptions))


@dataclass(frozen=True, slots=True)
class _Item:
    """A draft with its evidence; `known_path` is that of its article where the item is as it came last time."""

    draft: Draft
    evidence: ItemEvidence
    known_path: str


@dataclass(frozen=True, slots=True)
class _Stored:
    """A stored article with its evidence."""

    article: StoredArticle
    evidence: ItemEvidence


def _item(draft: Draft, now: datetime, known: Mapping[str, str], body_at: Callable[[str], str]) -> _Item:
    path = known.get(draft.digest, "") if draft.is_same else ""
    read_text = _reader(body_at, path) if path else lambda: draft.body
    return _Item(draft, evidence_of_draft(draft, now, read_text), path)


def _reader(body_at: Callable[[str], str], path: str) -> Callable[[], str]:
    return lambda: body_at(path)


def _forget_shared_guids(items: Sequence[_Item], stored: Sequence[_Stored]) -> None:
    """Take out of the evidence the guids that say nothing: those that different items of the document share, and those
    that several articles have already."""
    several = {guid for guid, count in Counter(each.evidence.guid for each in stored).items() if count > 1}
    first_of: dict[str, ItemEvidence] = {}
    for item in items:
        first = first_of.setdefault(item.evidence.guid, item.evidence)
        if first is not item.evidence and _are_apart_under_one_guid(first, item.evidence):
            several.add(item.evidence.guid)
    for evidence in (*[item.evidence for item in items], *[each.evidence for each in stored]):
        if evidence.guid in several:
            evidence.guid = ""


def _are_apart_under_one_guid(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether two items of one document with one guid are two: the guid counts as much as any other thing."""
    differing = [one.title != other.title, moments_differ(one, other)]
    if one.place != other.place:
        return any(differing) or other_text(one, other)
    if not any(differing):
        return False  # an entry that is there in two states of its text
    if all(differing) or other_text(one, other):
        return True
    return one.title != other.title and not (one.moment and other.moment) and not has_text(one, other)


def _without_repeats(items: Sequence[_Item]) -> tuple[list[_Item], tuple[RejectedItem, ...]]:
    """The items of a document, each once, and those that are there again."""
    distinct: list[_Item] = []
    repeated: list[RejectedItem] = []
    by_guid: dict[str, _Item] = {}
    alike: dict[tuple[str, str], list[_Item]] = defaultdict(list)
    for item in items:
        evidence = item.evidence
        first: _Item | None
        if evidence.guid:
            first, kind = by_guid.setdefault(evidence.guid, item), "guid"
            first = None if first is item else first
        else:
            rivals = alike[evidence.place, evidence.title]
            first = next((each for each in rivals[-_MAX_RIVALS:] if _is_repeated(each.evidence, evidence)), None)
            kind = "link" if evidence.place else "title and day"
            if first is None:
                rivals.append(item)
        if first is None:
            distinct.append(item)
        else:
            repeated.append(RejectedItem(item.draft.name, f"it has the same {kind} as {first.draft.name}"))
    return distinct, tuple(repeated)


def _is_repeated(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether two items of one document, with one link (or none) and one title, are one."""
    if not has_text(one, other):
        return not moments_differ(one, other)
    if same_text(one, other):
        return bool(one.place) or not days_differ(one, other)
    return same_moment(one, other) and similar_text(one, other)


class _Matching:
    """The search for the article of each item of one document. An article is given to one item only."""

    def __init__(self, items: Sequence[_Item], own: Sequence[_Stored], others: Sequence[_Stored]) -> None:
        self._items = items
        self._own = {each.article.path: each for each in own}
        self._others = _grouped(others, "page")
        self._ways = {way: _grouped(own, way) for way in ("guid", "page", "title")}
        self._guids = {item.evidence.guid for item in items}
        self._places = {item.evidence.place for item in items}
        self._pages = {item.evidence.page for item in items}
        places: dict[str, set[str]] = defaultdict(set)
        counts = Counter(item.evidence.page for item in items)
        stored_counts = Counter(each.evidence.place for each in own)
        for item in items:
            places[item.evidence.page].add(item.evidence.place)
        # Pages that lead to several items by one and the same place, and places that several articles have.
        self._shared = {page for page, count in counts.items() if count > len(places[page])}
        self._shared |= {place for place, count in stored_counts.items() if count > 1}

    def matches(self) -> dict[int, StoredArticle]:
        """The articles by the numbers of the items that have one. The likest pair comes first."""
        found: dict[int, StoredArticle] = {}
        taken: set[str] = set()
        pairs: list[tuple[int, int, str, StoredArticle]] = []
        for order, item in enumerate(self._items):
            if item.known_path in self._own:  # the cache has it from the poll in which the item came as it is now
                pairs.append((-_KNOWN, order, item.known_path, self._own[item.known_path].article))
                continue
            candidates = self._candidates(item.evidence)
            for each in candidates:
                likeness = self._likeness(item.evidence, each.evidence)
                if likeness and len(candidates) > 1:
                    likeness += _nearness(item.evidence, each.evidence)
                if likeness:
                    pairs.append((-likeness, order, each.article.path, each.article))
        for _, order, path, article in sorted(pairs, key=lambda pair: pair[:3]):
            number = self._items[order].draft.number
            if number not in found and path not in taken:
                found[number] = article
                taken.add(path)
        for item in self._items:
            if item.draft.number not in found and (sibling := self._of_the_family(item, taken)) is not None:
                found[item.draft.number] = sibling
                taken.add(sibling.path)
        return found

    def _candidates(self, evidence: ItemEvidence) -> list[_Stored]:
        """The articles with the guid, the page or the title of an item; where they are many, those of its own moment
        and the newest."""
        found: dict[str, _Stored] = {}
        for way, groups in self._ways.items():
            value = getattr(evidence, way)
            group = groups.get(value, []) if value else []
            if len(group) > _MAX_RIVALS:
                own_moment = [each for each in group if same_moment(each.evidence, evidence)]
                group = [*own_moment[:_MAX_RIVALS], *group[-_MAX_RIVALS:]]
            found |= {each.article.path: each for each in group}
        return list(found.values())

    def _likeness(self, item: ItemEvidence, article: ItemEvidence) -> int:
        """How sure it is that an article is an item's, 0 where it isn't."""
        if item.guid and item.guid == article.guid:
            return _SAME_GUID if self._is_same_under_one_guid(item, article) else 0
        if article.guid and article.guid in self._guids:
            return 0
        if item.guid and article.guid:
            return self._likeness_under_two_guids(item, article)
        if item.place and item.place == article.place:
            return _SAME_PLACE if self._is_same_at_one_place(item, article) else 0
        if item.page and item.page == article.page:
            return _SAME_PAGE if self._is_same_at_two_places(item, article) else 0
        if not item.page and not article.page:
            return _SAME_TITLE if _is_same_without_link(item, article) else 0
        return _OTHER_LINK if self._is_same_under_two_links(item, article) else 0

    def _is_same_under_one_guid(self, item: ItemEvidence, article: ItemEvidence) -> bool:
        """Whether a guid that both have is enough, as it nearly always is. Some feeds have a guid that stands for
        whatever they have now; in a feed of one item it may be the address of the page on which the item stands."""
        if item.place == article.place and item.page not in ("", item.guid):
            return True
        if names_an_item(item.guid):
            return True
        if item.place and item.place == article.place:
            return len(self._items) > 1 or self._is_same_at_one_place(item, article)
        is_other = days_differ(item, article) and other_text(item, article)
        return item.title == article.title or similar_title(item, article) or not is_other

    def _likeness_under_two_guids(self, item: ItemEvidence, article: ItemEvidence) -> int:
        """A guid that is new, on an article whose own guid is gone from the feed: renumbered, or of another host."""
        if item.page and item.page == article.page and not self._is_shared(item):
            is_same = item.title == article.title or (bool(item.day) and item.day == article.day)
            return _RENUMBERED if is_same and _may_be_one_place(item, article) else 0
        same_folder = _path(item.page).rpartition("/")[0] == _path(article.page).rpartition("/")[0]
        return _OTHER_LINK if same_folder and self._is_same_under_two_links(item, article) else 0

    def _is_same_under_two_links(self, item: ItemEvidence, article: ItemEvidence) -> bool:
        """Whether all but the link is the same: its tracking number, its host or its words were changed."""
        if item.title != article.title or article.page in self._pages or moments_differ(item, article):
            return False
        if item.page and article.page:
            same_path = _path(item.page).partition("?")[0] == _path(article.page).partition("?")[0] != ""
            if not same_path and not (item.moment and _same_publisher(item.page, article.page)):
                return False
        elif not item.moment:
            return False
        return same_text(item, article)

    def _is_same_at_one_place(self, item: ItemEvidence, article: ItemEvidence) -> bool:
        if same_moment(item, article) and item.title == article.title:
            return True
        if self._is_shared(item):  # the text alone tells the items of the page apart, and an edit from the next issue
            if item.title != article.title:
                return same_moment(item, article) and similar_text(item, article)
            return same_text(item, article) or (not item.moment and not other_text(item, article))
        if names_an_item(item.place) or same_moment(item, article):
            return True
        if has_text(item, article):
            return similar_text(item, article)
        return item.title == article.title or similar_title(item, article) or not days_differ(item, article)

    def _is_same_at_two_places(self, item: ItemEvidence, article: ItemEvidence) -> bool:
        if not _may_be_one_place(item, article):
            is_moved = article.place not in self._places and item.title == article.title
            return is_moved and same_moment(item, article) and same_text(item, article)
        if article.place in self._places:
            return False
        if item.title == article.title:
            return same_moment(item, article) or similar_text(item, article) or not (item.moment or item.text)
        return same_moment(item, article) and similar_text(item, article)

    def _of_the_family(self, item: _Item, taken: set[str]) -> StoredArticle | None:
        """The same link alone isn't enough: a page of corrections, or of live news, has many entries."""
        evidence = item.evidence
        if not evidence.page or self._is_shared(evidence):
            return None
        for each in self._others.get(evidence.page, ()):
            other = each.evidence
            if each.article.path in taken or not _may_be_one_place(evidence, other):
                continue
            same_title = evidence.title == other.title and not (
                days_differ(evidence, other) and other_text(evidence, other)
            )
            if same_title or (evidence.guid and evidence.guid == other.guid):
                return each.article
        return None

    def _is_shared(self, evidence: ItemEvidence) -> bool:
        return evidence.page in self._shared or evidence.place in self._shared or is_front_page(evidence.place)


# How sure each way is. What `_nearness` adds tells apart only the articles that are found in one way.
_KNOWN: Final = 1000
_SAME_GUID: Final = 600
_SAME_PLACE: Final = 500
_SAME_PAGE: Final = 400
_RENUMBERED: Final = 300
_SAME_TITLE: Final = 200
_OTHER_LINK: Final = 100


def _nearness(item: ItemEvidence, article: ItemEvidence) -> int:
    """How much else an item and an article have in common."""
    return (
        16 * (item.place == article.place)
        + 8 * (item.title == article.title)
        + (4 if same_moment(item, article) else 2 * (item.day == article.day))
        + (9 if same_text(item, article) else int(similar_text(item, article)))
    )


def _is_same_without_link(item: ItemEvidence, article: ItemEvidence) -> bool:
    if item.title != article.title:
        return False
    if days_differ(item, article):
        return same_text(item, article)
    return same_moment(item, article) or not other_text(item, article)


def _may_be_one_place(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether two links to one page don't name two parts of it."""
    return one.place in (other.place, one.page) or other.place == other.page


def _path(page: str) -> str:
    return page.partition("/")[2]


def _same_publisher(page: str, other: str) -> bool:
    publisher = publisher_of(f"https://{page}")
    return bool(publisher) and publisher == publisher_of(f"https://{other}")


def _identities(items: Sequence[_Item]) -> list[str]:
    """Text for each item that identifies it within its subscription, as far as the items of the document tell."""
    places = Counter(item.evidence.place for item in items if not item.evidence.guid)
    plain = [_identity(item, places) for item in items]
    counts = Counter(plain)
    return [
        identity if counts[identity] == 1 else f"{identity} {_particulars(item.evidence)}"
        for identity, item in zip(plain, items, strict=True)
    ]


def _identity(item: _Item, places: Mapping[str, int]) -> str:
    evidence = item.evidence
    if evidence.guid:
        return f"guid {item.draft.guid}"
    if evidence.place and places[evidence.place] == 1:
        return f"link {evidence.place}"
    return f"title {evidence.day} {evidence.place} {item.draft.title.casefold()}"


def _particulars(evidence: ItemEvidence) -> str:
    return f"{evidence.moment} {short_hash(evidence.text, _TEXT_DIGITS)}"


def _grouped(stored: Iterable[_Stored], way: str) -> dict[str, list[_Stored]]:
    groups: dict[str, list[_Stored]] = defaultdict(list)
    for each in stored:
        groups[getattr(each.evidence, way)].append(each)
    return groups
