"""The hits of all watches, public and private, for those who deliver them: by mail, to a webhook.

A hit has an identity that stays the same over builds, deleted caches and changes of the text: whoever delivers it
notes the identity, and never delivers it again. Hits follow from the index alone, which a build replaces in one step,
so that a run that is killed loses none and doubles none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final

from ..index_file import IndexFile
from ..model.article import Article
from ..searching.passages import Passage
from ..updating.watch_rows import unpack_passages
from .stored import StoredRecords
from .watch_questions import KnownWatch

MAX_HITS: Final = 1_000  # of one watch at a time: more is no news for a person
_IDENTITY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class WatchHit:
    """An article that a watch has found, and the passages that made it a hit."""

    id: str  # of watch and article; 32 hexadecimal digits
    watch: KnownWatch
    article: Article
    passages: tuple[Passage, ...]


def watch_hits(index: IndexFile, since: date, *, limit: int = MAX_HITS) -> Iterator[WatchHit]:
    """The hits of the days from `since` on, watch by watch in the order of their file, the oldest first; of each watch
    the newest `limit`.

    The day is that of the article. One that comes late, or that a new watch finds, is a hit of its own day: who
    delivers what is new looks back over some days, and leaves out what it has delivered.
    """
    records = StoredRecords(index)
    watches = index.rows("SELECT slug, name, query, private FROM watches ORDER BY number")
    for slug, name, query, private in watches:
        watch = KnownWatch(slug, name, query, bool(private))
        newest_first = index.rows(
            "SELECT id, passages FROM hits WHERE watch = ? AND place >= ? ORDER BY place DESC LIMIT ?",
            (slug, since.isoformat(), limit),
        )
        for article_id, packed in reversed(newest_first):
            article = records.article(article_id)
            yield WatchHit(hit_identity(slug, article), watch, article, unpack_passages(packed))


def hit_identity(watch_slug: str, article: Article) -> str:
    """The identity of a hit: that of the watch, by its slug, and of the article, by the path of its page, which stays
    while text and headline change."""
    return blake2b(f"{watch_slug}\n{article.path}".encode(), digest_size=_IDENTITY_BYTES).hexdigest()
