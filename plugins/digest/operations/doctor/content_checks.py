"""Whether the editor's files can be read, the feeds answer, and the actors are found in texts."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from ...annotate.actors.actor_files import load_actors
from ...archive.corrections import CORRECTIONS_FILE, load_corrections
from ...archive.index_file import INDEX_FILE, existing_index
from ...archive.model.list_names import topic_list
from ...archive.story_decisions import DECISIONS_FILE, load_decisions
from ...archive.updating.index_update import last_actors
from ...archive.watches import WATCHES_FILE, load_watches
from ...contracts import subscription_file
from ...contracts.feed_status import load_feed_status
from ...contracts.kept_versions import version_files
from ...editing.taken_names import MAX_LISTED, described, never_line, taken_names
from ...errors import DigestError
from ..delivery.delivery_file import DELIVERY_FILE, load_deliveries
from ..site_places import SitePlaces
from .decision_checks import correction_findings, decision_findings
from .finding import Finding, advice, fault
from .watch_checks import watch_findings

MAX_NAMED: Final = 3  # files in a line


def content_findings(places: SitePlaces) -> Iterator[Finding]:
    """What is wrong in the folder of content."""
    content = places.content
    if not content.is_dir():
        yield fault(
            f"{content}: there is no such folder", "concordance init begins a site; PATH in the settings names it"
        )
        return
    yield from _decisions(content, places.cache)
    yield from _deliveries(content)
    yield from _feeds(content)
    yield from _versions_without_article(content)
    yield from _actors(content, places.cache)


def _decisions(content: Path, cache: Path) -> Iterator[Finding]:
    """A finding for each decision, correction and watch that can't be read, or that names what isn't there."""
    index = existing_index(cache / INDEX_FILE)
    known = index if index and index.value("SELECT count(*) FROM articles") else None
    checks = (
        (load_decisions, DECISIONS_FILE, decision_findings),
        (load_corrections, CORRECTIONS_FILE, correction_findings),
        (load_watches, WATCHES_FILE, watch_findings),
    )
    for load, file, findings in checks:
        unreadable = list(_unreadable(partial(load, content / file)))
        yield from unreadable
        if known and not unreadable:
            yield from findings(content, known)


def _deliveries(content: Path) -> Iterator[Finding]:
    try:
        watches = load_watches(content / WATCHES_FILE)
    except DigestError:  # which is a finding by itself
        return
    yield from _unreadable(lambda: load_deliveries(content / DELIVERY_FILE, watches))


def _unreadable(load: Callable[[], object]) -> Iterator[Finding]:
    try:
        load()
    except DigestError as error:
        for line in str(error).splitlines():
            yield fault(line, "put that line right")


def _feeds(content: Path) -> Iterator[Finding]:
    try:
        subscriptions = subscription_file.load(content / "subscriptions.toml")
    except DigestError as error:
        yield from (fault(line, "put that line right") for line in str(error).splitlines())
        return
    if not subscriptions.feed:
        yield advice("no feed is followed", "concordance subscribe https://site.example")
    if not subscriptions.fetch.contact:
        what = "no contact is named, by which publishers could reach you"
        yield advice(what, f'contact = "editor@…" below [fetch] in {content / "subscriptions.toml"}')
    statuses = load_feed_status(content).feeds
    for subscription in subscriptions.feed:
        status = statuses.get(subscription.slug)
        if status and status.state in ("failing", "gone"):
            since = f" since {status.failing_since:%Y-%m-%d}" if status.failing_since else ""
            what = f"{subscription.name} is {status.state}{since}: {status.problem or 'its server says so'}"
            mend = status.advice or f"look at {subscription.url}"
            yield fault(what, mend) if status.is_out else advice(what, mend)


def _versions_without_article(content: Path) -> Iterator[Finding]:
    """A finding where there are versions of articles that were renamed, moved or deleted by hand."""
    orphans = [str(file) for article, file in version_files(content) if not (content / article).is_file()]
    if orphans:
        more = f" and {len(orphans) - MAX_NAMED} more" if len(orphans) > MAX_NAMED else ""
        yield advice(
            f"versions are kept of articles that aren't there: {', '.join(orphans[:MAX_NAMED])}{more}",
            "name each file as its article is named now, and its changes are shown again; or delete it",
        )


def _actors(content: Path, cache: Path) -> Iterator[Finding]:
    """A finding for each file of an actor that can't be read, and for each actor whom no text names."""
    try:
        actors = load_actors(content / "actors")
    except DigestError as error:
        yield from (fault(line, "put that line right") for line in str(error).splitlines())
        return
    index = existing_index(cache / INDEX_FILE)
    if index is None or not index.value("SELECT count(*) FROM articles"):
        return
    built = last_actors(index.connection)
    for actor in actors:
        taken = () if actor in built else taken_names(index, actor, actors)
        if taken:
            what = f"the next build takes for {actor.name}: {', '.join(map(described, taken[:MAX_LISTED]))}"
            file = content / "actors" / f"{actor.slug}.md"
            yield advice(what, f"to keep those that are somebody else, in {file}: {never_line(taken)}")
        named = index.value("SELECT 1 FROM listed WHERE list = ? LIMIT 1", (topic_list(actor.slug),))
        if actor.tagged and not named:
            what = f"no article names {actor.name}"
            mend = "add the names that texts use to Aliases" if not actor.aliases else "check its Aliases"
            yield advice(
                what, f"{mend} in {content / 'actors' / f'{actor.slug}.md'}; concordance suggest shows found names"
            )
