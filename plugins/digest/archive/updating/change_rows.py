"""What publishers changed in substance: by the versions that polls kept (`contracts.kept_versions`).

Each version is compared with the last one that was told of, so that many small edits are told of once they amount to
something. An article that a person has edited is compared up to the last version that its publisher had.
"""

import html
import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from ...annotate.records import Annotation, Text
from ...contracts.article_fingerprint import is_as_written
from ...contracts.kept_versions import load_versions, version_files
from ...storage.file_stamp import file_stamp
from ...storage.regular_file import read_regular_text
from ..changes.substance import Comparison, Reason, compared, reasons, version
from ..changes.text_change import pack_change, removed_quotes, text_change
from ..corrections import Corrections
from ..model.article import Article
from ..model.article_body import ArticleBody, read_body
from .annotations import TextAnnotator
from .article_files import articles_with
from .corrected_annotations import corrected
from .row_differences import Row, replace_rows

_BATCH: Final = 64  # articles whose texts are in memory together
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VersionTerms:
    """How versions are read. `render` makes HTML of the Markdown of a version, as the site's reader does of an
    article's; `forbidden` are the slugs of the sources whose terms forbid to keep versions; `stores` is False where
    the editor wants none at all."""

    render: Callable[[str], str] = html.escape
    forbidden: frozenset[str] = frozenset()
    stores: bool = True

    @property
    def digest(self) -> str:
        """Text that is another one where other articles have changes."""
        return f"{self.stores} {sorted(self.forbidden)}"


ALL_VERSIONS: Final = VersionTerms()


Remade: TypeAlias = Literal["none", "annotated", "all"]


class ChangeInputs(NamedTuple):
    """What changes follow from beside versions and articles."""

    content: Path
    terms: VersionTerms
    corrections: Corrections
    annotator: TextAnnotator


class _StaleFile(NamedTuple):
    article: str
    file: Path
    stamp: bytes


@dataclass(frozen=True, slots=True)
class _FoundChange:
    """A change whose removed quotes aren't known yet. `before` is the article as it was."""

    before: Article
    at: datetime
    comparison: Comparison
    reasons: tuple[Reason, ...]

    @property
    def has_lost_words(self) -> bool:
        """Whether words of the text went, and quotes may have gone with them."""
        return any(difference.before < difference.before_end for difference in self.comparison.text)


def put_changes(connection: sqlite3.Connection, inputs: ChangeInputs, touched: Collection[str], remade: Remade) -> None:
    """Makes the rows of the changes of articles whose versions have changed, and of those `touched`, which were read or
    are other ones; of what else is there, those `remade`: those whose earlier texts were annotated, or all."""
    known = {id_: (stamp, annotated) for id_, stamp, annotated in connection.execute("SELECT * FROM version_files")}
    files = dict(version_files(inputs.content)) if inputs.terms.stores else {}
    stale = []
    for article_id, file in files.items():
        stamp, (before, annotated) = file_stamp(file), known.get(article_id, (b"", 0))
        is_remade = remade == "all" or (remade == "annotated" and annotated)
        if before != stamp or not stamp or is_remade or article_id in touched:
            stale.append(_StaleFile(article_id, file, stamp))
    for article_id in known.keys() - files.keys():
        replace_rows(connection, "changes", "id = ?", (article_id,), ())
        connection.execute("DELETE FROM version_files WHERE id = ?", (article_id,))
    for start in range(0, len(stale), _BATCH):
        _put_batch(connection, inputs, stale[start : start + _BATCH])


def _put_batch(connection: sqlite3.Connection, inputs: ChangeInputs, stale: Collection[_StaleFile]) -> None:
    found = {one.article: list(_changes(connection, inputs, one)) for one in stale}
    quoting = [change.before for changes in found.values() for change in changes if change.has_lost_words]
    texts = (Text(one.id, one.body.text, one.headline, one.lang) for one in quoting)
    annotations = iter(list(inputs.annotator.annotate(texts)))
    for article, _, stamp in stale:
        changes = found[article]
        rows = [
            _row(number, change, next(annotations) if change.has_lost_words else None, inputs.corrections)
            for number, change in enumerate(changes)
        ]
        replace_rows(connection, "changes", "id = ?", (article,), rows)
        annotated = int(any(change.has_lost_words for change in changes))
        connection.execute("INSERT OR REPLACE INTO version_files VALUES (?, ?, ?)", (article, stamp, annotated))


def _changes(connection: sqlite3.Connection, inputs: ChangeInputs, stale: _StaleFile) -> Iterator[_FoundChange]:
    """The changes of one article in substance, oldest first. One that isn't there, or whose source forbids it, has
    none."""
    article = next(articles_with(connection, (stale.article,)), None)
    if article is None or article.source.slug in inputs.terms.forbidden:
        return
    try:
        versions = load_versions(stale.file)
        is_publishers = is_as_written(read_regular_text(inputs.content / article.id, errors="replace"))
    except OSError as error:
        _log.warning("%s can't be read, and its changes are not shown: %s", stale.file, error.strerror)
        return
    texts = [(one.title, _body(one.text, stale.file, inputs.terms), one.moment) for one in versions]
    if is_publishers and versions:
        texts.append((article.headline, article.body, versions[-1].moment))
    if not texts:
        return
    headline, body, moment = texts[0]
    for next_headline, next_body, until in texts[1:]:
        comparison = compared(version(headline, body.text), version(next_headline, next_body.text))
        if why := reasons(comparison):
            yield _FoundChange(replace(article, headline=headline, body=body), moment, comparison, why)
            headline, body = next_headline, next_body
        moment = until


def _row(number: int, change: _FoundChange, annotation: Annotation | None, corrections: Corrections) -> Row:
    before, after = change.before, change.comparison.after.text
    found = corrected(annotation, before, corrections).quotes if annotation else ()
    quotes = removed_quotes(found, before.body.text, after)
    packed = pack_change(text_change(change.at, change.comparison, change.reasons, quotes))
    return before.id, number, change.at.isoformat(), packed


def _body(markdown: str, file: Path, terms: VersionTerms) -> ArticleBody:
    """The body of a version; an empty one where it can't be read."""
    try:
        return read_body(terms.render(markdown))
    except Exception:  # noqa: BLE001  a stranger's text must not end the run
        _log.exception("%s: a version can't be read", file)
        return read_body("")
