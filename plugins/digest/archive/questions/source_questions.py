"""Sources, sections, and the status of feeds."""

from collections.abc import Mapping

from incremental import QuestionGroup, question

from ...annotate.lexicon.outlets import outlet_key
from ...contracts.feed_status import FeedStatus, FeedStatuses
from ..model.article import Source, sources_by_outlet
from ..updating.source_rows import unpack_source
from .stored import StoredRecords


class SourceQuestions(QuestionGroup):
    """Those who publish: the subscriptions, and the sources of articles that are here."""

    def __init__(self, records: StoredRecords, subscribed: Mapping[str, Source], statuses: FeedStatuses) -> None:
        self._index = records.index
        self._subscribed = subscribed
        self._statuses = statuses

    @question(lambda _: ("sources",))
    def all(self) -> tuple[Source, ...]:
        """All that publish, in the order of their slugs."""
        rows = self._index.rows("SELECT record FROM sources ORDER BY slug")
        return tuple(unpack_source(record) for (record,) in rows)

    @question(lambda _, slug: (f"source/{slug}",))
    def with_slug(self, slug: str) -> Source | None:
        """The source with a slug; None where nobody of that slug publishes here."""
        packed = self._index.value("SELECT record FROM sources WHERE slug = ?", (slug,))
        return unpack_source(packed) if packed else None

    def subscribed(self) -> tuple[Source, ...]:
        """The sources that are subscribed to, in the order of their file."""
        return tuple(source for key, source in self._subscribed.items() if key)

    @question(lambda _, _name: ("sources",))
    def of_outlet(self, name: str) -> Source | None:
        """The source that publishes under a name. What the names of its feeds add, "World" or "Top stories", doesn't
        count."""
        return sources_by_outlet(self.all()).get(outlet_key(name))

    def status_of(self, slug: str) -> FeedStatus | None:
        """The status of the feed of a source; None if no poll has requested it."""
        return self._statuses.feeds.get(slug)

    def statuses(self) -> FeedStatuses:
        """The status of every feed after the last poll."""
        return self._statuses

    @question(lambda _: ("sections",))
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The slugs of the sections that have articles, each with its name, the fullest first."""
        return tuple(self._index.rows("SELECT slug, name FROM sections ORDER BY articles DESC, slug"))

    @question(lambda _, _slug: ("sections",))
    def section(self, slug: str) -> str:
        """The name of a section; "" where it has no articles."""
        return self._index.value("SELECT name FROM sections WHERE slug = ?", (slug,)) or ""
