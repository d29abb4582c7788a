"""Adds feeds to `content/subscriptions.toml` and takes one out, so that the editor's comments and order stay.

What the file would say afterwards is checked before anything is written: it is left as it was unless the change does
just what was wanted.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, Item, Table

from ...contracts.subscription_file import load, parse, subscriptions_text
from ...contracts.subscriptions import Subscription
from ...errors import ConfigurationError
from ...storage.atomic_file import write_atomically
from ..untrusted.plain_text import one_line
from .feed_choices import FeedChoice
from .free_names import FreeNames
from .opml import ListedFeed

MAX_TITLE_CHARS: Final = 100  # of a feed's own title, where it becomes the subscription's name
MAX_NAMED: Final = 10  # feeds in a message
MAX_LINE_CHARS: Final = 200  # of a section


def add_subscription(
    path: Path, choice: FeedChoice, *, name: str = "", section: str = "", home: str = ""
) -> Subscription:
    """The subscription as it now stands at the end of the file. A name that is taken gets a number.

    Raises:
        ConfigurationError: the file can't be read, or the subscription can't stand in it (its URL does already); the
            file is unchanged.
    """
    followed = load(path).feed if path.exists() else ()
    for feed in followed:
        if feed.url == choice.url:
            raise ConfigurationError(f"{path}: {choice.url} is followed already, as {feed.name!r}")
    wanted_name = name or one_line(choice.title, MAX_TITLE_CHARS)
    listed = ListedFeed(choice.url, wanted_name, section, home, "", choice.lang)
    return _append(path, [_table(listed, *FreeNames(followed).take(wanted_name, choice.url))])[-1]


def add_listed_feeds(path: Path, listed_feeds: Iterable[ListedFeed]) -> int:
    """How many feeds of a list were added at the end of the file: those whose URL isn't in it yet.

    A name that is taken gets a number.

    Raises:
        ConfigurationError: the file can't be read, or it can't be added to; the file is unchanged.
    """
    followed = load(path).feed if path.exists() else ()
    urls = {feed.url for feed in followed}
    names = FreeNames(followed)
    tables: list[dict[str, str]] = []
    for listed in listed_feeds:
        if listed.url in urls:
            continue
        urls.add(listed.url)
        name, slug = names.take(listed.name, listed.url)
        tables.append(_table(listed, name, slug))
    if tables:
        _append(path, tables)
    return len(tables)


def remove_subscription(path: Path, which: str) -> Subscription:
    """The subscription that is taken out, found by its slug, name or URL.

    Comments above its table stay, as do those between its last key and the next table.

    Raises:
        ConfigurationError: there is none or more than one, or it can't be taken out without a change to others; the
            file is unchanged.
    """
    text = subscriptions_text(path)
    followed = parse(text, path).feed
    indexes = [index for index, feed in enumerate(followed) if which in (feed.slug, feed.name, feed.url)]
    if len(indexes) > 1:
        slugs = ", ".join(followed[index].slug for index in indexes)
        raise ConfigurationError(f"{path}: more than one feed is {which!r}: expected one of the slugs {slugs}")
    if not indexes:
        raise ConfigurationError(
            f"{path}: no feed is {which!r}: expected a feed's slug, name or address; {_feeds_meant(which, followed)}"
        )
    (index,) = indexes
    changed_text = _without_table(text, index)
    if changed_text is None or parse(changed_text, path).feed != (*followed[:index], *followed[index + 1 :]):
        raise ConfigurationError(f"{path}: it can't be taken out without a change to others: do it by hand")
    write_atomically(path, changed_text.encode())
    return followed[index]


def _feeds_meant(which: str, followed: Sequence[Subscription]) -> str:
    """Which feed was probably meant, or else which there are."""
    wanted = which.strip().casefold()
    similar = get_close_matches(wanted, [feed.slug for feed in followed], n=1)
    slugs = similar or [feed.slug for feed in followed if wanted and wanted in f"{feed.name} {feed.slug}".casefold()]
    if slugs:
        return f"did you mean {' or '.join(slugs[:MAX_NAMED])}?"
    more = f" and {len(followed) - MAX_NAMED} more" if len(followed) > MAX_NAMED else ""
    there = ", ".join(feed.slug for feed in followed[:MAX_NAMED])
    return f"there are {there}{more}" if there else "none is followed"


def _append(path: Path, tables: Sequence[Mapping[str, str]]) -> tuple[Subscription, ...]:
    """All subscriptions of the file with the new ones, which are written at its end."""
    text = subscriptions_text(path) if path.exists() else ""
    followed = parse(text, path).feed
    # Appended as text: tomlkit would put them after the last feed, and move what stands between two feeds.
    texts = [tomlkit.dumps({"feed": [table]}).strip() for table in tables]
    changed_text = "\n\n".join([text.rstrip(), *texts]).lstrip("\n") + "\n"
    changed = parse(changed_text, path).feed
    if changed[: -len(tables)] != followed:
        raise ConfigurationError(f"{path}: its end is no place for another feed: add it by hand")
    write_atomically(path, changed_text.encode())
    return changed


def _table(listed: ListedFeed, name: str, slug: str) -> dict[str, str]:
    """The keys of the subscription to a listed feed, without those that are empty."""
    keys = {
        "url": listed.url,
        "name": name,
        "slug": slug,
        "section": one_line(listed.section, MAX_LINE_CHARS),
        "lang": listed.lang,
        "home": listed.home,
        "about": listed.about,
    }
    return {key: value for key, value in keys.items() if value}


def _without_table(text: str, index: int) -> str | None:
    """The file's text without the [[feed]] table at `index`; None where tomlkit can't give the rest as it was.

    tomlkit takes comments above a table as the end of the table before it: they are moved to what follows.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        return None
    feeds = document.get("feed")
    if not isinstance(feeds, AoT) or tomlkit.dumps(document) != text:
        return None  # an inline list, or other tables stand between the feeds
    body = feeds[index].value.body
    comments: list[str] = []
    while body and isinstance(body[-1][1], Comment):
        comments.insert(0, body.pop()[1].as_string())
    following = _table_after(document, feeds, index)
    if following is not None:
        following.trivia.indent = "".join(["\n", *comments, following.trivia.indent])
    if len(feeds) > 1:
        del feeds[index]
    else:
        document.remove("feed")
    remaining_text = tomlkit.dumps(document).strip("\n")
    comments_at_end = "" if following is not None else "".join(comments).strip("\n")
    return "\n\n".join(filter(None, [remaining_text, comments_at_end])) + "\n"


def _table_after(document: tomlkit.TOMLDocument, feeds: AoT, index: int) -> Table | None:
    if index + 1 < len(feeds):
        return feeds[index + 1]
    items: list[Item] = [item for _, item in document.body]
    after = items[items.index(feeds) + 1 :]
    return next((item for item in after if isinstance(item, Table)), None)
