"""What an editor can check of the last build, from the index of the archive."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..annotate.names.archive_names import join_names
from ..annotate.names.canonical_names import ArchiveNames, CanonicalName
from ..annotate.names.decision_report import ReportedDecision, reported_decisions
from ..annotate.names.name_report import ReportedName, reported_names
from ..annotate.records import Actor
from ..archive.index_file import INDEX_FILE, IndexFile, existing_index
from ..archive.model.article import Article
from ..archive.questions.stored import StoredRecords
from ..archive.updating.names import counts_of_all
from ..stories.digests.day_subjects import Subject
from ..stories.digests.ranking import RankedStory
from ..stories.digests.story_report import ReportedStory, reported_stories
from ..stories.index.story_index import StoryIndex
from .corrected_names import corrected_names


def names_in(cache: Path, actors: Sequence[Actor]) -> tuple[ReportedName, ...] | None:
    """The names in the archive, joined and corrected, those in most articles first; None if there was no build."""
    index = existing_index(cache / INDEX_FILE)
    if index is None:
        return None
    canonical, details = join_names(counts_of_all(index.connection), actors)
    by_source = ((article.publisher.name, article.annotation) for article in _articles(index))
    return reported_names(ArchiveNames(canonical, corrected_names(index, details)), by_source)


def reports_of_name(index: IndexFile, actors: Sequence[Actor], name: str) -> tuple[ReportedName, ...]:
    """A canonical name of the archive with the sources and roles of its articles, and others that these articles have,
    of which not all is known."""
    canonical, details = join_names(counts_of_all(index.connection), actors)
    rows = index.rows("SELECT DISTINCT id FROM named WHERE name = ? ORDER BY id", (name,))
    articles = map(StoredRecords(index).article, (id_ for (id_,) in rows))
    by_source = ((article.publisher.name, article.annotation) for article in articles)
    return reported_names(ArchiveNames(canonical, corrected_names(index, details)), by_source)


def joined_names(index: IndexFile, actors: Sequence[Actor]) -> dict[str, CanonicalName]:
    """The canonical names of the archive, each with its spellings and the rules that joined them, before
    corrections."""
    return join_names(counts_of_all(index.connection), actors)[1]


def decisions_in(cache: Path) -> tuple[ReportedDecision, ...] | None:
    """The decisions on names of followed actors that could be somebody else's; None if there was no build."""
    index = existing_index(cache / INDEX_FILE)
    if index is None:
        return None
    rows = ((one.id, one.headline, one.body.text, one.annotation) for one in _articles(index))
    return reported_decisions(rows)


def stories_in(cache: Path) -> tuple[ReportedStory, ...] | None:
    """Where each story stands in its digest, and why; None if there was no build."""
    index = existing_index(cache / INDEX_FILE)
    if index is None:
        return None
    stories, articles = StoryIndex(index.connection), StoredRecords(index).article
    ranked: list[tuple[date, list[RankedStory]]] = []
    subjects: dict[str, Subject] = {}
    told: Counter[str] = Counter()
    pinned: set[str] = set()
    for day in reversed(stories.days()):
        events = [event for event in stories.events_of_day(day) if event.rank and event.story]
        ranked.append((day, [_with_joins(stories, event.rank) for event in events if event.rank]))
        pinned.update(event.lead for event in events if event.pinned)
        told.update(article for event in events for article in event.articles)
        by_lead = {lead: subject for subject in stories.subjects_on(day) for lead in subject.events}
        subjects.update({event.lead: by_lead[event.lead] for event in events if event.lead in by_lead})
    headlines = {article: articles(article).headline for article in told}
    lines = {article: f"{articles(article).publisher.name}: {headlines[article]}" for article in told}
    return reported_stories(ranked, subjects, headlines, lines, pinned)


def story_of_former(index: IndexFile, slug: str) -> str:
    """The slug of the story to which the address of a former one leads; "" where it leads to none."""
    query = (
        "SELECT story_events.slug FROM former_stories former JOIN story_event_articles ON article = id "
        "JOIN story_events USING (lead) WHERE former.slug = ? AND several ORDER BY former.rank, former.place LIMIT 1"
    )
    return index.value(query, (slug,)) or ""


def _with_joins(stories: StoryIndex, ranked: RankedStory) -> RankedStory:
    """A ranked story with the reasons why its reports are in it."""
    return replace(ranked, story=replace(ranked.story, joins=stories.joins_of(ranked.story.slug)))


def _articles(index: IndexFile) -> Iterator[Article]:
    """All articles, in the order of their ids."""
    records = StoredRecords(index)
    for (article_id,) in index.rows("SELECT id FROM articles WHERE status != 'hidden' ORDER BY id"):
        yield records.article(article_id)
