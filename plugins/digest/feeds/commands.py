"""The commands of `python -m digest.feeds`, each a function of its options that returns the exit status."""

import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ..contracts.subscription_file import load
from ..contracts.subscriptions import Subscriptions
from ..errors import ConfigurationError

if TYPE_CHECKING:
    from .subscribing.feed_choices import FeedChoice, FeedChoices

TIME_LIMIT: Final = 124  # as timeout(1) says it
MAX_NOTES: Final = 100  # lines on the entries of a list; more than that nobody reads


def poll(options: Namespace) -> int:
    """Poll the feeds that are due; 1 where the poll as a whole failed, TIME_LIMIT where its time was up too early."""
    subscriptions = load(options.subscriptions, options.cache)
    from .console import poll_with_log  # noqa: PLC0415  with wrong subscriptions nothing else is needed

    report = poll_with_log(
        subscriptions,
        content=options.content,
        cache=options.cache,
        now=options.now or _now(),
        poll_all=options.all,
        explain=options.explain,
        limit_s=options.limit_s,
    )
    if options.report:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.write_text(report.to_json(), encoding="utf-8")
    if report.is_failure:
        return 1
    return TIME_LIMIT if report.is_cut else 0


def discover(options: Namespace) -> int:
    """Show the feeds of a site."""
    from .subscribing.feed_choices import feed_choices  # noqa: PLC0415  the other commands don't need it

    settings = (load(options.subscriptions) if options.subscriptions else Subscriptions()).fetch
    _show(feed_choices(options.url, settings, _now()))
    return 0


def subscribe(options: Namespace) -> int:
    """Add one feed of a site. Where the site has several, `--pick` or a person at the terminal decides."""
    from .subscribing.feed_choices import feed_choices  # noqa: PLC0415  the other commands don't need it
    from .subscribing.subscription_editing import add_subscription  # noqa: PLC0415  the other commands don't need it

    settings = (load(options.subscriptions) if options.subscriptions.exists() else Subscriptions()).fetch
    choices = feed_choices(options.url, settings, _now())
    _show(choices)
    choice = _picked(choices.feeds, options.pick)
    is_home = options.url.startswith(("http://", "https://")) and options.url != choice.url
    home = options.url if is_home else ""
    feed = add_subscription(options.subscriptions, choice, name=options.name, section=options.section, home=home)
    print(f"{options.subscriptions}: {feed.name} ({feed.url}) is followed, in section {feed.section}")
    return 0


def unsubscribe(options: Namespace) -> int:
    """Take one feed out of the list."""
    from .subscribing.subscription_editing import remove_subscription  # noqa: PLC0415  the other commands don't need it

    feed = remove_subscription(options.subscriptions, options.which)
    print(f"{options.subscriptions}: {feed.name} ({feed.url}) is no longer followed; its articles stay")
    return 0


def remove(options: Namespace) -> int:
    """Delete article files and put them on record, so that they stay removed."""
    from .articles.removed_articles import remove_articles  # noqa: PLC0415  the other commands don't need it

    for path in remove_articles(options.content, options.files, options.now or _now()):
        print(f"{path} is removed; to get it back, delete its line in {options.content / 'removed.jsonl'}")
    return 0


def opml_in(options: Namespace) -> int:
    """Add the feeds of an OPML list that aren't followed yet."""
    from .subscribing.opml import read_opml  # noqa: PLC0415  the other commands don't need it
    from .subscribing.subscription_editing import add_listed_feeds  # noqa: PLC0415  the other commands don't need it

    try:
        body = options.file.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{options.file}: can't be read: {error.strerror or error}") from error
    try:
        listed = read_opml(body)
    except ConfigurationError as error:
        raise ConfigurationError(f"{options.file}: {error}") from error
    notes = [*listed.changed, *(f"left out: {note}" for note in listed.left_out)]
    for note in notes[:MAX_NOTES]:
        print(f"{options.file}: {note}", file=sys.stderr)
    if len(notes) > MAX_NOTES:
        print(f"{options.file}: and {len(notes) - MAX_NOTES} more like these", file=sys.stderr)
    if not listed.feeds:
        raise ConfigurationError(f"{options.file}: this list names no feed that can be followed")
    added = add_listed_feeds(options.subscriptions, listed.feeds)
    left_out = f"; {len(listed.left_out)} entries of the list were left out" if listed.left_out else ""
    followed = f"{len(listed.feeds) - added} were followed already"
    print(f"{options.subscriptions}: {added} of {len(listed.feeds)} feeds added, {followed}{left_out}")
    return 0


def opml_out(options: Namespace) -> int:
    """Write the subscriptions as an OPML list to standard output."""
    from .subscribing.opml import write_opml  # noqa: PLC0415  the other commands don't need it

    sys.stdout.write(write_opml(load(options.subscriptions).feed, title="Subscriptions"))
    return 0


def _show(choices: "FeedChoices") -> None:
    for number, choice in enumerate(choices.feeds, start=1):
        print(f"{number}. {choice}")
    for line in choices.unreadable:
        print(f"can't be read: {line}", file=sys.stderr)
    if choices.unread:
        print(f"The page names {len(choices.unread)} feeds more; to follow one of them, give its address:")
        print(*choices.unread[:MAX_NOTES], sep="\n")


def _picked(feeds: Sequence["FeedChoice"], pick: int | None) -> "FeedChoice":
    """The feed of that number, or that a person at the terminal picks.

    Raises:
        ConfigurationError: there is no feed of that number, or there are several and none was picked.
    """
    numbers = "there is one feed, number 1" if len(feeds) == 1 else f"there are {len(feeds)} feeds, 1 to {len(feeds)}"
    if pick is None and len(feeds) > 1:
        if not sys.stdin.isatty():
            raise ConfigurationError(f"{numbers}: say which with --pick")
        answer = input(f"Which one, 1 to {len(feeds)}? ").strip()
        pick = int(answer) if re.fullmatch(r"[0-9]{1,9}", answer) else 0
    pick = 1 if pick is None else pick
    if not 1 <= pick <= len(feeds):
        raise ConfigurationError(f"no feed has the number {pick}: {numbers}")
    return feeds[pick - 1]


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
