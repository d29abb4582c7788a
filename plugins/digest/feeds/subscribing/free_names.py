"""Names and slugs for new subscriptions that no other subscription has."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from slugify import slugify

from ...contracts.subscription_file import MAX_SLUG_CHARS
from ...contracts.subscriptions import Subscription
from ..untrusted.plain_text import one_line, short_hash

MAX_NAME_CHARS: Final = 200  # as `digest.contracts.subscriptions` allows them


class FreeNames:
    """Gives out names and slugs; whatever it gave or was given is taken from then on."""

    def __init__(self, followed: Iterable[Subscription]) -> None:
        self._names: set[str] = set()
        self._slugs: set[str] = set()
        # By slug, the number that was given out last: a list may have thousands of feeds of one name.
        self._numbers: defaultdict[str, int] = defaultdict(int)
        for feed in followed:
            self._names.add(feed.name.casefold())
            self._slugs.add(feed.slug)

    def take(self, name: str, url: str) -> tuple[str, str]:
        """A name and its slug: those that `name` gives, or with a number behind them where they are taken.

        A name without letters gets its slug from the URL. The slug is "" where the name itself leads to it.
        """
        whole_name = one_line(name, MAX_NAME_CHARS) or urlsplit(url).hostname or "feed"
        whole_slug = _slug(whole_name) or short_hash(url, 12)
        while True:
            self._numbers[whole_slug] += 1
            number = self._numbers[whole_slug]
            # The number stands at the end of both: whoever cuts a long name would cut the number off with it.
            name = whole_name if number == 1 else f"{one_line(whole_name, MAX_NAME_CHARS - 8)} {number}"
            slug = whole_slug if number == 1 else f"{whole_slug[: MAX_SLUG_CHARS - 8].rstrip('-')}-{number}"
            if name.casefold() not in self._names and slug not in self._slugs:
                break
        self._names.add(name.casefold())
        self._slugs.add(slug)
        return name, "" if _slug(name) == slug else slug


def _slug(name: str) -> str:
    return str(slugify(name, max_length=MAX_SLUG_CHARS, word_boundary=True))
