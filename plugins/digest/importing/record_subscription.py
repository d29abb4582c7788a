"""Which subscription an imported record belongs to: by what it says of its feed, its site and its own address.

Nothing is guessed: where several subscriptions fit, or none, the record stays where it is, and the report says so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..contracts.subscriptions import Subscription
from ..feeds.untrusted.feed_urls import feed_url
from ..feeds.untrusted.plain_text import one_line
from ..feeds.untrusted.urls import canonical_url, publisher_of, same_url_key
from .exports.export_record import ExportedItem

_MAX_NAMED = 3  # subscriptions in one message


@dataclass(frozen=True, slots=True)
class NoSubscription:
    """A record belongs to no subscription, or to several. `origin` is what it is known by: its feed, or its host."""

    origin: str
    reason: str


class SubscriptionFinder:
    """Finds the subscription of a record: the one named on the command line, else by the record itself."""

    def __init__(self, subscriptions: Iterable[Subscription], source: Subscription | None = None) -> None:
        self._source = source
        self._by_slug = {subscription.slug: subscription for subscription in subscriptions}
        self._by_feed: dict[str, list[Subscription]] = defaultdict(list)
        self._by_home: dict[str, list[Subscription]] = defaultdict(list)
        self._by_publisher: dict[str, list[tuple[Subscription, str]]] = defaultdict(list)  # with the key of its home
        for subscription in self._by_slug.values():
            self._by_feed[_key(subscription.url)].append(subscription)
            if subscription.home:
                self._by_home[_key(subscription.home)].append(subscription)
            for publisher in {_publisher(subscription.url), _publisher(subscription.home)} - {""}:
                self._by_publisher[publisher].append((subscription, f"{_key(subscription.home)}/"))

    def find(self, exported: ExportedItem) -> Subscription | NoSubscription:
        """The subscription of a record.

        These are asked in turn, and the first that fits any subscription decides: the slug that the record names; its
        feed's URL; its site's; and, where the record names no feed, the host of its site or of its own link.
        """
        if self._source is not None:
            return self._source
        origin, link = exported.origin, exported.item.link
        named = self._by_slug.get(origin.slug)
        if named is not None:
            return named
        ways = [
            self._by_feed.get(_key(origin.feed_url), []) if origin.feed_url else [],
            self._by_home.get(_key(origin.site_url), []) if origin.site_url else [],
        ]
        if not origin.feed_url:  # another feed of the host may be another author's
            ways += [self._of_host(url) for url in (origin.site_url, link)]
        known_by = one_line(origin.feed_url or _host(origin.site_url) or _host(link), 200)
        for fitting in ways:
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                names = ", ".join(sorted(one.slug for one in fitting)[:_MAX_NAMED])
                more = f" and {len(fitting) - _MAX_NAMED} more" if len(fitting) > _MAX_NAMED else ""
                return NoSubscription(known_by, f"it may belong to {names}{more}: say which with --source")
        if not known_by:
            return NoSubscription("", "it says nothing of where it is from: name its subscription with --source")
        return NoSubscription(known_by, "no subscription is of this feed or host: subscribe, or name one with --source")

    def _of_host(self, url: str) -> list[Subscription]:
        """The subscriptions of a URL's host. Where the home of one is a part of its site, the URL has to be in it."""
        key = f"{_key(url)}/"
        homes = self._by_publisher.get(_publisher(url), [])
        return [one for one, home in homes if home.count("/") < 2 or key.startswith(home)]


def _key(url: str) -> str:
    """A key that is equal for the ways of writing one address."""
    return same_url_key(canonical_url(feed_url(url)))


def _publisher(url: str) -> str:
    host = _host(url)
    return publisher_of(f"https://{host}") if host else ""


def _host(url: str) -> str:
    """The host of a URL, or of a bare name of a host."""
    try:
        return urlsplit(feed_url(url)).hostname or ""
    except ValueError:
        return ""
