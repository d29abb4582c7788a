"""The newsroom behind a source: a publisher has several feeds, and what they bring is one newsroom's report of it."""

from functools import lru_cache
from typing import Final

from tld import Result, get_tld

# Domains under which many publishers' feeds or pages lie, beside those that the Public Suffix List names as such
# ("blogspot.com", "github.io"): what stands on one of them is by nobody in particular. In this order: aggregators and
# portals; hosts of blogs and newsletters, of videos, of podcasts; services that make or pass on feeds; networks; a
# company's domain for its newsrooms ("abcnews.go.com"); and the domains of examples (RFC 2606).
_SHARED: Final = """
google.com yahoo.com msn.com bing.com newsbreak.com flipboard.com inoreader.com feedly.com newsblur.com
allafrica.com
medium.com substack.com wordpress.com ghost.io tumblr.com livejournal.com typepad.com beehiiv.com buttondown.email
youtube.com vimeo.com dailymotion.com rumble.com
soundcloud.com spotify.com anchor.fm libsyn.com simplecast.com megaphone.fm buzzsprout.com acast.com podbean.com
transistor.fm omnycontent.com art19.com captivate.fm spreaker.com
feedburner.com feedblitz.com feedsportal.com feedspot.com rsshub.app rss.app rss-bridge.org openrss.org fetchrss.com
kill-the-newsletter.com
reddit.com facebook.com twitter.com x.com t.me mastodon.social bsky.app linkedin.com nitter.net
go.com apple.com archive.org
example.com example.net example.org
"""
_SHARED_DOMAINS: Final = frozenset(_SHARED.split())
_MAX_URL_CHARS: Final = 2_000


@lru_cache(maxsize=50_000)  # more than an editor follows: one address too many would have each looked up each time
def newsroom_domain(url: str) -> str:
    """The domain under which the publisher of a URL is registered: "paper.co.uk" for "https://feeds.paper.co.uk/world".

    It is "" where that says nothing of who publishes: for an address of digits, a host without a known ending, and
    domains that many publishers share.
    """
    if len(url) > _MAX_URL_CHARS:
        return ""
    found = get_tld(url, as_object=True, fail_silently=True, search_private=True)
    domain = found.fld if isinstance(found, Result) else ""
    return "" if domain in _SHARED_DOMAINS else domain
